"""The rule that compares two values: are they comparable, and what is the result?"""

import datetime
from dataclasses import dataclass

from claims.rules.comparison.facts import Compared, Comparison, is_additive
from claims.rules.comparison.intervals import is_below, overlap

FIRST, SECOND = "first", "second"


def compare(
    first: Compared, second: Compared, *, tolerance: datetime.timedelta = datetime.timedelta(0)
) -> Comparison:
    """Return the result of comparing two values; the table is in ``docs/analysts/rules.md``.

    ``tolerance``: how far apart two days may be and still count as one day. It does not apply to
    running counts, whose days only have to be in order. Exchanging the two values gives
    ``mirrored``. Nothing is raised: “not comparable” is a result.
    """
    differs = _what_differs(first, second)
    if differs:
        return Comparison("not_comparable", differs)
    time = _time(first, second, tolerance)
    if time.differs:
        return Comparison("not_comparable", time.differs)
    scope_part = _scope_part(first, second)
    part = scope_part or time.part
    if not part:
        return _same_whole(first, second, time)
    return _part_of_whole(first, second, time, scope_part)


@dataclass(frozen=True)
class _Time:
    """The comparison of two times.

    ``later`` and ``part`` are FIRST, SECOND or empty; ``is_certain``: no tolerance was used and no
    unknown date was accepted.
    """

    differs: tuple[str, ...] = ()
    later: str = ""
    part: str = ""
    is_certain: bool = True
    is_ordered: bool = True


def _what_differs(first: Compared, second: Compared) -> tuple[str, ...]:
    """Return the differences except in time, which depends on the measure and is compared later."""
    differs = [name for name in ("measure", "subject") if _differ(first, second, name)]
    if _differ(first, second, "scope") and not _scope_part(first, second):
        differs.append("scope")
    if _differ(first, second, "dimension") or _differ(first, second, "currency"):
        differs.append("unit")
    if "measure" not in differs and _differ(first, second, "is_cumulative"):
        differs.append("accumulation")
    return tuple(differs)


def _differ(first: Compared, second: Compared, name: str) -> bool:
    return getattr(first, name) != getattr(second, name)


def _scope_part(first: Compared, second: Compared) -> str:
    """Return which value covers a part of the other's scope; empty for a share or a change."""
    if first.scope == second.scope or not is_additive(first, second):
        return ""
    is_first = second.scope in first.scopes_above
    if is_first == (first.scope in second.scopes_above):
        return ""  # Neither, or a circle of scopes.
    return FIRST if is_first else SECOND


def _time(first: Compared, second: Compared, tolerance: datetime.timedelta) -> _Time:
    if first.is_cumulative:
        return _running(first, second)
    if first.period and second.period:
        return _periods(first, second)
    if first.day is None or second.day is None:
        return _Time(differs=("as_of",))
    if first.day.days_to(second.day) > tolerance.days:
        return _Time(differs=("as_of",))
    return _Time(is_certain=first.day == second.day and not (first.period or second.period))


def _running(first: Compared, second: Compared) -> _Time:
    if first.day is None or second.day is None:
        return _Time(differs=("as_of",))
    is_same_start = first.start == second.start
    is_start_unknown = first.start is None or second.start is None
    is_same_day = first.day == second.day
    # On one day, a running count with an unknown start may equal the other: people decide that.
    if not is_same_start and not (is_start_unknown and is_same_day):
        return _Time(differs=("start",))
    if first.day.is_before(second.day):
        return _Time(later=SECOND)
    if second.day.is_before(first.day):
        return _Time(later=FIRST)
    return _Time(is_certain=is_same_start, is_ordered=is_same_day)


def _periods(first: Compared, second: Compared) -> _Time:
    if first.period == second.period:
        return _Time()
    if is_additive(first, second):
        if second.period.holds(first.period):
            return _Time(part=FIRST)
        if first.period.holds(second.period):
            return _Time(part=SECOND)
    return _Time(differs=("period",))


def _same_whole(first: Compared, second: Compared, time: _Time) -> Comparison:
    if first.interval == second.interval and time.is_certain and time.is_ordered:
        return Comparison("equal")
    if overlap(first.interval, second.interval):
        return Comparison("consistent")
    if not time.is_ordered:
        # “In April” and “on the 26th” have no order, and the count may have grown between them.
        return Comparison("not_comparable", ("as_of",))
    if not time.later:
        return Comparison("conflict")
    earlier, later = (first, second) if time.later == SECOND else (second, first)
    if is_below(earlier.interval, later.interval):
        return Comparison("growth", later=time.later)
    if first.claimant is not None and first.claimant == second.claimant:
        return Comparison("revision_down", later=time.later)
    return Comparison("conflict")


def _part_of_whole(first: Compared, second: Compared, time: _Time, scope_part: str) -> Comparison:
    part = scope_part or time.part
    if time.part and scope_part and time.part != scope_part:
        return Comparison("not_comparable", ("scope", "period"))
    if time.later == part or not time.is_ordered:
        # A part may exceed an earlier whole.
        return Comparison("not_comparable", ("scope", "as_of"))
    smaller, larger = (first, second) if part == FIRST else (second, first)
    exceeds = is_below(larger.interval, smaller.interval)
    return Comparison("subset_conflict" if exceeds else "subset_ok", part=part)
