"""Assessed claims as schema.org ClaimReview (JSON-LD); docs/clients/claimreview.md has the mapping.

Each type is declared once: its properties with their schemas, and where our document has them. A
value that we do not know has no property; a status that is no finding on “is it so?” has no number.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from rest_framework.exceptions import NotAcceptable

from claims.api.formats.exports import batches
from claims.api.formats.renderers import JSONLD
from claims.record.document import read
from claims.rules.citations import CARRYING_STANCES, VERDICTS
from claims.rules.saying import SOURCE_LANGUAGE, is_whole
from claims.rules.verification.statuses import BEST_RATING, STATUSES, Status

CONTEXT = "https://schema.org"
PERSONS = ("person", "role")
NO_AUTHOR = ("dataset",)
NEVER_SAID = {code for code, verdict in VERDICTS.items() if verdict.is_rated}


class Type(NamedTuple):
    """A type of value: its JSON schema, and what writes a part of our document as such a value."""

    schema: dict
    write: Callable = lambda value: value


class Property(NamedTuple):
    find: Callable
    type: Type
    is_needed: bool


def need(where: str | Callable, type: Type) -> Property:
    """Declare a property; ``where``: a path in a part of our document, or a function of it."""
    return Property(following(where) if isinstance(where, str) else where, type, True)


def may(where: str | Callable, type: Type) -> Property:
    """Declare a property that is left out if it has no value."""
    return need(where, type)._replace(is_needed=False)


def following(path: str) -> Callable:
    """Return a function that reads a path of names; it stops at the first None."""
    first, *onward = path.split(".")
    return lambda part: reduce(lambda value, name: value and value[name], onward, part[first])


def whole(part: dict) -> dict:
    return part


def typed(kind: str, /, **properties: Property) -> Type:
    """Make a type of schema.org with these properties and no others."""
    needed = [name for name, one in properties.items() if one.is_needed]
    schemas = {name: one.type.schema for name, one in properties.items()}

    def write(part: dict) -> dict:
        written = {"@type": kind}
        for name, (find, inner, is_needed) in properties.items():
            value = find(part)
            if is_needed or value not in (None, "", []):
                written[name] = inner.write(value)
        return written

    schema = {"type": "object", "required": ["@type", *needed]}
    schema["properties"] = {"@type": {"const": kind}, **schemas}
    return Type({**schema, "additionalProperties": False}, write)


def several(inner: Type) -> Type:
    return Type(
        {"type": "array", "minItems": 1, "items": inner.schema},
        lambda values: [inner.write(value) for value in values],
    )


def status_of(document: dict) -> Status:
    return STATUSES[document["verification_status"]]


def undone(document: dict) -> list[dict]:
    """Return the alleged origins where none of them made the claim: then that is the review."""
    alleged = document["attribution"]
    codes = {one["verdict"] for one in alleged}
    return alleged if codes and codes <= NEVER_SAID else []


def reviewed(document: dict) -> str:
    """Return the claim; where nobody made it, as “X: …”, for what is rated is who said it."""
    names = " and ".join(one["source"]["name"] for one in undone(document))
    return f"{names}: “{document['statement']}”" if names else document["statement"]


def label_of(document: dict) -> str:
    if alleged := undone(document):
        return VERDICTS[alleged[0]["verdict"]].label
    return status_of(document).label


def rating_of(document: dict) -> int | None:
    return 1 if undone(document) else status_of(document).rating


def end_of_scale(end: int) -> Property:
    return may(lambda document: rating_of(document) and end, Type({"const": end}))


def cited(document: dict, *, is_carrying: bool) -> list[dict]:
    """Return the cited documents that carry the claim, or the others."""
    rows = document["citations"]
    return [row["document"] for row in rows if (row["stance"] in CARRYING_STANCES) == is_carrying]


STRING = Type({"type": "string"})
ADDRESS = Type({"type": "string", "format": "uri"})
MOMENT = Type({"type": "string", "format": "date-time"})
PERSON = typed("Person", name=need("name", STRING))
ORGANIZATION = typed("Organization", name=need("name", STRING))
AGENT = Type(
    {"oneOf": [PERSON.schema, ORGANIZATION.schema]},
    lambda source: (PERSON if source["kind"] in PERSONS else ORGANIZATION).write(source),
)
PUBLISHER = typed("Organization", name=need("name", STRING), url=need("url", ADDRESS))
WORK = typed(
    "CreativeWork",
    url=need("url", ADDRESS),
    headline=may("title", STRING),
    inLanguage=may("language", STRING),
    datePublished=may("published_at.date", MOMENT),
    publisher=need("publisher", AGENT),
)
RATING = typed(
    "Rating",
    alternateName=need(
        label_of,
        Type(
            {
                "enum": [status.label for status in STATUSES.values()]
                + [VERDICTS[code].label for code in sorted(NEVER_SAID)]
            }
        ),
    ),
    ratingExplanation=need("assessment.rationale", STRING),
    ratingValue=may(
        rating_of,
        Type({"type": "integer", "minimum": 1, "maximum": BEST_RATING}),
    ),
    worstRating=end_of_scale(1),
    bestRating=end_of_scale(BEST_RATING),
)
CLAIM = typed(
    "Claim",
    text=need(reviewed, STRING),
    inLanguage=need("language", STRING),
    datePublished=may("stated_at.date", MOMENT),
    author=may(
        lambda document: [one for one in document["claimants"] if one["kind"] not in NO_AUTHOR],
        several(AGENT),
    ),
    appearance=may(lambda document: cited(document, is_carrying=True), several(WORK)),
)
CORRECTION = typed(
    "CorrectionComment",
    text=need("public_note", STRING),
    datePublished=need("published_from", MOMENT),
)
# Of a claim's document with the ``address`` of the claim, the ``publisher`` of this site, and the
# language that it is ``said_in``.
ITEM = typed(
    "ClaimReview",
    **{"@id": need(lambda d: f"{d['address']}publications/{d['publication']['number']}/", ADDRESS)},
    url=need("address", ADDRESS),
    identifier=need("ref", STRING),
    version=need("publication.number", Type({"type": "integer", "minimum": 1})),
    datePublished=need("publication.published_from", MOMENT),
    inLanguage=need("said_in", STRING),
    author=need("publisher", PUBLISHER),
    sdPublisher=need("publisher", PUBLISHER),
    claimReviewed=need(reviewed, STRING),
    reviewBody=need("display", STRING),
    reviewRating=need(whole, RATING),
    itemReviewed=need(whole, CLAIM),
    citation=may(lambda document: cited(document, is_carrying=False), several(WORK)),
    correction=may(
        lambda d: d["publication"] if d["publication"]["kind"] == "correction" else None, CORRECTION
    ),
)
FEED_ITEM = typed("DataFeedItem", item=need(whole, ITEM))
FEED_TYPE = typed(
    "DataFeed",
    publisher=need("publisher", PUBLISHER),
    dataFeedElement=need("items", Type({"type": "array", "items": FEED_ITEM.schema})),
)


def in_context(described: dict) -> dict:
    required = ["@context", *described["required"]]
    properties = {"@context": {"const": CONTEXT}, **described["properties"]}
    return {**described, "required": required, "properties": properties}


REVIEW, FEED = in_context(ITEM.schema), in_context(FEED_TYPE.schema)


def why_none(document: dict) -> str:
    """Return a sentence why there is no review of this claim; empty if there is one."""
    ref, standing = document["ref"], document["standing"]
    if standing["retracted"]:
        return f"{ref} was retracted: there is no review of it."
    if not standing["live"]:
        return f"{ref} is no longer in force: there is no review of it."
    if document["verification_status"] == "unassessed" and not undone(document):
        return f"{ref} has not been assessed: there is no review of it."
    return ""


def publisher_of(request) -> dict:
    return {"name": settings.PUBLISHER_NAME, "url": request.build_absolute_uri("/")}


def in_full(request, document: dict, language: str) -> dict:
    """Return the document of a claim, said in a language, with all that ``ITEM`` reads."""
    address = request.build_absolute_uri(reverse("claim", kwargs={"ref": document["ref"]}))
    said_in = language if is_whole(document) else SOURCE_LANGUAGE
    more = {"publisher": publisher_of(request), "address": address, "said_in": said_in}
    return {**document, **more}


def one(request, text: str, language: str) -> HttpResponse:
    """Return the review of a claim. Raises ``NotAcceptable``, which says why there is none."""
    document = read(text)
    if why := why_none(document):
        raise NotAcceptable(why)
    review = {"@context": CONTEXT, **ITEM.write(in_full(request, document, language))}
    return HttpResponse(dumped(review), content_type=JSONLD.media_type)


def feed(request, texts: Iterable[str], language: str) -> StreamingHttpResponse:
    """Return the reviews of all claims of a list that have one, in a language, as a stream."""
    headers = {"Content-Disposition": 'attachment; filename="claims.jsonld"'}
    kind = f"{JSONLD.media_type}; charset=utf-8"
    told = lines(request, texts, language)
    return StreamingHttpResponse(told, content_type=kind, headers=headers)


def lines(request, texts: Iterable[str], language: str) -> Iterator[bytes]:
    """Yield one JSON document, a line for each review."""
    head = FEED_TYPE.write({"publisher": publisher_of(request), "items": []})
    yield dumped({"@context": CONTEXT, **head})[:-2].encode()
    documents = (document for batch in batches(texts) for document in map(read, batch))
    for index, document in enumerate(one for one in documents if not why_none(one)):
        item = FEED_ITEM.write(in_full(request, document, language))
        yield f"{',' if index else ''}\n{dumped(item)}".encode()
    yield b"]}\n"


def dumped(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
