"""Clients of the API: their tokens, their used requests, and stored answers."""

from django.db import models
from knox.models import AbstractAuthToken

from sources.database.checks import unique
from sources.database.columns import index, person

SCOPES = [
    ("read:published", "Read the public record"),
    ("read:all", "Read the desk, and the public record"),
    ("write:claims", "Take the steps of the review"),
    ("export", "Stream whole lists"),
    ("webhooks", "Manage webhooks"),
]


class ApiToken(AbstractAuthToken):
    """A token that a program sends instead of a password. It acts as a person within its scopes.

    Only a hash is stored. The token itself is shown once, when it is created (knox).
    """

    # knox uses the digest as primary key, but the digest should not be in addresses of the admin.
    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=128, unique=True, editable=False)
    name = models.CharField(max_length=80, help_text="Which program holds it.")
    scopes = models.JSONField(help_text="A list of codes of SCOPES.")
    rate = models.PositiveIntegerField(
        null=True, blank=True, help_text="Requests a minute; empty: as any client; 0: no limit."
    )
    last_used_at = models.DateTimeField(null=True, editable=False, help_text="To the minute.")
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = "API token"

    def __str__(self):
        return f"{self.name} ({self.token_key}…)"

    def permits(self, scope: str) -> bool:
        return scope in self.scopes or (scope == "read:published" and "read:all" in self.scopes)


class Allowance(models.Model):
    """The requests of a client in a minute, reserved in groups (``claims.api.http.throttling``)."""

    client = models.CharField(max_length=80, primary_key=True)
    minute = models.BigIntegerField(help_text="Minutes since 1970.")
    taken = models.PositiveIntegerField()

    class Meta:
        indexes = [
            # The clients whose last request is old?
            index("allowance_by_minute", "minute")
        ]

    def __str__(self):
        return f"{self.client}: {self.taken}"


class KeptAnswer(models.Model):
    """The stored answer to a request with an ``Idempotency-Key``."""

    by = person(on_delete=models.CASCADE)
    key = models.CharField(max_length=255)
    request_sha256 = models.CharField(max_length=64, help_text="Of the address and the body.")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    content = models.TextField(default="")

    class Meta:
        constraints = [
            unique(
                "kept_answer_key_is_used_once",
                ["by", "key"],
                "This Idempotency-Key was used before.",
            )
        ]
        indexes = [
            # The answers to this person that are old enough to delete?
            index("kept_answer_by_age", "by at")
        ]

    def __str__(self):
        return f"{self.by_id}: {self.key}"
