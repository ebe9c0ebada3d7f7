"""Create the indexes that find publications by their text and claims by their statement.

The text of a publication never changes, so a trigger on INSERT is enough. The index has a narrow
table of its own on PostgreSQL too, so that a search does not read the documents.
"""

from django.db import migrations

from sources.database.word_index import index_words

POSTGRESQL = [
    "CREATE TABLE claims_publication_search (id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE FUNCTION claims_publication_search_insert() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN INSERT INTO claims_publication_search (id, vector) "
    "VALUES (NEW.id, to_tsvector('simple', NEW.search_text)) "
    "ON CONFLICT (id) DO UPDATE SET vector = EXCLUDED.vector; RETURN NULL; END $$",
    "CREATE TRIGGER claims_publication_search_insert AFTER INSERT ON claims_publication "
    "FOR EACH ROW EXECUTE FUNCTION claims_publication_search_insert()",
    "CREATE INDEX publication_vector ON claims_publication_search USING gin (vector)",
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
        schema_editor.execute("DROP FUNCTION claims_publication_search_insert() CASCADE")
    else:
        schema_editor.execute("DROP TRIGGER claims_publication_search_insert")
    schema_editor.execute("DROP TABLE claims_publication_search")


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_append_only")]

    operations = [
        migrations.RunPython(forwards, backwards),
        index_words("claims_claim", "statement"),
    ]
