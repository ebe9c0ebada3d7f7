"""The checks of values, and the written form of numbers."""

from decimal import Decimal as D

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.rules.values import (
    COMPARATORS,
    RANGES,
    VAGUE,
    InvalidValue,
    UnitSpec,
    Value,
    interval,
    plain,
    problems,
    significant_digits,
)

SINGLE = [code for code in COMPARATORS if code not in RANGES]
RANGE = {"low": D(1), "high": D(9)}


@pytest.mark.parametrize(
    "value",
    [
        *(pytest.param(Value(code, D(5)), id=code) for code in SINGLE),
        *(pytest.param(Value(code, **RANGE), id=code) for code in RANGES if code not in VAGUE),
        *(pytest.param(Value(code, low=D(200), high=D(1000)), id=code) for code in VAGUE),
        pytest.param(Value("between", D(1), **RANGE), id="between with an amount at its end"),
        pytest.param(Value("eq", D("62400"), rounding=D(100)), id="rounded"),
        pytest.param(Value("between", D(5), **RANGE, range_kind="best_low_high"), id="best"),
        pytest.param(Value("between", **RANGE, range_kind="reported_range"), id="reported range"),
        pytest.param(
            Value("between", **RANGE, range_kind="confidence_interval", confidence_level=D("0.95")),
            id="confidence interval",
        ),
        pytest.param(Value("eq", D("123456789012345")), id="fifteen digits"),
        pytest.param(Value("eq", D("1E+17")), id="eighteen digits before the point"),
        pytest.param(Value("eq", D("0.000001")), id="six decimals"),
        pytest.param(Value("eq", D("0E+99")), id="zero with an exponent"),
    ],
)
def test_sound_value_has_no_problems(value):
    assert problems(value) == []


CONFIDENCE = {"range_kind": "confidence_interval"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(
            pytest.param(Value(code), [("amount", "amount_required")], id=f"{code} needs an amount")
            for code in SINGLE
        ),
        pytest.param(
            Value("gt", D(5), D(1), D(9)),
            [("low", "low_not_allowed"), ("high", "high_not_allowed")],
            id="single value with a range",
        ),
        pytest.param(
            Value("between"),
            [("low", "low_required"), ("high", "high_required")],
            id="between needs both ends",
        ),
        *(
            pytest.param(
                Value(code, D(300), D(200), D(1000)),
                [("amount", "amount_not_allowed")],
                id=f"{code} with an amount",
            )
            for code in RANGES
            if code != "between"
        ),
        *(
            pytest.param(
                Value(code, low=D(200), high=D(999)), [("low", "no_vague_words")], id=f"{code} 999"
            )
            for code in VAGUE
        ),
        pytest.param(
            Value("between", low=D(9), high=D(9)), [("low", "low_not_below_high")], id="low = high"
        ),
        pytest.param(
            Value("between", D(5), D(9), D(1)), [("low", "low_not_below_high")], id="low > high"
        ),
        pytest.param(
            Value("between", D(10), **RANGE), [("amount", "amount_outside_range")], id="above"
        ),
        pytest.param(
            Value("between", D(0), **RANGE), [("amount", "amount_outside_range")], id="below"
        ),
        pytest.param(
            Value("between", **RANGE, range_kind="best_low_high"),
            [("amount", "amount_required")],
            id="best value missing",
        ),
        pytest.param(
            Value("between", **RANGE, **CONFIDENCE),
            [("confidence_level", "confidence_level_required")],
            id="level missing",
        ),
        pytest.param(
            Value("between", **RANGE, confidence_level=D("0.95")),
            [("confidence_level", "confidence_level_not_allowed")],
            id="level without interval",
        ),
        *(
            pytest.param(
                Value("between", **RANGE, **CONFIDENCE, confidence_level=D(level)),
                [("confidence_level", "confidence_level_out_of_range")],
                id=f"level {level}",
            )
            for level in ("0", "1", "95", "-0.5")
        ),
        pytest.param(
            Value("between", **RANGE, range_kind="guess"),
            [("range_kind", "unknown_range_kind")],
            id="unknown range kind",
        ),
        pytest.param(
            Value("eq", D(5), range_kind="reported_range"),
            [("range_kind", "range_kind_not_allowed")],
            id="range kind without range",
        ),
        pytest.param(
            Value("about", D(5)), [("comparator", "unknown_comparator")], id="unknown comparator"
        ),
        pytest.param(
            Value("gt", D(5), rounding=D(10)),
            [("rounding", "rounding_not_allowed")],
            id="rounding of a bound",
        ),
        *(
            pytest.param(
                Value("eq", D(5), rounding=D(step)),
                [("rounding", "rounding_not_positive")],
                id=f"rounding {step}",
            )
            for step in ("0", "-10")
        ),
        *(
            pytest.param(Value(near, D(number)), [("amount", code)], id=f"{near} {number}")
            for near in ("nearly", "just_over")
            for number, code in (("0", "nearly_zero"), ("NaN", "not_finite"))
        ),
        *(
            pytest.param(Value("eq", D(number)), [("amount", code)], id=number)
            for number, code in (
                ("NaN", "not_finite"),
                ("sNaN", "not_finite"),
                ("-Infinity", "not_finite"),
                ("1234567890123456", "too_many_digits"),
                ("0.0000001", "too_many_decimals"),
                ("1E+18", "too_large"),
                ("-1E+999999", "too_large"),
            )
        ),
        pytest.param(
            Value("between", low=D("NaN"), high=D("Infinity"), rounding=D("NaN")),
            [
                ("low", "not_finite"),
                ("high", "not_finite"),
                ("rounding", "not_finite"),
                ("rounding", "rounding_not_allowed"),
            ],
            id="every problem at once",
        ),
    ],
)
def test_problems_name_field_and_code(value, expected):
    found = problems(value)

    assert [(problem.field, problem.code) for problem in found] == expected
    assert all(str(problem).endswith(".") for problem in found)


def test_invalid_value_carries_every_problem():
    value = Value("gt", low=D(1), rounding=D(0))

    with pytest.raises(InvalidValue) as caught:
        interval(value)

    assert [problem.field for problem in caught.value.problems] == [
        *("amount", "low", "rounding", "rounding")
    ]
    assert all(problem.message in str(caught.value) for problem in caught.value.problems)


def test_number_must_be_exact():
    assert Value("eq", 5) == Value("eq", D(5))
    with pytest.raises(TypeError, match="float"):
        Value("eq", 0.1)


@pytest.mark.parametrize(
    ("number", "digits", "written"),
    [
        ("62000", 2, "62000"),
        ("6.2E+4", 2, "62000"),
        ("0.050", 1, "0.05"),
        ("1.050", 3, "1.05"),
        ("-1.0", 1, "-1"),
        ("0", 1, "0"),
        ("-0.00", 1, "0"),
        ("0E+5000", 1, "0"),
        ("1E-6", 1, "0.000001"),
        ("123456789012345678901234567890.1", 31, "123456789012345678901234567890.1"),
    ],
)
def test_number_has_one_plain_form(number, digits, written):
    assert significant_digits(D(number)) == digits
    assert plain(D(number)) == written


def test_no_number_has_no_plain_form():
    assert plain(None) is None


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999999", "1E-5000"])
def test_endless_number_has_no_plain_form(number):
    with pytest.raises(ValueError, match=r"number|too long"):
        plain(D(number))


@settings(max_examples=200, deadline=None)
@given(st.decimals("-1e20", "1e20", allow_nan=False), st.integers(0, 5))
def test_plain_form_gives_the_same_number_back(number, zeros):
    assume(number.adjusted() > -900)
    padded = D(f"{number:f}" + ("" if "." in f"{number:f}" else ".") + "0" * zeros)

    assert D(plain(number)) == number
    assert plain(padded) == plain(number)
    assert "E" not in plain(number)


def test_unit_factor_must_be_exact():
    unit = {"code": "t", "name": "tonne", "plural": "tonnes", "symbol": "t", "dimension": "mass"}

    assert UnitSpec(**unit, factor=1000).factor == D(1000)
    with pytest.raises(TypeError, match="str"):
        UnitSpec(**unit, factor="1000")
