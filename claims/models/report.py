"""What became of a step that was taken on many rows at once."""

from django.db import models

from sources.database.checks import person


class ActionReport(models.Model):
    """The report on one bulk action, for whoever took it.

    A row and not a part of the session: it has an address that can be reloaded without doing
    anything again, two of them do not overwrite each other, and it outlives the sign-out.
    ``rows``: for each of what was chosen ``pk``, ``name``, ``text``, and ``needs`` (empty: done).
    ``given``: the words that went with the step, as they were typed.
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
