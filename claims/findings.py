"""What the pure rules find on a stored claim: its independent origins, and its grounds."""

import datetime

from claims import chains, independence
from claims.choices import CARRYING_STANCES
from claims.facts import active_citations, chain
from claims.models import Assessment, Citation, Claim, ClaimLink
from claims.standards import RELIABLE_GRADES, SEEN, Grounds
from sources.models import Document, Interest, Source, SourceLink
from sources.reliability import grade_on
from sources.standing import lineage


def find(claim: Claim, citations: list[Citation] | None = None) -> independence.Finding:
    """Count the independent origins of a claim as it stands on the desk now."""
    citations = active_citations(claim) if citations is None else citations
    sources = _sources(citations)
    names = {source.slug: source.spoken_name for source in sources.values()}
    cited = [
        independence.Cited(
            id=citation.pk,
            document=citation.document_id,
            stance=citation.stance,
            hops=tuple(chain(citation)),
            status=citation.status,
        )
        for citation in citations
    ]
    around = _network(claim, citations, sources, names)
    return independence.count(cited, around, hands=_hands(claim), name=lambda s: names.get(s, s))


def _sources(citations: list[Citation]) -> dict[int, Source]:
    found = {c.document.publisher_id: c.document.publisher for c in citations}
    found |= {hop.source_id: hop.source for c in citations for hop in c.hops.all()}
    return found


def _network(claim, citations, sources: dict[int, Source], names: dict) -> independence.Network:
    """Everything upstream of the sources in the chains, in as many queries as there are levels."""
    topics = lineage(claim.topic)
    links: dict[int, SourceLink] = {}
    merges: set[tuple[str, str]] = set()
    frontier = set(sources)
    while frontier:
        onward = SourceLink.objects.filter(from_source__in=frontier).select_related(
            "from_source", "to_source", "topic"
        )
        merged = Source.objects.filter(pk__in=frontier, merged_into__isnull=False).select_related(
            "merged_into"
        )
        reached = {link.to_source_id: link.to_source for link in onward}
        links |= {link.pk: link for link in onward}
        merges |= {(source.slug, source.merged_into.slug) for source in merged}
        reached |= {source.merged_into_id: source.merged_into for source in merged}
        frontier = set(reached) - set(sources)
        sources |= reached
    names |= {source.slug: source.spoken_name for source in sources.values()}
    interests = Interest.objects.filter(source__in=sources, topic__in=topics)
    return independence.Network(
        links=[
            independence.Link(
                link.from_source.slug,
                link.to_source.slug,
                link.kind,
                link.topic.slug if link.topic else None,
                link.valid_from,
                link.valid_until,
            )
            for link in links.values()
        ]
        # A merged source is the one that it was merged into: it speaks with its voice.
        + [independence.Link(old, new, "speaks_for") for old, new in sorted(merges)],
        documents=_documents(citations),
        interested=[
            independence.Interested(
                sources[interest.source_id].slug, interest.valid_from, interest.valid_until
            )
            for interest in interests
        ],
        topics=[topic.slug for topic in topics],
    )


def _documents(citations: list[Citation]) -> dict[int, independence.Document]:
    """The cited documents and whatever they republish, however many times removed."""
    rows = {citation.document_id: citation.document for citation in citations}
    frontier = {row.republication_of_id for row in rows.values()} - {None} - set(rows)
    while frontier:
        found = Document.objects.in_bulk(frontier)
        rows |= found
        frontier = {row.republication_of_id for row in found.values()} - {None} - set(rows)
    return {
        pk: independence.Document(
            pk,
            row.publisher_id,
            row.published_at.date() if row.published_at else None,
            row.republication_of_id,
        )
        for pk, row in rows.items()
    }


def _hands(claim: Claim) -> list[independence.Hand]:
    """The rulings that hold: the latest on each pair."""
    latest = {(r.first_id, r.second_id): r for r in claim.rulings.order_by("id")}
    return [
        independence.Hand(ruling.first_id, ruling.second_id, ruling.kind == "join", ruling.reason)
        for ruling in latest.values()
        if ruling.kind != "undo"
    ]


def grounds(
    claim: Claim,
    finding: independence.Finding,
    *,
    citations: list[Citation],
    on: datetime.date,
    assessment: Assessment | None = None,
    assessors: int = 0,
) -> Grounds:
    """What the standard reads of a claim; ``assessment`` is the one that is judged or made."""
    carrying = [citation for citation in citations if citation.stance in CARRYING_STANCES]
    counted = {pk for cluster in finding.clusters for pk in cluster.citations}
    links = (
        ClaimLink.objects.of(claim).open_contradictions().select_related("from_claim", "to_claim")
    )
    return Grounds(
        kind=claim.kind,
        attribution_status=claim.attribution_status,
        attributable=any(_attributable(citation) for citation in carrying),
        independent=finding.independent_origins,
        disinterested=finding.disinterested_origins,
        graded=_graded(claim, finding, on),
        primary=any(
            citation.primary_evidence and citation.status in SEEN
            for citation in carrying
            if citation.pk in counted
        ),
        contradictions=[
            (link.to_claim if link.from_claim_id == claim.pk else link.from_claim).ref
            for link in links
        ],
        denials=[c.document.title for c in citations if c.stance == "denies_truth"],
        credibility=assessment.credibility if assessment else claim.credibility,
        methods=tuple(assessment.method) if assessment else (),
        evidence_stances=[c.stance for c in assessment.evidence.all()] if assessment else (),
        assessors=assessors,
    )


def _attributable(citation: Citation) -> bool:
    if citation.status in SEEN:
        return True
    hops = chain(citation)
    return citation.status == "secondhand" and chains.is_finished(hops)


def _graded(claim: Claim, finding: independence.Finding, on: datetime.date) -> int:
    """The disinterested clusters with a root origin that is graded A–C."""
    roots = {slug for cluster in finding.clusters for slug in cluster.roots}
    grades = {
        source.slug: grade_on(source, claim.topic, on)
        for source in Source.objects.filter(slug__in=roots)
    }
    return sum(
        cluster.disinterested and any(grades.get(s) in RELIABLE_GRADES for s in cluster.roots)
        for cluster in finding.clusters
    )


def assessors(claim: Claim, verification_status: str) -> int:
    """How many people gave the current version this status, each by their latest word."""
    latest = {
        assessment.by_id: assessment.verification_status
        for assessment in claim.assessments.filter(claim_version=claim.version).order_by("id")
    }
    return sum(status == verification_status for status in latest.values())
