"""The dependents of a source: the number of rows of each kind, and a link to them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse

from claims.models import Citation, Claim, ClaimCount, FigurePolicy, Hop, Publication, Series
from sources.models import Document, Interest, ReliabilityGrade, Source, SourceLink

# Larger numbers change no decision, so that counting stops here.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Dependent:
    """The number of rows of one kind. ``note`` says how they were counted, if that is not plain.

    ``is_kept``: the count is stored with each publication, and so it is exact.
    """

    what: str
    count: int
    url: str = ""
    note: str = ""
    is_kept: bool = False

    @property
    def text(self) -> str:
        is_more = self.count > MOST_COUNTED and not self.is_kept
        return f"{MOST_COUNTED:,}+" if is_more else f"{self.count:,}"


def dependents_of(source: Source) -> list[Dependent]:
    """Return the dependents by kind, up to MOST_COUNTED each, in a fixed number of queries."""
    pk = source.pk
    relations = reverse("admin:sources_source_relations", args=[pk])
    citing = bounded(Hop.objects.filter(source=source, citation__withdrawn_at__isnull=True))
    on_desk = unpublished(source)
    counting = Q(series__claimant=source) | Q(preferred__claimant=source)
    figures = FigurePolicy.objects.filter(counting)
    return [
        Dependent("Public claims", public(source), listed("claims_claim", source=pk), is_kept=True),
        Dependent(
            "Claims on the desk, not public",
            on_desk,
            listed("claims_claim", source=pk),
            f"Among the newest {MOST_COUNTED:,} citations." if citing > MOST_COUNTED else "",
        ),
        Dependent("Citations whose chain names it", citing, listed("claims_claim", source=pk)),
        Dependent(
            "Documents that it published",
            bounded(Document.objects.filter(publisher=source)),
            listed("sources_document", publisher__id__exact=pk),
        ),
        Dependent(
            "Series that it counts",
            bounded(Series.objects.filter(claimant=source)),
            listed("claims_series", claimant__id__exact=pk),
        ),
        Dependent(
            "Figures answered from its counts, now or once",
            bounded(figures.values("figure").distinct()),
            listed("claims_figure", of_source=pk),
        ),
        Dependent(
            "Links to other sources", bounded(SourceLink.objects.filter(from_source=pk)), relations
        ),
        Dependent(
            "Links from other sources",
            bounded(SourceLink.objects.filter(to_source=pk)),
            f"{relations}?of=others",
        ),
        Dependent(
            "Sources merged into it",
            bounded(Source.objects.filter(merged_into=pk)),
            f"{relations}?of=merged",
        ),
        Dependent("Interests", bounded(Interest.objects.filter(source=pk)), "#stakes"),
        Dependent(
            "Grades",
            bounded(ReliabilityGrade.objects.filter(source=pk)),
            listed("sources_reliabilitygrade", source__id__exact=pk),
        ),
    ]


def bounded(rows: QuerySet) -> int:
    """Return the number of rows, up to one more than MOST_COUNTED."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def public(source: Source) -> int:
    """Return the number of claims in force that name the source, from the stored counts."""
    counts = ClaimCount.objects.filter(source=source, facet="claims", value="")
    return counts.aggregate(claims=Sum("claims"))["claims"] or 0


def unpublished(source: Source) -> int:
    """Return the number of non-public claims among the newest citations of the source."""
    newest = Hop.objects.filter(source=source).order_by("-id").values("pk")[:MOST_COUNTED]
    citing = Citation.objects.filter(hops__in=newest, withdrawn_at__isnull=True)
    is_public = Publication.objects.live().filter(claim=OuterRef("pk"))
    claims = Claim.objects.filter(pk__in=citing.values("claim"))
    return claims.exclude(Exists(is_public)).order_by().count()


def listed(model: str, **filters) -> str:
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters)}"
