"""The common parts of all public pages: read only, without scripts, with their own 404."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# Own styles and pictures only: no script, no frame, no other host.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def public_page(view):
    """Make a page that is the same for everybody. An address that is not public gives a 404.

    Without ``ANONYMOUS_READING``, readers have to log in.
    """

    @wraps(view)
    def served(request: HttpRequest, **kwargs) -> HttpResponse:
        if not settings.ANONYMOUS_READING and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "admin:login")
        try:
            response = view(request, **kwargs)
        except Http404:
            response = render(request, "claims/pages/missing.html", status=404)
        response["Content-Security-Policy"] = POLICY
        return response

    return require_safe(served)
