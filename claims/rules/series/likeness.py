"""The likeness of two series: a hint that one was taken from the other. An editor decides.

Two independent counts have different errors. If their increments rise and fall together almost to
the unit, one was probably taken from the other, or both from a third.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from itertools import pairwise

from claims.rules.comparison import Span
from claims.rules.series.timeline import Member
from claims.rules.values import Value
from claims.rules.values.decimals import EXACT

LEAST_PERIODS = 12
LEAST_CORRELATION = Decimal("0.999")  # The correlation has to be above this.
WITHIN_PERCENT = 1
SHOWN_DIGITS = Decimal("0.000001")


@dataclass(frozen=True)
class Increment:
    """The rise of a running count in one period, or the value of another series, in base units."""

    until: datetime.date
    number: Decimal


@dataclass(frozen=True)
class Likeness:
    """The likeness of two series over their common periods.

    ``periods``: the number of periods in which at least one of the two changed. ``correlation``:
    Pearson's, of the increments, rounded down to six decimals; ``None`` if one of the two never
    varied. ``agreeing``: the number of periods whose increments differ by 1 % at the most.
    ``reasons``: the reasons why this is a hint, ``correlation`` or ``agreement``; empty if it is no
    hint.
    """

    periods: int
    correlation: Decimal | None
    agreeing: int
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The hint for an editor; empty if there is none."""
        hints = []
        if "correlation" in self.reasons:
            hints.append(f"increments correlate at {self.correlation}")
        if "agreement" in self.reasons:
            hints.append(f"{self.agreeing} agree within {WITHIN_PERCENT} %")
        if not hints:
            return ""
        return f"Perhaps not independent: of {self.periods} common periods, {' and '.join(hints)}."


def likeness(one: Sequence[Member], other: Sequence[Member], *, is_cumulative: bool) -> Likeness:
    """Compare two series; ``reasons`` says whether their likeness is a hint.

    The periods are those for which both have a number. For running counts the increments are
    compared, because any two running counts rise together. Periods in which neither changed are
    left out, because they say nothing: on most days no ship is lost. Each series has one member for
    each time, as in a timeline.
    """
    numbers = [
        {m.span: m.number for m in series if m.number is not None} for series in (one, other)
    ]
    shared = sorted(numbers[0].keys() & numbers[1].keys(), key=lambda time: (time.last, time.first))
    with localcontext(EXACT):
        rises = [_rises([each[time] for time in shared], is_cumulative) for each in numbers]
        moved = [(x, y) for x, y in zip(*rises, strict=True) if x or y]
        agreeing = sum(_agree(x, y) for x, y in moved)
        sums = _sums(moved)
    reasons = []
    if len(moved) >= LEAST_PERIODS:
        if _is_above(sums, LEAST_CORRELATION):
            reasons.append("correlation")
        if 2 * agreeing > len(moved):
            reasons.append("agreement")
    return Likeness(len(moved), _correlation(sums), agreeing, tuple(reasons))


def increments(members: Sequence[Member], *, is_cumulative: bool = True) -> list[Increment]:
    """Return the increment of each period; the first value of a running count gives none."""
    counted = [member for member in members if member.number is not None]
    with localcontext(EXACT):
        rises = _rises([member.number for member in counted], is_cumulative)
    times: list[Span] = [member.span for member in counted]
    later = times[len(times) - len(rises) :]
    return [Increment(time.last, rise) for time, rise in zip(later, rises, strict=True)]


def number_said(value: Value, factor: Decimal = Decimal(1)) -> Decimal:
    """Return the number of a value in base units: for a range the best value, else the middle.

    For open and vague values it is the number that was said: a copy repeats that number. Only for
    comparing series, never for the record.
    """
    with localcontext(EXACT):
        if value.amount is not None:
            return value.amount * factor
        return (value.low + value.high) * Decimal("0.5") * factor


def _rises(numbers: Sequence[Decimal], is_cumulative: bool) -> list[Decimal]:
    if not is_cumulative:
        return list(numbers)
    return [later - earlier for earlier, later in pairwise(numbers)]


def _agree(x: Decimal, y: Decimal) -> bool:
    return abs(x - y) * 100 <= max(abs(x), abs(y)) * WITHIN_PERCENT


def _sums(pairs: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal, Decimal]:
    """Return n² times the covariance and the two variances, exact."""
    pairs = list(pairs)
    n = len(pairs)
    x = sum((x for x, _y in pairs), Decimal(0))
    y = sum((y for _x, y in pairs), Decimal(0))
    xx = sum((x * x for x, _y in pairs), Decimal(0))
    yy = sum((y * y for _x, y in pairs), Decimal(0))
    xy = sum((x * y for x, y in pairs), Decimal(0))
    return n * xy - x * y, n * xx - x * x, n * yy - y * y


def _is_above(sums: tuple[Decimal, Decimal, Decimal], least: Decimal) -> bool:
    """Return whether the correlation is above ``least``, by squares: a root would be rounded."""
    covariance, x, y = sums
    if covariance <= 0 or not x or not y:
        return False
    with localcontext(EXACT):
        return covariance * covariance > least * least * x * y


def _correlation(sums: tuple[Decimal, Decimal, Decimal]) -> Decimal | None:
    covariance, x, y = sums
    if not x or not y:
        return None
    with localcontext(Context(prec=50)):
        correlation = covariance / (x * y).sqrt()
        return min(correlation, Decimal(1)).quantize(SHOWN_DIGITS, rounding=ROUND_FLOOR).normalize()
