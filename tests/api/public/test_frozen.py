"""Work on the desk changes no byte of a public answer until it is published."""

import datetime

from django.test import Client

from claims import desk
from claims.rules.values import parse
from tests.api.public.test_filters import SAMPLES
from tests.desk_steps import citation, draft
from tests.factories import (
    NOW,
    DocumentFactory,
    InterestFactory,
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    TopicFactory,
)
from tests.worlds import world

LATER = NOW + datetime.timedelta(days=1)


def addresses(claim) -> list[str]:
    paths = [
        "claims/",
        "claims/?page_size=1",
        f"claims/{claim.ref}/",
        f"claims/{claim.ref}/publications/",
        f"claims/{claim.ref}/publications/1/",
        f"claims/{claim.ref}/independence/",
        "corrections/",
        "sources/",
        "documents/",
        f"documents/{claim.citations.first().document_id}/",
        "measures/",
        "subjects/",
        "scopes/",
        "topics/",
        "schema/",
        "sources/brand-new/",
        "sources/brand-new/claims/",
        "claims/CLM-000002/independence/",
        "corrections/?source=brand-new",
        "claims/CLM-000002/",
        "claims/?source=brand-new",
        "claims/?measure=brand-new",
        "claims/?subject=brand-new",
        "claims/?scope=brand-new",
        "claims/?topic=brand-new",
        "claims/?q=brand",
        "claims/?q=64000",
    ]
    for slug in ("outlet", "relay", "spokesperson", "ministry"):
        paths += [f"sources/{slug}/", f"sources/{slug}/claims/"]
    for given in SAMPLES.values():
        paths.append("claims/?" + "&".join(f"{name}={value}" for name, value in given.items()))
    return [*paths, *(f"documents/{number}/" for number in range(1, 9))]


def everything_public(claim) -> dict[str, tuple[int, bytes]]:
    client = Client()
    answers = {}
    for path in addresses(claim):
        response = client.get(f"/api/v1/{path}")
        answers[path] = (response.status_code, response.content)
    return answers


@world
def brand_new(db):
    """A source, a document and words of every register that no publication holds."""
    source = SourceFactory(slug="brand-new", name="Brand new")
    return {
        "document": DocumentFactory(publisher=source, title="Brand new document"),
        "topic": TopicFactory(slug="brand-new", name="Brand new"),
        "subject": SubjectFactory(slug="brand-new", name="Brand new"),
        "measure": MeasureFactory(code="brand-new", name="Brand new"),
        "scope": ScopeFactory(slug="brand-new", name="Brand new"),
    }


def test_public_answers_do_not_move_by_a_byte_while_the_desk_works(losses, brand_new, editor):
    author = losses.created_by
    before = everything_public(losses)

    claim = desk.revise(losses, by=author, at=LATER)
    fields = {name: row for name, row in brand_new.items() if name != "document"}
    kept = {"id": claim.citations.get().pk, "quote": "brand new"}
    added = citation("brand-new", "relay", document=brand_new["document"])
    claim = desk.edit(
        claim,
        {**fields, "statement": "Brand new.", "value": parse("exactly 64,000")},
        [kept, added],
        by=author,
        at=LATER,
        version=claim.version,
    )
    draft(citations=[citation("brand-new", "spokesperson")], statement="Brand new draft.")
    desk.submit(claim, by=author, at=LATER)
    SourceLinkFactory(from_source=SourceFactory(slug="brand-new"), to_source=source("relay"))
    SourceLinkFactory(from_source=source("relay"), to_source=source("brand-new"), kind="owned_by")
    InterestFactory(source=source("relay"), topic=brand_new["topic"])
    for cited in claim.citations.all():
        desk.check_source(
            cited, status="original_seen", method="read_original", note="Seen.", by=editor, at=LATER
        )

    after = everything_public(losses)
    assert {path: after[path] for path in after if after[path] != before[path]} == {}
    seen = b"".join(body for path, (_s, body) in after.items() if "brand" not in path)
    assert b"brand-new" not in seen
    assert b"Brand new" not in seen


def source(slug):
    return SourceFactory(slug=slug)


def test_publishing_is_what_makes_it_public(api, brand_new):
    from tests.desk_steps import published

    api.get("sources/brand-new/", status=404)

    claim = published(citations=[citation("brand-new", document=brand_new["document"])])

    assert api.get("sources/brand-new/")["name"] == "Brand new"
    assert api.refs(source="brand-new") == [claim.ref]
