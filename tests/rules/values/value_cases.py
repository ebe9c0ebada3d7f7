"""Units, values and short-hands that the tests of values share."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import strategies as st

from claims.rules.values import COMPARATORS, RANGE_KINDS, InvalidValue, UnitSpec, Value, parse
from claims.rules.values.vague import SPOKEN, in_words

amounts = st.decimals("-1000000", "1000000", places=2)

PERSON = UnitSpec("persons", "person", "persons", "", "persons", words=("people",))
SHELL = UnitSpec("shells", "155 mm shell", "155 mm shells", "", "items", words=("shells",))
USD = UnitSpec(
    *("USD", "US dollar", "US dollars", "US$", "currency"),
    currency="USD",
    words=("dollars", "bucks", "$"),
)
EUR = UnitSpec("EUR", "euro", "euros", "€", "currency", currency="EUR")
CHF = UnitSpec("CHF", "Swiss franc", "Swiss francs", "", "currency", currency="CHF")
KM2 = UnitSpec("km2", "square kilometer", "square kilometers", "km²", "area")
METER = UnitSpec("m", "meter", "meters", "m", "length")
DAY = UnitSpec("day", "day", "days", "", "time")
PERCENT = UnitSpec("percent", "percent", "percent", "%", "share")
MEGAWATT = UnitSpec("megawatt", "megawatt", "megawatts", "MW", "power")
MILLIWATT = UnitSpec("milliwatt", "milliwatt", "milliwatts", "mW", "power")
# "m" is a meter only where a test says so.
UNITS = (PERSON, SHELL, USD, EUR, CHF, KM2, DAY, PERCENT)


def read(text, units=UNITS):
    return replace(parse(text, units), as_reported="")


def refusal(text, units=UNITS):
    with pytest.raises(InvalidValue) as caught:
        parse(text, units)
    (problem,) = caught.value.problems
    assert problem.field == "value"
    assert problem.message.endswith(".")
    return problem.code


def between(low, high, **more):
    return Value(**{"comparator": "between", "low": D(low), "high": D(high), **more})


CONFIDENCE = {"range_kind": "confidence_interval", "confidence_level": D("0.95")}
BEST = {"amount": D(2975), "range_kind": "best_low_high"}

NEAR = ("nearly", "just_over")
# Vague counts, and pairs of them: “dozens to hundreds”.
VAGUE_ENDS = [
    (D(low), D(high))
    for low in sorted({low for low, _high in SPOKEN})
    for high in sorted({high for _low, high in SPOKEN})
    if low < high and in_words(low, high)
]


@st.composite
def values(draw, numbers=amounts, losses=False):
    comparator = draw(st.sampled_from(list(COMPARATORS)))
    row = COMPARATORS[comparator]
    if row.is_vague:
        low, high = draw(st.sampled_from(VAGUE_ENDS))
        is_loss = losses and draw(st.booleans())
        return Value(comparator, low=-high if is_loss else low, high=-low if is_loss else high)
    if not row.is_range:
        amount = draw(numbers.filter(bool) if comparator in NEAR else numbers)
        step = st.decimals("0.01", "5000", places=2).filter(bool)
        rounding = draw(st.none() | step) if comparator == "eq" else None
        return Value(comparator, amount, rounding=rounding)
    if comparator != "between":
        low, high = sorted(draw(st.lists(numbers, min_size=2, max_size=2, unique=True)))
        return Value(comparator, low=low, high=high)
    low, best, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3, unique=True)))
    kind = draw(st.sampled_from(["", *RANGE_KINDS]))
    level = draw(st.decimals("0.01", "0.99", places=4)) if kind == "confidence_interval" else None
    amount = best if kind == "best_low_high" else draw(st.sampled_from([None, low, best]))
    return Value("between", amount, low, high, range_kind=kind, confidence_level=level)
