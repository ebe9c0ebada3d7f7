"""Answers that rest on several values: the envelope and the median."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.comparison.comparison_cases import DAY, NEXT, day, said
from tests.rules.figures.answering_cases import (
    DOZEN,
    ENVELOPE,
    LATEST,
    MEDIAN,
    QUESTION,
    THOUSAND,
    asked,
    reasons,
    used,
    value,
)

YEAR = {"period_start": day("2024-01-01"), "period_end": day("2024-12-31"), "as_of": None}
JUNE = {"period_start": day("2024-06-01"), "period_end": day("2024-06-30"), "as_of": None}


def test_envelope_reaches_from_the_lowest_to_the_highest():
    found = asked(
        ENVELOPE,
        value("A", said("approx", 100), claimant="staff"),
        value("B", 90, NEXT, claimant="ministry", verification="corroborated"),
    )

    assert found.sentence == (
        "How many? 90 to 105 persons, the range of 2 comparable values, according to the ministry "
        "and the General Staff (a party to the conflict); not independently verified"
    )
    assert (found.comparator, found.value.low, found.value.high) == ("between", 90, 105)
    assert (found.earliest.first, found.time.last) == (DAY, NEXT)
    assert used(found) == ["B", "A"]
    assert [(c.first, c.second, c.result) for c in found.conflicts] == [("B", "A", "conflict")]


def test_envelope_of_one_is_that_value_as_it_was_said():
    found = asked(ENVELOPE, value("A", said("nearly", "2.5"), unit=THOUSAND))

    assert found.sentence.startswith("They were killed: nearly 2.5 thousands, according to A;")
    assert found.value_words == "nearly 2.5 thousands"
    assert (found.unit, found.interval.upper) == (THOUSAND, 2500)


def test_envelope_uses_the_latest_of_each():
    old = value("old", 5, DAY, claimant="staff")

    found = asked(ENVELOPE, old, value("A", 90, NEXT, claimant="staff"), value("B", 100, NEXT))

    assert (used(found), found.text, found.earlier) == (["B", "A"], "90 to 100", 1)


def test_voice_that_is_heard_twice_is_named_once():
    twice = [replace(value(ref, 5), parts=value("X", 5).parts) for ref in "AB"]

    assert asked(ENVELOPE, *twice).sentence == (
        "How many? 5 persons, the range of 2 comparable values, according to X; "
        "not independently verified"
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([said("gt", 100), 90], "at least 90"),
        ([said("gt", 100), 101], "more than 100"),
        ([said("lt", 100), 90], "less than 100"),
        ([said("lte", 100), 90], "at most 100"),
        ([5, 5], "5"),
    ],
)
def test_open_end_stays_open(values, text):
    candidates = [value(str(place), number) for place, number in enumerate(values)]

    assert asked(ENVELOPE, *candidates).text == text


def test_envelope_that_is_open_at_both_ends_is_no_answer():
    found = asked(ENVELOPE, value("A", said("lt", 25)), value("B", said("gt", 30)))

    assert found.missing == "no_bounds"
    assert reasons(found) == {"A": "unbounded", "B": "unbounded"}
    assert found.earlier == 0


def test_change_may_reach_below_zero():
    question = replace(QUESTION, unit=replace(QUESTION.unit, dimension="change"))
    changes = [value(ref, number, dimension="change") for ref, number in [("A", -5), ("B", 0)]]

    assert asked(ENVELOPE, *changes, question=question).text == "-5 to 0 persons"


def test_envelope_is_said_in_the_unit_of_the_question():
    question = replace(QUESTION, unit=THOUSAND)

    found = asked(ENVELOPE, value("A", 2500), value("B", 3, unit=THOUSAND), question=question)

    assert found.text == "2.5 to 3 thousands"
    assert (found.interval.lower, found.interval.upper) == (2500, 3000)


def test_end_that_is_not_exact_in_the_unit_moves_outward():
    question = replace(QUESTION, unit=DOZEN)

    found = asked(ENVELOPE, value("A", 10), value("B", 20), question=question)
    large = asked(ENVELOPE, value("A", 10**14), value("B", 10**14 + 1), question=question)

    assert (found.value.low, found.value.high) == (Decimal("0.833333"), Decimal("1.666667"))
    assert large.value.low * 12 < 10**14
    assert large.value.high * 12 > 10**14 + 1


@pytest.mark.parametrize(("days", "expected"), [(None, ["B", "A"]), (1, ["B", "A"]), (0, ["B"])])
def test_stale_value_is_left_out(days, expected):
    question = replace(QUESTION, shelf_life_days=days)

    found = asked(ENVELOPE, value("A", 5), value("B", 7, NEXT), question=question)

    assert used(found) == expected
    if days == 0:
        assert reasons(found) == {"A": "stale"}
        assert found.alternatives[0].sentence == (
            "It is for 2025-04-26, too long before 2025-04-27."
        )


def test_stale_month_is_named_by_its_days():
    question = replace(QUESTION, shelf_life_days=5)
    march = value("A", 5, day("2025-03-01"), as_of_precision="month")

    (other,) = asked(ENVELOPE, march, value("B", 7), question=question).alternatives

    assert other.sentence == "It is for 2025-03-01 to 2025-03-31, too long before 2025-04-26."


@pytest.mark.parametrize(
    ("more", "differs"),
    [
        ({"as_of": day("2024-12-30")}, "the day that the value is for differs, or is not known"),
        (JUNE, "the period differs, or is not known"),
    ],
)
def test_value_for_another_time_cannot_be_put_beside_the_newest(more, differs):
    newest = value("B", 7, is_cumulative=False, **YEAR)
    other = value("A", 5, is_cumulative=False, **more)

    found = asked(ENVELOPE, newest, other)

    assert reasons(found) == {"A": "not_comparable"}
    assert found.alternatives[0].sentence == (
        f"It cannot be put beside B. Not comparable: {differs}."
    )


@pytest.mark.parametrize("policy", [ENVELOPE, MEDIAN])
def test_undated_value_can_only_stand_alone(policy):
    undated = value("A", 5, None)

    assert used(asked(policy, undated)) == ["A"]
    assert reasons(asked(policy, undated, value("B", 5))) == {"A": "not_comparable"}


@pytest.mark.parametrize("policy", [ENVELOPE, MEDIAN])
def test_only_values_of_something_else_are_no_answer(policy):
    assert asked(policy, value("A", 5, measure="losses")).missing == "no_value"


def test_median_of_three_is_the_one_in_the_middle_as_it_was_said():
    found = asked(MEDIAN, value("A", 5), value("B", said("approx", 20)), value("C", 90))

    assert found.sentence == (
        "How many? approximately 20 persons, the median of 3 values with independent origins, "
        "according to B, A, and C; not independently verified"
    )
    assert used(found) == ["B", "A", "C"]
    assert (found.interval.lower, found.interval.upper) == (5, 90)


def test_median_of_an_even_number_lies_between_the_two_in_the_middle():
    found = asked(
        MEDIAN, *(value(ref, n) for ref, n in [("A", 5), ("B", 20), ("C", 30), ("D", 90)])
    )

    assert found.text == "20 to 30"
    assert found.comparator == "between"
    assert used(found) == ["B", "A", "C", "D"]


def test_median_of_two_alike_is_said_as_the_first():
    found = asked(MEDIAN, value("A", said("approx", 20)), value("B", 20))

    assert found.text == "approximately 20"


def test_median_of_one_is_that_value():
    found = asked(MEDIAN, value("A", 5), value("B", said("gt", 9)))

    assert found.sentence == (
        "They were killed: 5 persons, according to A; not independently verified"
    )
    assert reasons(found) == {"B": "open_ended"}


@pytest.mark.parametrize("comparator", ["gt", "gte", "lt", "lte"])
def test_open_ended_value_has_no_place_in_an_order(comparator):
    found = asked(MEDIAN, value("A", said(comparator, 5)))

    assert (found.missing, reasons(found)) == ("none_independent", {"A": "open_ended"})


def test_value_without_an_origin_has_no_part_in_a_median():
    found = asked(MEDIAN, value("A", 5), value("B", 9, origins=()))

    assert (used(found), reasons(found)) == (["A"], {"B": "no_origin"})
    assert used(asked(ENVELOPE, value("A", 5), value("B", 9, origins=()))) == ["B", "A"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"as_of": NEXT}, {"reliability": "A"}),
        ({"reliability": "B"}, {"reliability": "C", "is_interested": False}),
        ({"reliability": "E"}, {"reliability": "F"}),
        ({}, {"is_interested": True}),
    ],
    ids=["newer", "better source", "unknown is no grade", "no stake"],
)
def test_one_of_those_that_share_an_origin_counts(better, worse):
    good = value("A", 5, origins=("x", "y"), **better)
    found = asked(MEDIAN, good, value("B", 90, origins=("y",), **worse), value("C", 7))

    assert sorted(used(found)) == ["A", "C"]
    assert reasons(found) == {"B": "not_independent"}
    assert found.alternatives[0].sentence == "It is not independent of A, which counts."


def test_of_two_alike_in_everything_the_higher_ref_counts():
    alike = [value(ref, 5, origins=("x",)) for ref in "AB"]

    assert used(asked(MEDIAN, *alike)) == ["B"]


def test_origins_join_through_others():
    chain = [value("A", 5, origins=("w", "x")), value("B", 6, origins=("y", "z"))]
    link = value("C", 7, origins=("x", "y"))

    assert len(asked(MEDIAN, *chain).used) == 2
    assert len(asked(MEDIAN, *chain, link).used) == 1
    assert len(asked(MEDIAN, *chain, link, value("D", 5, origins=("w",))).used) == 1


def test_weakest_standing_is_said():
    standings = [
        value(ref, 5, verification=s) for ref, s in [("A", "confirmed"), ("B", "disputed")]
    ]

    assert asked(ENVELOPE, *standings).sentence.endswith("; disputed")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 5)), min_size=1, max_size=8),
    st.sampled_from([ENVELOPE, MEDIAN, LATEST]),
)
def test_every_value_is_used_or_has_a_reason(numbers, policy):
    values = [
        value(f"{place}", number, origins=(origin,), series="count" if origin else None)
        for place, (number, origin) in enumerate(numbers)
    ]

    found = asked(policy, *values)

    named = [*used(found), *reasons(found)]
    assert len(named) == len(set(named))
    assert len(named) + found.earlier == len(values)
    if policy is MEDIAN:
        origins = [candidate.origins for candidate in found.used]
        assert len(origins) == len(set(origins))
    if found.value:
        assert found.interval.lower <= found.interval.upper
        assert {candidate.ref for candidate in found.used} <= {c.ref for c in values}
