"""``Idempotency-Key``: a repeated request is answered again, but done once.

The header is that of the IETF's draft (draft-ietf-httpapi-idempotency-key-header). The answer is
kept in the transaction of the request: a killed process has done neither. A refused request has
done nothing, and may be sent again under its key.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Mapping

from django.core.files import File
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework import exceptions

from claims.models import KeptAnswer
from claims.rules.refusals import Invalid, Need

HEADER = "Idempotency-Key"
KEY = re.compile(r'"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?')
KEPT_FOR = datetime.timedelta(days=7)
KEPT_HEADERS = ("Location", "ETag", "Cache-Control")


class KeyReused(exceptions.APIException):
    status_code = 422
    default_code = "idempotency_key_reused"
    default_detail = (
        "This Idempotency-Key came with another request before: take a new one for each."
    )


def once(request, handler: Callable, *, is_repeatable: bool = False) -> HttpResponse:
    """Return the handler's answer, or the kept answer to the same request.

    ``is_repeatable``: the handler may run twice, in transactions of its own; its answer is kept
    after it. Raises ``KeyReused`` if the key came with another request, ``Invalid`` for a bad key.
    """
    match = KEY.fullmatch(request.headers[HEADER].strip())
    if match is None:
        message = "Give a key of 1 to 255 visible characters, such as a UUID."
        raise Invalid([Need("bad_key", message, HEADER)])
    own = {"by": request.user, "key": match[1]}
    new = {**own, "request_sha256": digest(request), "at": timezone.now()}
    if is_repeatable:
        if known := KeptAnswer.objects.filter(**own).first():
            return replay(known, new)
        response = handler()
        answer = KeptAnswer(**new, **kept(response))
        KeptAnswer.objects.bulk_create([answer], ignore_conflicts=True)
        return response
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = KeptAnswer.objects.create(**new)
        except IntegrityError:
            # The first request has committed: the constraint made us wait for it.
            return replay(KeptAnswer.objects.get(**own), new)
        response = handler()
        KeptAnswer.objects.filter(pk=row.pk).update(**kept(response))
        KeptAnswer.objects.filter(by=request.user, at__lt=new["at"] - KEPT_FOR).delete()
    return response


def digest(request) -> str:
    """Return the SHA-256 of the address and of the parsed body: a file by its bytes."""
    data = request.data
    if isinstance(data, Mapping):
        data = {name: plain(data[name]) for name in data}
    text = f"{request.method} {request.path}\n{json.dumps(data, sort_keys=True)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(value):
    if not isinstance(value, File):
        return value
    file_digest = hashlib.file_digest(value.file, "sha256").hexdigest()
    value.seek(0)
    return [value.name, file_digest]


def kept(response: HttpResponse) -> dict:
    return {
        "status": response.status_code,
        "headers": {name: response[name] for name in KEPT_HEADERS if name in response},
        "content": response.content.decode(),
    }


def replay(known: KeptAnswer, new: dict) -> HttpResponse:
    if known.request_sha256 != new["request_sha256"]:
        raise KeyReused()
    headers = {**known.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(
        known.content, status=known.status, content_type="application/json", headers=headers
    )
