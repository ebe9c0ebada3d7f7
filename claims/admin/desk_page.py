"""A page of the desk beside the list of claims: a queue, a report, two claims side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class DeskPage:
    """One page, for those who may view claims.

    ``view`` takes the request and the arguments of the route. It returns a response, or the title
    and the context of the template.
    """

    route: str
    name: str
    view: Callable
    template: str = ""

    def answer(self, model_admin, request, **kwargs):
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        result = self.view(request, **kwargs)
        if isinstance(result, HttpResponseBase):
            return result
        return model_admin.render_page(request, self.template, *result)
