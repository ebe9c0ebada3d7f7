"""Text search over the public record: a GIN index, or an FTS5 table kept by a trigger.

A publication's text never changes, so what is inserted is all there is to index.
"""

from django.db import migrations

POSTGRESQL = [
    "CREATE INDEX publication_search ON claims_publication "
    "USING gin (to_tsvector('simple', search_text))"
]
SQLITE = [
    "CREATE VIRTUAL TABLE claims_publication_search USING fts5("
    "search_text, content='claims_publication', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER claims_publication_search_insert AFTER INSERT ON claims_publication BEGIN "
    "INSERT INTO claims_publication_search (rowid, search_text) "
    "VALUES (NEW.id, NEW.search_text); END",
]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX publication_search")
        return
    schema_editor.execute("DROP TRIGGER claims_publication_search_insert")
    schema_editor.execute("DROP TABLE claims_publication_search")


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_append_only")]

    operations = [migrations.RunPython(forwards, backwards)]
