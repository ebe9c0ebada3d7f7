"""Migration operations for rules that the database keeps itself, on PostgreSQL and SQLite.

On SQLite a migration that alters a table drops its triggers: ``keeping_triggers`` brings them back.
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


def keeping_triggers(*operations) -> list:
    """Return operations that alter tables, between two that keep the triggers of SQLite."""

    def remember(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                "CREATE TEMP TABLE kept_triggers AS "
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            )

    def restore(apps, schema_editor):
        if schema_editor.connection.vendor != "sqlite":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM kept_triggers WHERE name NOT IN "
                "(SELECT name FROM sqlite_master WHERE type = 'trigger')"
            )
            lost = [sql for (sql,) in cursor.fetchall()]
            for sql in (*lost, "DROP TABLE kept_triggers"):
                cursor.execute(sql)

    return [
        migrations.RunPython(remember, restore),
        *operations,
        migrations.RunPython(restore, remember),
    ]


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
