"""The value that answers a figure, its words, and the reasons against the others."""

import datetime
from dataclasses import replace
from random import Random

import pytest

from claims.rules.figures import MISSING, answer
from tests.rules.comparison.comparison_cases import DAY, NEXT, day, said
from tests.rules.figures.answering_cases import (
    ENVELOPE,
    LATEST,
    MEDIAN,
    NOON,
    PREFERRED,
    QUESTION,
    SERIES,
    asked,
    reasons,
    used,
    value,
)


def losses():
    """The count of August 2024, as it was given out."""
    return [
        value(f"CLM-{as_of}", said("approx", number), day(as_of), **SERIES)
        for as_of, number in [
            ("2024-08-05", 583910),
            ("2024-08-06", 585140),
            ("2024-08-07", 586340),
        ]
    ]


def test_latest_until_a_day_is_the_answer():
    found = asked(LATEST, *losses(), as_of=day("2024-08-06"))

    assert found.sentence == (
        "They were killed: approximately 585,140 persons, according to the General Staff, "
        "a party to the conflict; not independently verified"
    )
    assert (found.comparator, found.text) == ("approx", "approximately 585,140")
    assert (found.interval.lower, found.interval.upper) == (555883, 614397)
    assert found.time.last == found.earliest.first == day("2024-08-06")
    assert used(found) == ["CLM-2024-08-06"]
    assert (found.alternatives, found.conflicts, found.earlier) == ((), (), 1)


def test_latest_of_all_is_the_answer_where_no_day_is_asked_for():
    found = asked(LATEST, *losses())

    assert used(found) == ["CLM-2024-08-07"]
    assert found.earlier == 2


@pytest.mark.parametrize("policy", [LATEST, PREFERRED, ENVELOPE, MEDIAN])
def test_nothing_public_is_no_answer(policy):
    found = asked(policy)

    assert found.missing == "no_value"
    assert found.sentence == "No public value answers this."
    assert (found.value, found.interval, found.time, found.comparator) == (None, None, None, "")
    assert asked(policy, value("A", 5, **SERIES), as_of=DAY - (NEXT - DAY)) == found


@pytest.mark.parametrize("policy", [LATEST, PREFERRED, ENVELOPE, MEDIAN])
def test_order_of_what_is_given_does_not_matter(policy):
    values = [
        value("A", 5, **SERIES),
        value("B", 7, NEXT, **SERIES),
        *(value(ref, 5 + place % 3, origins=(place % 2,)) for place, ref in enumerate("CDEF")),
    ]

    found = asked(policy, *values)

    assert asked(policy, *Random(2).sample(values, len(values))) == found
    everything = len(found.used) + len(found.alternatives) + found.earlier
    assert everything == len(values)


def test_of_two_values_for_one_day_the_later_published_holds():
    first = value("B", 5, **SERIES)
    second = value("A", 6, published_at=NOON + datetime.timedelta(1), **SERIES)
    unknown = value("C", 7, published_at=None, **SERIES)

    assert used(asked(LATEST, second, first, unknown)) == ["A"]


def test_value_of_another_series_is_an_alternative_with_its_relation():
    found = asked(LATEST, value("A", 5, **SERIES), value("B", 7), value("C", 6, series="other"))

    assert reasons(found) == {"B": "other_series", "C": "other_series"}
    assert {other.relation.result for other in found.alternatives} == {"conflict"}
    assert {other.sentence for other in found.alternatives} == {
        "It is not of the series that the policy follows."
    }


def test_series_without_a_value_is_no_answer():
    found = asked(LATEST, value("B", 7))

    assert (found.missing, found.sentence) == ("series_empty", MISSING["series_empty"])
    assert reasons(found) == {"B": "other_series"}
    assert found.alternatives[0].relation is None


def test_preferred_claim_is_the_answer_though_a_newer_one_stands_beside_it():
    found = asked(PREFERRED, value("A", 5, **SERIES), value("B", 7, NEXT, **SERIES), value("C", 9))

    assert used(found) == ["A"]
    assert reasons(found) == {"B": "not_preferred", "C": "not_preferred"}
    assert found.alternatives[0].sentence == "The policy prefers A."
    assert found.alternatives[0].relation.result == "growth"


def test_preferred_claim_that_is_not_public_is_no_answer():
    found = asked(PREFERRED, value("B", 7))

    assert (found.missing, reasons(found)) == ("preferred_missing", {"B": "not_preferred"})
    assert asked(PREFERRED, value("A", 7, NEXT), as_of=DAY).missing == "no_value"


def test_alternatives_are_the_latest_of_each_claimant_newest_first():
    old = [value(f"old{n}", n, DAY - datetime.timedelta(n), claimant="b") for n in range(1, 4)]

    found = asked(PREFERRED, *old, value("A", 5), value("new", 7, NEXT, claimant="b"))

    assert [other.candidate.ref for other in found.alternatives] == ["new"]
    assert found.earlier == 3


def test_value_without_claimant_or_series_stands_for_itself():
    nobody = [
        replace(value(ref, 5), compared=replace(value(ref, 5).compared, claimant=None))
        for ref in "BC"
    ]

    assert set(reasons(asked(PREFERRED, value("A", 5), *nobody))) == {"B", "C"}


@pytest.mark.parametrize(
    ("more", "differs"),
    [
        ({"measure": "losses"}, "the measure differs"),
        ({"subject": "navy"}, "the subject differs"),
        ({"scope": "region"}, "the scope differs"),
        ({"dimension": "items"}, "the unit differs"),
        ({"currency": "USD"}, "the unit differs"),
        ({"measure": "losses", "scope": "x"}, "the measure and the scope differ"),
    ],
)
def test_value_of_something_else_answers_another_question(more, differs):
    found = asked(LATEST, value("A", 5, **SERIES), value("B", 7, **more))

    assert reasons(found) == {"B": "other_question"}
    assert found.alternatives[0].sentence == (
        f"It answers another question. Not comparable: {differs}."
    )
    assert found.alternatives[0].relation.result == "not_comparable"
    assert found.conflicts == ()


def test_of_values_that_answer_another_question_the_latest_is_named():
    photographs = {"claimant": "oryx", "measure": "seen"}
    values = [value("B", 7, **photographs), value("C", 8, NEXT, **photographs)]

    found = asked(LATEST, value("A", 5, **SERIES), *values)

    assert (reasons(found), found.earlier) == ({"C": "other_question"}, 1)


def test_refuted_value_gives_way_to_the_one_before():
    wrong = value("B", 7, NEXT, verification="refuted", **SERIES)

    found = asked(LATEST, value("A", 5, **SERIES), wrong)

    assert used(found) == ["A"]
    assert reasons(found) == {"B": "refuted"}
    assert found.alternatives[0].sentence == "It was found to be wrong."


def test_excluded_value_says_why():
    left_out = value("B", 7, NEXT, **SERIES)

    found = asked(LATEST, value("A", 5, **SERIES), left_out, excluded={"B": "a typing error."})

    assert reasons(found) == {"B": "excluded"}
    assert found.alternatives[0].sentence == "An editor left it out: a typing error."


def test_undated_value_is_no_answer_for_a_day():
    undated = value("B", 7, None, **SERIES)

    found = asked(LATEST, value("A", 5, **SERIES), undated, as_of=DAY)

    assert (used(found), reasons(found), found.earlier) == (["A"], {"B": "undated"}, 0)
    assert asked(LATEST, undated).time is None
    assert used(asked(LATEST, undated)) == ["B"]
    assert used(asked(LATEST, value("A", 5, **SERIES), undated)) == ["A"]


def test_month_answers_from_its_last_day():
    month = value("A", 5, day("2025-04-01"), as_of_precision="month", **SERIES)

    assert asked(LATEST, month, as_of=day("2025-04-29")).missing == "no_value"
    assert used(asked(LATEST, month, as_of=day("2025-04-30"))) == ["A"]


def test_period_answers_from_its_end():
    year = {"period_start": day("2024-01-01"), "period_end": day("2024-12-31")}
    yearly = value("A", 5, None, is_cumulative=False, **year, **SERIES)

    found = asked(LATEST, yearly, as_of=day("2024-12-31"))

    assert (found.time.first, found.time.last) == tuple(year.values())
    assert asked(LATEST, yearly, as_of=day("2024-12-30")).missing == "no_value"


def test_answer_from_an_iterator_is_the_same():
    assert answer(QUESTION, LATEST, iter(losses())) == asked(LATEST, *losses())
