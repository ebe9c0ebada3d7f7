"""The values of one series in order of time: the current one, gaps, and downward revisions."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from claims.rules.comparison import Span, is_below, span, starts_higher
from claims.rules.values import Interval


@dataclass(frozen=True)
class Member:
    """One public value of a series.

    ``interval`` and ``number`` are in base units. ``number`` is the number that was said
    (``number_said``), or ``None``. ``text`` is the value in words. ``said_at`` and ``published_at``
    are aware moments; unknown moments sort first. ``ref`` may be any name, but the refs of one
    series must be sortable.
    """

    ref: Hashable
    as_of: datetime.date
    interval: Interval
    text: str
    number: Decimal | None = None
    as_of_precision: str = "day"
    said_at: datetime.datetime | None = None
    published_at: datetime.datetime | None = None

    @cached_property
    def span(self) -> Span:
        """The days of the value."""
        return span(self.as_of, self.as_of_precision)


@dataclass(frozen=True)
class Revision:
    """A downward revision of a running count: ``after`` is later and wholly below ``before``."""

    before: Member
    after: Member

    @property
    def sentence(self) -> str:
        return (
            f"Revised downward: {self.before.text} as of {self.before.as_of}, "
            f"{self.after.text} as of {self.after.as_of}."
        )


@dataclass(frozen=True)
class Gap:
    """A gap between two members: by the usual distance, ``missing`` values are due in it."""

    after: Member
    before: Member
    missing: int


@dataclass(frozen=True)
class Timeline:
    """The members of a series in order of time.

    ``members``: one for each time, oldest first. ``replaced``: pairs of a member and a newer one
    for the same time. ``usual_days``: the distance between members by which gaps are measured;
    ``None`` with fewer than three members.
    """

    members: tuple[Member, ...]
    replaced: tuple[tuple[Member, Member], ...]
    revisions: tuple[Revision, ...]
    gaps: tuple[Gap, ...]
    usual_days: int | None

    @property
    def current(self) -> Member | None:
        """The value for the latest time."""
        return self.members[-1] if self.members else None

    def on(self, day: datetime.date) -> Member | None:
        """Return the latest value whose time was over by that day (a month: on its last day)."""
        count = bisect_right(self.members, day, key=lambda member: member.span.last)
        return self.members[count - 1] if count else None


def timeline(
    members: Iterable[Member], *, is_cumulative: bool, every_days: int | None = None
) -> Timeline:
    """Return the timeline of members that may come in any order.

    ``is_cumulative``: the series is a running count; only running counts have downward revisions.
    ``every_days``: the days between two due values; without it the median distance counts. Raises
    ValueError if ``every_days`` is below 1.
    """
    if every_days is not None and every_days < 1:
        raise ValueError("A value is due every day at the most.")
    ordered, replaced = _one_for_each_time(members)
    usual = every_days or _usual_days(ordered)
    return Timeline(
        members=tuple(ordered),
        replaced=tuple(replaced),
        revisions=tuple(downward_revisions(ordered)) if is_cumulative else (),
        gaps=tuple(_gaps(ordered, usual)) if usual else (),
        usual_days=usual,
    )


def downward_revisions(ordered: Sequence[Member]) -> Iterable[Revision]:
    """Yield each downward revision of a running count.

    A member is compared with the highest one since the last revision, and of equals with the
    latest. So a count that falls by a little each time, always within its words, is found when the
    words no longer allow the fall. A member before a revision is not compared with those after it.
    ``ordered`` is in the order of a timeline.
    """
    ends: list[datetime.date] = []
    highest: list[Member] = []  # At each index, the highest member up to there.
    for member in ordered:
        # Only members that end before this one starts are surely earlier: “in April” and “the 26th”
        # have no order.
        earlier = bisect_left(ends, member.span.first)
        if earlier and is_below(member.interval, highest[earlier - 1].interval):
            yield Revision(highest[earlier - 1], member)
            ends, highest = [], []
        is_higher = not highest or not starts_higher(highest[-1].interval, member.interval)
        ends.append(member.span.last)
        highest.append(member if is_higher else highest[-1])


def _one_for_each_time(members: Iterable[Member]) -> tuple[list[Member], list]:
    ordered: list[Member] = []
    replaced = []
    for member in sorted(members, key=_place):
        if ordered and ordered[-1].span == member.span:
            replaced.append((ordered.pop(), member))
        ordered.append(member)
    return ordered, replaced


def _place(member: Member) -> tuple:
    moments = (member.said_at, member.published_at)
    moment_keys = tuple((at is not None, at and at.timestamp()) for at in moments)
    return member.span.last, member.span.first, moment_keys, member.ref


def _distances(ordered: Sequence[Member]) -> list[int]:
    ends = [member.span.last for member in ordered]
    return [(later - earlier).days for earlier, later in pairwise(ends)]


def _usual_days(ordered: Sequence[Member]) -> int | None:
    return max(1, median_low(_distances(ordered))) if len(ordered) > 2 else None


def _gaps(ordered: Sequence[Member], usual: int) -> Iterable[Gap]:
    for place, days in enumerate(_distances(ordered)):
        # Rounded to whole steps, because months have 28 to 31 days.
        missing = (2 * days + usual) // (2 * usual) - 1
        if missing > 0:
            yield Gap(ordered[place], ordered[place + 1], missing)
