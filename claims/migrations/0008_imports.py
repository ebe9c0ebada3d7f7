"""Files of claims: their mappings, batches and reports; every role sees them, editors map."""

# ruff: noqa: E501

from importlib import import_module

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

MODELS = ("importmapping", "importbatch", "importrow")
ROLES = (
    "contributor",
    "editor",
    "reviewer",
    "chief editor",
    "source curator",
    "analyst",
    "auditor",
)
# Batches and their reports are written by the verbs only.
MAPPERS = ("editor", "chief editor")


def forwards(apps, schema_editor):
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=installed)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for role in ROLES:
        wanted = [f"view_{model}" for model in MODELS]
        if role in MAPPERS:
            wanted += ["add_importmapping", "change_importmapping"]
        found = Permission.objects.filter(content_type__app_label="claims", codename__in=wanted)
        Group.objects.get_or_create(name=role)[0].permissions.add(*found)


def rules_again(apps, schema_editor):
    """On SQLite the claims' column goes by making their table anew, without its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for operation in import_module("claims.migrations.0002_append_only").CLAIM_RULES:
            operation.code(apps, schema_editor)


def backwards(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="claims", content_type__model__in=MODELS
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_time_travel"),
        ("sources", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, rules_again),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "data",
                    models.JSONField(
                        help_text="The mapping, as docs/editors/imports.md describes it."
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False)),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="The row in the file, from 1.")),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Which claim of the row, from 0."
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("duplicate", "Duplicate"),
                            ("wrong", "Wrong"),
                            ("held", "Held back at approval"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True, help_text="What makes two claims the same.", max_length=64
                    ),
                ),
                ("draft", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["batch", "id"],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("file_sha256", models.CharField(max_length=64)),
                ("mapping_name", models.CharField(blank=True, max_length=80)),
                (
                    "mapping",
                    models.JSONField(help_text="The mapping as it was when the file was checked."),
                ),
                ("mapping_sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Being checked"),
                            ("checked", "Checked, not submitted"),
                            ("submitting", "Being submitted"),
                            ("submitted", "Submitted, to be approved"),
                            ("approving", "Being approved"),
                            ("approved", "Approved and published"),
                            ("withdrawing", "Being withdrawn"),
                            ("withdrawn", "Withdrawn"),
                            ("retracting", "Being retracted"),
                            ("retracted", "Retracted"),
                        ],
                        default="checking",
                        max_length=12,
                    ),
                ),
                (
                    "rows_read",
                    models.PositiveIntegerField(default=0, help_text="The last row that was read."),
                ),
                (
                    "done",
                    models.PositiveIntegerField(
                        default=0, help_text="Claims that the step is through with."
                    ),
                ),
                (
                    "last_row",
                    models.PositiveBigIntegerField(
                        default=0, help_text="The last report it went over."
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                (
                    "notes",
                    models.JSONField(
                        default=list, help_text="What is odd about the file as a whole."
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("leave_out_wrong", models.BooleanField(default=False)),
                ("approved_at", models.DateTimeField(null=True)),
                ("rationale", models.TextField(blank=True, max_length=4000)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undo_note", models.TextField(blank=True, max_length=4000)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "import batches",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The import that it came with.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="claims.importbatch",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["measure", "as_of"], name="claim_by_measure_and_day"),
        ),
        migrations.AddField(
            model_name="importmapping",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="claims.importbatch",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="claim",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_row",
                to="claims.claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "checking",
                            "checked",
                            "submitting",
                            "submitted",
                            "approving",
                            "approved",
                            "withdrawing",
                            "withdrawn",
                            "retracting",
                            "retracted",
                        ],
                    )
                ),
                name="import_batch_state_is_known",
                violation_error_code="import_batch_state_is_known",
                violation_error_message="State has to be one of: checking, checked, submitting, submitted, approving, approved, withdrawing, withdrawn, retracting, retracted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("created_by")), _negated=True),
                    _connector="OR",
                ),
                name="import_batch_is_approved_by_somebody_else",
                violation_error_code="import_batch_is_approved_by_somebody_else",
                violation_error_message="Whoever submits a batch cannot approve it: ask a colleague.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="import_batch_approval_says_who_and_when",
                violation_error_code="import_batch_approval_says_who_and_when",
                violation_error_message="An approval says who gave it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="import_batch_undo_says_who_and_when",
                violation_error_code="import_batch_undo_says_who_and_when",
                violation_error_message="An undone batch says who undid it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("withdrawn", "retracted")), _negated=True),
                fields=("file_sha256", "mapping_sha256"),
                name="import_batch_of_a_file_is_made_once",
                violation_error_code="import_batch_of_a_file_is_made_once",
                violation_error_message="This file was already read by this mapping.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importmapping",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                name="import_mapping_has_a_slug",
                violation_error_code="import_mapping_has_a_slug",
                violation_error_message="A mapping needs a name, of letters, digits and hyphens.",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "key"], name="import_row_by_key"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "outcome", "id"], name="import_row_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["new", "duplicate", "wrong", "held"])),
                name="import_row_outcome_is_known",
                violation_error_code="import_row_outcome_is_known",
                violation_error_message="Outcome has to be one of: new, duplicate, wrong, held.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "number", "part"),
                name="import_row_is_reported_once",
                violation_error_code="import_row_is_reported_once",
                violation_error_message="This claim of this row is already reported.",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
