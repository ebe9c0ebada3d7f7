"""Finding rows by the beginnings of words in a text column: by GIN on PostgreSQL, FTS5 on SQLite.

On SQLite a migration that alters the table drops the triggers, and repeats ``index_words``.
"""

import re
from dataclasses import dataclass

from django.db import connections, migrations
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

# Up to so many hits, the ids are fetched first. PostgreSQL does not know the number of hits of a
# word. For a rare word it might read the whole table, which takes seconds with a million rows.
FEW = 2_000
FOUND = {
    "postgresql": "SELECT id FROM {table} "
    "WHERE to_tsvector('simple', {column}) @@ to_tsquery('simple', $${query}$$)",
    "sqlite": "SELECT rowid AS id FROM {table}_words WHERE {table}_words MATCH '{query}'",
}
# Commas and periods inside a number belong to it. All other marks separate words.
OTHER = re.compile(r"[^\w.,]+|(?<!\w)[.,]+|[.,]+(?!\w)")


def words(text: str) -> list[str]:
    """Return the words and numbers of a text as they were typed: “62,000” is one."""
    return OTHER.sub(" ", text).split()


@dataclass(frozen=True)
class WordIndex:
    """The index of one text column."""

    table: str
    column: str

    def matching(self, rows: QuerySet, text: str) -> QuerySet:
        """Return rows with, for each word of a text, one that begins so; none without a word."""
        if not words(text):
            return rows.none()
        sql = self._sql(rows, text, is_begun=True)
        ids = self._ids(rows, sql, FEW + 1)
        return rows.filter(pk__in=ids if len(ids) <= FEW else RawSQL(sql, ()))

    def some(self, rows: QuerySet, text: str, most: int) -> QuerySet:
        """Return rows with each word of a text as a whole, at most so many: the index's first."""
        if not words(text):
            return rows.none()
        sql = self._sql(rows, text, is_begun=False)
        return rows.filter(pk__in=self._ids(rows, sql, most))

    def _sql(self, rows: QuerySet, text: str, *, is_begun: bool) -> str:
        connection = connections[rows.db]
        # The words are part of the SQL, not parameters, so that the database can plan for them.
        # This is safe: they contain only letters, digits, “_”, “.” and “,”.
        is_postgresql = connection.vendor == "postgresql"
        term, joint = ("'{}'{}", " & ") if is_postgresql else ('"{}"{}', " ")
        suffix = (":*" if is_postgresql else "*") if is_begun else ""
        query = joint.join(term.format(word, suffix) for word in words(text))
        return FOUND[connection.vendor].format(table=self.table, column=self.column, query=query)

    def _ids(self, rows: QuerySet, sql: str, most: int) -> list[int]:
        with connections[rows.db].cursor() as cursor:
            cursor.execute(f"{sql} LIMIT {most}")
            return [pk for (pk,) in cursor.fetchall()]


def index_words(table: str, column: str) -> migrations.RunPython:
    """Return the operation that makes the index for the words of one column."""
    name = f"{table}_words"
    add = f"INSERT INTO {name} (rowid, {column}) VALUES (NEW.id, NEW.{column});"
    remove = (
        f"INSERT INTO {name} ({name}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column});"
    )
    triggers = {
        "insert": f"AFTER INSERT ON {table} BEGIN {add} END",
        "update": f"AFTER UPDATE OF {column} ON {table} "
        f"WHEN OLD.{column} <> NEW.{column} BEGIN {remove} {add} END",
        "delete": f"AFTER DELETE ON {table} BEGIN {remove} END",
    }

    def forwards(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {column}))"
            )
            return
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='{table}', "
            "content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        )
        schema_editor.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
        for verb, does in triggers.items():
            schema_editor.execute(f"CREATE TRIGGER {name}_{verb} {does}")

    def backwards(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {name}")
            return
        for verb in triggers:
            schema_editor.execute(f"DROP TRIGGER {name}_{verb}")
        schema_editor.execute(f"DROP TABLE {name}")

    return migrations.RunPython(forwards, backwards)
