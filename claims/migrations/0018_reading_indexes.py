"""An index for each question that is asked of the copies and counts, and the rules of both."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import PROTECT, Index, Q

from sources.database.triggers import append_only

EARLIER = import_module("claims.migrations.0016_copies_and_counts")
SEARCH = import_module("claims.migrations.0003_search")
COLUMNS = (
    "id publication_id source_id document_id role status designation source_kind source_country "
    '"on" published_from verification_status is_notice'
)
IN_FORCE = Q(published_until__isnull=True, is_notice=False)
NARROWED_BY = (
    "kind claim_kind topic subject measure scope attribution_status verification_status "
    "credibility band reliability is_interested independent_origins disinterested_origins as_of "
    "lower upper comparator"
).split()
INDEXES = {
    "claim": [Index(fields=["id"], condition=Q(needs_reassessment=True), name="claim_flagged")],
    "publication": [
        Index(
            fields=["id", *NARROWED_BY],
            condition=Q(published_until__isnull=True),
            name="publication_live",
        )
    ],
    "publicationsource": [
        Index(
            fields=["source", "role", "publication"],
            condition=IN_FORCE,
            name="publication_source_live",
        ),
        Index(
            fields=["source", "verification_status", "publication", "role"],
            condition=IN_FORCE,
            name="publication_source_by_status",
        ),
        Index(fields=["source", "published_from", "publication"], name="publication_source_at"),
        *(
            Index(fields=[name, "publication"], condition=IN_FORCE, name=f"naming_{name}_live")
            for name in ("status", "designation", "source_kind", "source_country")
        ),
    ],
    "claimcount": [
        Index(fields=["source", "facet", "value"], name="claim_count_of_source"),
        Index(
            fields=["source", "claims"], condition=Q(facet="claims"), name="claim_count_by_source"
        ),
    ],
}


def narrow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX publication_vector ON claims_publication_search USING gin (vector)"
        )
        schema_editor.execute("DROP INDEX publication_search")


def broad(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        SEARCH.forwards(apps, schema_editor)
        schema_editor.execute("DROP INDEX publication_vector")


def altered(name: str, field: models.Field):
    return migrations.AlterField("publicationsource", name, field)


def foreign(to: str, related_name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=PROTECT, related_name=related_name, db_index=False)


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_fill_copies_and_counts")]

    operations = [
        migrations.RemoveIndex("publication", "publication_live"),
        migrations.RemoveIndex("publicationsource", "publication_source_role"),
        altered("publication", foreign("claims.Publication", "sources")),
        altered("source", foreign("sources.Source")),
        altered("document", foreign("sources.Document")),
        altered("published_from", models.DateTimeField()),
        altered("verification_status", models.CharField(max_length=16)),
        altered(
            "is_notice",
            models.BooleanField(help_text="Whether it only says that the claim was retracted."),
        ),
        *(
            migrations.AddIndex(model_name=model, index=index)
            for model, indexes in INDEXES.items()
            for index in indexes
        ),
        *append_only(EARLIER.SOURCES, columns=COLUMNS, filled_later="published_until"),
        migrations.RunPython(narrow, broad),
    ]
