"""Telling whoever rests on sources that one has changed, without knowing who that is.

``claims`` listens, so that a grade, an interest, a link or a merge flags the published claims
whose needs no longer hold, in the same transaction. Sources import nothing of claims.
"""

import datetime
from collections.abc import Callable, Iterable

from sources.models import Source

Listener = Callable[..., None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have ``listener(sources, cause=…, by=…, at=…)`` called after every change."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(sources: Iterable[Source], *, cause: str, by, at: datetime.datetime) -> None:
    """Say that these sources changed and why, inside the transaction of the change."""
    sources = list(sources)
    for listener in _listeners:
        listener(sources, cause=cause, by=by, at=at)
