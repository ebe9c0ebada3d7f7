"""The words of a value; ``parse`` reads them back."""

from decimal import Decimal

from . import vague
from .bounds import problems
from .comparators import COMPARATORS
from .decimals import plain
from .tokens import is_reserved
from .value import InvalidValue, UnitSpec, Value
from .value import ValueProblem as Problem

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
MOST_DECIMALS = 3
# What reading makes of shares that no decimal number is.
THIRDS = {Decimal("33.33"): "a third", Decimal("66.67"): "two thirds"}
SHARE_STEP = Decimal("0.01")


def phrase(value: Value, unit: UnitSpec | None = None) -> str:
    """Return the words of a value.

    Examples: "more than US$20 billion", "62,400 to the nearest 100", "1.7 billion to 5.5 billion
    km²", "hundreds", "tens of millions of US dollars". The words show exactly the digits that were
    said: millions and larger scales are named only if the rest needs at most three decimals. A
    number that is rounded to the last of its decimals, "1.2 million", needs no other words; an
    exact one is "1,200,000". A money symbol stands before each number, any other unit behind;
    people and items are counted by the number alone.

    ``unit`` describes ``value.unit``; without it only numbers are printed. Raises InvalidValue for
    an invalid value, and if ``unit`` is not the value's unit.
    """
    errors = problems(value)
    if unit and value.unit and value.unit != unit.code:
        message = f"The value is in {value.unit}, not in {unit.plural}."
        errors.append(Problem("unit", "other_unit", message))
    if errors:
        raise InvalidValue(errors)
    comparator = COMPARATORS[value.comparator]
    if comparator.is_vague:
        return comparator.words % {"range": _vague_phrase(value, unit)}
    if comparator.is_range:
        return _range_phrase(value, unit)
    if third := _third(value, unit):
        return third if value.comparator == "eq" else f"{comparator.label} {third}"
    if value.rounding is not None:
        if rounded := rounded_number(value.amount, value.rounding):
            return with_unit(rounded, unit)
        number = with_unit(spoken_number(value.amount), unit)
        return f"{number} to the nearest {with_unit(spoken_number(value.rounding), unit)}"
    number = spoken_number(value.amount)
    if value.comparator == "eq":
        # Decimals before a scale would say that the number is rounded.
        return with_unit(in_full(value.amount) if "." in number else number, unit)
    return f"{comparator.label} {with_unit(number, unit)}"


def _vague_phrase(value: Value, unit: UnitSpec | None) -> str:
    words = vague.in_words(value.low, value.high)
    if unit is None or unit.is_counted:
        return words
    return f"{words}{' of' if words.endswith(('s', 'handful')) else ''} {unit.plural}"


def _third(value: Value, unit: UnitSpec | None) -> str | None:
    """Return “a third” or “two thirds” for the percent that reading makes of them, else None."""
    is_rounded = value.rounding == SHARE_STEP if value.comparator == "eq" else True
    is_percent = unit is not None and unit.symbol == "%"
    return THIRDS.get(value.amount) if is_percent and is_rounded else None


def rounded_number(number: Decimal, step: Decimal) -> str | None:
    """Return “1.20 million” if the step is that of the last decimal, else None."""
    for scale, name in SCALES:
        if abs(number) < scale or scale <= step or number % step:
            continue
        decimals = (scale / step).adjusted()
        if step.scaleb(decimals) == scale and decimals <= MOST_DECIMALS:
            return f"{number / scale:,.{decimals}f} {name}"
    return None


def _range_phrase(value: Value, unit: UnitSpec | None) -> str:
    low, high = spoken_number(value.low), spoken_number(value.high)
    if low[-1].isdigit() and high[-1].isalpha():
        high = in_full(value.high)  # "5 to 10 million" would be five million
    # A money symbol stands before both ends; any other unit stands once, behind the last.
    first = with_unit(low, unit) if unit and unit.dimension == "currency" else low
    last = with_unit(high, unit)
    words = COMPARATORS[value.comparator].words
    ends = words % {"low": first, "high": last, "range": f"{first} to {last}"}
    best = None if value.amount is None else with_unit(spoken_number(value.amount), unit)
    if value.range_kind == "confidence_interval":
        level = f"{plain(value.confidence_level.scaleb(2))} % confidence interval"
        return f"{best} ({level} {ends})" if best else f"{ends} ({level})"
    if value.range_kind == "best_low_high":
        return f"{best} ({ends})"
    if value.range_kind == "reported_range":
        ends = f"a range of {ends}"
    return f"{ends}, best value {best}" if best else ends


def in_full(number: Decimal) -> str:
    """Return a number with its digits in groups of three: "62,000"."""
    return format(Decimal(plain(number)), ",f")


def spoken_number(number: Decimal) -> str:
    """Return a number with its scale in words, never rounded: "62,000", "1.7 billion"."""
    for scale, name in SCALES:
        if abs(number) >= scale and number % (scale // 10**MOST_DECIMALS) == 0:
            return f"{in_full(number / scale)} {name}"
    return in_full(number)


def with_unit(number: str, unit: UnitSpec | None) -> str:
    if unit is None or unit.is_counted:
        return number
    if unit.symbol and unit.dimension == "currency":
        sign, digits = ("-", number[1:]) if number[0] == "-" else ("", number)
        return f"{sign}{unit.symbol}{digits}"
    if unit.symbol and not is_reserved(unit.symbol):
        return f"{number} {unit.symbol}"
    return f"{number} {unit.name if number in ('1', '-1') else unit.plural}"
