"""A claim with all the rows that the rules read of it: fetched once, for one claim or for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model, Prefetch, Q, QuerySet

from claims.loading.registers import Registers
from claims.models import (
    Answer,
    Assessment,
    Citation,
    Claim,
    ClaimLink,
    Hop,
    Publication,
    PublicationSource,
    Ruling,
    SourceCheck,
)

REGISTERED = (
    "topic__parent subject measure scope unit claimant series__claimant merged_into".split()
)
PUBLISHED = ("topic", "subject", "measure", "scope", "series", "claimant")


@dataclass(eq=False)
class Dossier:
    """A claim and its rows, each kind in the order of entry; verbs keep them as they write.

    ``citations`` come with documents, hops and checks, withdrawn ones too; ``live`` is the last
    publication, with its sources. ``same_day``: what is public of the series for the day, if asked.
    """

    claim: Claim
    citations: list[Citation] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    links: list[ClaimLink] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    live: Publication | None = None
    registers: Registers = field(default_factory=Registers)
    same_day: list[Publication] | None = None

    def __post_init__(self):
        self.registers.dossiers.append(self)

    @property
    def active(self) -> list[Citation]:
        """The citations that were not withdrawn."""
        return [citation for citation in self.citations if citation.withdrawn_at is None]

    @property
    def in_force(self) -> Publication | None:
        """The live publication, where it is not the notice of a retraction."""
        return None if self.live and self.live.kind == "retraction" else self.live

    def put(self, link: ClaimLink) -> None:
        """Add a link that was written, or take it in the place of the row that it was."""
        others = [one for one in self.links if one.pk != link.pk]
        self.links = sorted([*others, link], key=lambda one: one.pk)


def load(claims: QuerySet[Claim], *, joined: bool = False) -> list[Dossier]:
    """Fetch the dossiers of some claims, in as many queries for many claims as for one.

    ``joined``: in fewer queries, but rows of registers are made anew for each claim.
    """
    registers, fetch = Registers(), "select_related" if joined else "prefetch_related"
    dossiers = {
        claim.pk: Dossier(claim, registers=registers)
        for claim in getattr(claims, fetch)(*REGISTERED)
    }
    hops = getattr(Hop.objects.order_by("position", "id"), fetch)("source", "document")
    checks = getattr(SourceCheck.objects.order_by("id"), fetch)("by", "origin", "says")
    citations = getattr(Citation.objects, fetch)("document__publisher")
    citations = citations.prefetch_related(Prefetch("hops", hops), Prefetch("checks", checks))
    for citation in citations.filter(claim__in=dossiers).order_by("id"):
        citation.claim = dossiers[citation.claim_id].claim
        dossiers[citation.claim_id].citations.append(citation)
    assessments = Assessment.objects.filter(claim__in=dossiers).prefetch_related("evidence")
    for assessment in assessments.order_by("id"):
        dossiers[assessment.claim_id].assessments.append(assessment)
    for ruling in Ruling.objects.filter(claim__in=dossiers).order_by("id"):
        dossiers[ruling.claim_id].rulings.append(ruling)
    for answer in Answer.objects.filter(claim__in=dossiers).order_by("id"):
        dossiers[answer.claim_id].answers.append(answer)
    links = ClaimLink.objects.filter(Q(from_claim__in=dossiers) | Q(to_claim__in=dossiers))
    for link in links.select_related("from_claim", "to_claim").order_by("id"):
        for pk in {link.from_claim_id, link.to_claim_id} & dossiers.keys():
            dossiers[pk].links.append(link)
    sources = PublicationSource.objects.select_related("source").order_by("id")
    live = Publication.objects.live().filter(claim__in=dossiers).select_related(*PUBLISHED)
    for publication in live.prefetch_related(Prefetch("sources", sources)):
        publication.claim = dossiers[publication.claim_id].claim
        dossiers[publication.claim_id].live = publication
    return registers.dossiers


def load_one(claim: Claim) -> Dossier:
    """Fetch the dossier of a claim as it is stored now."""
    (dossier,) = load(Claim.objects.filter(pk=claim.pk), joined=True)
    return dossier


def of_fetched(claim: Claim, links: Iterable[ClaimLink]) -> Dossier:
    """Return the dossier of a claim whose citations and judgements were fetched with it."""
    assessments = sorted(claim.assessments.all(), key=lambda one: one.pk)
    rulings = sorted(claim.rulings.all(), key=lambda one: one.pk)
    answers = sorted(claim.answers.all(), key=lambda one: one.pk)
    return Dossier(claim, list(claim.citations.all()), assessments, rulings, list(links), answers)


def hold(row: Model, **relations: Iterable[Model]) -> None:
    """Give a row in memory its related rows, so that nobody asks the database for them."""
    cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
    # Lists, not query sets: ``all()`` gives them, and to filter them is an error.
    cache.update((name, list(related)) for name, related in relations.items())
