"""What only somebody with the database's own password can do: write past the triggers."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def without_triggers():
    """Inside, rows that are kept for good can be changed by SQL, and foreign keys point anywhere.

    On SQLite foreign keys are checked at the end of the transaction, so a test that leaves one
    dangling rolls back.
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
    """Execute one statement of SQL; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount
