"""Round numbers and days on the axes."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.drawing import axes

DAY = datetime.date


@pytest.mark.parametrize(
    ("numbers", "low", "high", "labels"),
    [
        ([0, 1_456_610], 0, 1_500_000, ["0", "500,000", "1,000,000", "1,500,000"]),
        ([5], 0, 6, ["0", "2", "4", "6"]),
        ([-5], -5.5, -4.5, ["−5.5", "−5", "−4.5"]),
        ([0], 0, 1, ["0", "0.5", "1"]),
        ([-3, 4], -5, 5, ["−5", "0", "5"]),
        ([980, 1000], 980, 1000, ["980", "990", "1,000"]),
    ],
    ids=["from zero", "one value", "one below zero", "zero", "below zero", "far from zero"],
)
def test_axis_has_round_numbers(numbers, low, high, labels):
    first, last, step = axes.number_range(numbers, 3)
    ticks, word = axes.number_ticks(first, last, step)

    assert (first, last, word) == (low, high, "")
    assert [tick.label for tick in ticks] == labels


@pytest.mark.parametrize(
    ("largest", "word", "label"),
    [(2e7, "millions", "20"), (3e10, "billions", "30"), (4e13, "trillions", "40")],
)
def test_big_numbers_are_counted_in_millions(largest, word, label):
    first, last, step = axes.number_range([0, largest], 5)
    ticks, found = axes.number_ticks(first, last, step)

    assert (found, ticks[-1].label) == (word, label)


@given(st.lists(st.floats(-1e18, 1e18), min_size=1, max_size=5), st.integers(1, 12))
def test_axis_holds_every_number_with_few_ticks(numbers, most):
    low, high, step = axes.number_range(numbers, most)
    ticks, _word = axes.number_ticks(low, high, step)

    assert low <= min(numbers) and max(numbers) <= high
    assert 2 <= len(ticks) <= most + 3


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (
            DAY(2024, 8, 1),
            DAY(2024, 8, 4),
            ["1 Aug 2024", "2 Aug 2024", "3 Aug 2024", "4 Aug 2024"],
        ),
        (DAY(2024, 1, 15), DAY(2024, 5, 20), ["Feb 2024", "Mar 2024", "Apr 2024", "May 2024"]),
        (DAY(2022, 2, 25), DAY(2026, 8, 8), ["2023", "2024", "2025", "2026"]),
        (DAY(1900, 1, 1), DAY(2026, 1, 1), ["1900", "1950", "2000"]),
    ],
    ids=["days", "months", "years", "half centuries"],
)
def test_days_are_round(first, last, labels):
    assert [label for _day, label in axes.day_ticks(first, last, 5)] == labels


@given(st.dates(), st.dates(), st.integers(1, 12))
def test_days_lie_between_the_ends(one, other, most):
    first, last = sorted((one, other))

    found = axes.day_ticks(first, last, most)

    assert all(first <= day <= last for day, _label in found)
    assert len(found) <= most + 2
