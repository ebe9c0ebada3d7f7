"""A chunk is worked out without a lock, and written only if nothing moved meanwhile.

SQLite has one lock for all who write: they wait for the writing alone.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from claims.models import ImportBatch
from sources.models import RegisterEvent

# After so many chunks that were worked out in vain the lock comes first.
TRIES = 3
PLACE = ("state", "rows_read", "done", "last_row", "counts")


def step(
    batch: ImportBatch,
    work_out: Callable[[], object],
    write: Callable[[object], None],
    still: Callable[[object], bool] = lambda work: True,
) -> bool:
    """Do one chunk of a running batch, in one transaction with the batch's counters.

    ``work_out`` only reads; ``still``, under the lock, says whether its rows are as they were;
    ``write`` stores the work. False: somebody else moved the batch, and nothing was written.
    """
    answer, tries = None, 0
    while answer is None:
        with collecting_later():
            answer = _attempt(batch, work_out, write, still, locks_first=tries >= TRIES)
        tries += 1
    return answer


@contextmanager
def collecting_later() -> Iterator[None]:
    """Look for garbage only at the end: until then the rows refer to each other, and pile up."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _attempt(batch: ImportBatch, work_out, write, still, *, locks_first: bool) -> bool | None:
    """Return whether the chunk was written; None if the work was in vain."""
    place, standing = _place(batch), registers_now()
    work = None if locks_first else work_out()
    with transaction.atomic():
        lock(batch)
        if _place(batch) != place:
            return False
        if locks_first:
            write(work_out())
        elif registers_now() == standing and still(work):
            write(work)
        else:
            return None
    return True


def lock(batch: ImportBatch) -> None:
    """Lock the batch, and read where it has come to."""
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    for name in PLACE:
        setattr(batch, name, getattr(now, name))


def _place(batch: ImportBatch) -> tuple:
    return batch.state, batch.rows_read, batch.last_row


def registers_now() -> int:
    """Return the state of the registers: it differs if anybody changed a row of theirs."""
    return RegisterEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
