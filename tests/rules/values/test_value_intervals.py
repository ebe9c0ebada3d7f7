"""The interval that the words of a value allow."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from claims.rules.values import Interval, InvalidValue, Value, interval, is_non_negative

from .value_cases import values


def refusal(value, **options):
    with pytest.raises(InvalidValue) as caught:
        interval(value, **options)
    return [(problem.field, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        ("eq 62000", {}, (62000, True, 62000, True)),
        ("eq 0", {}, (0, True, 0, True)),
        ("approx 585140", {}, (555883, True, 614397, True)),
        ("approx 100", {"tolerance": D("0.1")}, (90, True, 110, True)),
        ("approx 0", {}, (0, True, 0, True)),
        ("nearly 40000", {}, (38000, True, 40000, False)),
        ("gt 62000", {}, (62000, False, None, False)),
        ("gte 5", {}, (5, True, None, False)),
        ("lt 5", {}, (0, True, 5, False)),
        ("lte 5", {}, (0, True, 5, True)),
        ("lte 0", {}, (0, True, 0, True)),
        ("lt 5", {"non_negative": False}, (None, False, 5, False)),
        ("lte 0", {"non_negative": False}, (None, False, 0, True)),
        ("lt 0", {"non_negative": False}, (None, False, 0, False)),
        ("eq -5", {"non_negative": False}, (-5, True, -5, True)),
        ("approx -100", {"non_negative": False}, (-105, True, -95, True)),
        ("nearly -40", {"non_negative": False}, (-40, False, -38, True)),
        ("gt -5", {"non_negative": False}, (-5, False, None, False)),
        ("just_over 40000", {}, (40000, False, 42000, True)),
        ("just_over -40", {"non_negative": False}, (-42, True, -40, False)),
        ("gt 20", {"factor": D(10**9)}, (20 * 10**9, False, None, False)),
        ("lt 2.5", {"factor": D("0.001")}, (0, True, D("0.0025"), False)),
        ("approx 10", {"factor": 12, "tolerance": D("0.5")}, (60, True, 180, True)),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_interval_follows_the_table(value, options, expected):
    comparator, amount = value.split()

    assert interval(Value(comparator, D(amount)), **options) == Interval(*expected)


@pytest.mark.parametrize(
    ("amount", "step", "non_negative", "lower", "upper"),
    [
        pytest.param("62400", "100", True, "62350", "62450", id="to the nearest hundred"),
        pytest.param("1.5", "0.1", True, "1.45", "1.55", id="to the nearest tenth"),
        pytest.param("0", "100", True, "0", "50", id="zero stops at zero"),
        pytest.param("100", "300", True, "0", "250", id="wide step stops at zero"),
        pytest.param("0", "100", False, "-50", "50", id="zero with negatives"),
        pytest.param("-400", "100", False, "-450", "-350", id="negative"),
    ],
)
def test_rounded_figure_takes_its_lower_half_way_point(amount, step, non_negative, lower, upper):
    value = Value("eq", D(amount), rounding=D(step))

    assert interval(value, non_negative=non_negative) == Interval(D(lower), True, D(upper), False)


@pytest.mark.parametrize(
    ("comparator", "low", "high", "expected"),
    [
        ("gt_lt", 700, 1000, (700, False, 1000, False)),
        ("gte_lt", 700, 1000, (700, True, 1000, False)),
        ("gt_lte", 700, 1000, (700, False, 1000, True)),
        ("approx_range", 100, 300, (95, True, 315, True)),
        ("gte_range", 4, 6, (4, True, None, False)),
        ("lte_range", 4, 6, (0, True, 6, True)),
        ("vague", 200, 1000, (200, True, 1000, False)),
        ("gte_vague", 200, 1000, (200, True, None, False)),
        ("lte_vague", 200, 1000, (0, True, 1000, False)),
    ],
)
def test_interval_of_a_range_follows_the_table(comparator, low, high, expected):
    assert interval(Value(comparator, low=low, high=high)) == Interval(*expected)


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [
        ("vague", (-1000, False, -200, True)),
        ("gte_vague", (-1000, False, None, False)),
        ("lte_vague", (None, False, -200, True)),
    ],
)
def test_vague_loss_excludes_the_end_farther_from_zero(comparator, expected):
    value = Value(comparator, low=-1000, high=-200)

    assert interval(value, non_negative=False) == Interval(*expected)


@pytest.mark.parametrize(
    ("value", "dimension", "expected"),
    [
        (Value("lt", 5), "persons", True),
        (Value("lt", 5), "temperature", False),
        (Value("lt", 5), "currency", True),
        (Value("eq", 0), "currency", False),
        (Value("lt", -5), "currency", False),
        (Value("between", low=-5, high=5), "currency", False),
        (Value("eq", -5), "persons", True),
    ],
)
def test_only_money_is_lost(value, dimension, expected):
    assert is_non_negative(value, dimension) is expected


def test_interval_of_a_range_ignores_the_best_value():
    value = Value("between", D("1.7"), low=D("1.5"), high=D("5.5"))

    assert interval(value, factor=D(1000)) == Interval(D(1500), True, D(5500), True)


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        pytest.param(Value("eq", D(-5)), {}, [("amount", "negative")], id="negative amount"),
        pytest.param(
            Value("between", low=D(-9), high=D(-1)),
            {},
            [("low", "negative"), ("high", "negative")],
            id="negative range",
        ),
        pytest.param(Value("lt", D(0)), {}, [("amount", "empty_interval")], id="less than nothing"),
        *(
            pytest.param(
                Value("eq", D(5)), {"factor": D(factor)}, [("unit", "bad_factor")], id=factor
            )
            for factor in ("0", "-1", "NaN", "Infinity")
        ),
        *(
            pytest.param(
                Value("eq", D(5)),
                {"tolerance": D(tolerance)},
                [("tolerance", "bad_tolerance")],
                id=f"tolerance {tolerance}",
            )
            for tolerance in ("0", "1", "-0.1", "NaN")
        ),
        pytest.param(
            Value("approx", D("123456789012345")),
            {},
            [("amount", "too_many_digits"), ("amount", "too_many_digits")],
            id="share of fifteen digits",
        ),
        pytest.param(
            Value("nearly", D("0.000001")),
            {},
            [("amount", "too_many_decimals")],
            id="share of the last decimal",
        ),
        pytest.param(
            Value("between", low=D(1), high=D("1E+12")),
            {"factor": D("1E+6")},
            [("high", "too_large")],
            id="too large in base units",
        ),
        pytest.param(
            Value("eq", D(3)),
            {"factor": D("1." + "3" * 500)},
            [("unit", "inexact_bound")],
            id="endless factor",
        ),
        pytest.param(
            Value("eq", D(3)),
            {"factor": D("9E+999999")},
            [("unit", "inexact_bound")],
            id="overflowing factor",
        ),
    ],
)
def test_interval_is_refused_rather_than_rounded(value, options, expected):
    assert refusal(value, **options) == expected


def allows(value, number, *, non_negative, share):
    """What the words say about one number, in fractions: the oracle."""
    x, v = Fraction(number), Fraction(value.amount or 0)
    if non_negative and x < 0:
        return False
    off = x - v
    match value.comparator:
        case "eq" if value.rounding:
            return -Fraction(value.rounding) <= 2 * off < Fraction(value.rounding)
        case "eq":
            return off == 0
        case "approx":
            return abs(off) <= share * abs(v)
        case "nearly":
            return x * v > 0 and abs(v) * (1 - share) <= abs(x) < abs(v)
        case "just_over":
            return x * v > 0 and abs(v) < abs(x) <= abs(v) * (1 + share)
        case "gt":
            return off > 0
        case "gte":
            return off >= 0
        case "lt":
            return off < 0
        case "lte":
            return off <= 0
    low, high = Fraction(value.low), Fraction(value.high)
    match value.comparator:
        case "between":
            return low <= x <= high
        case "gt_lt":
            return low < x < high
        case "gte_lt" | "vague":
            return low <= x < high
        case "gt_lte":
            return low < x <= high
        case "approx_range":
            return low - abs(low) * share <= x <= high + abs(high) * share
        case "gte_range" | "gte_vague":
            return x >= low
        case "lte_range":
            return x <= high
        case "lte_vague":
            return x < high


@settings(max_examples=300, deadline=None)
@given(values(), st.booleans(), st.sampled_from([D("0.05"), D("0.2")]))
@example(Value("nearly", D("-0.01")), False, D("0.05"))
@example(Value("eq", D(0), rounding=D(100)), True, D("0.05"))
def test_interval_holds_exactly_what_the_words_allow(value, non_negative, tolerance):
    if non_negative:
        assume(all(n is None or n >= 0 for n in (value.amount, value.low)))
        assume((value.comparator, value.amount) != ("lt", 0))
    found = interval(value, non_negative=non_negative, tolerance=tolerance)
    v, r = value.amount or D(0), value.rounding or D(0)
    edges = {D(0), v, v - r / 2, v + r / 2, value.low or v, value.high or v}
    numbers = (v, value.low or v, value.high or v)
    edges |= {n * (1 + sign * tolerance) for n in numbers for sign in (-1, 1)}
    edges |= {D(-(10**9)), D(10**9)}

    for edge in edges:
        for number in (edge - D("0.0000001"), edge, edge + D("0.0000001")):
            said = allows(value, number, non_negative=non_negative, share=Fraction(tolerance))
            assert found.contains(number) is said, (number, found)


def is_small(value):
    """Leave room for the factor: 15 digits are exact."""
    return (value.low or 0) >= 0 and (value.high or 0) < 10**12


@settings(max_examples=100, deadline=None)
@given(
    values(st.integers(1, 10**6).map(D)).filter(is_small),
    st.sampled_from([D(1000), D("0.5"), D(12)]),
)
def test_factor_carries_the_interval_to_base_units(value, factor):
    own, base = interval(value), interval(value, factor=factor)

    assert base == replace(
        own,
        lower=own.lower and own.lower * factor,
        upper=own.upper and own.upper * factor,
    )
