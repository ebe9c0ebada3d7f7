"""Giving changes their positions: one at a time, and only to what is committed.

Ids are given out in one order and commit in another, so a reader that goes by id skips what
commits late. Here whoever holds the one counter numbers the changes that it can see, in the order
of their ids, from the last position on. Whatever commits later is numbered later: positions have
no gap, no reader is overtaken, and nothing depends on the server's transaction numbers, so a
restored dump goes on where it was. Writers never wait for this.
"""

import logging

from django.db import InternalError, OperationalError
from django.utils import timezone

from claims.models import Change, Counter
from sources.database.bulk import update
from sources.database.patience import no_longer_than

COUNTER = "change"
AT_ONCE = 2000
# How long a reader waits for whoever writes; it is then answered without the newest.
PATIENCE = 2000  # milliseconds
log = logging.getLogger(__name__)


def settle(most: int = AT_ONCE, patience: int = PATIENCE) -> int:
    """Number up to so many committed changes; returns how many there were.

    Raises ``OperationalError`` where another holds the lock for more than ``patience``
    milliseconds, and on a database that can only be read (``InternalError`` on PostgreSQL).
    """
    if not Change.objects.unsettled().exists():
        return 0
    with no_longer_than(patience):
        Counter.objects.get_or_create(name=COUNTER)
        counter = Counter.objects.select_for_update().get(name=COUNTER)
        # Asked for under the lock: what the one before numbered is not among them.
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
    """For readers: settle what there is; where that is not possible, leave it to a later reader."""
    try:
        while settle(most, patience) == most and everything:
            pass
    except (OperationalError, InternalError) as error:
        log.warning("Changes are left without a position for now: %s", error)


def last_position() -> int:
    """The position of the newest change that is settled; 0 where there is none."""
    newest = Change.objects.settled().reverse().values_list("position", flat=True)
    return newest.first() or 0
