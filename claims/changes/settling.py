"""Giving committed changes their positions, one process at a time.

Ids are given out in one order and commit in another, so a reader that goes by ids would miss
changes that commit late. Here the process that locks the one counter numbers all changes that it
can see, in the order of their ids, from the last position on. A change that commits later gets a
later position. So positions have no gap and no reader misses a change. Nothing depends on the
server's transaction numbers, so a restored dump continues where it was. Writers never wait for
this.
"""

import datetime
import logging

from django.db import InternalError, OperationalError, connection
from django.utils import timezone

from claims.models import Change, Counter
from claims.record import publication_rows
from sources.database.bulk import update
from sources.database.patience import no_longer_than

COUNTER = "change"
AT_ONCE = 2000
# The time that a reader waits for a writer. Then the answer lacks the newest changes.
PATIENCE = 2000  # milliseconds
# The most changes that one GET settles. It does not wait for writers.
A_FEW = 200
# SQL by hand, because every public answer runs it and building it takes longer than running it.
LAST = """
SELECT (SELECT at FROM claims_counter WHERE name = %s),
  EXISTS (SELECT 1 FROM claims_change WHERE position IS NULL)
"""
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
        positions = [(counter.last + place, pk) for place, pk in enumerate(waiting, start=1)]
        update(Change, ["position"], positions)
        counter.last, counter.at = counter.last + len(waiting), timezone.now()
        counter.save()
    return len(waiting)


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


def last_modified(asked_at: datetime.datetime) -> datetime.datetime | None:
    """Return the moment of the last settling; None while it is not certain to the second.

    Call this before the record is read. A change published in between is then newer than the
    moment, and the reader's next request sees it.
    """
    at, is_unsettled = _last()
    if is_unsettled:
        settle_if_possible(most=A_FEW, patience=1)
        at, is_unsettled = _last()
    if at is None or is_unsettled:
        return None
    # HTTP dates have whole seconds: a later change in this second would have the same date.
    return at if at.replace(microsecond=0) < asked_at.replace(microsecond=0) else None


def _last() -> tuple[datetime.datetime | None, bool]:
    with connection.cursor() as cursor:
        cursor.execute(LAST, [COUNTER])
        at, is_unsettled = cursor.fetchone()
    return publication_rows.moment(at), bool(is_unsettled)
