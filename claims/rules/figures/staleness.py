"""When a figure is stale: its latest value is old by the rhythm of the series it belongs to."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

# So many of the latest values say how often a series has one.
RHYTHM_OF = 7
# A series is stale when more than this many of its usual distances have passed, and never within
# a week; what has no rhythm of its own, after the measure's shelf life, or after three months.
DISTANCES = 3
AT_LEAST = 7
WITHOUT_RHYTHM = 90


@dataclass(frozen=True)
class Staleness:
    """``age``: days since the day of the latest value; ``limit``: how many it may be.

    ``usual``: the days from one value to the next, None where there are too few to say.
    ``looked``: days since an editor last decided anew how the figure is answered, or None.
    """

    latest: datetime.date
    age: int
    limit: int
    usual: int | None
    looked: int | None = None

    @property
    def is_stale(self) -> bool:
        """Whoever decides anew has looked: the figure is asked for again after the same time."""
        return self.age > self.limit and (self.looked is None or self.looked > self.limit)


def usual_days(days: Sequence[datetime.date]) -> int | None:
    """The median distance between the latest values; None with fewer than three of them."""
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
    """How old the latest of these days is, and how old it may be. Raises ValueError without one.

    ``days``: the last day of the time that each value is for; ``shelf_life_days``: that of the
    measure; ``looked_on``: when an editor last decided anew how the figure is answered.
    """
    if not days:
        raise ValueError("There has to be a value.")
    latest, usual = max(days), usual_days(days)
    limit = shelf_life_days or WITHOUT_RHYTHM
    if usual is not None:
        limit = max(AT_LEAST, DISTANCES * usual)
    looked = looked_on and (today - looked_on).days
    return Staleness(latest, (today - latest).days, limit, usual, looked)
