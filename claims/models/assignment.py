"""The person who is to work on a claim, and the due date. For the desk only, never public."""

from django.db import models

from claims.models.claim import Claim
from sources.database.columns import index, person


class Assignment(models.Model):
    """The assignment of a claim to a person. ``claims.desk.assignment`` writes it.

    The step that ends the review of the claim also deletes its assignment. The history of the
    claim says who assigned whom.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="assignment")
    # The first index below covers this column.
    to = person(db_index=False)
    due_on = models.DateField(null=True, help_text="The last day; null: whenever.")
    by = person(db_index=False)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [
            # The claims assigned to this person, first due first?
            index("assignment_of_person", "to due_on id"),
            # The overdue claims, of all people?
            index("assignment_by_due_date", "due_on id"),
        ]

    def __str__(self):
        return f"{self.claim_id} to {self.to_id}"
