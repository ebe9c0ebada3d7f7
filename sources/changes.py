"""Signals about changes of sources and other registers.

``sources`` imports nothing from ``claims``, so it sends signals. ``claims`` receives them in the
same transaction: a grade, an interest, a link or a merge flags the published claims whose needs no
longer hold, and public changes of an entry go into the change feed. A receiver that raises undoes
the change (``send``, never ``send_robust``).
"""

import datetime
from collections.abc import Iterable

from django.db import models
from django.dispatch import Signal

from sources.models import Source

sources_changed = Signal()  # sources, cause, by, at
entry_edited = Signal()  # row, parts, at
document_captured = Signal()  # document, at
# Parts of a source that only name it or find it: a change of these affects no claim.
ONLY_NAMES = {"aliases", "domains"}


def captured(document: models.Model, *, at: datetime.datetime) -> None:
    """Say that a document has a new capture or another state."""
    document_captured.send(type(document), document=document, at=at)


def changed(
    sources: Iterable[Source], *, parts: Iterable[str], cause: str, by, at: datetime.datetime
) -> None:
    """Say that these sources changed and why, inside the transaction of the change.

    ``parts``: the changed columns, or aliases, domains, links, interests, grades.
    """
    sources, parts = list(sources), set(parts)
    if not parts <= ONLY_NAMES:
        sources_changed.send(Source, sources=sources, cause=cause, by=by, at=at)
    for source in sources:
        edited(source, parts=parts, at=at)


def edited(row: models.Model, *, parts: Iterable[str], at: datetime.datetime) -> None:
    """Say that an entry of a register was edited, inside the transaction of the edit."""
    entry_edited.send(type(row), row=row, parts=parts, at=at)
