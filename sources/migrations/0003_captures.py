"""What documents looked like when we read them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CapturedContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveIntegerField(help_text="Bytes, before packing.")),
                ("content", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("captured_at", models.DateTimeField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("fetched", "Fetched"),
                            ("uploaded", "Uploaded by hand"),
                            ("pasted", "Pasted by hand"),
                        ],
                        max_length=8,
                    ),
                ),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("charset", models.CharField(blank=True, max_length=40)),
                (
                    "title",
                    models.CharField(blank=True, help_text="As the page says it.", max_length=500),
                ),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("final_url", models.CharField(blank=True, max_length=2000)),
                ("exchanges", models.JSONField(default=list)),
                (
                    "note",
                    models.CharField(blank=True, help_text="Where it came from.", max_length=500),
                ),
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
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="sources.document",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_column="sha256",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.capturedcontent",
                        to_field="sha256",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        db_column="text_sha256",
                        db_index=False,
                        help_text="What a reader sees of it, in UTF-8; none for an image.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.capturedcontent",
                        to_field="sha256",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(fields=["document", "-id"], name="capture_by_document"),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["fetched", "uploaded", "pasted"])),
                name="capture_method_is_known",
                violation_error_code="capture_method_is_known",
                violation_error_message="Method has to be one of: fetched, uploaded, pasted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("http_status__isnull", False), ("method", "fetched")),
                    models.Q(
                        models.Q(("method", "fetched"), _negated=True),
                        ("http_status__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="capture_that_was_fetched_says_what_was_answered",
                violation_error_code="capture_that_was_fetched_says_what_was_answered",
                violation_error_message="A fetched capture, and "
                "no other, has the status of its answer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="capture",
            constraint=models.CheckConstraint(
                condition=models.Q(("method", "fetched"), ("by__isnull", False), _connector="OR"),
                name="capture_by_hand_says_by_whom",
                violation_error_code="capture_by_hand_says_by_whom",
                violation_error_message="A capture made by hand says by whom.",
            ),
        ),
    ]
