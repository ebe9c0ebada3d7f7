"""Optional writes made while a reader waits: they give up after 50 ms instead of waiting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

T = TypeVar("T")
WAIT = 50  # milliseconds


def quickly(write: Callable[[], T], otherwise: T) -> T:
    """Return what ``write`` returns, in a transaction; ``otherwise`` if it would have to wait.

    For counters that may lag, and nothing that has to be kept.
    """
    try:
        with no_longer_than(WAIT):
            return write()
    except OperationalError:
        return otherwise


@contextmanager
def no_longer_than(milliseconds: int) -> Iterator[None]:
    """Open a transaction that waits this long for a lock, then raises ``OperationalError``."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            run(f"SET LOCAL lock_timeout = {milliseconds}")
            yield
        return
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    run(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        with transaction.atomic():
            yield
    finally:
        run(f"PRAGMA busy_timeout = {usual:.0f}")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
