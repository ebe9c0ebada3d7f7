"""The words of a value, and reading them back."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from claims.rules.values import AS_REPORTED_LENGTH, InvalidValue, Value, parse, phrase, problems

from .value_cases import (
    BEST,
    CHF,
    CONFIDENCE,
    DAY,
    EUR,
    KM2,
    MEGAWATT,
    METER,
    MILLIWATT,
    PERCENT,
    PERSON,
    SHELL,
    UNITS,
    USD,
    between,
    read,
    values,
)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Value("eq", D("62000")), None, "62,000"),
        (Value("gt", D("62000"), unit="persons"), PERSON, "more than 62,000"),
        (Value("gte", D("4E+6"), unit="shells"), SHELL, "at least 4 million"),
        (Value("nearly", D(40000)), None, "nearly 40,000"),
        (Value("approx", D(585140)), None, "approximately 585,140"),
        (Value("lt", D("0.50")), None, "less than 0.5"),
        (Value("lte", D(-5)), None, "at most -5"),
        (Value("gt", D("2E+10"), unit="USD"), USD, "more than US$20 billion"),
        (Value("eq", D("-4E+6"), unit="USD"), USD, "-US$4 million"),
        (Value("eq", D(5), unit="CHF"), CHF, "5 Swiss francs"),
        (Value("eq", D("1.00"), unit="day"), DAY, "1 day"),
        (Value("eq", D("1E+6"), unit="day"), DAY, "1 million days"),
        (Value("eq", D(5), unit="km2"), KM2, "5 km²"),
        (Value("eq", D(5), unit="m"), METER, "5 meters"),
        (Value("eq", D(1234000)), None, "1,234,000"),
        (Value("gt", D(1234000)), None, "more than 1.234 million"),
        (Value("eq", D(1234000), rounding=D(1000)), None, "1.234 million"),
        (Value("eq", D(1200000), rounding=D(1000)), None, "1.200 million"),
        (Value("eq", D(1200000), rounding=D(100)), None, "1.2 million to the nearest 100"),
        (Value("eq", D("-3.2E+9"), unit="USD", rounding=D("1E+8")), USD, "-US$3.2 billion"),
        (Value("just_over", D(500)), None, "just over 500"),
        (between(700, 1000, comparator="gt_lt"), None, "more than 700 but less than 1,000"),
        (between(700, 1000, comparator="gte_lt"), None, "at least 700 but less than 1,000"),
        (
            between(7, "1E+7", comparator="gt_lte", unit="USD"),
            USD,
            "more than US$7 but at most US$10,000,000",
        ),
        (between(100, 300, comparator="approx_range"), None, "approximately 100 to 300"),
        (between(4, 6, comparator="gte_range", unit="km2"), KM2, "at least 4 to 6 km²"),
        (between(4, 6, comparator="lte_range"), None, "at most 4 to 6"),
        (between(200, 1000, comparator="vague"), None, "hundreds"),
        (between(24, 1000, comparator="vague"), None, "dozens to hundreds"),
        (
            between("2E+7", "1E+8", comparator="vague", unit="USD"),
            USD,
            "tens of millions of US dollars",
        ),
        (
            between("3E+6", "1E+7", comparator="gte_vague", unit="USD"),
            USD,
            "at least several million US dollars",
        ),
        (Value("eq", D("33.33"), unit="percent", rounding=D("0.01")), PERCENT, "a third"),
        (Value("eq", D("33.33"), unit="percent"), PERCENT, "33.33 %"),
        (Value("gt", D("66.67"), unit="percent"), PERCENT, "more than two thirds"),
        (Value("eq", D("33.33"), rounding=D("0.01")), None, "33.33 to the nearest 0.01"),
        (Value("eq", D(1234567)), None, "1,234,567"),
        (Value("eq", D(999999)), None, "999,999"),
        (Value("eq", D("2.5E+15")), None, "2,500 trillion"),
        (Value("eq", D(62400), rounding=D(100)), None, "62,400 to the nearest 100"),
        (
            Value("eq", D("4E+6"), unit="EUR", rounding=D("1E+6")),
            EUR,
            "€4 million to the nearest €1 million",
        ),
        (between(100, 300), None, "100 to 300"),
        (
            between("1.7E+9", "5.5E+9", unit="USD"),
            USD,
            "US$1.7 billion to US$5.5 billion",
        ),
        (between("1.7E+9", "5.5E+9", unit="km2"), KM2, "1.7 billion to 5.5 billion km²"),
        (between(5, "1E+7"), None, "5 to 10,000,000"),
        (between(100, 300, amount=D(200)), None, "100 to 300, best value 200"),
        (between(100, 300, range_kind="reported_range"), None, "a range of 100 to 300"),
        (between(2658, 3290, **BEST), None, "2,975 (2,658 to 3,290)"),
        (
            between(2658, 3290, amount=D(2975), **CONFIDENCE),
            None,
            "2,975 (95 % confidence interval 2,658 to 3,290)",
        ),
        (
            between(2658, 3290, **CONFIDENCE),
            None,
            "2,658 to 3,290 (95 % confidence interval)",
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_phrase_says_what_was_said(value, unit, words):
    assert phrase(value, unit) == words


def test_unit_of_several_is_named_though_it_counts_persons():
    thousand = replace(PERSON, code="thousand", name="thousand", plural="thousands", factor=1000)

    assert phrase(Value("eq", D("2.5")), thousand) == "2.5 thousands"


def test_phrase_refuses_an_invalid_value_and_a_foreign_unit():
    with pytest.raises(InvalidValue) as invalid:
        phrase(Value("gt"))
    with pytest.raises(InvalidValue) as foreign:
        phrase(Value("gt", D(5), unit="EUR"), USD)

    assert [problem.code for problem in invalid.value.problems] == ["amount_required"]
    assert [problem.code for problem in foreign.value.problems] == ["other_unit"]


NUMBERS = st.builds(
    lambda digits, exponent: D(digits).scaleb(exponent),
    st.integers(-(10**7), 10**7) | st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(-6, 15),
)


@settings(max_examples=500, deadline=None)
@given(values(NUMBERS, losses=True), st.sampled_from([None, *UNITS, METER, MEGAWATT]))
@example(between(-5, "1E+7"), None)
@example(between(1, 2, **CONFIDENCE, unit="percent"), PERCENT)
@example(between("1E+6", 1234567, amount=D("1E+6")), USD)
def test_reading_the_phrase_gives_the_value_back(value, unit):
    value = replace(value, unit=unit.code if unit else "")
    assume(not problems(value))
    words = phrase(value, unit)
    assume(len(words) <= AS_REPORTED_LENGTH)
    # A counted unit is not printed: it is understood where it is the only one.
    units = [unit] if unit and unit.is_counted else [*UNITS, METER, MEGAWATT, MILLIWATT]

    assert read(words, units) == value
    assert parse(words, units).as_reported == words
