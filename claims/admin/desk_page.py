"""Pages of the desk beside the list of claims: queues, reports, two claims side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.urls import path


@dataclass(frozen=True)
class DeskPage:
    """One page, for whoever may view claims.

    ``view`` takes the request and what stands in the route. It returns a response, or the title
    and the context of the page that is shown.
    """

    route: str
    name: str
    view: Callable
    template: str = ""

    def url(self, model_admin):
        def answer(request, **kwargs):
            if not model_admin.has_view_permission(request):
                raise PermissionDenied
            result = self.view(request, **kwargs)
            if isinstance(result, HttpResponseBase):
                return result
            title, context = result
            return model_admin.render_page(request, self.template, title, context)

        address = model_admin.admin_site.admin_view(answer)
        return path(self.route, address, name=f"claims_claim_{self.name}")
