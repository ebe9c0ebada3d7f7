"""The record: publications of claims, which are append-only."""

import datetime
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from claims.models.claim import NUMBER, Claim
from claims.models.event import Event
from claims.models.series import Series
from claims.models.vocabulary import Measure, Scope, Subject, Unit
from claims.rules import choices
from sources.database.append_only import AppendOnly, AppendOnlyQuerySet
from sources.database.checks import check, in_order, known, unique
from sources.database.columns import index, protected
from sources.models import Source, Topic
from sources.models.grade import CANNOT_BE_JUDGED, RELIABILITY_GRADES
from sources.relations.standing import members, named_by

CORRECTING = ("correction", "retraction", "reinstatement")
NARROWED_BY = (
    "kind claim_kind topic subject measure scope attribution_status verification_status "
    "credibility band reliability is_interested independent_origins disinterested_origins as_of "
    "lower upper comparator series basis speech_act"
)
IS_OPEN = Q(published_until__isnull=True)


class PublicationQuerySet(AppendOnlyQuerySet):
    def published_by(self, at: datetime.datetime | None):
        """Return the publications up to a moment, in force or not; None: up to now."""
        return self if at is None else self.filter(published_from__lte=at)

    def live(self, at: datetime.datetime | None = None):
        """Return what is public now or was public at a moment: at most one row of each claim."""
        if at is None:
            return self.filter(IS_OPEN)
        return self.published_by(at).filter(IS_OPEN | Q(published_until__gt=at))

    def in_force(self, at: datetime.datetime | None = None):
        """Return the live publications without the notices that a claim was retracted."""
        return self.live(at).exclude(kind="retraction")

    def corrections(self):
        """Return the corrections, retractions and reinstatements."""
        # The kinds are part of the SQL, so that SQLite can use the partial indexes.
        return self.filter(kind__in=[RawSQL(f"'{kind}'", ()) for kind in CORRECTING])

    def citing(self, source: Source, *roles: str):
        """Return the publications whose chains name the source, or one that stands for it.

        With ``roles``, the source has to be named in one of them.
        """
        return self.citing_any([source], *roles)

    def citing_any(self, sources: Iterable[Source], *roles: str):
        """Return the publications that ``citing`` returns for one of the sources."""
        named = self.model._meta.get_field("sources").related_model.objects
        rows = named.filter(named_by(members(*sources), "source", "on"))
        if roles:
            rows = rows.filter(role__in=roles)
        return self.filter(pk__in=rows.values("publication"))


class Publication(AppendOnly):
    """One published version of a claim: the exact bytes, and the columns for filters.

    A publication never changes, with one exception: the next one (``number`` + 1) fills
    ``published_until``.
    """

    filled_later = ("published_until",)

    claim = protected(Claim, related_name="publications")
    ref = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="publication")
    kind = models.CharField(max_length=16, choices=choices.PUBLICATION_KINDS)
    published_from = models.DateTimeField()
    published_until = models.DateTimeField(null=True)

    statement = models.CharField(max_length=500, blank=True)
    claim_kind = models.CharField(max_length=20, choices=choices.CLAIM_KINDS)
    topic = protected(Topic, related_name="+")
    subject = protected(Subject, related_name="+")
    measure = protected(Measure, null=True, related_name="+")
    scope = protected(Scope, null=True, related_name="+")
    unit = protected(Unit, null=True, related_name="+")
    series = protected(Series, null=True, related_name="publications")
    comparator = models.CharField(max_length=16, blank=True, choices=choices.COMPARATORS)
    lower = models.DecimalField(**NUMBER)
    lower_inclusive = models.BooleanField(default=False)
    upper = models.DecimalField(**NUMBER)
    upper_inclusive = models.BooleanField(default=False)
    as_of = models.DateField(null=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    stated_at = models.DateTimeField(null=True)
    claimant = protected(Source, null=True, related_name="+")
    attribution_status = models.CharField(max_length=20, choices=choices.SOURCE_STATUSES)
    verification_status = models.CharField(max_length=16, choices=choices.VERIFICATION_STATUSES)
    credibility = models.PositiveSmallIntegerField(choices=choices.CREDIBILITIES)
    independent_origins = models.PositiveIntegerField(default=0)
    disinterested_origins = models.PositiveIntegerField(default=0)
    band = models.CharField(max_length=12, choices=choices.BANDS, default="not_rated")
    reliability = models.CharField(
        max_length=1,
        choices=RELIABILITY_GRADES,
        default=CANNOT_BE_JUDGED,
        help_text="The best grade of a claimant on the topic, that day.",
    )
    # Null in a retraction. These columns were added later, without rewriting the record.
    basis = models.CharField(max_length=24, null=True, choices=choices.BASES)  # noqa: DJ001
    speech_act = models.CharField(max_length=24, null=True, choices=choices.SPEECH_ACTS)  # noqa: DJ001
    is_interested = models.BooleanField(
        default=False, help_text="Whether a claimant is an interested party."
    )
    independence = models.TextField(
        blank=True, help_text="The independence finding as the API serves it, byte for byte."
    )
    # Null outside a series. This column was added later, without rewriting the record.
    point = models.TextField(  # noqa: DJ001
        null=True, help_text="The point of its series as the API serves it, byte for byte."
    )
    search_text = models.TextField(help_text="What a text search looks in.")

    content = models.TextField(help_text="The JSON that the API serves, byte for byte (UTF-8).")
    content_sha256 = models.CharField(max_length=64)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            unique(
                "publication_number_is_taken_once",
                ["claim", "number"],
                "This claim already has a publication of that number.",
            ),
            unique(
                "publication_one_is_live_for_a_claim",
                ["claim"],
                "This claim already has a live publication.",
                field="published_until",
                condition=IS_OPEN,
            ),
            unique(
                "publication_one_of_a_series_is_live_for_a_day",
                ["series", "as_of"],
                "Another claim of this series is public for that day.",
                condition=Q(series__isnull=False, published_until__isnull=True)
                & ~Q(kind="retraction"),
            ),
            known("publication_kind_is_known", "kind", choices.PUBLICATION_KINDS),
            check(
                "publication_number_1_is_the_first",
                Q(number=1, kind="first") | (Q(number__gt=1) & ~Q(kind="first")),
                "The first publication of a claim, and no other, has the number 1.",
                field="kind",
            ),
            known("publication_claim_kind_is_known", "claim_kind", choices.CLAIM_KINDS),
            known("publication_comparator_is_known", "comparator", choices.COMPARATORS, blank=True),
            known(
                "publication_attribution_status_is_known",
                "attribution_status",
                choices.SOURCE_STATUSES,
            ),
            known(
                "publication_verification_status_is_known",
                "verification_status",
                choices.VERIFICATION_STATUSES,
            ),
            known("publication_credibility_is_known", "credibility", choices.CREDIBILITIES),
            known("publication_band_is_known", "band", choices.BANDS),
            known("publication_reliability_is_known", "reliability", RELIABILITY_GRADES),
            check(
                "publication_disinterested_origins_are_among_the_independent",
                Q(disinterested_origins__lte=models.F("independent_origins")),
                "There cannot be more disinterested origins than independent ones.",
                field="disinterested_origins",
            ),
            in_order(
                "publication_ends_after_it_starts",
                "published_from",
                "published_until",
                "A publication cannot end before it starts.",
            ),
            check(
                "publication_retraction_gives_no_value",
                ~Q(kind="retraction")
                | Q(comparator="", lower__isnull=True, upper__isnull=True, statement=""),
                "A retraction gives neither the statement nor a value.",
            ),
        ]
        indexes = [
            # The live claims by any of the filters, newest first? The index holds all filter
            # columns, so the database tests the filters without reading rows.
            index("publication_live", f"id {NARROWED_BY}", IS_OPEN),
            # The publications of this kind, newest first?
            index("publication_by_kind", "kind -id"),
            # The live publication of this ref?
            index("publication_by_ref", "ref -number"),
            # The live values of this measure, by size?
            index("publication_live_by_value", "measure lower upper", IS_OPEN),
            # The points of this series by day, at a given moment?
            index("publication_series_points", "series as_of -number", Q(series__isnull=False)),
            # The latest values of this measure and subject, in this series or in none?
            models.Index(
                *map(models.F, ("measure", "subject", "series")),
                Coalesce("as_of", "period_end"),
                "id",
                name="publication_latest",
            ),
            # The claims about this subject that belong to no series, by measure?
            index(
                "publication_outside_series", "subject measure -as_of -id", Q(series__isnull=True)
            ),
            # The live claims with this verification status, newest first?
            index("publication_live_by_status", "verification_status -id", IS_OPEN),
            # The live claims for this day, newest first?
            index("publication_live_by_as_of", "as_of -id", IS_OPEN),
            # The publications in force at that moment, newest first?
            index("publication_by_moment", "-published_from -id published_until"),
            # The corrections, newest first? The same up to that moment?
            index("publication_corrections", "-id", Q(kind__in=CORRECTING)),
            index("publication_corrections_by", "-published_from -id", Q(kind__in=CORRECTING)),
        ]

    def __str__(self):
        return f"{self.ref} #{self.number}"
