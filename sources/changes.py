"""Telling whoever rests on sources, or shows a register, what has changed, without knowing them.

``claims`` listens, in the same transaction: a grade, an interest, a link or a merge flags the
published claims whose needs no longer hold, and what is public of an entry goes into the change
feed. Sources import nothing of claims.
"""

import datetime
from collections.abc import Callable, Iterable

from django.db import models

from sources.models import Source

Listener = Callable[..., None]
_listeners: list[Listener] = []
_readers: list[Listener] = []
_lookers: list[Listener] = []
# What a source is called and found by: no claim rests on it.
ONLY_NAMES = {"aliases", "domains"}


def listen(listener: Listener) -> None:
    """Have ``listener(sources, cause=…, by=…, at=…)`` called after every change."""
    if listener not in _listeners:
        _listeners.append(listener)


def listen_to_edits(reader: Listener) -> None:
    """Have ``reader(row, parts=…, at=…)`` called after an entry of a register was edited."""
    if reader not in _readers:
        _readers.append(reader)


def listen_to_captures(looker: Listener) -> None:
    """Have ``looker(document, at=…)`` called after a document was captured, or its state found."""
    if looker not in _lookers:
        _lookers.append(looker)


def captured(document: models.Model, *, at: datetime.datetime) -> None:
    """Say that there is a new capture of a document, or that its state is another one."""
    for looker in _lookers:
        looker(document, at=at)


def changed(
    sources: Iterable[Source], *, parts: Iterable[str], cause: str, by, at: datetime.datetime
) -> None:
    """Say that these sources changed and why, inside the transaction of the change.

    ``parts``: what of them: columns, or aliases, domains, links, interests, grades.
    """
    sources, parts = list(sources), set(parts)
    if not parts <= ONLY_NAMES:
        for listener in _listeners:
            listener(sources, cause=cause, by=by, at=at)
    for source in sources:
        edited(source, parts=parts, at=at)


def edited(row: models.Model, *, parts: Iterable[str], at: datetime.datetime) -> None:
    """Say that an entry of a register was edited, inside the transaction of the edit."""
    for reader in _readers:
        reader(row, parts=parts, at=at)
