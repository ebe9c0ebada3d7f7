"""Filters of the claim list, kept under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NAME_TAKEN = "saved_filter_name_is_taken_once"
HAS_NAME = "saved_filter_has_a_name"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0025_action_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "query",
                    models.CharField(
                        help_text="The list's address after the question mark.", max_length=2000
                    ),
                ),
                ("is_shared", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "id"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["name", "id"],
                        condition=models.Q(is_shared=True),
                        name="saved_filter_shared",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["owner", "name"],
                        name=NAME_TAKEN,
                        violation_error_code=NAME_TAKEN,
                        violation_error_message="You have a saved filter of that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(name__trimmed_length__gt=0),
                        name=HAS_NAME,
                        violation_error_code=HAS_NAME,
                        violation_error_message="Give it a name.",
                    ),
                ],
            },
        ),
    ]
