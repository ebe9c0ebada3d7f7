"""The public document of a claim: exact bytes, their hash, and the filter columns beside it."""

import datetime
import json

import pytest

from claims.loading.snapshot import canonical_json, sha256
from tests import desk_steps
from tests.desk_steps import chain, citation
from tests.factories import (
    DocumentFactory,
    InterestFactory,
    ScopeFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

UP = "ukrainska-pravda"


def article():
    """The article of 28 April 2025, as our demo cites it."""
    return DocumentFactory(
        publisher=SourceFactory(slug=UP, name="Ukrainska Pravda", country="UA"),
        url="https://www.pravda.com.ua/eng/news/2025/04/28/1/?utm_source=x",
        title="Putin thanks Kim",
        language="en",
        byline="Stanislav Pohorilov",
        published_at=datetime.datetime(2025, 4, 28, 6, 36, tzinfo=datetime.UTC),
        published_precision="minute",
    )


def general_staff():
    return SourceFactory(
        slug="general-staff",
        name="General Staff of Ukraine",
        in_sentence="the General Staff of Ukraine",
        kind="military",
        country="UA",
    )


def losses(**changes):
    InterestFactory(source=general_staff())
    return desk_steps.published(
        author=UserFactory(username="eva-secret", roles=["editor"]),
        reviewer=UserFactory(username="rosa-secret", roles=["reviewer"]),
        scope=ScopeFactory(),
        citations=[
            citation(
                document=article(),
                hops=[
                    *chain(UP, "general-staff")[:1],
                    {
                        **chain(UP, "general-staff")[1],
                        "designation": "official_document",
                        "as_reported": "the General Staff",
                    },
                ],
            )
        ],
        **{
            "as_of": datetime.date(2025, 4, 28),
            "as_of_precision": "day",
            "stated_at": datetime.datetime(2025, 4, 28, 5, 0, tzinfo=datetime.UTC),
            "stated_precision": "day",
            **changes,
        },
    )


def live(claim):
    return claim.publications.live().get()


def test_whole_document_is():
    claim = losses()

    outlet = {"slug": UP, "name": "Ukrainska Pravda", "kind": "news_outlet"}
    staff = {
        "slug": "general-staff",
        "name": "General Staff of Ukraine",
        "spoken_name": "the General Staff of Ukraine",
        "kind": "military",
    }
    named = {"slug": "general-staff", "name": "General Staff of Ukraine"}
    cited = claim.citations.get()
    assert json.loads(live(claim).content) == {
        "schema_version": 2,
        "ref": "CLM-000001",
        "publication": {
            "number": 1,
            "kind": "first",
            "published_from": "2025-05-01T12:00:00.000000Z",
        },
        "statement": "Russia has lost more than 62,000 soldiers.",
        "language": "en",
        "kind": "quantity",
        "topic": {"slug": "russia-ukraine-war", "name": "Russia–Ukraine war"},
        "subject": {"slug": "russian-forces", "name": "Russian forces"},
        "measure": {"code": "personnel-losses", "name": "Personnel losses"},
        "scope": {"slug": "kursk-operation", "name": "Kursk operational zone"},
        "value": {
            "comparator": "gt",
            "amount": "62000",
            "lower": "62000",
            "lower_inclusive": False,
            "unit": {"code": "person", "name": "people", "singular": "person"},
            "as_reported": "more than 62,000",
            "text": "more than 62,000",
        },
        "display": "Russia has lost more than 62,000 soldiers (as of 28 April 2025), according to "
        "the General Staff of Ukraine, a party to the conflict; not independently verified",
        "display_value": "more than 62,000 people",
        "as_of": {"date": "2025-04-28", "precision": "day"},
        "stated_at": {"date": "2025-04-28T05:00:00.000000Z", "precision": "day"},
        "basis": "unspecified",
        "claimants": [named],
        "attribution": [
            {
                "source": named,
                "verdict": "reported",
                "checked_at": "2025-05-01T12:00:00.000000Z",
                "method": "read_document",
                "citations": [cited.pk],
                "interest": "belligerent",
                "grade": {"grade": "F"},
            }
        ],
        "attribution_status": "secondhand",
        "verification_status": "attributed",
        "credibility": 6,
        "assessment": {
            "method": [],
            "rationale": "The document names its origin; nobody else has counted.",
            "assessed_at": "2025-05-01T12:00:00.000000Z",
        },
        "independent_origins": 1,
        "disinterested_origins": 0,
        "band": {
            "level": "low",
            "missing": ["original_seen", "disinterested", "independent", "primary"],
            "raised_by": [["original_seen", "disinterested"], ["disinterested", "independent"]],
        },
        "citations": [
            {
                "id": cited.pk,
                "document": {
                    "id": cited.document.pk,
                    "url": "https://www.pravda.com.ua/eng/news/2025/04/28/1/",
                    "title": "Putin thanks Kim",
                    "published_at": {
                        "date": "2025-04-28T06:36:00.000000Z",
                        "precision": "minute",
                    },
                    "language": "en",
                    "byline": "Stanislav Pohorilov",
                },
                "stance": "asserts",
                "quote": "more than 62,000 soldiers",
                "drift": "none",
                "source_status": "secondhand",
                "chain": [
                    {"position": 0, "source": outlet, "is_read": True},
                    {
                        "position": 1,
                        "source": staff,
                        "designation": "official_document",
                        "end": "origin_named",
                        "as_reported": "the General Staff",
                    },
                ],
            }
        ],
    }


def test_bytes_are_canonical_and_their_hash_is_over_utf_8():
    publication = live(losses())

    assert publication.content == canonical_json(json.loads(publication.content))
    assert publication.content_sha256 == sha256(publication.content)
    assert "Russia–Ukraine" in publication.content


def test_nothing_of_the_staff_is_in_public():
    claim = losses()
    claim_again = desk_steps.published(scope=None)

    for publication in (live(claim), live(claim_again)):
        for text in (publication.content, publication.search_text):
            assert "secret" not in text
            assert "person-" not in text


def test_filter_columns_are_those_of_the_claim():
    claim = losses()
    publication = live(claim)

    names = (
        "ref statement topic subject measure scope unit comparator lower lower_inclusive upper "
        "upper_inclusive as_of period_start period_end stated_at claimant attribution_status "
        "verification_status credibility"
    ).split()
    assert {name: getattr(publication, name) for name in names} == {
        name: getattr(claim, name) for name in names
    }
    assert publication.claim_kind == claim.kind
    assert publication.claimant.slug == "general-staff"
