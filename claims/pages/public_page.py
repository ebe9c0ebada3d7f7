"""What every public page has in common: it is read only, runs no script, and knows its own 404."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# Own styles and pictures, and nothing else: no script, no frame, no other host.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def public_page(view):
    """A page that is the same for everybody; what is not public is a 404 that says so.

    Where strangers may not read (``ANONYMOUS_READING``), they are asked to log in.
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
