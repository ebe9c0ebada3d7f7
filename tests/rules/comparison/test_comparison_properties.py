"""Properties of comparisons and intervals: mirrors, equality, wider intervals."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.rules.comparison import (
    DIFFERENCES,
    RESULTS,
    as_value,
    compare,
    hull,
    is_below,
    overlap,
    starts_higher,
    total,
)
from claims.rules.values import Interval, interval
from tests.rules.comparison.comparison_cases import compared, fact, intervals, said, tolerances

comparing = settings(max_examples=400, deadline=None)
QUARTERS = [Decimal(n) / 4 for n in range(-4, 30)]


@comparing
@given(compared, compared, tolerances)
def test_exchanging_the_two_mirrors_the_finding(first, second, tolerance):
    found = compare(first, second, tolerance=tolerance)

    assert compare(second, first, tolerance=tolerance) == found.mirrored
    assert found.result in RESULTS
    assert (found.result == "not_comparable") == bool(found.differs)
    assert list(found.differs) == [code for code in DIFFERENCES if code in found.differs]
    assert (found.result in ("growth", "revision_down")) == bool(found.later)
    assert found.result.startswith("subset") == bool(found.part)


@comparing
@given(compared, tolerances)
def test_value_equals_itself_where_its_time_is_known(value, tolerance):
    is_dated = value.day or (value.period and not value.is_cumulative)

    result = compare(value, value, tolerance=tolerance).result

    assert result == ("equal" if is_dated else "not_comparable")


@comparing
@given(compared, compared, compared, tolerances, st.data())
def test_equal_is_transitive(first, second, third, tolerance, data):
    # Most of the three agree in most things, so that they are equal often enough.
    names = ("interval", "measure", "subject", "scope", "dimension", "is_cumulative")
    shared = {name: getattr(first, name) for name in names}
    second, third = replace(second, **shared), replace(third, **shared)

    one = compare(first, second, tolerance=tolerance).result
    other = compare(second, third, tolerance=tolerance).result

    if one == other == "equal":
        compared_ends = compare(first, third, tolerance=tolerance)
        assert compared_ends.result == ("consistent" if is_order_unknown(first, third) else "equal")


def is_order_unknown(first, second) -> bool:
    """“In June” and “on 30 June”: of a running count, the later of the two is not known."""
    days = first.day, second.day
    return first.is_cumulative and days[0] != days[1] and max(days).first <= min(days).last


@comparing
@given(compared, compared, intervals(), st.sampled_from(["conflict", "subset_conflict"]))
def test_widening_never_creates_a_conflict(first, second, more, kind):
    wider = replace(first, interval=hull([first.interval, more]))

    if compare(first, second).result != kind:
        assert compare(wider, second).result != kind


@comparing
@given(compared, compared)
def test_only_intervals_apart_are_growth_revision_or_conflict(first, second):
    result = compare(first, second).result

    if result in ("growth", "revision_down", "conflict", "subset_conflict"):
        assert not overlap(first.interval, second.interval)
    if result in ("equal", "consistent"):
        assert overlap(first.interval, second.interval)


@comparing
@given(intervals(), intervals())
def test_order_of_intervals_is_the_order_of_their_numbers(one, other):
    ones = [n for n in QUARTERS if one.contains(n)]
    others = [n for n in QUARTERS if other.contains(n)]
    assume(ones and others)

    assert overlap(one, other) == bool(set(ones) & set(others))
    assert starts_higher(one, other) == (
        one.lower is not None and (ones[0] > others[0] or other.lower is None)
    )
    if is_below(one, other):
        assert ones[-1] < others[0]
        assert not is_below(other, one)


@comparing
@given(st.lists(intervals(), min_size=1, max_size=4))
def test_hull_holds_every_number_and_ends_where_some_end(found):
    whole = hull(found)

    assert all(whole.contains(n) for i in found for n in QUARTERS if i.contains(n))
    assert whole.lower in [i.lower for i in found]
    assert whole.upper in [i.upper for i in found]
    assert hull([whole, *found]) == whole
    if whole.lower_inclusive:
        assert any(i.contains(whole.lower) for i in found)
    if whole.upper_inclusive:
        assert any(i.contains(whole.upper) for i in found)


@comparing
@given(intervals(), intervals())
def test_total_holds_the_sum_of_any_two(one, other):
    whole = total([one, other])

    for n in (n for n in QUARTERS[::3] if one.contains(n)):
        for m in (m for m in QUARTERS[::3] if other.contains(m)):
            assert whole.contains(n + m)
    assert (whole.lower is None) == (None in (one.lower, other.lower))
    assert (whole.upper is None) == (None in (one.upper, other.upper))
    assert whole.lower_inclusive == (one.lower_inclusive and other.lower_inclusive)
    assert whole.upper_inclusive == (one.upper_inclusive and other.upper_inclusive)


def test_total_is_exact():
    parts = [Interval(Decimal(end), True, Decimal(end), True) for end in ("0.1", "0.2", "1E+17")]

    assert total(parts).lower == Decimal("100000000000000000.3")
    assert total([]) == fact("eq", 0).interval


def test_hull_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one interval"):
        hull([])


def test_equal_lower_ends_are_told_apart_by_whether_they_belong():
    closed, left_out = fact("gte", 5).interval, fact("gt", 5).interval

    assert starts_higher(left_out, closed)
    assert not starts_higher(closed, left_out)
    assert not starts_higher(closed, closed)


@comparing
@given(intervals(), st.booleans())
def test_words_of_an_interval_allow_what_it_allows(allowed, non_negative):
    value = as_value(allowed, non_negative=non_negative)

    if value is None:
        assert allowed.upper is None
        assert allowed.lower is None or (non_negative and allowed.lower == 0)
        return
    again = interval(value, non_negative=non_negative)
    assert all(again.contains(n) for n in QUARTERS if allowed.contains(n) and n >= 0)
    if value.comparator != "between" and not (non_negative and allowed.lower is None):
        assert again == allowed


@pytest.mark.parametrize(
    ("allowed", "non_negative", "words"),
    [
        (fact("eq", 5).interval, True, said("eq", 5)),
        (fact("eq", 0).interval, True, said("eq", 0)),
        (fact("lt", 5).interval, True, said("lt", 5)),
        (fact("lte", 5).interval, True, said("lte", 5)),
        (fact("lte", 5).interval, False, said("between", low=0, high=5)),
        (fact("gt", 0).interval, True, said("gt", 0)),
        (fact("gte", 5).interval, True, said("gte", 5)),
        (fact("nearly", 100).interval, True, said("between", low=95, high=100)),
        (Interval(None, False, Decimal(5), True), True, said("lte", 5)),
        (Interval(None, False, None, False), True, None),
        (fact("gte", 0).interval, True, None),
        (fact("gte", 0).interval, False, said("gte", 0)),
    ],
)
def test_words_of_an_interval(allowed, non_negative, words):
    assert as_value(allowed, non_negative=non_negative) == words
