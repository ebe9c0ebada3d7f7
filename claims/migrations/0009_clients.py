"""Tokens of programs, what they have taken of their rate, and the answers that were kept.

Whoever has a role makes tokens of their own; the admin shows nobody those of others.
"""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

ROLES = (
    "contributor",
    "editor",
    "reviewer",
    "chief editor",
    "source curator",
    "analyst",
    "auditor",
)


def forwards(apps, schema_editor):
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=installed)
    wanted = [f"{action}_apitoken" for action in ("view", "add", "change")]
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="claims", codename__in=wanted
    )
    for role in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=role)[0].permissions.add(*found)


def backwards(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="claims", content_type__model="apitoken"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("client", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("minute", models.BigIntegerField(help_text="Minutes since 1970.")),
                ("taken", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["minute"], name="allowance_by_minute")],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("digest", models.CharField(editable=False, max_length=128, unique=True)),
                ("name", models.CharField(help_text="Which program holds it.", max_length=80)),
                (
                    "scopes",
                    models.JSONField(help_text="A list of codes of SCOPES."),
                ),
                (
                    "rate",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Requests a minute; empty: as any client; 0: no limit.",
                        null=True,
                    ),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(editable=False, help_text="To the minute.", null=True),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "API token",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                (
                    "request_sha256",
                    models.CharField(help_text="Of the address and the body.", max_length=64),
                ),
                ("at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("headers", models.JSONField(default=dict)),
                ("content", models.TextField(default="")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["by", "at"], name="kept_answer_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "key"),
                        name="kept_answer_key_is_used_once",
                        violation_error_code="kept_answer_key_is_used_once",
                        violation_error_message="This Idempotency-Key was used before.",
                    )
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
