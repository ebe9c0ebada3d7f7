"""Telling whoever rests on sources, or shows a register, what has changed, without knowing them.

``claims`` listens, in the same transaction: a grade, an interest, a link or a merge flags the
published claims whose needs no longer hold, and what is public of an entry goes into the change
feed. Sources import nothing of claims. A receiver that raises undoes the change (``send``, never
``send_robust``).
"""

import datetime
from collections.abc import Iterable

from django.db import models
from django.dispatch import Signal

from sources.models import Source

sources_changed = Signal()  # sources, cause, by, at
entry_edited = Signal()  # row, parts, at
document_captured = Signal()  # document, at
# What a source is called and found by: no claim rests on it.
ONLY_NAMES = {"aliases", "domains"}


def captured(document: models.Model, *, at: datetime.datetime) -> None:
    """Say that there is a new capture of a document, or that its state is another one."""
    document_captured.send(type(document), document=document, at=at)


def changed(
    sources: Iterable[Source], *, parts: Iterable[str], cause: str, by, at: datetime.datetime
) -> None:
    """Say that these sources changed and why, inside the transaction of the change.

    ``parts``: what of them: columns, or aliases, domains, links, interests, grades.
    """
    sources, parts = list(sources), set(parts)
    if not parts <= ONLY_NAMES:
        sources_changed.send(Source, sources=sources, cause=cause, by=by, at=at)
    for source in sources:
        edited(source, parts=parts, at=at)


def edited(row: models.Model, *, parts: Iterable[str], at: datetime.datetime) -> None:
    """Say that an entry of a register was edited, inside the transaction of the edit."""
    entry_edited.send(type(row), row=row, parts=parts, at=at)
