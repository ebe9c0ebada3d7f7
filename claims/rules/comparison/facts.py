"""The facts that a comparison reads, and its result."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass

from claims.rules.comparison.times import Span, span
from claims.rules.values import SIGNED, Interval

# The eight results, each with the words that people read.
RESULTS = {
    "equal": "the same value",
    "consistent": "consistent: some numbers fit both",
    "growth": "growth of a running count",
    "revision_down": "a running count revised downward by its claimant",
    "conflict": "in conflict: no number fits both",
    "subset_ok": "a part that fits within the whole",
    "subset_conflict": "a part that exceeds the whole",
    "not_comparable": "not comparable",
}
# The differences that make two values not comparable, in this order, each with its words.
DIFFERENCES = {
    "measure": "the measure",
    "subject": "the subject",
    "scope": "the scope",
    "unit": "the unit",
    "accumulation": "the kind of number (a running count, or a number for a day or period)",
    "start": "the start of the running count",
    "period": "the period",
    "as_of": "the day that the value is for",
}
# Differences that may also mean that the fact is not known.
MAY_BE_UNKNOWN = {"start", "period", "as_of"}
# Dimensions in which a part may exceed the whole.
NOT_ADDITIVE = ("ratio", *SIGNED)


@dataclass(frozen=True)
class Compared:
    """One value with all facts that the comparison reads.

    ``interval`` is in base units of ``dimension``; ``currency`` is the ISO 4217 code of an amount
    of money. ``scopes_above`` are the scopes that contain ``scope``, at any distance. ``starts_on``
    is the day from which a running count (``is_cumulative``) counts; without it, the period's first
    day. Dates are as coarse as their precision: day, month, quarter, year; ``unknown`` reads as the
    day. ``None`` means unknown; as a scope it means that none was named. Names of measures,
    subjects, scopes and claimants may be slugs or ids.
    """

    interval: Interval
    measure: Hashable
    subject: Hashable = None
    scope: Hashable = None
    scopes_above: tuple[Hashable, ...] = ()
    dimension: str = "persons"
    currency: str = ""
    is_cumulative: bool = False
    starts_on: datetime.date | None = None
    as_of: datetime.date | None = None
    as_of_precision: str = "day"
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None
    period_precision: str = "day"
    claimant: Hashable = None

    @property
    def period(self) -> Span | None:
        """The days of the period; None unless both ends are known."""
        if self.period_start is None or self.period_end is None:
            return None
        start = span(self.period_start, self.period_precision)
        return Span(start.first, span(self.period_end, self.period_precision).last)

    @property
    def day(self) -> Span | None:
        """The day of the value; for a running count without one, the end of the period."""
        if self.as_of is not None:
            return span(self.as_of, self.as_of_precision)
        if self.is_cumulative and self.period_end is not None:
            return span(self.period_end, self.period_precision)
        return None

    @property
    def start(self) -> datetime.date | None:
        """The first day of a running count."""
        if self.starts_on is not None or self.period_start is None:
            return self.starts_on
        return span(self.period_start, self.period_precision).first


def _may_be_a_loss(interval: Interval) -> bool:
    return interval.lower is None or interval.lower < 0


def is_additive(*values: Compared) -> bool:
    """Return whether a part cannot exceed its whole: not so for shares, changes and losses."""
    return not any(
        value.dimension in NOT_ADDITIVE
        or (value.dimension == "currency" and _may_be_a_loss(value.interval))
        for value in values
    )


@dataclass(frozen=True)
class Comparison:
    """The result of comparing a first value with a second.

    ``result`` is one of RESULTS. ``differs`` names what makes the two not comparable, in the order
    of DIFFERENCES, and is empty otherwise. ``later`` (of growth and revision_down) and ``part`` (of
    subset_ok and subset_conflict) are ``first`` or ``second``. ``sentence`` says all of this for
    people.
    """

    result: str
    differs: tuple[str, ...] = ()
    later: str = ""
    part: str = ""

    @property
    def mirrored(self) -> "Comparison":
        """The result of comparing the second value with the first."""
        turned = {"first": "second", "second": "first", "": ""}
        return Comparison(self.result, self.differs, turned[self.later], turned[self.part])

    @property
    def sentence(self) -> str:
        if self.result == "not_comparable":
            *most, last = [DIFFERENCES[code] for code in self.differs]
            subject = f"{', '.join(most)} and {last}" if most else last
            verb = "differ" if most else "differs"
            doubt = ", or is not known" if set(self.differs) & MAY_BE_UNKNOWN else ""
            return f"Not comparable: {subject} {verb}{doubt}."
        words = RESULTS[self.result]
        return f"{words[0].upper()}{words[1:]}."
