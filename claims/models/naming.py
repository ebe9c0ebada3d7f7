"""The sources in the chains of a publication. The source filters read these rows."""

from django.db import models
from django.db.models import Q

from claims.models.record import Publication
from claims.rules import choices
from sources.database.append_only import AppendOnly
from sources.database.checks import known, unique
from sources.database.columns import index, protected
from sources.models import Document, Source
from sources.models.source import SOURCE_KINDS

IN_FORCE = Q(published_until__isnull=True, is_notice=False)
# One row of each chain.
OF_CHAIN = Q(role="outlet")


class PublicationSource(AppendOnly):
    """One source in one chain of a publication, in one role.

    ``chain`` counts the citations of the stored document from 0, ``position`` the hops of the
    chain. What is said of a whole chain (document, status, stance, drift, is_read) stands in each
    of its rows, and each chain has one row with the role outlet.

    The last four columns are copies from the publication, so that a list by source reads one range
    of one index. ``claims.record.composing`` writes and closes a publication and its copies
    together. ``manage.py verify_history`` names a copy that differs.
    """

    filled_later = ("published_until",)

    # These columns need no index of their own: each is the first column of an index below or of
    # the unique constraint.
    publication = protected(Publication, related_name="sources", db_index=False)
    source = protected(Source, related_name="+", db_index=False)
    document = protected(Document, related_name="+", db_index=False)
    role = models.CharField(max_length=8, choices=choices.SOURCE_ROLES)
    chain = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=choices.SOURCE_STATUSES)
    stance = models.CharField(max_length=20, choices=choices.STANCES)
    drift = models.CharField(max_length=8, choices=choices.DRIFTS)
    is_read = models.BooleanField(help_text="Whether we read what an origin itself published.")
    designation = models.CharField(max_length=24, blank=True, choices=choices.DESIGNATIONS)
    # Empty for relays and outlets, and for what was published before there were verdicts.
    verdict = models.CharField(max_length=16, blank=True, choices=choices.VERDICTS)
    source_kind = models.CharField(max_length=20, choices=SOURCE_KINDS)
    source_country = models.CharField(max_length=2, blank=True)
    on = models.DateField(null=True, help_text="The day of the attribution, where it is known.")
    published_from = models.DateTimeField()
    published_until = models.DateTimeField(null=True)
    verification_status = models.CharField(max_length=16)
    is_notice = models.BooleanField(help_text="Whether it only says that the claim was retracted.")

    class Meta:
        ordering = ["publication", "id"]
        constraints = [
            known("publication_source_role_is_known", "role", choices.SOURCE_ROLES),
            known("publication_source_status_is_known", "status", choices.SOURCE_STATUSES),
            known("publication_source_stance_is_known", "stance", choices.STANCES),
            known("publication_source_drift_is_known", "drift", choices.DRIFTS),
            known("publication_source_kind_is_known", "source_kind", SOURCE_KINDS),
            known(
                "publication_source_designation_is_known",
                "designation",
                choices.DESIGNATIONS,
                blank=True,
            ),
            known("publication_source_verdict_is_known", "verdict", choices.VERDICTS, blank=True),
            unique(
                "publication_source_is_said_once",
                ["publication", "chain", "source", "role"],
                "This source already stands in that chain in that role.",
                field="source",
            ),
        ]
        indexes = [
            # The claims in force that name this source in this role, newest first?
            index("publication_source_live", "source role publication", IN_FORCE),
            # The same, with this verification status?
            index(
                "publication_source_by_status",
                "source verification_status publication role",
                IN_FORCE,
            ),
            # The claims that named this source and were in force at that moment, newest first?
            index("publication_source_at", "source published_from publication"),
            # The claims in force with a source of this kind, country, designation or verdict,
            # newest first?
            *(
                index(f"naming_{name}_live", f"{name} publication", IN_FORCE)
                for name in ("designation", "verdict", "source_kind", "source_country")
            ),
            # Those with a chain of this status, stance or drift, or whose origin was read?
            index("naming_status_live", "status publication", IN_FORCE & OF_CHAIN),
            index("naming_stance_live", "stance publication", IN_FORCE & OF_CHAIN),
            index("naming_drift_live", "drift publication", IN_FORCE & OF_CHAIN & ~Q(drift="none")),
            index("naming_read_live", "publication", IN_FORCE & OF_CHAIN & Q(is_read=True)),
            # Is this document cited in public?
            index("publication_source_document", "document -publication"),
        ]

    def __str__(self):
        return f"{self.source} ({self.role})"
