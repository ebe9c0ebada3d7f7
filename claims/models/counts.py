"""Stored counts of the claims in force. Publishing updates them, so no reader has to count."""

from django.db import models

from sources.database.checks import known
from sources.database.columns import index, protected
from sources.models import Source

FACETS = [
    ("claims", "Claims"),
    ("verification_status", "Is it so?"),
    ("attribution_status", "Did they say it?"),
    ("kind", "Kind"),
    ("topic", "Topic"),
    ("basis", "Basis"),
    ("speech_act", "Speech act"),
]


class ClaimCount(models.Model):
    """One change of a count, or the sum of several. A count is the sum of its rows.

    Publishing only inserts rows, so one transaction never waits for another.
    ``claims.record.facet_counts`` adds rows up from time to time, and ``manage.py verify_counts``
    checks them.
    """

    source = protected(
        Source,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Of the claims with a chain that names this source; null: of all.",
    )
    facet = models.CharField(max_length=20, choices=FACETS)
    value = models.CharField(max_length=80, blank=True, help_text="A code, or a topic's slug.")
    claims = models.IntegerField(help_text="Added to the count; below zero: taken away.")

    class Meta:
        ordering = ["id"]
        constraints = [known("claim_count_facet_is_known", "facet", FACETS)]
        indexes = [
            # The number of claims of this source for each value?
            index("claim_count_of_source", "source facet value"),
            # The sources with the most claims?
            index("claim_count_by_source", "source claims", models.Q(facet="claims")),
        ]

    def __str__(self):
        return f"{self.facet} {self.value}: {self.claims:+}"
