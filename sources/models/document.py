"""Documents: published items that claims cite."""

from django.core.exceptions import ValidationError
from django.db import models

from sources.database.checks import known, not_empty, not_itself, precision
from sources.database.columns import index, protected
from sources.models.source import Source
from sources.registers.recorded import Recorded
from sources.urls import BadUrl, canonical

DOCUMENT_KINDS = [
    ("article", "Article"),
    ("press_release", "Press release"),
    ("statement", "Statement"),
    ("report", "Report"),
    ("interview", "Interview"),
    ("broadcast", "Broadcast"),
    ("social_post", "Social post"),
    ("dataset", "Data set"),
    ("court_record", "Court record"),
    ("other", "Other"),
]
DOCUMENT_STATES = [
    ("unchecked", "Not checked"),
    ("live", "Live"),
    ("redirected", "Redirected"),
    ("changed", "Changed"),
    ("paywalled", "Behind a paywall"),
    ("gone", "Gone"),
]
PRECISIONS = [
    ("day", "Day"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("year", "Year"),
    ("unknown", "Unknown"),
]
# A publication or a speech may be dated to the minute; values and periods are dated by days.
MOMENT_PRECISIONS = [("minute", "Minute"), *PRECISIONS]


class Document(Recorded):
    """One published item, identified by its canonical URL."""

    unrecorded = ("state",)  # checks of its address move it, and have a log of their own

    publisher = protected(Source, related_name="documents")
    url = models.URLField(max_length=2000, help_text="The address as it was found.")
    canonical_url = models.CharField(
        max_length=2000,
        unique=True,
        editable=False,
        error_messages={"unique": "This document is already known."},
    )
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=16, choices=DOCUMENT_KINDS, default="article")
    language = models.CharField(max_length=12, default="en", help_text="BCP 47, such as en or uk.")
    byline = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_precision = models.CharField(
        max_length=8, choices=MOMENT_PRECISIONS, default="unknown"
    )
    accessed_at = models.DateTimeField(null=True, blank=True)
    republication_of = protected("self", optional=True, related_name="republications")
    state = models.CharField(max_length=12, choices=DOCUMENT_STATES, default="unchecked")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            # The newest documents of one publisher?
            index("document_by_publisher", "publisher -published_at"),
            # The documents published between these days?
            index("document_by_day", "published_at"),
            # The documents of this kind, or in this state, newest first?
            index("document_by_kind", "kind -id"),
            index("document_by_state", "state -id"),
        ]
        constraints = [
            known("document_kind_is_known", "kind", DOCUMENT_KINDS),
            known("document_state_is_known", "state", DOCUMENT_STATES),
            known("document_precision_is_known", "published_precision", MOMENT_PRECISIONS),
            precision("document_date_has_a_precision", "published_precision", "published_at"),
            not_itself(
                "document_is_not_its_own_copy",
                "republication_of",
                "A document cannot be a republication of itself.",
            ),
            not_empty("document_has_a_title", "title", "A document needs a title."),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        try:
            self.canonical_url = canonical(self.url)
        except BadUrl as error:
            raise ValidationError({"url": ValidationError(str(error), code="bad_url")}) from error

    def save(self, *args, **kwargs):
        self.clean()
        super().save(*args, **kwargs)
