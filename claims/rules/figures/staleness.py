"""The rule on stale figures: the latest value is old by the rhythm of its series."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

# The number of latest values from which the rhythm of a series is computed.
RHYTHM_OF = 7
# A series is stale after more than this many of its usual distances, and never within a week.
# Values without a rhythm are stale after the measure's shelf life, or after three months.
DISTANCES = 3
AT_LEAST = 7
WITHOUT_RHYTHM = 90


@dataclass(frozen=True)
class Staleness:
    """The age of a figure's latest value. ``age``: days since its day; ``limit``: the highest age.

    ``usual``: the days from one value to the next; None if there are too few values. ``looked``:
    the days since an editor last decided anew how the figure is answered, or None.
    """

    latest: datetime.date
    age: int
    limit: int
    usual: int | None
    looked: int | None = None

    @property
    def is_stale(self) -> bool:
        """True if an editor should look at the figure; a new decision starts the time again."""
        return self.age > self.limit and (self.looked is None or self.looked > self.limit)


def usual_days(days: Sequence[datetime.date]) -> int | None:
    """Return the median distance between the latest values; None with fewer than three of them."""
    latest = sorted(set(days))[-RHYTHM_OF:]
    if len(latest) < 3:
        return None
    return median_low((later - earlier).days for earlier, later in pairwise(latest))


def staleness(
    days: Sequence[datetime.date],
    today: datetime.date,
    *,
    shelf_life_days: int | None = None,
    looked_on: datetime.date | None = None,
) -> Staleness:
    """Return the age of the latest of these days, and its limit. Raises ValueError without a day.

    ``days``: the last day of the time that each value is for. ``shelf_life_days``: the shelf life
    of the measure. ``looked_on``: the day on which an editor last decided anew how the figure is
    answered.
    """
    if not days:
        raise ValueError("There has to be a value.")
    latest, usual = max(days), usual_days(days)
    limit = shelf_life_days or WITHOUT_RHYTHM
    if usual is not None:
        limit = max(AT_LEAST, DISTANCES * usual)
    looked = looked_on and (today - looked_on).days
    return Staleness(latest, (today - latest).days, limit, usual, looked)
