"""When documents are looked at again, and what was found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0004_captures_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("live", "There, as it was"),
                            ("redirected", "Redirected"),
                            ("drifted", "Changed"),
                            ("paywalled", "Behind a paywall"),
                            ("soft_404", "Says that it is gone"),
                            ("gone", "Gone"),
                            ("failed", "Did not answer"),
                            ("unclear", "Could not be judged"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rule", models.CharField(help_text="Which rule said so.", max_length=40)),
                ("detail", models.CharField(max_length=500)),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("final_url", models.CharField(blank=True, max_length=2000)),
                ("text_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        db_index=False,
                        help_text="What was kept of it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.capture",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link_checks",
                        to="sources.document",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="WebHost",
            fields=[
                ("name", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("free_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["free_at", "name"], name="webhost_by_turn")],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="watch",
                        serialize=False,
                        to="sources.document",
                    ),
                ),
                ("next_check_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("state_since", models.DateTimeField(null=True)),
                (
                    "baseline",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.capture",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watches",
                        to="sources.webhost",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="linkcheck",
            index=models.Index(fields=["document", "-id"], name="link_check_by_document"),
        ),
        migrations.AddConstraint(
            model_name="linkcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "live",
                            "redirected",
                            "drifted",
                            "paywalled",
                            "soft_404",
                            "gone",
                            "failed",
                            "unclear",
                        ],
                    )
                ),
                name="link_check_outcome_is_known",
                violation_error_code="link_check_outcome_is_known",
                violation_error_message="Outcome has to be one "
                "of: live, redirected, drifted, paywalled, soft_404, gone, failed, unclear.",
            ),
        ),
        migrations.AddIndex(
            model_name="watch",
            index=models.Index(fields=["host", "next_check_at"], name="watch_due"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failing_since__isnull", True), ("failures", 0)),
                    models.Q(("failing_since__isnull", False), ("failures__gt", 0)),
                    _connector="OR",
                ),
                name="watch_failures_say_since_when",
                violation_error_code="watch_failures_say_since_when",
                violation_error_message="Failures say since when, and nothing else does.",
            ),
        ),
    ]
