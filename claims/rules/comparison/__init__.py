"""How the values of two claims stand to each other: eight results, with what differs.

Two numbers are set against each other only where they count the same thing: one measure, of one
subject, in one scope or in one within the other, in one kind of unit, for one time. Everything
else is *not comparable*, and the answer names what differs; so that "killed" is never held
against "killed and wounded" (Every Casualty's standards ask for the definition first).

Pure functions on plain data: no ORM, no clock, no request.
"""

from claims.rules.comparison.facts import (
    DIFFERENCES,
    NOT_ADDITIVE,
    RESULTS,
    SIGNED,
    Compared,
    Comparison,
)
from claims.rules.comparison.intervals import (
    as_value,
    gap,
    hull,
    is_below,
    overlap,
    starts_higher,
    total,
)
from claims.rules.comparison.rule import compare
from claims.rules.comparison.times import Span, span

__all__ = [
    "DIFFERENCES",
    "NOT_ADDITIVE",
    "RESULTS",
    "SIGNED",
    "Compared",
    "Comparison",
    "Span",
    "as_value",
    "compare",
    "gap",
    "hull",
    "is_below",
    "overlap",
    "span",
    "starts_higher",
    "total",
]
