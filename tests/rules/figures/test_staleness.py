"""The pure rule on how old a figure's latest value may be."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.figures.staleness import AT_LEAST, DISTANCES, staleness, usual_days

DAY = datetime.date(2026, 6, 1)
days = st.lists(st.dates(datetime.date(2000, 1, 1), DAY), min_size=1, max_size=12)


def every(distance: int, times: int) -> list[datetime.date]:
    return [DAY - datetime.timedelta(days=distance * n) for n in range(times)]


@pytest.mark.parametrize(
    ("values", "shelf_life", "limit"),
    [
        (every(1, 7), None, AT_LEAST),
        (every(30, 5), None, 90),
        (every(30, 5), 10, 90),
        (every(365, 3), None, 1095),
        (every(30, 2), None, 90),
        (every(30, 2), 45, 45),
        (every(30, 1), None, 90),
    ],
    ids=["daily", "monthly", "rhythm-before-shelf-life", "yearly", "two", "two-shelf-life", "one"],
)
def test_limit_follows_the_rhythm(values, shelf_life, limit):
    found = staleness(values, DAY, shelf_life_days=shelf_life)

    assert found.limit == limit
    assert not found.is_stale


def test_one_long_pause_does_not_make_a_daily_series_slow():
    values = [*every(1, 6), DAY - datetime.timedelta(days=400)]

    assert usual_days(values) == 1


@given(values=days, later=st.integers(0, 4000))
def test_it_grows_stale_once_and_stays_so(values, later):
    today = DAY + datetime.timedelta(days=later)

    found = staleness(values, today)

    assert found.age >= later
    assert found.is_stale == (found.age > found.limit)
    assert not found.is_stale or staleness(values, today + datetime.timedelta(days=1)).is_stale


@given(values=days, order=st.randoms())
def test_order_and_repetition_do_not_matter(values, order):
    again = [*values, *values]
    order.shuffle(again)

    assert staleness(again, DAY) == staleness(values, DAY)


@given(values=days, looked=st.integers(0, 4000))
def test_whoever_looked_is_asked_again_after_the_same_time(values, looked):
    on = DAY - datetime.timedelta(days=looked)

    found = staleness(values, DAY, looked_on=on)

    assert found.is_stale == (min(found.age, looked) > found.limit)
    assert found.usual is None or found.limit == max(AT_LEAST, DISTANCES * found.usual)


def test_without_a_value_there_is_nothing_to_say():
    with pytest.raises(ValueError, match="value"):
        staleness([], DAY)
