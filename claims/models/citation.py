"""Citations of claims in documents, their chains, and the source checks."""

from django.db import models
from django.db.models import Q

from claims.models.claim import Claim
from claims.rules import choices
from sources.database.append_only import AppendOnly
from sources.database.checks import check, known, not_empty, unique
from sources.database.columns import index, person, protected
from sources.models import Document, Source


class Citation(models.Model):
    """One claim in one document: the passage, its stance, and the chain to the origin."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="citations")
    document = protected(Document, related_name="citations")
    stance = models.CharField(max_length=20, choices=choices.STANCES, default="asserts")
    quote = models.CharField(max_length=300, blank=True, help_text="A short passage, verbatim.")
    quote_prefix = models.CharField(max_length=64, blank=True, help_text="The words before it.")
    quote_suffix = models.CharField(max_length=64, blank=True, help_text="The words after it.")
    no_quote_reason = models.CharField(
        max_length=200, blank=True, help_text="Why there is no quote, where there is none."
    )
    locator = models.CharField(max_length=120, blank=True, help_text="Page, paragraph, minute.")
    as_reported = models.CharField(max_length=120, blank=True, help_text="The value in its words.")
    drift = models.CharField(
        max_length=8,
        choices=choices.DRIFTS,
        default="none",
        help_text="What changed on the way from the origin to this document.",
    )
    primary_evidence = models.CharField(
        max_length=28,
        blank=True,
        choices=choices.PRIMARY_EVIDENCE,
        help_text="Where the document itself is evidence, and of what kind.",
    )
    status = models.CharField(
        max_length=20, choices=choices.SOURCE_STATUSES, default="unchecked", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            # Claims with a citation of this status that is not withdrawn?
            index("citation_by_status", "status claim", Q(withdrawn_at__isnull=True))
        ]
        constraints = [
            known("citation_stance_is_known", "stance", choices.STANCES),
            known("citation_drift_is_known", "drift", choices.DRIFTS),
            known("citation_status_is_known", "status", choices.SOURCE_STATUSES),
            known(
                "citation_primary_evidence_is_known",
                "primary_evidence",
                choices.PRIMARY_EVIDENCE,
                blank=True,
            ),
            check(
                "citation_quotes_or_says_why_not",
                Q(quote="") | Q(no_quote_reason=""),
                "Give a quote, or the reason why there is none, and not both.",
                field="no_quote_reason",
            ),
            unique(
                "citation_cites_a_passage_once",
                ["claim", "document", "quote"],
                "This claim already cites this passage of the document.",
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.claim.ref} in {self.document}"


class Hop(models.Model):
    """One link of a chain; position 0 is the publisher of the document that we read."""

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="hops")
    position = models.PositiveSmallIntegerField()
    source = protected(Source, related_name="hops")
    document = protected(
        Document,
        optional=True,
        related_name="+",
        help_text="What this source published, where it is known.",
    )
    relation = models.CharField(
        max_length=16,
        choices=choices.RELATIONS,
        blank=True,
        help_text="What it does with what the next source said.",
    )
    designation = models.CharField(max_length=24, choices=choices.DESIGNATIONS, blank=True)
    is_read = models.BooleanField(default=False, help_text="Whether we read it ourselves.")
    channel = models.CharField(
        max_length=16,
        choices=choices.CHANNELS,
        blank=True,
        help_text="Where the words of this source came out: a briefing, an e-mail, state media.",
    )
    end = models.CharField(max_length=16, choices=choices.CHAIN_ENDS, blank=True)
    as_reported = models.CharField(max_length=120, blank=True, help_text="As the document says it.")

    class Meta:
        ordering = ["citation", "position", "id"]
        constraints = [
            known("hop_relation_is_known", "relation", choices.RELATIONS, blank=True),
            known("hop_designation_is_known", "designation", choices.DESIGNATIONS, blank=True),
            known("hop_end_is_known", "end", choices.CHAIN_ENDS, blank=True),
            known("hop_channel_is_known", "channel", choices.CHANNELS, blank=True),
            unique(
                "hop_source_stands_once_in_a_chain",
                ["citation", "source"],
                "Circular reporting: a source stands once in a chain.",
            ),
            unique(
                "hop_chain_starts_with_one_publisher",
                ["citation"],
                "A chain starts with one publisher, at position 0.",
                field="position",
                condition=Q(position=0),
            ),
        ]

    def __str__(self):
        return f"{self.position}: {self.source}"


class SourceCheck(AppendOnly):
    """A person's finding on “did they say it?”: the source verification status of a citation.

    ``origin``: the one that it is about, where the chain leads to several; null: all of them.
    ``says``: the claim that holds what the origin says instead.
    """

    citation = protected(Citation, related_name="checks")
    status = models.CharField(max_length=20, choices=choices.SOURCE_STATUSES)
    origin = protected(Source, optional=True, related_name="+")
    says = protected(Claim, optional=True, related_name="+")
    method = models.CharField(max_length=16, choices=choices.CHECK_METHODS)
    note = models.CharField(max_length=1000)
    by = person()
    at = models.DateTimeField()

    class Meta:
        ordering = ["citation", "id"]
        constraints = [
            known(
                "source_check_status_is_a_finding",
                "status",
                [pair for pair in choices.SOURCE_STATUSES if pair[0] != "unchecked"],
            ),
            known("source_check_method_is_known", "method", choices.CHECK_METHODS),
            check(
                "source_check_names_what_the_origin_says",
                Q(status="says_otherwise", says__isnull=False)
                | (~Q(status="says_otherwise") & Q(says__isnull=True)),
                "A check that the origin says otherwise, and no other, names the claim with what "
                "it says.",
                field="says",
            ),
            not_empty(
                "source_check_has_a_note", "note", "A source check says in a note what was found."
            ),
        ]
        indexes = [
            # The source checks with this status, or by this method, newest first?
            index("source_check_by_status", "status -id"),
            index("source_check_by_method", "method -id"),
        ]

    def __str__(self):
        return f"{self.get_status_display()} ({self.at:%Y-%m-%d})"
