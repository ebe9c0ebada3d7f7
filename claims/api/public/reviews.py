"""Claims as JSON-LD over HTTP: one review, or the reviews of a whole list as a feed."""

import json
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from rest_framework.exceptions import NotAcceptable

from claims.api.formats.claim_review import CONTEXT, review, why_none
from claims.api.formats.exports import batches

KIND = "application/ld+json"


def publisher_of(request) -> dict:
    """Whoever runs this site."""
    address = request.build_absolute_uri("/")
    return {"@type": "Organization", "name": settings.PUBLISHER_NAME, "url": address}


def reviewed(request, document: dict) -> dict:
    address = request.build_absolute_uri(reverse("claim", kwargs={"ref": document["ref"]}))
    return review(document, address=address, publisher=publisher_of(request))


def one(request, document: str) -> HttpResponse:
    """The review of a claim. Raises ``NotAcceptable``, which says why there is none."""
    found = json.loads(document)
    if why := why_none(found):
        raise NotAcceptable(why)
    text = dumped({"@context": CONTEXT, **reviewed(request, found)})
    return HttpResponse(text, content_type=KIND)


def feed(request, documents: Iterable[str]) -> StreamingHttpResponse:
    """The reviews of all claims of a list that have one, as a stream."""
    headers = {"Content-Disposition": 'attachment; filename="claims.jsonld"'}
    return StreamingHttpResponse(
        lines(request, documents), content_type=f"{KIND}; charset=utf-8", headers=headers
    )


def lines(request, documents: Iterable[str]) -> Iterator[bytes]:
    """One JSON document, a line for each review."""
    head = {"@context": CONTEXT, "@type": "DataFeed", "publisher": publisher_of(request)}
    yield f'{dumped(head)[:-1]},"dataFeedElement":['.encode()
    comma = "\n"
    for some in batches(documents):
        for found in map(json.loads, some):
            if not why_none(found):
                item = {"@type": "DataFeedItem", "item": reviewed(request, found)}
                yield f"{comma}{dumped(item)}".encode()
                comma = ",\n"
    yield b"]}\n"


def dumped(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
