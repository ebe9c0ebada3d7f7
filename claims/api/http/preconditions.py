"""``If-Match`` on a write: which version of the claim somebody saw.

The ETag of a claim on the desk begins with its version, as in ``"v3-5f1c…"``; what follows tells
its other states apart. A write compares the version only: it counts the edits, and a colleague's
finding in between makes no edit stale (decision 0001). The same version as a member of the body,
``version``, does what the header does.
"""

import hashlib
import re

from django.http import HttpResponse
from rest_framework import exceptions

from claims.models import Claim
from claims.rules.refusals import Invalid, Need, Stale

# A proxy that compresses answers makes their ETags weak.
OURS = re.compile(r'(?:W/)?"v([0-9]{1,9})(?:-[0-9a-f]*)?"')


class VersionRequired(exceptions.APIException):
    """A step is taken on a version that somebody saw: without one, it is not taken."""

    status_code = 428
    default_code = "version_required"
    default_detail = "Give the ETag of the claim that you saw as If-Match, or its “version”."
    errors = [{"field": "If-Match", "code": "required", "message": default_detail}]


def tagged(response: HttpResponse, claim: Claim) -> HttpResponse:
    """The answer with its ETag."""
    told = hashlib.sha256(response.content).hexdigest()[:16]
    response["ETag"] = f'"v{claim.version}-{told}"'
    return response


def seen(request, claim: Claim) -> int | None:
    """The version that ``If-Match`` names: the claim's own where it is among them; 0: none of ours.

    ``*`` names no version, so it says nothing.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    versions = [int(version) for version in OURS.findall(header)]
    return claim.version if claim.version in versions else next(iter(versions), 0)


def versioned(request, claim: Claim, body: dict) -> dict:
    """The body with the version that the client saw.

    Raises ``VersionRequired``, ``Stale`` for an ETag that is none of this claim's, and ``Invalid``
    where header and body contradict each other.
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
    """Raise ``Stale`` where ``If-Match`` is given and does not name the claim as it is."""
    if seen(request, claim) not in (None, claim.version):
        message = f"That is not the ETag of {claim.ref} as it is now: read it again."
        raise Stale([Need("stale", message, "If-Match")])
