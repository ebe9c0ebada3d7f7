"""The record: the sources with their roles, the claimants, and the sentence for people."""

import datetime
import json

import pytest

from claims import desk
from claims.models import PublicationSource
from claims.rules.values import parse
from tests import desk_steps
from tests.desk_steps import chain, citation
from tests.factories import (
    NOW,
    InterestFactory,
    SourceFactory,
    SourceLinkFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)
from tests.record.a_record import joint_chain

pytestmark = pytest.mark.django_db


def live(claim):
    return claim.publications.live().get()


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
        citations=[citation("outlet", "agency", end="dead_end")],
        source_status="origin_unknown",
        assessment={"verification_status": "unverifiable", "method": ["source_reading"]},
    )

    document = json.loads(live(claim).content)
    assert rows_of(live(claim)) == {("outlet", "outlet", ""), ("agency", "relay", "")}
    assert (document["claimants"], live(claim).claimant) == ([], None)
    assert document["display"] == (
        "Russia has lost more than 62,000 soldiers, from an origin that is not known, "
        "as reported by Outlet; could not be verified"
    )


def test_joint_origin_makes_joint_claimants():
    claim = desk_steps.published(citations=[citation("outlet") | {"hops": joint_chain()}])

    document = json.loads(live(claim).content)
    assert [source["slug"] for source in document["claimants"]] == ["reuters", "open-source-centre"]
    assert document["display"] == (
        "Russia has lost more than 62,000 soldiers, according to Reuters and Open Source Centre; "
        "not independently verified"
    )
    assert live(claim).claimant.slug == "reuters"


SAID = {
    "at least": (
        {"value": "at least 4 million", "statement": "At least 4 million died."},
        "At least 4 million died, ",
        "at least 4 million people",
    ),
    "a statement without its number": (
        {"value": "1,700 to 5,500", "statement": "Dead of the flood"},
        "Dead of the flood: 1,700 to 5,500 people, ",
        "1,700 to 5,500 people",
    ),
    "no value": (
        {"value": None, "kind": "event", "measure": None, "statement": "Putin thanked Kim. "},
        "Putin thanked Kim, ",
        None,
    ),
}


@pytest.mark.parametrize(("changes", "expected", "value"), SAID.values(), ids=SAID)
def test_display_says_what_was_said(changes, expected, value):
    claim = desk_steps.published(**changes)

    document = json.loads(live(claim).content)
    assert document["display"] == f"{expected}according to Origin; not independently verified"
    assert document.get("display_value") == value


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

    assert json.loads(live(claim).content)["display_value"] == "more than US$20 billion"


def two_origins():
    return [citation(), citation("paper", "agency")]


def with_a_citation_that(stance):
    return lambda: [citation(), citation("paper", end="own_reporting", stance=stance)]


HOLDS = {
    "unassessed": ([citation], {}, "not yet assessed"),
    "attributed": ([citation], {}, "not independently verified"),
    "corroborated": (two_origins, {}, "corroborated by independent sources"),
    "confirmed": (
        lambda: [citation(primary_evidence="official_record")],
        {"credibility": 1},
        "confirmed",
    ),
    "disputed": (with_a_citation_that("denies_truth"), {}, "disputed"),
    "refuted": (with_a_citation_that("contradicts"), {}, "refuted"),
    "unverifiable": ([citation], {"method": ["records"]}, "could not be verified"),
    "not_checkable": ([citation], {"method": ["opinion"]}, "not open to checking"),
}


@pytest.mark.parametrize("status", HOLDS)
def test_display_ends_with_how_far_it_holds(status):
    """With what each status needs: the grounds, and a second assessor."""
    citations, assessment, words = HOLDS[status]
    made = citations() if callable(citations) else [make() for make in citations]
    one, two = (UserFactory(roles=["reviewer"]) for _ in range(2))
    claim = desk_steps.in_review(reviewer=one, citations=made)
    desk_steps.check(claim, reviewer=one, source_status="original_seen")

    for reviewer in (one, two):
        evidence = list(claim.citations.all())
        desk_steps.assess(
            claim,
            reviewer=reviewer,
            verification_status=status,
            evidence=evidence,
            **assessment,
        )
    desk.publish(claim, by=two, at=NOW)

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
