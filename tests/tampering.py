"""Change append-only rows, as a person with direct access to the database could."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def without_triggers():
    """Disable the triggers, so that SQL can change append-only rows. Foreign keys may be invalid.

    SQLite checks foreign keys at the end of the transaction, so a test that leaves an invalid one
    has to roll back.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        triggers = sqlite_triggers(cursor)
        for name in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for statement in triggers.values():
            cursor.execute(statement)


def sqlite_triggers(cursor) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(cursor.fetchall())


def run(statement: str, *parameters) -> int:
    """Execute one SQL statement, and return the number of rows that it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount
