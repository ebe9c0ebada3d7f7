"""Who is to work on a claim, and until when. Desk only: nothing of it is public."""

from django.db import models

from claims.models.claim import Claim
from sources.database.checks import person


class Assignment(models.Model):
    """A claim that somebody has in hand. Written by ``claims.assigning`` and ended with the step
    that brings the claim to the end of its way; the history says who assigned whom.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="assignment")
    # An index of its own would repeat the one below.
    to = person(db_index=False)
    due_on = models.DateField(null=True, help_text="The last day; null: whenever.")
    by = person(db_index=False)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [
            # What is this person to do, what is due first on top?
            models.Index(fields=["to", "due_on", "id"], name="assignment_of_person"),
            # What is overdue, whoever has it?
            models.Index(fields=["due_on", "id"], name="assignment_by_due_date"),
        ]

    def __str__(self):
        return f"{self.claim_id} to {self.to_id}"
