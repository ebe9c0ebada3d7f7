"""The alleged origins of a claim, each with its verdict and what that rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.loading.dossier import Dossier
from claims.loading.facts import lead, ordered, origins
from claims.models import Citation, Hop, SourceCheck
from claims.rules import independence
from claims.rules.citations import (
    CARRYING_STANCES,
    MAKING,
    SOURCE_STATUSES,
    STANCES,
    statuses_of_origins,
    verdict,
)
from sources.models import Source


@dataclass(eq=False)
class AllegedOrigin:
    """A source that is said to have made the claim.

    ``citations`` lead to it, the leading one first, and one by which it denies or withdraws stands
    last. ``findings`` are the verdicts that follow from each, with the check where there is one.
    """

    source: Source
    citations: list[Citation] = field(default_factory=list)
    findings: list[tuple[str, SourceCheck | None]] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        return verdict(code for code, _check in self.findings)

    @property
    def check(self) -> SourceCheck | None:
        """The newest check that the verdict rests on; None where nobody has checked."""
        checks = [check for code, check in self.findings if code == self.verdict and check]
        return max(checks, key=lambda check: check.pk, default=None)

    @property
    def hop(self) -> Hop:
        """The place of the origin in the chain of the leading citation."""
        return next(hop for hop in ordered(self.citations[0]) if hop.source_id == self.source.pk)

    @property
    def through(self) -> Source | None:
        """The source from which the leading citation has the words; None where that is itself."""
        before = [hop for hop in ordered(self.citations[0]) if hop.position < self.hop.position]
        return before[-1].source if before else None


def alleged_origins(dossier: Dossier, finding: independence.Finding) -> list[AllegedOrigin]:
    """Return the alleged origins, those of the leading citation first, then as they were cited."""
    found: dict[int, AllegedOrigin] = {}
    leading, citations = lead(dossier.active), dossier.active
    for citation in sorted(citations, key=lambda one: (one != leading, one.pk)):
        if citation.stance in CARRYING_STANCES:
            checks = checks_by_origin(citation)
            for source in origins(citation):
                one = found.setdefault(source.pk, AllegedOrigin(source))
                one.citations.append(citation)
                one.findings.append(checks.get(source.pk, ("reported", None)))
    counting = {origin for cluster in finding.clusters for origin in cluster.origins}
    # One that has said it again since still counts.
    undone = {
        denial.origin: denial.citation
        for denial in (*finding.denied, *finding.withdrawn)
        if denial.origin not in counting
    }
    by_id = {citation.pk: citation for citation in citations}
    for one in found.values():
        if one.source.slug in undone and (own := by_id[undone[one.source.slug]]):
            _take_back(one, own)
    for citation in citations:
        if _undoes(citation) and citation.pk not in undone.values():
            for source in origins(citation):
                one = _spoken_for(dossier, source, found) or AllegedOrigin(source)
                if one.source.slug not in counting:
                    found.setdefault(one.source.pk, one)
                    _take_back(one, citation)
    return list(found.values())


def checks_by_origin(citation: Citation) -> dict[int, tuple[str, SourceCheck]]:
    """Return for each checked origin of a chain the verdict and the check that it follows from."""
    last = {}
    for check in sorted(citation.checks.all(), key=lambda check: check.pk):
        about = origins(citation) if check.origin_id is None else [check.origin]
        last |= dict.fromkeys((source.pk for source in about), check)
    return {pk: (SOURCE_STATUSES[check.status].verdict, check) for pk, check in last.items()}


def statuses(citation: Citation) -> dict[str, str]:
    """Return the status of each checked origin of a chain, by its slug."""
    checks = sorted(citation.checks.all(), key=lambda check: check.pk)
    slugs = [source.slug for source in origins(citation)]
    given = [(check.origin.slug if check.origin_id else None, check.status) for check in checks]
    return dict(statuses_of_origins(slugs, given))


def claimants(alleged: Sequence[AllegedOrigin]) -> list[AllegedOrigin]:
    """Return who makes the claim: of the best checked citation, the origins that did say it."""
    makers = [one for one in alleged if one.verdict in MAKING]
    leading = lead({citation.pk: citation for one in makers for citation in one.citations}.values())
    return [one for one in makers if leading in one.citations]


def _undoes(citation: Citation) -> bool:
    """Say whether its origin denies or withdraws in it what it is said to have said."""
    status = SOURCE_STATUSES[citation.status]
    return bool(STANCES[citation.stance].verdict and not status.discounts)


def _take_back(one: AllegedOrigin, citation: Citation) -> None:
    code = STANCES[citation.stance].verdict or SOURCE_STATUSES[citation.status].verdict
    checks = sorted(citation.checks.all(), key=lambda check: check.pk)
    if citation not in one.citations:
        one.citations.append(citation)
    one.findings.append((code, checks[-1] if checks else None))


def _spoken_for(
    dossier: Dossier, source: Source, found: dict[int, AllegedOrigin]
) -> AllegedOrigin | None:
    """Return the alleged origin that a source is, or the body that it stands for."""
    on = dossier.claim.stated_at or dossier.claim.created_at
    levels = dossier.registers.surroundings.levels(source.pk, on.date())
    return next((found[pk] for level in levels for pk in level if pk in found), None)
