"""The comparators, one row each. After FHIR Quantity.comparator and TEI att.ranging."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .value import Interval, Value

# Value, tolerance, no numbers below 0 → the interval in the value's own unit.
Bounds = Callable[[Value, Decimal, bool], Interval]


@dataclass(frozen=True)
class Comparator:
    """A comparator: its label, its spellings, and the numbers that it allows.

    ``bounds`` returns the interval by the table of ``docs/analysts/rules.md``. ``in_front`` and
    ``behind`` are the spellings that are read beside a number. ``is_range``: the comparator takes a
    low and a high, not one amount. ``open_end``, “above” or “below”: the side without an end in the
    words. ``excludes_number``: the number that was said is not among those allowed.
    """

    label: str
    bounds: Bounds
    in_front: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    is_range: bool = False
    open_end: str = ""
    excludes_number: bool = False


def _exactly(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    v = value.amount
    if value.rounding is None:
        return Interval(v, True, v, True)
    half = value.rounding * Decimal("0.5")
    lower = max(v - half, Decimal(0)) if non_negative else v - half
    return Interval(lower, True, v + half, False)


def _approximately(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    v = value.amount
    reach = abs(v) * tolerance
    return Interval(v - reach, True, v + reach, True)


def _nearly(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    v = value.amount
    short = v - v * tolerance
    return Interval(short, True, v, False) if v > 0 else Interval(v, False, short, True)


def _above(*, inclusive: bool) -> Bounds:
    return lambda value, tolerance, non_negative: Interval(value.amount, inclusive, None, False)


def _below(*, inclusive: bool) -> Bounds:
    def bounds(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
        lower = Decimal(0) if non_negative else None
        return Interval(lower, non_negative, value.amount, inclusive)

    return bounds


def _between(value: Value, tolerance: Decimal, non_negative: bool) -> Interval:
    return Interval(value.low, True, value.high, True)


COMPARATORS = {
    "eq": Comparator("exactly", _exactly, in_front=("=", "exactly", "precisely")),
    "approx": Comparator(
        "approximately",
        _approximately,
        in_front=(
            *("~", "≈", "c.", "ca.", "ca", "circa", "about", "around", "roughly", "some"),
            *("approximately", "approx.", "approx"),
        ),
    ),
    "nearly": Comparator("nearly", _nearly, in_front=("nearly", "almost"), excludes_number=True),
    "gt": Comparator(
        "more than",
        _above(inclusive=False),
        in_front=(
            *(">", "more than", "greater than", "over", "above", "upwards of", "upward of"),
            *("in excess of", "exceeding"),
        ),
        open_end="above",
        excludes_number=True,
    ),
    "gte": Comparator(
        "at least",
        _above(inclusive=True),
        in_front=(
            *(">=", "≥", "at least", "no fewer than", "not fewer than", "no less than"),
            *("not less than", "a minimum of"),
        ),
        behind=("+", "or more", "or over", "or above", "or greater", "and above", "and over"),
        open_end="above",
    ),
    "lt": Comparator(
        "less than",
        _below(inclusive=False),
        in_front=("<", "less than", "fewer than", "under", "below"),
        open_end="below",
        excludes_number=True,
    ),
    "lte": Comparator(
        "at most",
        _below(inclusive=True),
        in_front=("<=", "≤", "at most", "up to", "no more than", "not more than", "a maximum of"),
        behind=("or fewer", "or less", "or below", "or under"),
        open_end="below",
    ),
    "between": Comparator("between", _between, is_range=True),
}
OPEN_ENDED = tuple(code for code, row in COMPARATORS.items() if row.open_end)
# These stay open below in a chart, although the record knows that nothing is below 0.
OPEN_BELOW = tuple(code for code, row in COMPARATORS.items() if row.open_end == "below")
