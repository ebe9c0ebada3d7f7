"""The hint that one series was taken from another, and series that state their derivation."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.series import (
    CircularDerivation,
    Likeness,
    departures,
    derives_from,
    increments,
    likeness,
    number_said,
)
from claims.rules.series.likeness import LEAST_CORRELATION, _is_above
from tests.rules.comparison.comparison_cases import day, said
from tests.rules.series.series_cases import START, count, losses, member, piled_up

TWELVE = (1, 5, 2, 8, 3, 9, 4, 7, 6, 2, 8, 5)


def alike(one, other, *, is_cumulative=True):
    return likeness(one, other, is_cumulative=is_cumulative)


def test_copy_of_a_running_count_is_found_out():
    found = alike(piled_up(*TWELVE), piled_up(*TWELVE))

    assert found == Likeness(12, Decimal(1), 12, ("correlation", "agreement"))
    assert found.sentence == (
        "Perhaps not independent: of 12 common periods, increments correlate at 1 and 12 agree "
        "within 1 %."
    )


def test_eleven_periods_are_too_few():
    assert alike(piled_up(*TWELVE[:-1]), piled_up(*TWELVE[:-1])).reasons == ()


def test_same_rises_at_another_level_correlate_but_do_not_agree():
    found = alike(piled_up(*TWELVE), piled_up(*(2 * rise + 1 for rise in TWELVE)))

    assert (found.correlation, found.agreeing, found.reasons) == (1, 0, ("correlation",))
    assert found.sentence.endswith("of 12 common periods, increments correlate at 1.")


def test_few_large_errors_break_the_correlation_not_the_agreement():
    spoiled = (*TWELVE[:7], *(rise + 40 for rise in TWELVE[7:9]), *TWELVE[9:])

    found = alike(piled_up(*TWELVE), piled_up(*spoiled))

    assert (found.agreeing, found.reasons) == (10, ("agreement",))
    assert found.sentence == ("Perhaps not independent: of 12 common periods, 10 agree within 1 %.")


@pytest.mark.parametrize(("off", "reasons"), [(6, ()), (5, ("agreement",))])
def test_most_is_more_than_half(off, reasons):
    shuffled = (7, 1, 6, 2, 9, 1)[:off]

    found = alike(piled_up(*TWELVE), piled_up(*shuffled, *TWELVE[off:]))

    assert (found.agreeing, found.reasons) == (12 - off, reasons)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (100, 99, True),
        (100, "98.99", False),
        (100, 101, True),
        (100, "101.02", False),
        (0, 1, False),
    ],
)
def test_within_one_percent_of_the_larger(one, other, agree):
    pair = [[member(0, 0, str(number))] for number in (one, other)]

    assert alike(*pair, is_cumulative=False).agreeing == agree
    assert alike(*reversed(pair), is_cumulative=False).agreeing == agree


def test_correlation_of_exactly_the_threshold_is_no_hint():
    """Exact arithmetic tells them apart, on sums that have the threshold for a correlation."""
    r = LEAST_CORRELATION
    at = (r * 100, Decimal(100), Decimal(100))

    assert not _is_above(at, r)
    assert _is_above((r * 100 + Decimal("1E-20"), *at[1:]), r)


def test_opposite_rises_are_no_copy():
    found = alike(piled_up(*TWELVE), piled_up(*(10 - rise for rise in TWELVE)))

    assert (found.correlation, found.reasons) == (-1, ())
    assert found.sentence == ""


def test_series_that_never_vary_have_no_correlation():
    steady = piled_up(*[5] * 12)

    assert alike(steady, piled_up(*TWELVE)).correlation is None
    assert alike(piled_up(*TWELVE), steady).correlation is None
    assert alike(steady, steady).reasons == ("agreement",)


def test_periods_in_which_neither_moved_say_nothing():
    still = piled_up(*[0] * 30, 1, 0, 0)

    assert alike(still, still) == Likeness(1, None, 1, ())


def test_period_in_which_one_of_the_two_moved_counts():
    assert alike(piled_up(*TWELVE), piled_up(*[0] * 12)) == Likeness(12, None, 0, ())


def test_numbers_of_periods_are_compared_as_they_are():
    found = alike(count(*TWELVE), count(*TWELVE), is_cumulative=False)

    assert (found.periods, found.reasons) == (12, ("correlation", "agreement"))


def test_only_common_times_count():
    daily, weekly = piled_up(*TWELVE * 8), piled_up(*[48] * 13, every=7)

    assert alike(daily, weekly).periods == 13
    assert alike(daily, []) == Likeness(0, None, 0, ())


def test_member_without_a_number_is_left_out():
    without = [member(0, 0, 5, number=None), *count(1, 2, 3, first=1)]

    assert alike(without, without).periods == 2
    assert [rise.number for rise in increments(without)] == [1, 1]


def test_order_does_not_matter_and_large_numbers_stay_exact():
    numbers = [Decimal(10) ** 8 + Decimal(place * place) / 10**6 for place in range(30)]
    large = count(*map(str, numbers))

    found = alike(large[::-1], large)

    assert found.reasons == ("correlation", "agreement")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_likeness_is_mutual(pairs):
    one, other = (count(*(str(pair[side]) for pair in pairs)) if pairs else [] for side in (0, 1))

    assert alike(one, other) == alike(other, one)


def test_real_counts_of_two_things_are_not_taken_for_copies():
    counts = losses()

    found = [
        alike(counts[one], counts[other]).reasons
        for one, other in [("tank", "APC"), ("tank", "personnel"), ("submarines", "naval ship")]
    ]

    assert found == [(), (), ()]


def test_real_count_passed_on_by_month_is_found_out():
    tanks = losses()["tank"]
    noisy = Random(1)
    relayed = [
        member(m.ref, m.as_of, said("approx", int(m.number) + noisy.randint(-3, 3)))
        for m in tanks
        if m.as_of.day == 1
    ]

    found = alike(tanks, relayed)

    assert found.periods == len(relayed) - 1
    assert "correlation" in found.reasons


def test_increments_of_running_counts_and_of_periods():
    rises = increments(count(5, 7, None, 12))
    as_they_are = increments(count(5, 7), is_cumulative=False)

    assert [(rise.until, rise.number) for rise in rises] == [
        (day("2025-01-02"), 2),
        (day("2025-01-04"), 5),
    ]
    assert [rise.number for rise in as_they_are] == [5, 7]
    assert as_they_are[0].until == START
    assert increments([]) == increments([], is_cumulative=False) == []
    assert increments(count(5)) == []


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (said("eq", 5), 5),
        (said("gt", 5), 5),
        (said("between", low=2, high=5), Decimal("3.5")),
        (said("between", 3, 2, 5), 3),
    ],
)
def test_number_that_stands_for_a_value(value, number):
    assert number_said(value) == number
    assert number_said(value, Decimal(1000)) == number * 1000


def test_series_derives_from_each_above_it():
    above = {"mod": "staff", "staff": "units", "units": None}

    assert derives_from("mod", above) == ("staff", "units")
    assert derives_from("units", above) == ()
    assert derives_from("unknown", above) == ()


@pytest.mark.parametrize(
    ("above", "circle"),
    [({"a": "a"}, ("a", "a")), ({"a": "b", "b": "c", "c": "b"}, ("a", "b", "c", "b"))],
)
def test_circular_derivation_is_refused(above, circle):
    with pytest.raises(CircularDerivation) as caught:
        derives_from("a", above)

    assert caught.value.series == circle
    assert str(caught.value) == f"A series cannot derive from itself: {' from '.join(circle)}."


def test_derived_series_departs_where_no_number_fits_both():
    original = count(100, 200, 300)
    derived = [
        member("a", 0, said("approx", 102)),
        member("b", 1, said("approx", 250)),
        member("c", 9, 5),
    ]

    (found,) = departures(derived, original)

    assert (found.derived.ref, found.original.ref) == ("b", 1)
