"""The schedule and the log of link checks."""

from django.db import models
from django.db.models import Q

from sources.database.checks import check, known
from sources.database.columns import index, person, protected
from sources.models.capture import Capture
from sources.models.document import Document

# Outcome → the text that people read. ``sources.evidence.checking`` maps outcomes to states.
OUTCOMES = [
    ("live", "There, as it was"),
    ("redirected", "Redirected"),
    ("drifted", "Changed"),
    ("paywalled", "Behind a paywall"),
    ("soft_404", "Says that it is gone"),
    ("gone", "Gone"),
    ("failed", "Did not answer"),
    ("unclear", "Could not be judged"),
]


class WebHost(models.Model):
    """A host of documents. No request is made to it before ``free_at``.

    The pause follows a request, lasts while a request is running, or obeys ``Retry-After``.
    """

    name = models.CharField(primary_key=True, max_length=255)
    free_at = models.DateTimeField()

    class Meta:
        indexes = [
            # The host that has been free for longest?
            index("webhost_by_turn", "free_at name")
        ]

    def __str__(self):
        return self.name


class Watch(models.Model):
    """The next check of a document, and the results so far.

    ``baseline`` is the capture that a new state is compared with. ``state_since`` is the time of
    the last change of the document's state. ``failures`` counts the failed checks in a row.
    """

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.CASCADE, related_name="watch"
    )
    host = protected(WebHost, related_name="watches", db_index=False)
    next_check_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    state_since = models.DateTimeField(null=True)
    baseline = protected(Capture, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            check(
                "watch_failures_say_since_when",
                Q(failures=0, failing_since__isnull=True)
                | Q(failures__gt=0, failing_since__isnull=False),
                "Failures say since when, and nothing else does.",
                field="failing_since",
            )
        ]
        indexes = [
            # The documents of this host that are due, first due first?
            index("watch_due", "host next_check_at")
        ]

    def __str__(self):
        return str(self.document)


class LinkCheck(models.Model):
    """The result of one check of a document's address. Only the latest of a document are kept."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="link_checks", db_index=False
    )
    checked_at = models.DateTimeField()
    by = person(null=True)
    outcome = models.CharField(max_length=12, choices=OUTCOMES)
    rule = models.CharField(max_length=40, help_text="Which rule said so.")
    detail = models.CharField(max_length=500)
    http_status = models.PositiveSmallIntegerField(null=True)
    final_url = models.CharField(max_length=2000, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    capture = protected(
        Capture, null=True, related_name="+", db_index=False, help_text="What was kept of it."
    )

    class Meta:
        ordering = ["-id"]
        constraints = [known("link_check_outcome_is_known", "outcome", OUTCOMES)]
        indexes = [
            # The log of this document, newest first?
            index("link_check_by_document", "document -id")
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} ({self.checked_at:%Y-%m-%d})"
