"""What a list by source needs stands beside the source; counts and, on PostgreSQL, search texts."""

from django.db import migrations, models
from django.db.models import PROTECT

from sources.database.triggers import append_only

SOURCES = "claims_publicationsource"
FACETS = [
    ("claims", "Claims"),
    ("verification_status", "Is it so?"),
    ("attribution_status", "Did they say it?"),
    ("kind", "Kind"),
    ("topic", "Topic"),
]
FACET_IS_KNOWN = models.CheckConstraint(
    condition=models.Q(facet__in=[code for code, _label in FACETS]),
    name="claim_count_facet_is_known",
    violation_error_code="claim_count_facet_is_known",
    violation_error_message="Facet has to be one of: "
    f"{', '.join(code for code, _label in FACETS)}.",
)
# A narrow table, as FTS5 is one: what is searched is read without the documents.
SEARCH = [
    "CREATE TABLE claims_publication_search (id bigint PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE FUNCTION claims_publication_search_insert() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN INSERT INTO claims_publication_search (id, vector) "
    "VALUES (NEW.id, to_tsvector('simple', NEW.search_text)) "
    "ON CONFLICT (id) DO UPDATE SET vector = EXCLUDED.vector; RETURN NULL; END $$",
    "CREATE TRIGGER claims_publication_search_insert AFTER INSERT ON claims_publication "
    "FOR EACH ROW EXECUTE FUNCTION claims_publication_search_insert()",
]


def search(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in SEARCH:
            schema_editor.execute(statement)


def no_search(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION claims_publication_search_insert() CASCADE")
        schema_editor.execute("DROP TABLE claims_publication_search")


def undone(operation):
    return migrations.RunPython(operation.reverse_code, operation.code)


def added(name: str, field: models.Field):
    return migrations.AddField("publicationsource", name, field)


class Migration(migrations.Migration):
    dependencies = [("claims", "0015_webhook_keepers")]

    operations = [
        # The rules come again with 0018: until then the copies are filled.
        *(undone(rule) for rule in append_only(SOURCES)),
        added("published_from", models.DateTimeField(null=True)),
        added("published_until", models.DateTimeField(null=True)),
        added("verification_status", models.CharField(max_length=16, null=True)),
        added("is_notice", models.BooleanField(null=True)),
        migrations.CreateModel(
            "ClaimCount",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        "sources.Source",
                        null=True,
                        on_delete=PROTECT,
                        related_name="+",
                        db_index=False,
                        help_text="Of the claims with a chain that names this source; "
                        "null: of all.",
                    ),
                ),
                ("facet", models.CharField(max_length=20, choices=FACETS)),
                (
                    "value",
                    models.CharField(
                        max_length=80, blank=True, help_text="A code, or a topic's slug."
                    ),
                ),
                (
                    "claims",
                    models.IntegerField(help_text="Added to the count; below zero: taken away."),
                ),
            ],
            options={"ordering": ["id"], "constraints": [FACET_IS_KNOWN]},
        ),
        migrations.RunPython(search, no_search),
    ]
