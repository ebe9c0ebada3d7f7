"""The words of the statements of all claims, for the desk: a GIN index, or an FTS5 table kept by
triggers. On SQLite whoever alters the table of claims makes it anew, and has to repeat this.
"""

from django.db import migrations

POSTGRESQL = [
    "CREATE INDEX claim_words ON claims_claim USING gin (to_tsvector('simple', statement))"
]
REMOVE = (
    "INSERT INTO claims_claim_words (claims_claim_words, rowid, statement) "
    "VALUES ('delete', OLD.id, OLD.statement);"
)
ADD = "INSERT INTO claims_claim_words (rowid, statement) VALUES (NEW.id, NEW.statement);"
SQLITE = [
    "CREATE VIRTUAL TABLE claims_claim_words USING fts5(statement, content='claims_claim', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO claims_claim_words (claims_claim_words) VALUES ('rebuild')",
    f"CREATE TRIGGER claims_claim_words_insert AFTER INSERT ON claims_claim BEGIN {ADD} END",
    "CREATE TRIGGER claims_claim_words_update AFTER UPDATE OF statement ON claims_claim "
    f"WHEN OLD.statement <> NEW.statement BEGIN {REMOVE} {ADD} END",
    f"CREATE TRIGGER claims_claim_words_delete AFTER DELETE ON claims_claim BEGIN {REMOVE} END",
]


def forwards(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX claim_words")
        return
    for verb in ("insert", "update", "delete"):
        schema_editor.execute(f"DROP TRIGGER claims_claim_words_{verb}")
    schema_editor.execute("DROP TABLE claims_claim_words")


class Migration(migrations.Migration):
    dependencies = [("claims", "0019_latest_values")]

    operations = [migrations.RunPython(forwards, backwards)]
