"""The record: exact bytes, their hash, filter columns, and the sources with their roles."""

import datetime
import json

import pytest

from claims import desk
from claims.models import PublicationSource
from claims.snapshot import canonical_json, sha256
from claims.values import parse
from tests import desk_steps
from tests.claims.a_record import joint_chain
from tests.desk_steps import chain, citation
from tests.factories import (
    NOW,
    DocumentFactory,
    InterestFactory,
    ScopeFactory,
    SourceFactory,
    SourceLinkFactory,
    TopicFactory,
    UnitFactory,
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

    outlet = {
        "slug": UP,
        "name": "Ukrainska Pravda",
        "kind": "news_outlet",
        "country": "UA",
    }
    staff = {
        "slug": "general-staff",
        "name": "General Staff of Ukraine",
        "kind": "military",
        "country": "UA",
    }
    document = claim.citations.get().document
    assert json.loads(live(claim).content) == {
        "ref": "CLM-000001",
        "publication": {
            "number": 1,
            "kind": "first",
            "published_from": "2025-05-01T12:00:00.000000Z",
            "public_note": None,
        },
        "statement": "Russia has lost more than 62,000 soldiers.",
        "language": "en",
        "kind": "quantity",
        "topic": {"slug": "russia-ukraine-war", "name": "Russia–Ukraine war"},
        "subject": {"slug": "russian-forces", "name": "Russian forces"},
        "measure": {"code": "personnel-losses", "name": "Personnel losses"},
        "scope": {"slug": "kursk-operation", "name": "Kursk operational zone"},
        "speech_act": None,
        "value": {
            "comparator": "gt",
            "amount": "62000",
            "low": None,
            "high": None,
            "rounding": None,
            "confidence_level": None,
            "lower": "62000",
            "lower_inclusive": False,
            "upper": None,
            "upper_inclusive": False,
            "range_kind": None,
            "unit": {"code": "person", "name": "people", "symbol": ""},
            "as_reported": "more than 62,000",
            "text": "more than 62,000",
        },
        "display": "more than 62,000, according to the General Staff of Ukraine, "
        "a party to the conflict; not independently verified",
        "as_of": {"date": "2025-04-28", "precision": "day"},
        "period": None,
        "stated_at": {"date": "2025-04-28T05:00:00.000000Z", "precision": "day"},
        "basis": "unspecified",
        "claimants": [{**staff, "interest": "belligerent"}],
        "attribution_status": "secondhand",
        "verification_status": "attributed",
        "credibility": 6,
        "assessment": {
            "confidence": None,
            "method": [],
            "rationale": "The document names its origin; nobody else has counted.",
            "assessed_at": "2025-05-01T12:00:00.000000Z",
        },
        "citations": [
            {
                "document": {
                    "id": document.pk,
                    "url": "https://www.pravda.com.ua/eng/news/2025/04/28/1/",
                    "title": "Putin thanks Kim",
                    "publisher": outlet,
                    "published_at": {
                        "date": "2025-04-28T06:36:00.000000Z",
                        "precision": "minute",
                    },
                    "language": "en",
                    "byline": "Stanislav Pohorilov",
                },
                "stance": "asserts",
                "quote": "more than 62,000 soldiers",
                "locator": None,
                "as_reported": None,
                "drift": "none",
                "source_status": "secondhand",
                "chain": [
                    {
                        "position": 0,
                        "source": outlet,
                        "roles": ["outlet"],
                        "relation": None,
                        "designation": None,
                        "end": None,
                        "as_reported": None,
                    },
                    {
                        "position": 1,
                        "source": staff,
                        "roles": ["origin"],
                        "relation": None,
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


def rows_of(publication) -> set[tuple]:
    rows = PublicationSource.objects.filter(publication=publication)
    return {(row.source.slug, row.role, row.designation) for row in rows}


def body_with_spokesperson():
    SourceLinkFactory(
        from_source=SourceFactory(slug="spokesperson"), to_source=SourceFactory(slug="state")
    )
    return chain("outlet", "sky-news", "spokesperson")


ROLES = {
    "own reporting": (
        lambda: chain("outlet", end="own_reporting"),
        {("outlet", "outlet"), ("outlet", "origin"), ("outlet", "claimant")},
    ),
    "one relay": (
        lambda: chain("outlet", "sky-news", "state"),
        {
            ("outlet", "outlet"),
            ("sky-news", "relay"),
            ("state", "origin"),
            ("state", "claimant"),
        },
    ),
    "joint origin": (
        joint_chain,
        {
            ("outlet", "outlet"),
            ("reuters", "origin"),
            ("reuters", "claimant"),
            ("open-source-centre", "origin"),
            ("open-source-centre", "claimant"),
        },
    ),
    "role of a body": (
        body_with_spokesperson,
        {
            ("outlet", "outlet"),
            ("sky-news", "relay"),
            ("spokesperson", "origin"),
            ("spokesperson", "claimant"),
        },
    ),
}


@pytest.mark.parametrize(("hops", "expected"), ROLES.values(), ids=ROLES)
def test_sources_stand_in_their_roles(hops, expected):
    claim = desk_steps.published(citations=[citation("outlet") | {"hops": hops()}])

    assert {row[:2] for row in rows_of(live(claim))} == expected


def test_dead_end_gives_a_relay_and_no_claimant():
    claim = desk_steps.published(
        citations=[citation("outlet", "agency", end="dead_end")], source_status="origin_unknown"
    )

    document = json.loads(live(claim).content)
    assert rows_of(live(claim)) == {("outlet", "outlet", ""), ("agency", "relay", "")}
    assert (document["claimants"], live(claim).claimant) == ([], None)
    assert document["display"] == (
        "more than 62,000, from an origin that is not known; not independently verified"
    )


def test_joint_origin_makes_joint_claimants():
    claim = desk_steps.published(citations=[citation("outlet") | {"hops": joint_chain()}])

    document = json.loads(live(claim).content)
    assert [source["slug"] for source in document["claimants"]] == ["reuters", "open-source-centre"]
    assert document["display"] == (
        "more than 62,000, according to Reuters and Open Source Centre; not independently verified"
    )
    assert live(claim).claimant.slug == "reuters"


SAID = {
    "at least": ({"value": "at least 4 million"}, "at least 4 million, "),
    "a range": ({"value": "1,700 to 5,500"}, "1,700 to 5,500, "),
    "no value": (
        {"value": None, "kind": "event", "measure": None, "statement": "Putin thanked Kim. "},
        "Putin thanked Kim, ",
    ),
}


@pytest.mark.parametrize(("changes", "expected"), SAID.values(), ids=SAID)
def test_display_says_what_was_said(changes, expected):
    claim = desk_steps.published(**changes)

    said = json.loads(live(claim).content)["display"]
    assert said == f"{expected}according to Origin; not independently verified"


def test_display_of_money_has_its_sign():
    usd = UnitFactory(
        code="usd",
        name="US dollar",
        plural="US dollars",
        symbol="US$",
        dimension="currency",
        currency="USD",
    )
    measure = desk_steps.MeasureFactory(code="revenue", dimension="currency", default_unit=usd)

    claim = desk_steps.published(measure=measure, value=parse("over 20 billion"))

    assert json.loads(live(claim).content)["display"].startswith("more than US$20 billion, ")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("unassessed", "not yet assessed"),
        ("corroborated", "corroborated by independent sources"),
        ("disputed", "disputed"),
        ("not_checkable", "not open to checking"),
    ],
)
def test_display_ends_with_how_far_it_holds(status, words):
    claim = desk_steps.published(assessment={"verification_status": status})

    assert json.loads(live(claim).content)["display"].endswith(f"; {words}")


def test_interest_in_a_topic_above_counts_and_one_that_has_ended_does_not():
    war = TopicFactory(slug="war")
    topic = TopicFactory(slug="losses", parent=war)
    InterestFactory(source=SourceFactory(slug="origin"), topic=war, valid_until=NOW.date())

    before = NOW - datetime.timedelta(days=1)
    stated = [
        desk_steps.published(topic=topic, stated_at=moment, stated_precision="day")
        for moment in (before, NOW)
    ]

    sentences = [json.loads(live(claim).content)["display"] for claim in stated]
    assert ["a party to the conflict" in sentence for sentence in sentences] == [True, False]


def test_withdrawn_citation_is_not_in_public():
    claim = desk_steps.published(citations=[citation(), citation("paper", "agency")])
    desk.revise(claim, by=claim.created_by, at=NOW)
    first = claim.citations.first()
    desk.edit(claim, {}, [{"id": first.pk}], by=claim.created_by, at=NOW, version=1)
    reviewer = UserFactory(roles=["reviewer"])
    desk.submit(claim, by=claim.created_by, at=NOW)
    desk.start_review(claim, by=reviewer, at=NOW)
    desk_steps.review(claim, reviewer=reviewer)

    desk.publish(claim, by=reviewer, at=NOW, public_note="One source less.")

    assert claim.citations.count() == 2
    assert len(json.loads(live(claim).content)["citations"]) == 1
    assert {slug for slug, *_ in rows_of(live(claim))} == {"outlet", "origin"}
