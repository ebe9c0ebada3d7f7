"""Reports on bulk actions of the desk."""

from django.db import models

from sources.database.columns import person


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
