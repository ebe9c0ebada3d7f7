"""Give the rows that name sources their chains, and publications two more columns for filters.

The rows can be changed until ``0011_chains_kept``; ``0010_fill_chains`` fills the columns.
"""

from django.db import migrations, models

from sources.database.triggers import append_only, reversed_operations

OF_ROW = (
    "id publication_id source_id document_id role status designation source_kind source_country "
    '"on" published_from verification_status is_notice verdict'
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_earlier_histories"), ("sources", "0002_append_only")]

    operations = [
        *reversed_operations(
            append_only("claims_publicationsource", columns=OF_ROW, filled_later="published_until")
        ),
        migrations.RemoveConstraint(
            model_name="claimcount",
            name="claim_count_facet_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="publicationsource",
            name="publication_source_is_said_once",
        ),
        migrations.RemoveIndex(
            model_name="publication",
            name="publication_live",
        ),
        migrations.RemoveIndex(
            model_name="publicationsource",
            name="naming_status_live",
        ),
        migrations.AddField(
            model_name="publication",
            name="basis",
            field=models.CharField(
                choices=[
                    ("unspecified", "Not said"),
                    ("count", "Count"),
                    ("named_list", "List of names"),
                    ("visual_documentation", "Photographs or video"),
                    ("administrative_record", "Administrative record"),
                    ("survey", "Survey"),
                    ("statistical_estimate", "Statistical estimate"),
                    ("model", "Model"),
                    ("intelligence_assessment", "Intelligence assessment"),
                    ("official_declaration", "Official declaration"),
                    ("leaked_document", "Leaked document"),
                ],
                max_length=24,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="speech_act",
            field=models.CharField(
                choices=[
                    ("said", "Said"),
                    ("confirmed", "Confirmed"),
                    ("denied", "Denied"),
                    ("thanked", "Thanked"),
                    ("demanded", "Demanded"),
                    ("expressed_concern", "Expressed concern"),
                    ("estimated", "Estimated"),
                    ("reported", "Reported"),
                    ("assessed", "Assessed"),
                    ("promised", "Promised"),
                    ("accused", "Accused"),
                ],
                max_length=24,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="publicationsource",
            name="chain",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="publicationsource",
            name="drift",
            field=models.CharField(
                choices=[
                    ("none", "None"),
                    ("value", "Another value"),
                    ("unit", "Another unit"),
                    ("scope", "Another scope"),
                    ("verb", "Another verb"),
                ],
                max_length=8,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="publicationsource",
            name="is_read",
            field=models.BooleanField(
                help_text="Whether we read what an origin itself published.", null=True
            ),
        ),
        migrations.AddField(
            model_name="publicationsource",
            name="position",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="publicationsource",
            name="stance",
            field=models.CharField(
                choices=[
                    ("asserts", "Asserts it"),
                    ("repeats", "Repeats it"),
                    ("supports", "Supports it"),
                    ("qualifies", "Qualifies it"),
                    ("contradicts", "Contradicts it"),
                    ("denies_truth", "Denies that it is so"),
                    ("denies_attribution", "Denies having said it"),
                    ("corrects", "Corrects it"),
                    ("withdraws", "Withdraws it"),
                    ("mentions", "Mentions it"),
                ],
                max_length=20,
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="claimcount",
            name="facet",
            field=models.CharField(
                choices=[
                    ("claims", "Claims"),
                    ("verification_status", "Is it so?"),
                    ("attribution_status", "Did they say it?"),
                    ("kind", "Kind"),
                    ("topic", "Topic"),
                    ("basis", "Basis"),
                    ("speech_act", "Speech act"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("published_until__isnull", True)),
                fields=[
                    "id",
                    "kind",
                    "claim_kind",
                    "topic",
                    "subject",
                    "measure",
                    "scope",
                    "attribution_status",
                    "verification_status",
                    "credibility",
                    "band",
                    "reliability",
                    "is_interested",
                    "independent_origins",
                    "disinterested_origins",
                    "as_of",
                    "lower",
                    "upper",
                    "comparator",
                    "series",
                    "basis",
                    "speech_act",
                ],
                name="publication_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "facet__in",
                        [
                            "claims",
                            "verification_status",
                            "attribution_status",
                            "kind",
                            "topic",
                            "basis",
                            "speech_act",
                        ],
                    )
                ),
                name="claim_count_facet_is_known",
                violation_error_code="claim_count_facet_is_known",
                violation_error_message="Facet has to be one of: claims, verification_status, "
                "attribution_status, kind, topic, basis, speech_act.",
            ),
        ),
    ]
