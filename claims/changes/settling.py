"""Giving committed changes their positions, one process at a time.

Ids are given out in one order and commit in another, so a reader that goes by ids would miss
changes that commit late. Here the process that locks the one counter numbers all changes that it
can see, in the order of their ids, from the last position on. A change that commits later gets a
later position. So positions have no gap and no reader misses a change. Nothing depends on the
server's transaction numbers, so a restored dump continues where it was. Writers never wait for
this.
"""

import logging

from django.db import InternalError, OperationalError
from django.utils import timezone

from claims.models import Change, Counter
from sources.database.bulk import update
from sources.database.patience import no_longer_than

COUNTER = "change"
AT_ONCE = 2000
# The time that a reader waits for a writer. Then the answer lacks the newest changes.
PATIENCE = 2000  # milliseconds
log = logging.getLogger(__name__)


def settle(most: int = AT_ONCE, patience: int = PATIENCE) -> int:
    """Number at most ``most`` committed changes; returns their count.

    Raises ``OperationalError`` if another process holds the lock for more than ``patience``
    milliseconds, and on a read-only database (``InternalError`` on PostgreSQL).
    """
    if not Change.objects.unsettled().exists():
        return 0
    with no_longer_than(patience):
        Counter.objects.get_or_create(name=COUNTER)
        counter = Counter.objects.select_for_update().get(name=COUNTER)
        # Read under the lock, so that changes which another process has just numbered are left out.
        waiting = list(Change.objects.unsettled().values_list("pk", flat=True)[:most])
        update(Change, ["position"], enumerated(waiting, counter.last))
        counter.last, counter.at = counter.last + len(waiting), timezone.now()
        counter.save()
    return len(waiting)


def enumerated(waiting: list[int], last: int) -> list[tuple[int, int]]:
    return [(last + place, pk) for place, pk in enumerate(waiting, start=1)]


def settle_if_possible(
    *, everything: bool = False, most: int = AT_ONCE, patience: int = PATIENCE
) -> None:
    """Settle changes for a reader; if that is not possible, leave them to a later reader."""
    try:
        while settle(most, patience) == most and everything:
            pass
    except (OperationalError, InternalError) as error:
        log.warning("Changes are left without a position for now: %s", error)


def last_position() -> int:
    """Return the position of the newest settled change; 0 without one."""
    newest = Change.objects.settled().reverse().values_list("position", flat=True)
    return newest.first() or 0
