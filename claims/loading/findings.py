"""What the pure rules find on a stored claim: its independent origins, and its grounds."""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property

from claims.loading import facts
from claims.loading.facts import active_citations, chain, origins
from claims.loading.rows import links_of, rows
from claims.models import Citation, Claim, Series
from claims.rules import chains, independence, verification
from claims.rules.citations import CARRYING_STANCES, SEEN
from claims.rules.refusals import Need
from claims.rules.verification import RELIABLE_GRADES, Grounds
from claims.rules.verification.band import Band, band
from sources.database.memory import remembered
from sources.models import Document, Interest, Source, SourceLink, Topic
from sources.relations.standing import lineage
from sources.reliability import grades_on


def find(claim: Claim, citations: list[Citation] | None = None) -> independence.Finding:
    """Count the independent origins of a claim as it stands on the desk now."""
    citations = active_citations(claim) if citations is None else citations
    cited = [
        independence.Cited(
            id=citation.pk,
            document=citation.document_id,
            stance=citation.stance,
            hops=tuple(chain(citation)),
            series=_series(claim, citation),
            status=citation.status,
        )
        for citation in citations
    ]
    counts = series({claim.series_id} - {None})
    counting = {one.claimant_id: one.claimant for one in counts.values()}
    around = surroundings(claim.topic, _sources(citations) | counting)
    network = independence.Network(
        links=around.links,
        documents=documents({cited.document_id: cited.document for cited in citations}),
        series=lines(counts),
        interested=around.interested,
        topics=around.topics,
    )
    return independence.count(
        cited, network, hands=_hands(claim), name=lambda slug: around.names.get(slug, slug)
    )


def _series(claim: Claim, citation: Citation) -> int | None:
    """The running count that a citation hands on: the claim's, if its origin counts there."""
    if claim.series is None:
        return None
    own = facts.counting(claim.series)
    return claim.series_id if any(source.pk in own for source in origins(citation)) else None


@remembered(frozenset)
def series(ids: set[int]) -> dict[int, Series]:
    """These series and those that they derive from, through any number of steps."""
    found: dict[int, Series] = {}
    while ids:
        found |= Series.objects.select_related("claimant").in_bulk(ids)
        ids = {one.derives_from_id for one in found.values()} - {None} - set(found)
    return found


def lines(series: dict[int, Series]) -> dict[int, independence.Series]:
    """Series as the pure rules read them."""
    return {
        pk: independence.Series(one.claimant.slug, one.derives_from_id)
        for pk, one in series.items()
    }


def _sources(citations: list[Citation]) -> dict[int, Source]:
    found = {c.document.publisher_id: c.document.publisher for c in citations}
    return found | {hop.source_id: hop.source for c in citations for hop in c.hops.all()}


@dataclass(frozen=True)
class Surroundings:
    """What is known of some sources, and of all upstream of them, for one topic."""

    links: list[independence.Link]
    interested: list[independence.Interested]
    topics: list[str]
    names: dict[str, str]


@remembered(lambda topic, sources: (topic.pk, frozenset(sources)))
def surroundings(topic: Topic, sources: dict[int, Source]) -> Surroundings:
    """Everything upstream of the sources in the chains, in as many queries as there are levels."""
    topics, sources = lineage(topic), dict(sources)
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
    interests = Interest.objects.filter(source__in=sources, topic__in=topics)
    return Surroundings(
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
        interested=[
            independence.Interested(
                sources[interest.source_id].slug, interest.valid_from, interest.valid_until
            )
            for interest in interests
        ],
        topics=[topic.slug for topic in topics],
        names={source.slug: source.spoken_name for source in sources.values()},
    )


def documents(rows: dict[int, Document]) -> dict[int, independence.Document]:
    """These documents and whatever they republish, however many times removed."""
    rows = dict(rows)
    frontier = {row.republication_of_id for row in rows.values()} - {None} - set(rows)
    while frontier:
        found = Document.objects.select_related("publisher").in_bulk(frontier)
        rows |= found
        frontier = {row.republication_of_id for row in found.values()} - {None} - set(rows)
    return {
        pk: independence.Document(
            pk,
            row.publisher.slug,
            row.published_at.date() if row.published_at else None,
            row.republication_of_id,
        )
        for pk, row in rows.items()
    }


def _hands(claim: Claim) -> list[independence.Hand]:
    """The rulings that hold: the latest on each pair."""
    latest = {(r.first_id, r.second_id): r for r in rows(claim, "rulings")}
    return [
        independence.Hand(ruling.first_id, ruling.second_id, ruling.kind == "join", ruling.reason)
        for ruling in latest.values()
        if ruling.kind != "undo"
    ]


@dataclass(frozen=True)
class Examination:
    """A claim on one day, computed once: its independent origins, and what the standard reads.

    ``grounds`` says nothing of an assessment; ``needs`` and ``band`` bring one in.
    """

    claim: Claim
    citations: list[Citation]
    finding: independence.Finding
    grounds: Grounds

    def needs(self, status: str) -> list[Need]:
        """What a verification status needs of the claim, each met or not."""
        return verification.status_needs(status, self._with_assessments(status))

    def band(self, status: str) -> Band:
        return band(status, self.grounds)

    def as_json(self) -> dict:
        """What an assessment keeps of the moment at which it was made."""
        return {
            **self._finding_json,
            "contradictions": list(self.grounds.contradictions),
            "denials": list(self.grounds.denials),
        }

    @cached_property
    def _finding_json(self) -> dict:
        return independence.as_json(self.finding)

    @cached_property
    def _latest(self) -> dict:
        """What each person said last of the current version, in the order of saying it."""
        said = rows(self.claim, "assessments", "evidence")
        latest = {row.by_id: row for row in said if row.claim_version == self.claim.version}
        return dict(sorted(latest.items(), key=lambda pair: pair[1].pk))

    def _with_assessments(self, status: str) -> Grounds:
        """The grounds with what the people said who gave the current version this status."""
        agreed = [row for row in self._latest.values() if row.verification_status == status]
        return replace(
            self.grounds,
            credibility=agreed[-1].credibility if agreed else self.claim.credibility,
            methods=tuple(method for row in agreed for method in row.method),
            evidence_stances=[c.stance for row in agreed for c in row.evidence.all()],
            assessors=len(agreed),
        )


def examine(
    claim: Claim, on: datetime.date, citations: list[Citation] | None = None
) -> Examination:
    """Compute what the rules find on a claim as it stands on the desk; ``on`` dates the grades.

    ``citations``: the active ones in the order of entry, where the caller has them loaded.
    """
    citations = active_citations(claim) if citations is None else citations
    finding = find(claim, citations)
    carrying = [citation for citation in citations if citation.stance in CARRYING_STANCES]
    counted = {pk for cluster in finding.clusters for pk in cluster.citations}
    found = Grounds(
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
            link.other(claim).ref for link in links_of(claim) if link.is_open_contradiction
        ],
        denials=[c.document.title for c in citations if c.stance == "denies_truth"],
    )
    return Examination(claim, citations, finding, found)


def _attributable(citation: Citation) -> bool:
    """Seen or confirmed, or second-hand with a chain that somebody has finished."""
    if citation.status in SEEN:
        return True
    return citation.status == "secondhand" and chains.is_finished(chain(citation))


@remembered(lambda slugs, topic, on: (slugs, topic.pk, on))
def _grades(slugs: frozenset[str], topic: Topic, on: datetime.date) -> dict[str, str]:
    return grades_on(Source.objects.filter(slug__in=slugs), topic, on)


def _graded(claim: Claim, finding: independence.Finding, on: datetime.date) -> int:
    """The disinterested clusters with a root origin that is graded A–C."""
    roots = {slug for cluster in finding.clusters for slug in cluster.roots}
    grades = _grades(frozenset(roots), claim.topic, on)
    return sum(
        cluster.disinterested and any(grades.get(s) in RELIABLE_GRADES for s in cluster.roots)
        for cluster in finding.clusters
    )
