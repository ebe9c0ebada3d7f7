"""Optional writes made during a GET. They give up after 50 ms instead of waiting for a lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

T = TypeVar("T")
WAIT = 50  # milliseconds


def quickly(write: Callable[[], T], otherwise: T) -> T:
    """Return the result of ``write`` in a transaction, or ``otherwise`` if it would have to wait.

    Use it only for writes that may be lost, such as counters.
    """
    try:
        with no_longer_than(WAIT):
            return write()
    except OperationalError:
        return otherwise


@contextmanager
def no_longer_than(milliseconds: int) -> Iterator[None]:
    """Open a transaction that raises ``OperationalError`` if it waits longer for a lock."""
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
