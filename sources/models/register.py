"""The history of the registers: the events of each row, and its last one."""

from django.db import models
from django.db.models import Q

from sources.database.append_only import AppendOnly
from sources.database.checks import check, known, unique
from sources.database.columns import person

REGISTER_VERBS = [
    ("take_over", "Taken over as it stood"),
    ("add", "Added"),
    ("change", "Changed"),
    ("grade", "Graded"),
    ("merge", "Merged"),
    ("decide", "Decided on"),
    ("remove", "Removed"),
]


class RegisterEvent(AppendOnly):
    """One change of a row of a register, with a snapshot of the row and its parts after it.

    The events of a row are a hash chain: ``hash`` covers this event's own columns, the hash of its
    snapshot and the hash of the event before. ``sources.registers.recorded`` writes them, and
    ``sources.registers.faults`` proves them.
    """

    registry = models.CharField(max_length=20, help_text="Such as source, document or measure.")
    row = models.PositiveBigIntegerField(help_text="The id of the row.")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20, choices=REGISTER_VERBS)
    by = person(null=True)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["registry", "row", "number"]
        constraints = [
            unique(
                "register_event_number_is_taken_once",
                ["registry", "row", "number"],
                "This row already has an event of that number.",
            ),
            known("register_event_verb_is_known", "verb", REGISTER_VERBS),
            check("register_event_number_counts_from_1", Q(number__gte=1), "Events count from 1."),
            check(
                "register_event_after_the_first_names_the_one_before",
                Q(number__lte=1, previous_hash="") | (Q(number__gt=1) & ~Q(previous_hash="")),
                "Every event but the first carries the hash of the one before.",
            ),
        ]

    def __str__(self):
        return f"{self.registry} {self.row}.{self.number} {self.verb}"


class RegisterHead(models.Model):
    """The last event of a row: its number is the row's version. Writers lock it, one at a time."""

    registry = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    snapshot_sha256 = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            unique(
                "register_row_has_one_head",
                ["registry", "row"],
                "This row already has a last event.",
            ),
        ]

    def __str__(self):
        return f"{self.registry} {self.row} at version {self.number}"
