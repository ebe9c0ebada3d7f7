"""Rows of the desk that are never public: assignments, saved filters, reports on bulk actions."""

from django.db import models
from django.db.models import Q

from claims.models.claim import Claim
from sources.database.checks import not_empty, unique
from sources.database.columns import index, person

LONGEST_QUERY = 2000


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


class SavedFilter(models.Model):
    """Named filters, search and order of the claim list. Only the owner sees them, or everybody."""

    owner = person(on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    query = models.CharField(
        max_length=LONGEST_QUERY, help_text="The list's address after the question mark."
    )
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["name", "id"]
        constraints = [
            unique(
                "saved_filter_name_is_taken_once",
                ["owner", "name"],
                "You have a saved filter of that name.",
            ),
            not_empty("saved_filter_has_a_name", "name", "Give it a name."),
        ]
        indexes = [
            # The shared filters?
            index("saved_filter_shared", "name id", Q(is_shared=True))
        ]

    def __str__(self):
        return self.name


class ActionReport(models.Model):
    """The report on one bulk action, for the person who ran it.

    The report is a row, not a part of the session. So its page can be reloaded without running
    the action again, two reports do not overwrite each other, and a report outlives the sign-out.
    ``rows`` holds ``pk``, ``name``, ``text`` and ``needs`` (empty: done) for each chosen row.
    ``given`` holds the fields that were sent with the action, as they were typed.
    """

    by = person(on_delete=models.CASCADE)
    at = models.DateTimeField()
    step = models.CharField(max_length=24)
    given = models.JSONField(default=dict)
    rows = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self):
        return f"{self.step} by {self.by_id}"
