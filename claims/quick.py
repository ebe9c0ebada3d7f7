"""Small writes on the way of a reader, which must not make the reader wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

T = TypeVar("T")
WAIT = 50  # milliseconds


def quickly(write: Callable[[], T], otherwise: T) -> T:
    """What ``write`` returns, in a transaction; ``otherwise`` where it would have to wait.

    Whoever holds the lock goes first: for counters that may lag, and nothing that has to be kept.
    """
    try:
        with impatient(), transaction.atomic():
            if connection.vendor == "postgresql":
                run(f"SET LOCAL lock_timeout = {WAIT}")
            return write()
    except OperationalError:
        return otherwise


@contextmanager
def impatient() -> Iterator[None]:
    """On SQLite, wait for the one lock no longer than a moment."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    run(f"PRAGMA busy_timeout = {WAIT}")
    try:
        yield
    finally:
        run(f"PRAGMA busy_timeout = {usual:.0f}")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
