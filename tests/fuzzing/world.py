"""The addresses and values for the random requests, from the schema, and the secrets."""

import datetime

from drf_spectacular.generators import SchemaGenerator

from claims import desk
from claims.models import (
    Citation,
    ClaimLink,
    Delivery,
    Figure,
    ImportBatch,
    Measure,
    Publication,
    Scope,
    Series,
    Subject,
    Webhook,
)
from sources.models import Document, Source, Topic
from tests.desk_steps import citation, corroborated, draft, in_review, published, retracted
from tests.factories import (
    NOW,
    DocumentFactory,
    SourceFactory,
    SourceLinkFactory,
    TopicFactory,
    UserFactory,
)
from tests.fuzzing.judging import CANARY
from tests.fuzzing.making import World
from tests.rows import question

PREFIX = "/api/v1/"


def fill() -> None:
    """A small record with everything that a record may have, beside a desk full of secrets."""
    SourceLinkFactory(from_source=SourceFactory(slug="spokesperson"))
    published(citations=[citation("outlet", "relay", "spokesperson")])
    published(value="62,000", as_of=datetime.date(2025, 4, 28), as_of_precision="day")
    published(statement="It burned.", kind="event", value=None, measure=None)
    corroborated("origin-a", "origin-b")
    retracted(statement="Not so.")
    in_review(statement="Under review.")
    hide()


def hide() -> None:
    """What was never published, each with the word that nobody outside may read."""
    author = UserFactory(username=CANARY, roles=["reviewer", "editor"])
    source = SourceFactory(slug=CANARY, name=CANARY)
    topic = TopicFactory(slug=f"{CANARY}-topic", name=CANARY)
    document = DocumentFactory(publisher=source, title=CANARY, url=f"https://{CANARY}.example/x")
    hidden = citation(CANARY, document=document, quote=CANARY)
    draft(author=author, statement=CANARY, topic=topic, citations=[hidden])
    claim = published(statement="Once said.")
    desk.revise(claim, by=author, at=NOW, note=CANARY)
    claim.refresh_from_db()
    desk.edit(claim, {"statement": CANARY}, by=author, at=NOW, version=claim.version, note=CANARY)
    Figure.objects.create(slug=CANARY, question=CANARY, **question())
    ImportBatch.objects.create(
        file_name=CANARY,
        file_sha256="0" * 64,
        mapping={},
        mapping_sha256="0" * 64,
        created_by=author,
        created_at=NOW,
    )


def world() -> World:
    """Every address and parameter that the schema knows, with what would fit."""
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    known = registers()
    addresses, parameters = {}, {}
    for path, operations in paths.items():
        taken = {
            one["name"]: one["schema"].get("items", one["schema"]).get("enum", ())
            for operation in operations.values()
            for one in operation.get("parameters", ())
            if one["in"] == "query"
        }
        addresses[path] = tuple(sorted(taken))
        for name, codes in taken.items():
            fitting = {*map(str, codes), *known.get(name, ())}
            parameters[name] = tuple(sorted({*parameters.get(name, ()), *fitting}))
    return World(
        addresses=addresses,
        methods={path: tuple(map(str.upper, operations)) for path, operations in paths.items()},
        holes={name: tuple(sorted(fitting)) for name, fitting in holes().items()},
        parameters=parameters,
        bodies=BODIES,
    )


def holes() -> dict[str, set[str]]:
    slugs = {
        str(slug) for model in (Source, Series, Figure, Topic) for slug in column(model, "slug")
    }
    return {
        "ref": {"CLM-000001", "CLM-000005", "CLM-999999", *column(Publication, "ref")},
        "number": {"1", "2", "3"},
        "slug": slugs,
        "id": {str(pk) for pk in column(Document, "pk")},
        "citation": {str(pk) for pk in column(Citation, "pk")},
        "link": {"1", *(str(pk) for pk in column(ClaimLink, "pk"))},
        "batch": {"1", *(str(pk) for pk in column(ImportBatch, "pk"))},
        "webhook": {"1", *(str(pk) for pk in column(Webhook, "pk"))},
        "delivery": {"1", *(str(pk) for pk in column(Delivery, "pk"))},
    }


def registers() -> dict[str, set[str]]:
    sources = set(column(Source, "slug"))
    days = {"2024-08-06", "2025-04-28", "2025-05-01"}
    numbers = {"0", "1", "2", "62000", "60000.5"}
    return {
        **dict.fromkeys(("source", "origin", "outlet", "via", "claimant"), sources),
        **dict.fromkeys(
            ("as_of", "as_of_after", "as_of_before", "known_at", "updated_since"), days
        ),
        **dict.fromkeys(
            ("value_min", "value_max", "min_independent", "min_disinterested"), numbers
        ),
        "topic": set(column(Topic, "slug")),
        "measure": set(column(Measure, "code")),
        "subject": set(column(Subject, "slug")),
        "scope": set(column(Scope, "slug")),
        "source_country": {"UA", "RU", "UA,RU"},
        "q": {"soldiers", '"62,000 soldiers"', "burned or lost", "-lost burned"},
        "page_size": {"1", "2", "500"},
        "since": {"0", "1", "3"},
        "ref": set(column(Publication, "ref")),
    }


def column(model, name: str) -> list:
    return list(model.objects.values_list(name, flat=True))


NOTE = "What was looked at, and what was found there, in so many words."
BODIES = (
    {
        "statement": "Russia has lost more than 62,000 soldiers.",
        "kind": "quantity",
        "topic": "russia-ukraine-war",
        "subject": "russian-forces",
        "measure": "personnel-losses",
        "value": {"comparator": "gt", "amount": "62000", "unit": "person"},
        "as_of": "2025-04-28",
        "as_of_precision": "day",
        "citations": [
            {
                "document": {"url": "https://news.example/fuzz", "publisher": "outlet"},
                "quote": "more than 62,000 soldiers",
                "hops": [{"source": "outlet"}, {"source": "relay", "end": "origin_named"}],
            }
        ],
    },
    {"version": 1, "statement": "Other.", "note": "n"},
    {"version": 1, "note": NOTE, "public_note": NOTE, "reason": "our_error"},
    {"version": 1, "verification_status": "attributed", "credibility": 6, "rationale": NOTE},
    {"version": 1, "status": "secondhand", "method": "read_document", "note": NOTE},
    {"to": "CLM-000002", "kind": "contradicts", "note": NOTE},
    {"target": "CLM-000002", "note": NOTE},
    {"first": 1, "second": 2, "kind": "join", "reason": NOTE},
    {"note": NOTE},
    {"rationale": NOTE, "leave_out_wrong": True},
    {"url": "https://example.org/hooks", "kinds": ["correction"], "description": "d"},
    {"is_active": False},
)
