"""Warnings on numbers: fractions of what is counted, codes for “unknown”, steps of a series."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.plausibility import Facts, of_numbers, of_value
from claims.rules.series import Member
from claims.rules.values import Interval, UnitSpec, Value

AT = datetime.datetime(2025, 5, 1, tzinfo=datetime.UTC)
START = datetime.date(2025, 1, 1)
PEOPLE = UnitSpec("person", "person", "people", "", "persons")
TANKS = UnitSpec("item", "item", "items", "", "items")
MILLIONS = UnitSpec("million", "million people", "million people", "", "persons", Decimal(10**6))
DOLLARS = UnitSpec("usd", "US dollar", "US dollars", "US$", "currency", Decimal(1), "USD")
DEGREES = UnitSpec("celsius", "degree", "degrees", "°C", "temperature")
SHARE = UnitSpec("percent", "percent", "percent", "%", "ratio")


def number(amount: str, **more) -> Value:
    return Value("eq", Decimal(amount), **more)


NUMBERS = {
    "whole people": (number("5"), PEOPLE, {}, []),
    "half a person": (number("62.5"), PEOPLE, {}, ["fraction_of_a_count"]),
    "half a tank": (number("0.5"), TANKS, {}, ["fraction_of_a_count"]),
    "zeros behind the point": (number("62.000"), PEOPLE, {}, []),
    "an end of a range": (
        Value("between", low=Decimal(40), high=Decimal("90.4")),
        PEOPLE,
        {},
        ["fraction_of_a_count"],
    ),
    "millions of people": (number("1.25"), MILLIONS, {}, []),
    "a fraction in millions": (number("0.0000005"), MILLIONS, {}, ["fraction_of_a_count"]),
    "an average": (number("2.4"), PEOPLE, {"statement": "Each home has 2.4 children."}, []),
    "a share of people": (number("2.4"), PEOPLE, {"as_reported": "2.4 per cent"}, []),
    "an estimate": (number("433.614"), PEOPLE, {"basis": "statistical_estimate"}, []),
    "half a dollar": (number("0.5"), DOLLARS, {}, []),
    "nine hundred and ninety-nine": (number("999"), PEOPLE, {}, ["code_for_unknown"]),
    "as a cell has it": (number("9999"), PEOPLE, {"as_reported": "9,999"}, ["code_for_unknown"]),
    "999 that somebody wrote out": (number("999"), PEOPLE, {"as_reported": "999 killed"}, []),
    "more than 999": (Value("gt", Decimal(999)), PEOPLE, {}, []),
    "99 people": (number("99"), PEOPLE, {}, []),
    "1,999": (number("1999"), PEOPLE, {}, []),
    "minus 99 degrees": (number("-99"), DEGREES, {}, ["code_for_unknown"]),
    "minus 9 degrees": (number("-9"), DEGREES, {}, []),
    "minus one per cent": (number("-1"), SHARE, {}, []),
    "minus one dollar": (number("-1"), DOLLARS, {}, ["code_for_unknown"]),
    "minus 99,999 dollars": (number("-99999"), DOLLARS, {}, ["code_for_unknown"]),
    "a number that did not fit": (number("2147483647"), PEOPLE, {}, ["code_for_unknown"]),
    "999 in a series is judged by it": (number("999"), PEOPLE, {"in_series": True}, []),
    "no value": (None, None, {}, []),
}


@pytest.mark.parametrize(("value", "unit", "more", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_that_can_and_cannot_be(value, unit, more, expected):
    found = list(of_numbers(Facts("quantity", AT, value=value, unit=unit, **more)))

    assert [doubt.code for doubt in found] == expected
    assert all(doubt.field == "value" for doubt in found)


def member(day: int, amount, *, precision="day", upper: bool = True) -> Member:
    at = Decimal(amount)
    bounds = Interval(at, True, at if upper else None, upper)
    on = START + datetime.timedelta(days=day)
    return Member(day, on, bounds, str(amount), at, precision)


def daily(*amounts, every: int = 1) -> list[Member]:
    return [member(n * every, amount) for n, amount in enumerate(amounts)]


STEADY = (1000, 1010, 1025, 1030, 1042)
SERIES = {
    "the first value": ((1000,), True, None),
    "the first value is a code": ((999,), True, "code_for_unknown"),
    "on its way through 999": ((985, 992, 999), True, None),
    "a code in the middle": ((*STEADY, 9999), True, "code_for_unknown"),
    "another step": ((*STEADY, 1060), True, None),
    "a digit too many": ((*STEADY, 10550), True, "step_beyond_habit"),
    "a digit too few": ((*STEADY, 105), True, "running_count_falls"),
    "two digits swapped": ((*STEADY, 1405), True, "step_beyond_habit"),
    "five times the largest step, and little of the count": ((*STEADY, 1092), True, None),
    "a small fall": ((*STEADY, 1040), True, "running_count_falls"),
    "the same again": ((*STEADY, 1042), True, None),
    "a second value may be anything": ((10, 5000), True, None),
    "a third is odd if it is far beyond": ((100, 110, 1200), True, "step_beyond_habit"),
    "a third is not odd if it is only large": ((100, 110, 300), True, None),
    "a count that stood still": ((4, 4, 4, 4, 5), True, None),
    "a count that stood still and doubles": ((4, 4, 4, 4, 40), True, "step_beyond_habit"),
    "a count from nothing": ((0, 0, 0, 0, 3), True, None),
    "after a fall the rise back is odd": ((*STEADY, 105, 1060), True, "step_beyond_habit"),
    "no running count": ((40, 70, 20, 90, 35), False, None),
    "no running count, ten times all before": ((40, 70, 20, 90, 950), False, "step_beyond_habit"),
    "no running count, a digit too few": ((400, 700, 500, 45), False, None),
    "no running count, two too few": ((400, 700, 500, 4), False, "step_beyond_habit"),
    "no running count, down to single cases": ((4, 7, 3, 5, 0), False, None),
}


@pytest.mark.parametrize(("amounts", "is_cumulative", "code"), SERIES.values(), ids=SERIES)
def test_values_within_and_beyond_the_habit_of_a_series(amounts, is_cumulative, code):
    *before, last = daily(*amounts)

    found = of_value(last, before, is_cumulative=is_cumulative)

    assert (found and found.code) == code
    if found and code != "code_for_unknown":
        assert found.message.startswith(f"{amounts[-1]} as of {last.as_of} follows {amounts[-2]}")


def test_longer_distance_allows_a_larger_step():
    weekly = member(60, 1042 + 15 * 55)

    assert of_value(weekly, daily(*STEADY), is_cumulative=True) is None


def test_fall_within_the_words_is_none():
    before = [member(0, 1000, upper=False)]

    assert of_value(member(1, 900, upper=False), before, is_cumulative=True) is None


def test_value_of_the_month_has_no_order_with_a_day_in_it():
    before = [member(9, 1000)]

    assert of_value(member(0, 500, precision="month"), before, is_cumulative=True) is None


amounts = st.lists(st.integers(-(10**17), 10**17), min_size=1, max_size=40)


@given(amounts, st.booleans())
def test_any_series_is_judged_without_an_error(numbers, is_cumulative):
    *before, last = daily(*numbers)

    found = of_value(last, before, is_cumulative=is_cumulative)

    assert found is None or len(found.seen) < 200
