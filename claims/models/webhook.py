"""Webhooks that receive changes, and the log of their deliveries."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from claims.rules import choices
from claims.rules.webhooks import addresses, signing
from sources.database.checks import check, known, unique
from sources.database.columns import index, person

DELIVERY_STATES = [("waiting", "Waiting"), ("delivered", "Delivered"), ("failed", "Given up")]


def message_id() -> str:
    return f"msg_{secrets.token_hex(16)}"


class Webhook(models.Model):
    """An address that receives each change of some kinds, signed with a secret of its own.

    ``cursor`` is the position of the last change that became a delivery. ``failing_since`` is the
    time of the first failure after the last success. No attempt is made before ``quiet_until``.
    """

    owner = person(editable=False)
    url = models.CharField(max_length=500, help_text="Where changes are posted to.")
    description = models.CharField(max_length=200, blank=True)
    kinds = models.JSONField(
        default=list, blank=True, help_text="Only changes of these kinds; empty: of all."
    )
    is_active = models.BooleanField(default=True, help_text="Whether anything is sent.")
    disabled_reason = models.CharField(max_length=500, blank=True, editable=False)
    secret = models.CharField(max_length=80, default=signing.new_secret, editable=False)
    previous_secret = models.CharField(max_length=80, blank=True, editable=False)
    rotated_at = models.DateTimeField(null=True, editable=False)
    cursor = models.PositiveBigIntegerField(default=0, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    quiet_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            check(
                "webhook_that_was_disabled_is_not_active",
                Q(disabled_reason="") | Q(is_active=False),
                "A webhook that was disabled is not active: enable it again.",
                field="is_active",
            ),
            check(
                "webhook_failures_say_since_when",
                Q(failures=0, failing_since__isnull=True)
                | Q(failures__gt=0, failing_since__isnull=False),
                "Failures say since when, and nothing else does.",
                field="failing_since",
            ),
            check(
                "webhook_rotation_says_when",
                Q(previous_secret="", rotated_at__isnull=True)
                | (~Q(previous_secret="") & Q(rotated_at__isnull=False)),
                "An earlier secret says when it was replaced.",
                field="rotated_at",
            ),
        ]

    def __str__(self):
        return self.description or self.url

    def clean(self):
        errors = {}
        if problem := addresses.problem(self.url, strict=settings.PRODUCTION):
            errors["url"] = ValidationError(problem, code="bad_url")
        codes = dict(choices.CHANGE_KINDS)
        if not isinstance(self.kinds, list) or not all(
            isinstance(kind, str) and kind in codes for kind in self.kinds
        ):
            message = f"Give a list of kinds, each one of: {', '.join(codes)}."
            errors["kinds"] = ValidationError(message, code="unknown_value")
        if errors:
            raise ValidationError(errors)


class Delivery(models.Model):
    """The delivery of one change, or of a test, to one webhook.

    ``attempts`` is the log, oldest first. The message has the same id in every attempt. While one
    process sends it, ``next_attempt_at`` lies in the future: if that process is killed, another
    process tries again at that time.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    position = models.PositiveBigIntegerField(null=True, help_text="The change; null: a test.")
    message_id = models.CharField(max_length=40, unique=True, default=message_id)
    state = models.CharField(max_length=12, choices=DELIVERY_STATES, default="waiting")
    tries = models.PositiveIntegerField(default=0, help_text="Attempts since it was last queued.")
    attempts = models.JSONField(default=list)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        constraints = [
            known("delivery_state_is_known", "state", DELIVERY_STATES),
            unique(
                "delivery_of_a_change_is_made_once",
                ["webhook", "position"],
                "This change is already on its way to this webhook.",
            ),
            check(
                "delivery_that_waits_says_until_when",
                Q(state="waiting", next_attempt_at__isnull=False)
                | (~Q(state="waiting") & Q(next_attempt_at__isnull=True)),
                "A delivery that waits, and no other, says until when.",
                field="next_attempt_at",
            ),
            check(
                "delivery_that_arrived_says_when",
                ~Q(state="delivered") | Q(delivered_at__isnull=False),
                "A delivery that arrived says when.",
                field="delivered_at",
            ),
        ]
        indexes = [
            # The deliveries that are due next?
            index("delivery_due", "next_attempt_at id", Q(state="waiting")),
            # The log of this webhook, newest first?
            index("delivery_by_webhook", "webhook -id"),
        ]

    def __str__(self):
        return f"Change {self.position}" if self.position else "Test"
