import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.webhook
import claims.rules.webhooks.signing


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_counter_tells_when"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(help_text="Where changes are posted to.", max_length=500)),
                ("description", models.CharField(blank=True, max_length=200)),
                (
                    "kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Only changes of these kinds; empty: of all.",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(default=True, help_text="Whether anything is sent."),
                ),
                ("disabled_reason", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "secret",
                    models.CharField(
                        default=claims.rules.webhooks.signing.new_secret,
                        editable=False,
                        max_length=80,
                    ),
                ),
                ("previous_secret", models.CharField(blank=True, editable=False, max_length=80)),
                ("rotated_at", models.DateTimeField(editable=False, null=True)),
                ("cursor", models.PositiveBigIntegerField(default=0, editable=False)),
                ("failures", models.PositiveIntegerField(default=0, editable=False)),
                ("failing_since", models.DateTimeField(editable=False, null=True)),
                ("quiet_until", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveBigIntegerField(
                        help_text="The change; null: a test.", null=True
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        default=claims.models.webhook.message_id, max_length=40, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("failed", "Given up"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                (
                    "tries",
                    models.PositiveIntegerField(
                        default=0, help_text="Attempts since it was last queued."
                    ),
                ),
                ("attempts", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="claims.webhook",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("disabled_reason", ""), ("is_active", False), _connector="OR"),
                name="webhook_that_was_disabled_is_not_active",
                violation_error_code="webhook_that_was_disabled_is_not_active",
                violation_error_message="A webhook that was disabled is not active: "
                "enable it again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failing_since__isnull", True), ("failures", 0)),
                    models.Q(("failing_since__isnull", False), ("failures__gt", 0)),
                    _connector="OR",
                ),
                name="webhook_failures_say_since_when",
                violation_error_code="webhook_failures_say_since_when",
                violation_error_message="Failures say since when, and nothing else does.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("previous_secret", ""), ("rotated_at__isnull", True)),
                    models.Q(
                        models.Q(("previous_secret", ""), _negated=True),
                        ("rotated_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="webhook_rotation_says_when",
                violation_error_code="webhook_rotation_says_when",
                violation_error_message="An earlier secret says when it was replaced.",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["next_attempt_at", "id"],
                name="delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["webhook", "-id"], name="delivery_by_webhook"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "delivered", "failed"])),
                name="delivery_state_is_known",
                violation_error_code="delivery_state_is_known",
                violation_error_message="State has to be one of: waiting, delivered, failed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("webhook", "position"),
                name="delivery_of_a_change_is_made_once",
                violation_error_code="delivery_of_a_change_is_made_once",
                violation_error_message="This change is already on its way to this webhook.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_attempt_at__isnull", False), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("next_attempt_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="delivery_that_waits_says_until_when",
                violation_error_code="delivery_that_waits_says_until_when",
                violation_error_message="A delivery that waits, and no other, says until when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "delivered"), _negated=True),
                    ("delivered_at__isnull", False),
                    _connector="OR",
                ),
                name="delivery_that_arrived_says_when",
                violation_error_code="delivery_that_arrived_says_when",
                violation_error_message="A delivery that arrived says when.",
            ),
        ),
    ]
