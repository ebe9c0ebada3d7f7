"""Require the chains of the rows that name sources; keep them and the new columns for good."""

from importlib import import_module

from django.db import migrations, models

from sources.database.triggers import append_only, reversed_operations

OF_ROW = import_module("claims.migrations.0009_chains").OF_ROW
OF_PUBLICATION = import_module("claims.migrations.0002_append_only").PUBLICATION


def no_update(columns: str) -> list:
    return append_only("claims_publication", columns=columns, filled_later="published_until")[:1]


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_fill_chains")]

    operations = [
        migrations.AlterField(
            model_name="publicationsource",
            name="chain",
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AlterField(
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
            ),
        ),
        migrations.AlterField(
            model_name="publicationsource",
            name="is_read",
            field=models.BooleanField(help_text="Whether we read what an origin itself published."),
        ),
        migrations.AlterField(
            model_name="publicationsource",
            name="position",
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.AlterField(
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
            ),
        ),
        migrations.AddIndex(
            model_name="publicationsource",
            index=models.Index(
                condition=models.Q(
                    ("is_notice", False), ("published_until__isnull", True), ("role", "outlet")
                ),
                fields=["status", "publication"],
                name="naming_status_live",
            ),
        ),
        migrations.AddIndex(
            model_name="publicationsource",
            index=models.Index(
                condition=models.Q(
                    ("is_notice", False), ("published_until__isnull", True), ("role", "outlet")
                ),
                fields=["stance", "publication"],
                name="naming_stance_live",
            ),
        ),
        migrations.AddIndex(
            model_name="publicationsource",
            index=models.Index(
                condition=models.Q(
                    ("is_notice", False),
                    ("published_until__isnull", True),
                    ("role", "outlet"),
                    models.Q(("drift", "none"), _negated=True),
                ),
                fields=["drift", "publication"],
                name="naming_drift_live",
            ),
        ),
        migrations.AddIndex(
            model_name="publicationsource",
            index=models.Index(
                condition=models.Q(
                    ("is_notice", False),
                    ("published_until__isnull", True),
                    ("role", "outlet"),
                    ("is_read", True),
                ),
                fields=["publication"],
                name="naming_read_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationsource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stance__in",
                        [
                            "asserts",
                            "repeats",
                            "supports",
                            "qualifies",
                            "contradicts",
                            "denies_truth",
                            "denies_attribution",
                            "corrects",
                            "withdraws",
                            "mentions",
                        ],
                    )
                ),
                name="publication_source_stance_is_known",
                violation_error_code="publication_source_stance_is_known",
                violation_error_message="Stance has to be one of: asserts, repeats, supports, "
                "qualifies, contradicts, denies_truth, denies_attribution, corrects, "
                "withdraws, mentions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("drift__in", ["none", "value", "unit", "scope", "verb"])),
                name="publication_source_drift_is_known",
                violation_error_code="publication_source_drift_is_known",
                violation_error_message="Drift has to be one of: none, value, unit, scope, verb.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationsource",
            constraint=models.UniqueConstraint(
                fields=("publication", "chain", "source", "role"),
                name="publication_source_is_said_once",
                violation_error_code="publication_source_is_said_once",
                violation_error_message="This source already stands in that chain in that role.",
            ),
        ),
        *append_only(
            "claims_publicationsource",
            columns=f"{OF_ROW} chain position stance drift is_read",
            filled_later="published_until",
        ),
        *reversed_operations(no_update(OF_PUBLICATION)),
        *no_update(f"{OF_PUBLICATION} basis speech_act"),
    ]
