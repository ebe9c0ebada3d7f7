"""The relations of two intervals: exact, with ends that may be excluded."""

from collections.abc import Iterable
from decimal import Decimal, localcontext

from claims.rules.values import Interval, Value, shortest
from claims.rules.values.decimals import EXACT


def is_below(one: Interval, other: Interval) -> bool:
    """Return whether every number of ``one`` is smaller than every number of ``other``.

    [1, 2) is below [2, 3]; [1, 2] is not, because both contain 2. An interval without an upper
    bound is below nothing.
    """
    if one.upper is None or other.lower is None:
        return False
    if one.upper == other.lower:
        return not (one.upper_inclusive and other.lower_inclusive)
    return one.upper < other.lower


def overlap(one: Interval, other: Interval) -> bool:
    """Return whether some number lies in both intervals."""
    return not (is_below(one, other) or is_below(other, one))


def gap(one: Interval, other: Interval) -> Decimal | None:
    """Return the distance of two intervals in base units (0: they touch); None if they overlap."""
    if overlap(one, other):
        return None
    smaller, larger = (one, other) if is_below(one, other) else (other, one)
    with localcontext(EXACT):
        return larger.lower - smaller.upper


def starts_higher(one: Interval, other: Interval) -> bool:
    """Return whether the lower bound of ``one`` is above the lower bound of ``other``."""
    if one.lower is None or other.lower is None:
        return one.lower is not None
    if one.lower == other.lower:
        return other.lower_inclusive and not one.lower_inclusive
    return one.lower > other.lower


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that contains them all. Raises ValueError without any."""
    intervals = list(intervals)
    if not intervals:
        raise ValueError("A hull needs at least one interval.")
    lower, upper = (
        None if any(end is None for end in ends) else choose(ends)
        for choose, ends in (
            (min, [interval.lower for interval in intervals]),
            (max, [interval.upper for interval in intervals]),
        )
    )
    return Interval(
        lower,
        lower is not None and any(i.lower == lower and i.lower_inclusive for i in intervals),
        upper,
        upper is not None and any(i.upper == upper and i.upper_inclusive for i in intervals),
    )


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the interval of the sum of one number from each; without any, exactly 0."""
    intervals = list(intervals)
    lower, upper = (
        None if any(end is None for end in ends) else _exact_sum(ends)
        for ends in ([i.lower for i in intervals], [i.upper for i in intervals])
    )
    return Interval(
        lower,
        lower is not None and all(interval.lower_inclusive for interval in intervals),
        upper,
        upper is not None and all(interval.upper_inclusive for interval in intervals),
    )


def _exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    with localcontext(EXACT):
        return shortest(sum(numbers, Decimal(0)))


def as_value(interval: Interval, *, non_negative: bool = True) -> Value | None:
    """Return the value whose words describe an interval; None if the interval has no bound.

    A range with two bounds is said as if it included both: our words cannot exclude an end.
    ``non_negative``: the dimension has no numbers below 0, so that an interval from 0 is described
    by its upper bound alone.
    """
    lower, upper = interval.lower, interval.upper
    if lower is not None and lower == upper:
        return Value("eq", lower)
    is_from_zero = non_negative and lower == 0 and interval.lower_inclusive
    if lower is None or is_from_zero:
        return None if upper is None else Value("lte" if interval.upper_inclusive else "lt", upper)
    if upper is None:
        return Value("gte" if interval.lower_inclusive else "gt", lower)
    return Value("between", low=lower, high=upper)
