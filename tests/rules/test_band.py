"""The band: its levels, and its named changes, which lead to a higher band."""

from dataclasses import replace
from itertools import chain, combinations

import pytest

from claims.rules.verification.band import CHANGES, COSTS, LEVELS, band, level
from tests.rules.test_standards import EVERYTHING, NOTHING

STEPS = tuple(COSTS)
ALL_SETS = [
    frozenset(steps)
    for steps in chain.from_iterable(combinations(STEPS, n) for n in range(len(STEPS) + 1))
]
FOUND = {"origin_found", "no_contradiction"}


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        pytest.param(set(), "not_rated", id="nothing"),
        pytest.param(set(STEPS) - {"origin_found"}, "not_rated", id="no-origin"),
        pytest.param({"origin_found"}, "low", id="origin-alone"),
        pytest.param(set(STEPS) - {"no_contradiction"}, "low", id="contradicted"),
        pytest.param(FOUND | {"disinterested"}, "low", id="disinterested-hearsay"),
        pytest.param(FOUND | {"original_seen"}, "low", id="seen-from-a-party"),
        pytest.param(FOUND | {"original_seen", "primary"}, "low", id="primary-from-a-party"),
        pytest.param(FOUND | {"independent"}, "low", id="two-parties"),
        pytest.param(FOUND | {"original_seen", "disinterested"}, "moderate", id="seen-and-free"),
        pytest.param(FOUND | {"independent", "disinterested"}, "moderate", id="two-origins"),
        pytest.param(set(STEPS) - {"primary"}, "moderate", id="no-primary"),
        pytest.param(set(STEPS) - {"independent"}, "moderate", id="one-origin"),
        pytest.param(set(STEPS) - {"original_seen"}, "moderate", id="unseen"),
        pytest.param(set(STEPS), "high", id="everything"),
    ],
)
def test_level_of_steps(met, expected):
    assert level(met) == expected


@pytest.mark.parametrize("met", ALL_SETS, ids=lambda met: "+".join(sorted(met)) or "none")
def test_another_step_never_lowers_the_level(met):
    for step in STEPS:
        assert LEVELS.index(level(met | {step})) >= LEVELS.index(level(met))


def grounds(met: frozenset):
    """Grounds that meet these steps and no others; independence needs an origin of its own."""
    return replace(
        NOTHING,
        attribution_status="original_seen"
        if "original_seen" in met
        else "secondhand"
        if "origin_found" in met
        else "unchecked",
        independent=2 if "independent" in met else 1,
        disinterested=1 if "disinterested" in met else 0,
        primary="primary" in met,
        denials=[] if "no_contradiction" in met else ["A denial"],
    )


# Seen without an origin found does not occur: seeing is finding.
POSSIBLE = [met for met in ALL_SETS if "origin_found" in met or "original_seen" not in met]


@pytest.mark.parametrize("met", POSSIBLE, ids=lambda met: "+".join(sorted(met)) or "none")
def test_changes_named_lead_higher_and_none_could_be_left_out(met):
    rated = band("attributed", grounds(met))

    assert rated.level == level(met)
    assert {step.code for step in rated.steps if step.met} == met
    assert bool(rated.raises) == (rated.level != "high")
    assert len(rated.raises) <= 2
    costs = []
    for way in rated.raises:
        steps = set(way)
        costs.append(sum(COSTS[step] for step in steps))
        assert LEVELS.index(level(met | steps)) > LEVELS.index(rated.level)
        for step in steps:
            assert LEVELS.index(level(met | (steps - {step}))) == LEVELS.index(rated.level)
    assert costs == sorted(costs)


@pytest.mark.parametrize("status", ["unassessed", "unverifiable", "not_checkable"])
def test_status_without_a_judgement_is_not_rated(status):
    rated = band(status, EVERYTHING)

    assert (rated.level, rated.raises) == ("not_rated", ())
    assert rated.steps


def test_cheapest_changes_come_first():
    rated = band("attributed", grounds(frozenset(FOUND | {"disinterested"})))

    assert rated.raises == (
        ("original_seen",),
        ("independent",),
    )


def test_band_gives_words_and_never_a_number_or_a_likelihood():
    rated = band("attributed", NOTHING)
    words = " ".join([rated.level, *(step.message for step in rated.steps), *CHANGES.values()])

    assert not any(word in words.lower() for word in ("probab", "likel", "%", "score"))
