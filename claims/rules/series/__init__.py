"""Running counts and other series: order, gaps, revisions, derivation, likeness, and sums.

A series holds the successive values of one count by one claimant. Its values are intervals, as the
words allow them: "about 12,000" after "more than 12,000" is no downward revision.
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
