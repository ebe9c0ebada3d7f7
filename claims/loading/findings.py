"""The findings of the pure rules on a stored claim: its independent origins, and its grounds."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from claims.loading.dossier import Dossier
from claims.loading.facts import chain, origins
from claims.loading.plausibility import Points, Warned, doubts_of, warned
from claims.loading.registers import lines, sources_of
from claims.loading.verdicts import AllegedOrigin, alleged_origins, claimants, statuses
from claims.models import Citation, Ruling
from claims.rules import chains, independence, verification
from claims.rules.citations import CARRYING_STANCES, SEEN
from claims.rules.plausibility import Doubt
from claims.rules.refusals import Need
from claims.rules.requirements import roll_up
from claims.rules.verification import RELIABLE_GRADES, Grounds
from claims.rules.verification.band import Band, band


def find(dossier: Dossier) -> independence.Finding:
    """Count the independent origins of a claim as it stands on the desk now."""
    claim, registers, citations = dossier.claim, dossier.registers, dossier.active
    cited = [
        independence.Cited(
            id=citation.pk,
            document=citation.document_id,
            stance=citation.stance,
            hops=tuple(chain(citation)),
            series=_series(dossier, citation),
            status=citation.status,
            statuses=statuses(citation),
        )
        for citation in citations
    ]
    counts = registers.derivation(claim.series)
    claimants = {one.claimant_id for one in counts.values()}
    publishers = registers.publishers(citations)
    ids = frozenset(sources_of(citations).keys() | claimants | publishers)
    around = registers.upstream(claim.topic, ids)
    network = independence.Network(
        links=around.links,
        documents=registers.documents,
        series=lines(counts),
        interested=around.interested,
        topics=around.topics,
    )
    return independence.count(
        cited, network, hands=hands(dossier.rulings), name=lambda slug: around.names.get(slug, slug)
    )


def _series(dossier: Dossier, citation: Citation) -> int | None:
    """Return the series that a citation hands on: the claim's, if its origin counts there."""
    series = dossier.claim.series
    if series is None:
        return None
    own = dossier.registers.counting(series)
    return series.pk if any(source.pk in own for source in origins(citation)) else None


def hands(rulings: Iterable[Ruling]) -> list[independence.Hand]:
    """Return the rulings that hold: the latest on each pair."""
    latest = {(ruling.first_id, ruling.second_id): ruling for ruling in rulings}
    return [
        independence.Hand(ruling.first_id, ruling.second_id, ruling.kind == "join", ruling.reason)
        for ruling in latest.values()
        if ruling.kind != "undo"
    ]


@dataclass(frozen=True)
class Examination:
    """A claim on one day, computed once; ``needs`` and ``band`` bring an assessment in."""

    dossier: Dossier
    finding: independence.Finding
    grounds: Grounds
    points: Points | None = None

    @property
    def warned(self) -> list[Warned]:
        """The warnings on the claim, each with its answer by now."""
        return warned(self._doubts, self.dossier.answers)

    @cached_property
    def _doubts(self) -> list[Doubt]:
        return doubts_of(self.dossier, self.points)

    @cached_property
    def alleged(self) -> list[AllegedOrigin]:
        """Who is said to have made the claim, each with the verdict on “did they say it?”."""
        return alleged_origins(self.dossier, self.finding)

    @cached_property
    def claimants(self) -> list[AllegedOrigin]:
        """Return those of them who make the claim, by the best checked citation."""
        return claimants(self.alleged)

    def needs(self, status: str) -> list[Need]:
        """Return the needs of a verification status, each met or not."""
        return verification.status_needs(status, self._with_assessments(status))

    def band(self, status: str) -> Band:
        return band(status, self.grounds)

    def as_json(self) -> dict:
        """Return what an assessment keeps of the moment at which it was made."""
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
        """Each person's last assessment of the current version, in the order of entry."""
        version = self.dossier.claim.version
        said = [row for row in self.dossier.assessments if row.claim_version == version]
        latest = {row.by_id: row for row in said}
        return dict(sorted(latest.items(), key=lambda pair: pair[1].pk))

    def _with_assessments(self, status: str) -> Grounds:
        """Return the grounds with the assessments that give the current version this status."""
        agreed = [row for row in self._latest.values() if row.verification_status == status]
        return replace(
            self.grounds,
            credibility=agreed[-1].credibility if agreed else self.dossier.claim.credibility,
            methods=tuple(method for row in agreed for method in row.method),
            evidence_stances=[c.stance for row in agreed for c in row.evidence.all()],
            assessors=len(agreed),
        )


def examine(dossier: Dossier, on: datetime.date, points: Points | None = None) -> Examination:
    """Compute what the rules find on a claim as it stands on the desk; ``on`` dates the grades.

    ``points``: the values of whole series, where many claims are examined.
    """
    claim, finding = dossier.claim, find(dossier)
    carrying = [one for one in dossier.active if one.stance in CARRYING_STANCES]
    counted = {pk for cluster in finding.clusters for pk in cluster.citations}
    grounds = Grounds(
        kind=claim.kind,
        # One origin's denial is no word on what the others said.
        attribution_status=roll_up(
            [citation.status for citation in carrying if citation.pk in counted]
            or [claim.attribution_status]
        ),
        attributable=any(_attributable(citation) for citation in carrying),
        independent=finding.independent_origins,
        disinterested=finding.disinterested_origins,
        graded=_graded(dossier, finding, on),
        primary=any(
            citation.primary_evidence and citation.status in SEEN
            for citation in carrying
            if citation.pk in counted
        ),
        contradictions=[
            link.other(claim).ref for link in dossier.links if link.is_open_contradiction
        ],
        denials=[c.document.title for c in dossier.active if c.stance == "denies_truth"],
    )
    return Examination(dossier, finding, grounds, points)


def _attributable(citation: Citation) -> bool:
    """Seen or confirmed, or second-hand with a chain that somebody has finished."""
    if citation.status in SEEN:
        return True
    return citation.status == "secondhand" and chains.is_finished(chain(citation))


def _graded(dossier: Dossier, finding: independence.Finding, on: datetime.date) -> int:
    """Count the disinterested clusters with a root origin that is graded A–C."""
    topic, around = dossier.claim.topic, dossier.registers.surroundings
    return sum(
        cluster.disinterested
        and any(
            around.grade_on(around.by_slug[slug], topic, on) in RELIABLE_GRADES
            for slug in cluster.roots
        )
        for cluster in finding.clusters
    )
