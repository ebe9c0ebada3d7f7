"""Create the events of registers, which are append-only, and the last event of each row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sources.database.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("sources", "0003_names_by_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registry",
                    models.CharField(
                        help_text="Such as source, document or measure.", max_length=20
                    ),
                ),
                ("row", models.PositiveBigIntegerField(help_text="The id of the row.")),
                ("number", models.PositiveIntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("take_over", "Taken over as it stood"),
                            ("add", "Added"),
                            ("change", "Changed"),
                            ("grade", "Graded"),
                            ("merge", "Merged"),
                            ("decide", "Decided on"),
                            ("remove", "Removed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                ("snapshot", models.TextField()),
                ("snapshot_sha256", models.CharField(max_length=64)),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["registry", "row", "number"],
            },
        ),
        migrations.CreateModel(
            name="RegisterHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registry", models.CharField(max_length=20)),
                ("row", models.PositiveBigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("snapshot_sha256", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registry", "row"),
                        name="register_row_has_one_head",
                        violation_error_code="register_row_has_one_head",
                        violation_error_message="This row already has a last event.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="registerevent",
            constraint=models.UniqueConstraint(
                fields=("registry", "row", "number"),
                name="register_event_number_is_taken_once",
                violation_error_code="register_event_number_is_taken_once",
                violation_error_message="This row already has an event of that number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        ["take_over", "add", "change", "grade", "merge", "decide", "remove"],
                    )
                ),
                name="register_event_verb_is_known",
                violation_error_code="register_event_verb_is_known",
                violation_error_message="Verb has to be one of: take_over, add, change, "
                "grade, merge, decide, remove.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="register_event_number_counts_from_1",
                violation_error_code="register_event_number_counts_from_1",
                violation_error_message="Events count from 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__lte", 1), ("previous_hash", "")),
                    models.Q(("number__gt", 1), models.Q(("previous_hash", ""), _negated=True)),
                    _connector="OR",
                ),
                name="register_event_after_the_first_names_the_one_before",
                violation_error_code="register_event_after_the_first_names_the_one_before",
                violation_error_message="Every event but the first carries the hash of "
                "the one before.",
            ),
        ),
        *append_only("sources_registerevent"),
    ]
