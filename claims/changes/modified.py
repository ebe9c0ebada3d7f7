"""The moment of the last public change, for ``Last-Modified``."""

import datetime

from django.db import connection

from claims.changes.settling import COUNTER, settle_if_possible
from claims.record import publication_rows

# The most changes that one GET settles. It does not wait for writers.
A_FEW = 200
# SQL by hand, because every public answer runs it and building it takes longer than running it.
LAST = """
SELECT (SELECT at FROM claims_counter WHERE name = %s),
  EXISTS (SELECT 1 FROM claims_change WHERE position IS NULL)
"""


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
