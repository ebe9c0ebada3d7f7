"""When the public record last changed: what ``Last-Modified`` says of its lists."""

import datetime

from django.db import connection

from claims.changes.settling import COUNTER, settle_if_possible
from claims.record import publication_rows

# A reader on the way to something else settles no more than this, and waits for nobody.
A_FEW = 200
# By hand: every public answer asks this, and building it costs more than asking.
LAST = """
SELECT (SELECT at FROM claims_counter WHERE name = %s),
  EXISTS (SELECT 1 FROM claims_change WHERE position IS NULL)
"""


def last_modified(asked_at: datetime.datetime) -> datetime.datetime | None:
    """The moment of the last settling; None while that is not sure, to the second.

    It is asked before the record is read: what is published in between is newer than it says,
    and so is told to whoever asks again.
    """
    at, is_unsettled = _last()
    if is_unsettled:
        settle_if_possible(most=A_FEW, patience=1)
        at, is_unsettled = _last()
    if at is None or is_unsettled:
        return None
    # HTTP tells seconds: what changes later in this one would have the same date.
    return at if at.replace(microsecond=0) < asked_at.replace(microsecond=0) else None


def _last() -> tuple[datetime.datetime | None, bool]:
    with connection.cursor() as cursor:
        cursor.execute(LAST, [COUNTER])
        at, is_unsettled = cursor.fetchone()
    return publication_rows.moment(at), bool(is_unsettled)
