"""The append-only log of the steps on claims."""

from django.db import models
from django.db.models import Q

from claims.models.claim import Claim
from claims.rules import choices
from sources.database.append_only import AppendOnly
from sources.database.checks import check, known, unique
from sources.database.columns import index, person, protected


class Event(AppendOnly):
    """One step on a claim, with a snapshot of the whole claim after it.

    The events of a claim are a hash chain: ``hash`` covers this event's own columns, the hash of
    its snapshot and the hash of the event before. See ``claims.record.history``.
    """

    claim = protected(Claim, related_name="events")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True, choices=choices.REVIEW_STATES)
    to_state = models.CharField(max_length=20, choices=choices.REVIEW_STATES)
    by = person()
    at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    public_note = models.TextField(blank=True)
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            unique(
                "event_number_is_taken_once",
                ["claim", "number"],
                "This claim already has an event of that number.",
            ),
            known("event_from_state_is_known", "from_state", choices.REVIEW_STATES, blank=True),
            known("event_to_state_is_known", "to_state", choices.REVIEW_STATES),
            check("event_number_counts_from_1", Q(number__gte=1), "Events count from 1."),
            check(
                "event_after_the_first_names_the_one_before",
                Q(number__lte=1, previous_hash="") | (Q(number__gt=1) & ~Q(previous_hash="")),
                "Every event but the first carries the hash of the one before.",
            ),
        ]
        indexes = [
            # The events that led to this state, newest first?
            index("event_by_state", "to_state -id"),
            # Was this claim flagged for reassessment by that moment?
            index("event_flag", "claim at", Q(verb="flag")),
        ]

    def __str__(self):
        return f"{self.claim_id}.{self.number} {self.verb}"
