"""The state of the evidence: whether a quote still stands in its document."""

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from claims.models.citation import Citation
from claims.models.record import Publication
from sources.database.checks import check, known
from sources.database.columns import index, protected
from sources.models import Capture

PLACES = [
    ("found", "Still there"),
    ("moved", "There, in another place"),
    ("changed", "Changed"),
    ("gone", "Not there"),
]
# Why the evidence of a claim is rotting → the text that people read. Worst first.
ROTS = [
    ("document_gone", "The document is gone"),
    ("quote_gone", "The quote is not there any more"),
    ("quote_changed", "The quote was changed"),
    ("document_paywalled", "The document is behind a paywall now"),
    ("document_changed", "The document was changed; the quote is still there"),
]


class EvidenceQuerySet(models.QuerySet):
    def rotting(self):
        """Return states with rot, newest first: claims in force, citations not withdrawn."""
        in_force = Publication.objects.in_force().filter(claim=models.OuterRef("citation__claim"))
        # The empty string is part of the SQL: with a parameter, a prepared statement could not
        # use the partial index.
        rows = self.exclude(rot=RawSQL("''", ())).filter(citation__withdrawn_at__isnull=True)
        return rows.filter(models.Exists(in_force)).order_by("-since", "-citation_id")


class EvidenceState(models.Model):
    """The place of a citation's quote in the latest capture of its document.

    The quote is pinned to the capture in which it was first found, with the words around it there
    (W3C TextQuoteSelector and TextPositionSelector). All columns are computed from the captures
    and the state of the document. Only ``claims.desk.quotes`` writes them.
    """

    citation = models.OneToOneField(
        Citation, primary_key=True, on_delete=models.CASCADE, related_name="evidence_state"
    )
    quote = models.CharField(max_length=300, blank=True, help_text="What was looked for.")
    pinned = protected(Capture, null=True, related_name="+", db_index=False)
    pinned_start = models.PositiveIntegerField(null=True, help_text="In characters of its text.")
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    capture = protected(Capture, null=True, related_name="+", db_index=False)
    place = models.CharField(max_length=8, blank=True, choices=PLACES)
    exact = models.CharField(max_length=1000, blank=True, help_text="What stands there now.")
    rot = models.CharField(max_length=20, blank=True, choices=ROTS)
    since = models.DateTimeField(help_text="Since when it stands so.")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            known("evidence_place_is_known", "place", PLACES, blank=True),
            known("evidence_rot_is_known", "rot", ROTS, blank=True),
            check(
                "evidence_is_pinned_with_a_position",
                Q(pinned__isnull=True, pinned_start__isnull=True)
                | Q(pinned__isnull=False, pinned_start__isnull=False),
                "A quote is pinned to a capture and a position in it, or to neither.",
                field="pinned",
            ),
            check(
                "evidence_was_looked_for_in_a_capture",
                Q(place="") | Q(capture__isnull=False),
                "A quote is found or not found in a capture.",
                field="capture",
            ),
        ]
        indexes = [
            # The rotting evidence, newest first?
            index("evidence_rotting", "-since -citation", ~Q(rot=""))
        ]

    def __str__(self):
        return f"{self.citation}: {self.rot or self.place or 'not looked at'}"
