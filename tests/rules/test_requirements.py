"""The pure rules of the review: the roll-up of checks, and needs on plain facts."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.chains import Hop
from claims.rules.citations import ATTRIBUTION_ORDER
from claims.rules.requirements import (
    Actor,
    CitationFacts,
    Facts,
    permission_needs,
    publish_needs,
    roll_up,
    submit_needs,
    unmet,
)

CITATION = CitationFacts(
    label="“A page”",
    status="secondhand",
    carries=True,
    has_quote=True,
    hops=[Hop(0, "outlet"), Hop(1, "origin", "origin_named")],
    publisher="outlet",
)
READY = Facts(
    kind="quantity",
    has_value=True,
    has_measure=True,
    has_unit=True,
    has_verdict=True,
    version=3,
    assessed_version=3,
    citations=[CITATION],
)
statuses = st.lists(st.sampled_from(ATTRIBUTION_ORDER), max_size=6)


def changed(**changes):
    return dataclasses.replace(READY, **changes)


def cited(**changes):
    return changed(citations=[dataclasses.replace(CITATION, **changes)])


def codes(needs):
    return [need.code for need in unmet(needs)]


ROLL_UPS = {
    "no citation": ([], "unchecked"),
    "one": (["secondhand"], "secondhand"),
    "a confirmation counts more than hearsay": (
        ["secondhand", "confirmed_by_origin"],
        "confirmed_by_origin",
    ),
    "a denial outweighs a confirmation": (
        ["confirmed_by_origin", "denied_by_origin"],
        "denied_by_origin",
    ),
    "one check counts more than none": (["unchecked", "inaccessible"], "inaccessible"),
}


@pytest.mark.parametrize(("given_statuses", "expected"), ROLL_UPS.values(), ids=ROLL_UPS)
def test_roll_up(given_statuses, expected):
    assert roll_up(given_statuses) == expected


@given(statuses)
def test_roll_up_is_one_of_the_statuses_whatever_their_order(found):
    assert roll_up(found) == roll_up(sorted(found)) == roll_up(found[::-1])
    assert roll_up(found) in (found or ["unchecked"])


@given(statuses, statuses)
def test_roll_up_of_parts_rolls_up_to_the_whole(one, two):
    assert roll_up([roll_up(one), roll_up(two)]) == roll_up(one + two)


def test_ready_claim_lacks_nothing():
    assert codes(submit_needs(READY)) == codes(publish_needs(READY)) == []


PUBLISH = {
    "no citation": (changed(citations=[]), ["citation"]),
    "no value": (changed(has_value=False), ["value"]),
    "event without a value": (
        changed(kind="event", has_value=False, has_measure=False, has_unit=False),
        [],
    ),
    "no measure and no unit": (changed(has_measure=False, has_unit=False), ["measure", "unit"]),
    "no verdict": (changed(has_verdict=False), ["claimant"]),
    "never assessed": (changed(assessed_version=None), ["assessment"]),
    "assessed before": (changed(assessed_version=2), ["assessment"]),
    "no quote": (cited(has_quote=False), ["quote"]),
    "open chain": (cited(hops=[Hop(0, "outlet"), Hop(1, "origin")]), ["finished_chain"]),
    "open chain that carries nothing": (
        cited(hops=[Hop(0, "outlet"), Hop(1, "origin")], carries=False),
        [],
    ),
    "dead end": (cited(hops=[Hop(0, "outlet"), Hop(1, "agency", "dead_end")]), []),
    "broken chain": (
        cited(hops=[Hop(0, "outlet"), Hop(2, "origin", "origin_named")]),
        ["gap_in_chain"],
    ),
    "circle": (
        cited(hops=[Hop(0, "outlet"), Hop(1, "outlet", "origin_named")]),
        ["circular_reporting"],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), PUBLISH.values(), ids=PUBLISH)
def test_publish_lacks(facts, expected):
    assert codes(publish_needs(facts)) == expected


def test_whatever_submitting_needs_publishing_needs_too():
    for facts, _expected in PUBLISH.values():
        assert set(codes(submit_needs(facts))) <= set(codes(publish_needs(facts)))


def test_every_need_is_a_sentence_and_names_a_field():
    nothing = changed(
        citations=[dataclasses.replace(CITATION, hops=[], has_quote=False)],
        has_value=False,
        has_measure=False,
        has_unit=False,
        has_verdict=False,
        assessed_version=None,
    )

    for need in unmet(publish_needs(nothing)):
        assert need.message.endswith(".")
        assert need.field


ACTORS = {
    "author": (Actor(frozenset({"reviewer"}), is_author=True), ["four_eyes_author"]),
    "last editor": (Actor(frozenset({"reviewer"}), is_last_editor=True), ["four_eyes_editor"]),
    "author and last editor": (
        Actor(frozenset({"reviewer"}), is_author=True, is_last_editor=True),
        ["four_eyes_author"],
    ),
    "colleague": (Actor(frozenset({"reviewer"})), []),
    "colleague without the role": (Actor(frozenset({"editor"})), ["role"]),
    "author without the role": (Actor(frozenset(), is_author=True), ["role", "four_eyes_author"]),
}


@pytest.mark.parametrize(("actor", "expected"), ACTORS.values(), ids=ACTORS)
def test_publishing_is_refused_to(actor, expected):
    assert [need.code for need in permission_needs("publish", actor)] == expected


def test_contributor_may_work_on_their_own_claims_only():
    contributor = frozenset({"contributor"})

    assert permission_needs("edit", Actor(contributor, is_author=True)) == []
    assert [n.code for n in permission_needs("edit", Actor(contributor))] == ["own_claim"]
    assert permission_needs("edit", Actor(contributor | {"editor"})) == []
    assert permission_needs("create", Actor(contributor)) == []
