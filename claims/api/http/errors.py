"""The errors under /api/, all of one shape: RFC 9457 problem details.

``PROBLEMS`` lists every problem; docs/clients/api.md and the schema show the same list.
A problem has ``type, title, status, detail, code``; bad input also ``errors``, a refused step
``needs``, and a stale version ``changes``.
"""

import json

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import resolve
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from drf_standardized_errors.formatter import ExceptionFormatter, flatten_errors
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions
from rest_framework.settings import api_settings

from claims.rules.refusals import Invalid, NotAllowed, NotReady, Refused, Stale

API_PREFIX = "/api/"

# Code → status and title. A published code never changes.
PROBLEMS = {
    "bad_request": (400, "The request cannot be understood."),
    "malformed": (400, "The body is not valid JSON."),
    "invalid": (400, Invalid.title),
    "not_authenticated": (401, "Sign in first."),
    "authentication_failed": (401, "The name, the password or the token is wrong."),
    "permission_denied": (403, "You may not do this."),
    "insufficient_scope": (403, "The token is not good for this."),
    "not_allowed": (403, NotAllowed.title),
    "not_found": (404, "There is nothing here."),
    "method_not_allowed": (405, "This address does not take that method."),
    "not_acceptable": (406, "This address does not answer in that format."),
    "not_ready": (409, NotReady.title),
    "stale": (412, Stale.title),
    "too_large": (413, "The request is too large."),
    "unsupported_media_type": (415, "The body has to be JSON."),
    "idempotency_key_reused": (422, "The Idempotency-Key came with another request."),
    "version_required": (428, "Say which version of the claim you saw."),
    "throttled": (429, "Too many requests."),
    "server_error": (500, "Something went wrong on our side."),
}
# The codes of the framework that have another name here.
RENAMED = {"parse_error": "malformed", "error": "server_error"}
DETAILS = {
    "not_found": "There is nothing under this address, or nothing of it is public.",
    "server_error": "The request was not carried out. The error was logged.",
}


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = "The body is larger than anything that is read here."


class RefusedProblem(exceptions.APIException):
    """The refusal of a verb, as an exception of the framework."""

    def __init__(self, refusal: Refused):
        super().__init__(detail=str(refusal), code=refusal.code)
        self.refusal, self.status_code = refusal, refusal.status


def refused(name: str, message: str, code: str) -> exceptions.ValidationError:
    """Make the refusal of one parameter."""
    return exceptions.ValidationError({name: [exceptions.ErrorDetail(message, code)]})


def problem(code: str, detail: str = "", **members) -> dict:
    """Return the body of a problem, without ``members`` that are empty."""
    status, title = PROBLEMS[code]
    return {
        "type": f"urn:corroborate:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail or DETAILS.get(code) or title,
        "code": code,
        **{name: value for name, value in members.items() if value},
    }


def respond(body: dict, headers: dict | None = None) -> HttpResponse:
    # Input may hold lone surrogates, which UTF-8 cannot encode.
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(
        text, status=body["status"], content_type="application/problem+json", headers=headers
    )


def input_errors(detail) -> list[dict]:
    """Return DRF's nested errors as a flat list, each with its path: citations.0.quote."""
    general = api_settings.NON_FIELD_ERRORS_KEY
    return [
        {
            "field": ".".join(part for part in (error.attr or "").split(".") if part != general),
            "code": error.code,
            "message": error.detail,
        }
        for error in flatten_errors(detail)
    ]


class ProblemFormatter(ExceptionFormatter):
    def run(self) -> dict:
        if isinstance(self.exc, RefusedProblem):
            return self.refused(self.exc.refusal)
        if isinstance(self.exc, exceptions.ValidationError):
            errors = input_errors(self.exc.detail)
            told = [f"{e['field']}: {e['message']}" if e["field"] else e["message"] for e in errors]
            return problem("invalid", " ".join(told), errors=errors)
        code = getattr(self.exc.detail, "code", "error")
        code = RENAMED.get(code, code)
        if code not in PROBLEMS:
            code = self.exc.default_code if self.exc.default_code in PROBLEMS else "bad_request"
        detail = "" if code in DETAILS else str(self.exc.detail)
        return problem(code, detail, errors=getattr(self.exc, "errors", None))

    def refused(self, refusal: Refused) -> dict:
        needs = [{"code": n.code, "message": n.message, "field": n.field} for n in refusal.needs]
        return problem(
            refusal.code if refusal.code in PROBLEMS else "not_ready",
            str(refusal),
            errors=needs if isinstance(refusal, Invalid) else None,
            needs=needs,
            changes=getattr(refusal, "changes", None),
        )


class ProblemHandler(ExceptionHandler):
    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, Refused):
            return RefusedProblem(exc)
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        return super().convert_known_exceptions(exc)

    def get_response(self, exc, data: dict) -> HttpResponse:
        return respond(data, self.get_headers(exc))


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


@csrf_exempt
def unmatched(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address under /api/ without a route: add a missing slash, else answer 404."""
    is_read = request.method in ("GET", "HEAD") and not request.path.endswith("/")
    if is_read and resolve(f"{request.path_info}/").func is not unmatched:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{request.path}/{query and '?' + query}")
    return respond(problem("not_found"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_large = isinstance(exception, RequestDataTooBig)
    if too_large and not is_api(request):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        return render(request, "413.html", {"most": most}, status=413)
    if not is_api(request):
        return defaults.bad_request(request, exception)
    return respond(problem("too_large" if too_large else "bad_request"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return respond(problem("permission_denied"))
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return respond(problem("not_found"))
    return defaults.page_not_found(request, exception or Http404())


def server_error(request: HttpRequest) -> HttpResponse:
    return respond(problem("server_error")) if is_api(request) else defaults.server_error(request)
