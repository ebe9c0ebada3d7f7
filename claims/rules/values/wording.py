"""The words of a value; ``parse`` reads them back."""

from decimal import Decimal

from .bounds import problems
from .comparators import COMPARATORS
from .decimals import plain
from .tokens import is_reserved
from .value import InvalidValue, UnitSpec, Value
from .value import ValueProblem as Problem

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
MOST_DECIMALS = 3


def phrase(value: Value, unit: UnitSpec | None = None) -> str:
    """Return the words of a value.

    Examples: "more than US$20 billion", "62,400 to the nearest 100", "1.7 billion to 5.5 billion
    km²". The words show exactly the digits that were said: millions and larger scales are named
    only if the rest needs at most three decimals. A money symbol stands before each number, any
    other unit behind; people and items are counted by the number alone.

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
    if comparator.is_range:
        return _range_phrase(value, unit)
    number = with_unit(spoken_number(value.amount), unit)
    if value.rounding is not None:
        return f"{number} to the nearest {with_unit(spoken_number(value.rounding), unit)}"
    return number if value.comparator == "eq" else f"{comparator.label} {number}"


def _range_phrase(value: Value, unit: UnitSpec | None) -> str:
    low, high = spoken_number(value.low), spoken_number(value.high)
    if low[-1].isdigit() and high[-1].isalpha():
        high = in_full(value.high)  # "5 to 10 million" would be five million
    # A money symbol stands before both ends; any other unit stands once, behind the last.
    first = with_unit(low, unit) if unit and unit.dimension == "currency" else low
    ends = f"{first} to {with_unit(high, unit)}"
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
