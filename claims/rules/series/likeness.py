"""Do two series look as if one was taken from the other? A hint, for an editor to decide.

Two counts by two hands err each in its own way. Where their increments rise and fall together
almost to the unit, one was probably taken from the other, or both from a third.
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
LEAST_CORRELATION = Decimal("0.999")  # It has to be above.
WITHIN_PERCENT = 1
SHOWN_DIGITS = Decimal("0.000001")


@dataclass(frozen=True)
class Increment:
    """What a series says of one period: by how much the running count rose, or the value itself.

    ``number`` is in base units.
    """

    until: datetime.date
    number: Decimal


@dataclass(frozen=True)
class Likeness:
    """How alike two series are over the periods they share.

    ``periods``: those in which at least one of the two moved. ``correlation``: of the increments
    (Pearson), rounded down to six decimals; ``None`` where one of the two never varied.
    ``agreeing``: periods whose increments differ by 1 % at the most. ``reasons``: why this is a
    hint, of ``correlation`` and ``agreement``; empty where it is none.
    """

    periods: int
    correlation: Decimal | None
    agreeing: int
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What an editor is asked to look into; empty where there is nothing."""
        found = []
        if "correlation" in self.reasons:
            found.append(f"increments correlate at {self.correlation}")
        if "agreement" in self.reasons:
            found.append(f"{self.agreeing} agree within {WITHIN_PERCENT} %")
        if not found:
            return ""
        return f"Perhaps not independent: of {self.periods} common periods, {' and '.join(found)}."


def likeness(one: Sequence[Member], other: Sequence[Member], *, is_cumulative: bool) -> Likeness:
    """How alike two series are; ``reasons`` says whether that is a hint.

    Periods are those that both have, with a number each; of running counts the increments are
    compared, since any two of these rise. A period in which neither moved says nothing and is
    left out: most days, no ship is lost. The members of each have one time each, as in a timeline.
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
    """What each period added; a running count's first value adds nothing that is known."""
    counted = [member for member in members if member.number is not None]
    with localcontext(EXACT):
        rises = _rises([member.number for member in counted], is_cumulative)
    times: list[Span] = [member.span for member in counted]
    later = times[len(times) - len(rises) :]
    return [Increment(time.last, rise) for time, rise in zip(later, rises, strict=True)]


def number_said(value: Value, factor: Decimal = Decimal(1)) -> Decimal:
    """The number of a value, in base units: of a range the best one, else its middle.

    Of open and vague words, the number itself: as good as a copy is recognized by. For comparing
    series only, never for the record.
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
    """n² times covariance and variances, exact."""
    pairs = list(pairs)
    n = len(pairs)
    x = sum((x for x, _y in pairs), Decimal(0))
    y = sum((y for _x, y in pairs), Decimal(0))
    xx = sum((x * x for x, _y in pairs), Decimal(0))
    yy = sum((y * y for _x, y in pairs), Decimal(0))
    xy = sum((x * y for x, y in pairs), Decimal(0))
    return n * xy - x * y, n * xx - x * x, n * yy - y * y


def _is_above(sums: tuple[Decimal, Decimal, Decimal], least: Decimal) -> bool:
    """Whether the correlation is above ``least``, without a root: nothing is rounded."""
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
        found = covariance / (x * y).sqrt()
        return min(found, Decimal(1)).quantize(SHOWN_DIGITS, rounding=ROUND_FLOOR).normalize()
