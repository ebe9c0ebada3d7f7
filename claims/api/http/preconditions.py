"""Conditional requests (RFC 9110, section 13): ETags of answers, and ``If-Match`` on a write.

The ETag of a claim on the desk begins with its version, as in ``"v3-5f1c…"``; the rest tells its
other states apart. A write compares the version only: it counts the edits, and a colleague's
finding in between makes no edit stale (decision 0001). The member ``version`` of the body does the
same as the header.
"""

import hashlib
import re

from django.http import HttpResponse
from django.middleware import http
from django.utils.http import quote_etag
from rest_framework import exceptions

from claims.api.http.errors import is_api, problem, respond
from claims.models import Claim
from claims.rules.refusals import Invalid, Need, Stale

# A proxy that compresses answers makes their ETags weak.
OURS = re.compile(r'(?:W/)?"v([0-9]{1,9})(?:-[0-9a-f]*)?"')


class ConditionalGetMiddleware(http.ConditionalGetMiddleware):
    """ETags, 304, and 412 to a GET whose ``If-Match`` does not hold. HEAD has the same ETag."""

    def process_response(self, request, response):
        is_read = request.method in ("GET", "HEAD") and response.status_code == 200
        is_whole = is_read and not response.streaming and "ETag" not in response
        if is_whole and self.needs_etag(response):
            # With SHA instructions twice as fast as the MD5 of the parent class.
            response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        answer = super().process_response(request, response)
        if answer.status_code == 412 and response.status_code != 412 and is_api(request):
            detail = "What is here now has another ETag, or is newer, than your request asks for."
            headers = {"ETag": response["ETag"]} if "ETag" in response else None
            return respond(problem("stale", detail), headers)
        return answer


class VersionRequired(exceptions.APIException):
    """The refusal of a step without the version that the client saw."""

    status_code = 428
    default_code = "version_required"
    default_detail = "Give the ETag of the claim that you saw as If-Match, or its “version”."
    errors = [{"field": "If-Match", "code": "required", "message": default_detail}]


def tagged(response: HttpResponse, claim: Claim) -> HttpResponse:
    """Add its ETag to an answer."""
    digest = hashlib.sha256(response.content).hexdigest()[:16]
    response["ETag"] = f'"v{claim.version}-{digest}"'
    return response


def seen(request, claim: Claim) -> int | None:
    """Return the version that ``If-Match`` names: the claim's own if it is among several.

    None: no header, or ``*``, which names no version; 0: an ETag that is not ours.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    versions = [int(version) for version in OURS.findall(header)]
    return claim.version if claim.version in versions else next(iter(versions), 0)


def versioned(request, claim: Claim, body: dict) -> dict:
    """Return the body with the version that the client saw.

    Raises ``VersionRequired``, ``Stale`` for an ETag that is not one of this claim, and ``Invalid``
    if header and body contradict each other.
    """
    version = seen(request, claim)
    if version is None:
        if body.get("version") is None:
            raise VersionRequired()
        return body
    if not version:
        refuse_other(request, claim)
    if body.get("version") not in (None, version):
        message = f"If-Match names the version {version}, and the body another one."
        raise Invalid([Need("two_versions", message, "version")])
    return {**body, "version": version}


def refuse_other(request, claim: Claim) -> None:
    """Raise ``Stale`` if there is an ``If-Match`` that does not name the claim as it is."""
    if seen(request, claim) not in (None, claim.version):
        message = f"That is not the ETag of {claim.ref} as it is now: read it again."
        raise Stale([Need("stale", message, "If-Match")])
