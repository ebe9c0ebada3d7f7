"""Conflicts, refusals and the words of an answer."""

from dataclasses import replace

import pytest

from claims.rules.figures import Policy
from tests.rules.figures.answering_cases import LATEST, SERIES, asked, value

CLOSE = (value("A", 5, **SERIES), value("B", 7))


def test_conflict_of_values_is_named():
    (found,) = asked(LATEST, *CLOSE).conflicts

    assert (found.first, found.second, found.rule, found.result) == ("A", "B", "values", "conflict")
    assert found.sentence == "A (5) and B (7): no number fits both."


def test_part_that_exceeds_the_answer_is_a_conflict():
    part = value("B", 7, scope="region", scopes_above=(None,))

    (found,) = asked(LATEST, value("A", 5, **SERIES), part).conflicts

    assert (found.result, found.sentence) == (
        "subset_conflict",
        "A (5) and B (7): the part exceeds the whole.",
    )


@pytest.mark.parametrize("kind", ["same_as", "consistent_with", "not_comparable"])
def test_person_may_have_found_that_there_is_no_conflict(kind):
    assert asked(LATEST, *CLOSE, rulings={frozenset("AB"): kind}).conflicts == ()


def test_person_may_have_found_a_conflict_that_the_values_do_not_show():
    same = value("B", 5)

    (found,) = asked(
        LATEST, value("A", 5, **SERIES), same, rulings={frozenset("AB"): "contradicts"}
    ).conflicts

    assert (found.rule, found.result) == ("confirmed", "equal")
    assert found.sentence == "A (5) and B (5): a person confirmed that they contradict each other."


def test_link_of_another_kind_leaves_the_finding_to_the_values():
    (found,) = asked(LATEST, *CLOSE, rulings={frozenset("AB"): "part_of"}).conflicts

    assert found.rule == "values"


@pytest.mark.parametrize(
    "more", [{"verification": "refuted"}, {"ref": "X"}], ids=["refuted", "excluded"]
)
def test_value_that_is_no_longer_held_is_in_no_conflict(more):
    other = replace(value("B", 7), **more)

    assert asked(LATEST, CLOSE[0], other, excluded={"X": "why"}).conflicts == ()


@pytest.mark.parametrize(
    ("kind", "named", "message"),
    [
        ("mean", {}, "is not one of latest_of_series, preferred_claim"),
        ("latest_of_series", {}, "follow a series"),
        ("preferred_claim", {"series": "count"}, "prefer a claim"),
    ],
)
def test_policy_that_says_nothing_is_refused(kind, named, message):
    with pytest.raises(ValueError, match=message):
        Policy(kind, **named)
