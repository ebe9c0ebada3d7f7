"""Migration operations for rules that the database keeps itself, on PostgreSQL and SQLite.

On SQLite a migration that alters a table drops its triggers, unless it does so in
``KeepingTriggers``.
"""

from django.db import migrations


def refuse(name: str, table: str, verb: str, condition: str, message: str):
    """Return a trigger ``name`` that refuses a verb on rows for which ``condition`` holds.

    ``verb``: INSERT, UPDATE, DELETE or INSERT OR UPDATE; ``condition``: SQL over NEW and OLD, with
    subqueries if need be. The refusal is an ``IntegrityError`` with ``message``.
    """

    def forwards(apps, schema_editor):
        text = message.replace("'", "''")
        if schema_editor.connection.vendor == "postgresql":
            returned = "OLD" if verb == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION USING MESSAGE = '{text}', "
                f"ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}'; "
                f"END IF; RETURN {returned}; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
            return
        condition_here = condition.replace("IS NOT DISTINCT FROM", "IS").replace(
            "IS DISTINCT FROM", "IS NOT"
        )
        for single in verb.split(" OR "):
            schema_editor.execute(
                f"CREATE TRIGGER {name}_{single.lower()} BEFORE {single} ON {table} "
                f"WHEN {condition_here} BEGIN SELECT RAISE(ABORT, '{text}'); END"
            )

    def backwards(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")
            return
        for single in verb.split(" OR "):
            schema_editor.execute(f"DROP TRIGGER {name}_{single.lower()}")

    return migrations.RunPython(forwards, backwards)


def also_append_only(table: str, before: str, added: str, filled_later: str) -> list:
    """Return the operations that make added columns of an append-only table append-only, too."""
    old, *_others = append_only(table, before, filled_later)
    new, *_others = append_only(table, f"{before} {added}", filled_later)
    return [migrations.RunPython(old.reverse_code, old.code), new]


def refuse_truncate(table: str):
    """Create a trigger that refuses TRUNCATE, which does not run row triggers on PostgreSQL."""
    name = f"{table}_no_truncate"

    def forwards(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"RAISE EXCEPTION '{table} is append-only' "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )

    def backwards(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")

    return migrations.RunPython(forwards, backwards)


class KeepingTriggers(migrations.SeparateDatabaseAndState):
    """Run ``operations`` and create the triggers again that SQLite dropped with the old tables.

    Django alters a table on SQLite by copying it. PostgreSQL alters the table itself and keeps its
    triggers. Rows and their ids stay the same, so that indexes of words stay true.
    """

    def __init__(self, operations: list):
        super().__init__(database_operations=operations, state_operations=operations)

    def deconstruct(self):
        return type(self).__qualname__, [], {"operations": self.database_operations}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        before = _triggers(schema_editor)
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        _restore(schema_editor, before)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        before = _triggers(schema_editor)
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        _restore(schema_editor, before)


def _triggers(schema_editor) -> dict[str, str]:
    """Return the triggers of an SQLite database, name → SQL; nothing on PostgreSQL."""
    if schema_editor.connection.vendor != "sqlite":
        return {}
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _restore(schema_editor, before: dict[str, str]) -> None:
    for name in before.keys() - _triggers(schema_editor).keys():
        schema_editor.execute(before[name])


def append_only(table: str, columns: str = "", filled_later: str = "") -> list:
    """Return the operations that keep a table's rows as they were written.

    ``filled_later``: columns that go once from null to a value; ``columns``: then all the others.
    """
    message = f"{table} is append-only: add a new row instead."
    changed = [f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns.split()]
    refilled = [
        f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})"
        for name in filled_later.split()
    ]
    condition = " OR ".join(changed + refilled) if filled_later else "1 = 1"
    return [
        refuse(f"{table}_no_update", table, "UPDATE", condition, message),
        refuse(f"{table}_no_delete", table, "DELETE", "1 = 1", message),
        refuse_truncate(table),
    ]


def reversed_operations(operations: list) -> list:
    """Return the operations that undo these, for a migration that alters a table with triggers."""
    return [migrations.RunPython(one.reverse_code, one.code) for one in reversed(operations)]
