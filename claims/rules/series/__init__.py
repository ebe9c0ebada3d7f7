"""Running counts and other series: order, gaps, revisions, descent, likeness, and sums.

A series is the successive values of one count by one claimant. What stands in it are intervals,
as the words allow them: "more than 12,000" and then "about 12,000" is no fall.

Pure functions on plain data: no ORM, no clock, no request.
"""

from claims.rules.series.derivation import CircularDerivation, Departure, departures, derives_from
from claims.rules.series.likeness import Increment, Likeness, increments, likeness, number_said
from claims.rules.series.parts import SUMS, Sum, add_up
from claims.rules.series.timeline import (
    Gap,
    Member,
    Revision,
    Timeline,
    downward_revisions,
    timeline,
)

__all__ = [
    "SUMS",
    "CircularDerivation",
    "Departure",
    "Gap",
    "Increment",
    "Likeness",
    "Member",
    "Revision",
    "Sum",
    "Timeline",
    "add_up",
    "departures",
    "derives_from",
    "downward_revisions",
    "increments",
    "likeness",
    "number_said",
    "timeline",
]
