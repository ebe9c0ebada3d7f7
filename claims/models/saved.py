"""Saved filters of the claim list."""

from django.db import models
from django.db.models import Q

from sources.database.checks import not_empty, unique
from sources.database.columns import index, person

LONGEST_QUERY = 2000


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
