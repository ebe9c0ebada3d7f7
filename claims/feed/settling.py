"""Giving changes their positions: one at a time, and only to what is committed.

Ids are given out in one order and commit in another, so a reader that goes by id skips what
commits late. Here whoever holds the one counter numbers the changes that it can see, in the order
of their ids, from the last position on. Whatever commits later is numbered later: positions have
no gap, no reader is overtaken, and nothing depends on the server's transaction numbers, so a
restored dump goes on where it was. Writers never wait for this.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import InternalError, OperationalError, connection, transaction

from claims.importing.storing import update
from claims.models import Change, Counter

COUNTER = "change"
AT_ONCE = 2000
# How long a reader waits for whoever writes; it is then answered without the newest.
PATIENCE = 2  # seconds
log = logging.getLogger(__name__)


def settle(most: int = AT_ONCE) -> int:
    """Number up to so many committed changes; returns how many there were.

    Raises ``OperationalError`` where another holds the lock for more than ``PATIENCE`` seconds,
    and on a database that can only be read (``InternalError`` on PostgreSQL).
    """
    if not Change.objects.unsettled().exists():
        return 0
    with _patient(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE * 1000}")
        Counter.objects.get_or_create(name=COUNTER)
        counter = Counter.objects.select_for_update().get(name=COUNTER)
        # Asked for under the lock: what the one before numbered is not among them.
        waiting = list(Change.objects.unsettled().values_list("pk", flat=True)[:most])
        update(Change, ["position"], enumerated(waiting, counter.last))
        counter.last += len(waiting)
        counter.save()
    return len(waiting)


def enumerated(waiting: list[int], last: int) -> list[tuple[int, int]]:
    return [(last + place, pk) for place, pk in enumerate(waiting, start=1)]


def settle_if_possible(*, everything: bool = False) -> None:
    """For readers: settle what there is; where that is not possible, leave it to a later reader."""
    try:
        while settle() == AT_ONCE and everything:
            pass
    except (OperationalError, InternalError) as error:
        log.warning("Changes are left without a position for now: %s", error)


def last_position() -> int:
    """The position of the newest change that is settled; 0 where there is none."""
    newest = Change.objects.settled().reverse().values_list("position", flat=True)
    return newest.first() or 0


@contextmanager
def _patient() -> Iterator[None]:
    """SQLite waits for its one writer as long as the connection says: for a reader, not so long."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    ordinary = settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(ordinary * 1000)}")
