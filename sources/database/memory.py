"""Answers kept for the length of one piece of work, so that a question is put once.

Many rows that are written in one transaction ask the same of the registers: who stands for whom,
with which stake, with which grade. Inside ``remembering()`` each such question is put to the
database once; outside of it nothing is kept. A register that is changed inside is not seen.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_kept: ContextVar[dict | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside, rows that refer to each other pile up until the end: nobody looks for garbage."""
    token, was_enabled = _kept.set({}), gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _kept.reset(token)
        if was_enabled:
            gc.enable()


def remembered(key: Callable) -> Callable:
    """Keep what a function answers, inside ``remembering()``, under ``key`` of its arguments."""

    def decorate(function: Callable) -> Callable:
        @wraps(function)
        def ask(*args):
            kept = _kept.get()
            if kept is None:
                return function(*args)
            question = (function, key(*args))
            if question not in kept:
                kept[question] = function(*args)
            return kept[question]

        return ask

    return decorate
