"""The verbs of judgement: did they say it, is it so, and are two citations independent?"""

import datetime
from collections.abc import Sequence

from django.db import transaction

from claims.desk import claim_fields, reassessment
from claims.desk.gate import enter, refuse_if
from claims.loading import facts, findings
from claims.models import Assessment, Citation, Claim, Evidence, Ruling, SourceCheck
from claims.record import history
from claims.rules import requirements, verification
from claims.rules.choices import ASSESSMENT_METHODS
from claims.rules.citations import CARRYING_STANCES
from claims.rules.refusals import Invalid, Need, NotReady


@transaction.atomic
def check_source(
    citation: Citation,
    *,
    status: str,
    method: str,
    note: str,
    by,
    at: datetime.datetime,
    version: int | None = None,
) -> SourceCheck:
    """Record whether the source really said it; the citation and the claim mirror the finding."""
    claim, at = enter("check_source", citation.claim, by=by, at=at, version=version)
    citation = claim.citations.filter(pk=citation.pk, withdrawn_at__isnull=True).first()
    if citation is None:
        message = "This citation was removed or withdrawn in the meantime."
        raise NotReady([Need("citation_withdrawn", message, "citation")])
    check = SourceCheck(
        citation=citation, status=status, method=method, note=note or "", by=by, at=at
    )
    refuse_if(Invalid, claim_fields.write_row(check, note=note))
    citation.status = status
    citation.save(update_fields=["status"])
    mirror(claim)
    history.append(
        claim,
        "check_source",
        from_state=claim.review_state,
        by=by,
        at=at,
        reason=status,
        note=note,
    )
    cause = f"A source check found: {check.get_status_display().lower()}."
    reassessment.reassess([claim], cause=cause, by=by, at=at)
    return check


@transaction.atomic
def assess(
    claim: Claim,
    *,
    verification_status: str,
    credibility: int,
    rationale: str,
    by,
    at: datetime.datetime,
    confidence: str = "",
    method: Sequence[str] = (),
    evidence: Sequence[Citation] = (),
    version: int | None = None,
) -> Assessment:
    """Record whether the claim holds, for its current version, with the grounds.

    What was computed at that moment is stored with it. A sentence of the rationale that speaks
    of likelihood may not speak of confidence as well (ICD 203).
    """
    claim, at = enter("assess", claim, by=by, at=at, version=version)
    needs = []
    if any(citation.claim_id != claim.pk for citation in evidence):
        message = "Evidence has to be a citation of this claim."
        needs.append(Need("evidence_of_another_claim", message, "evidence"))
    if not set(method) <= set(dict(ASSESSMENT_METHODS)):
        listed = ", ".join(dict(ASSESSMENT_METHODS))
        needs.append(Need("unknown_method", f"A method is one of: {listed}.", "method"))
    needs += verification.rationale_needs(rationale or "")
    assessment = Assessment(
        claim=claim,
        claim_version=claim.version,
        verification_status=verification_status,
        credibility=credibility,
        confidence=confidence,
        method=list(dict.fromkeys(method)),
        rationale=rationale or "",
        findings=findings.examine(claim, at.date()).as_json(),
        by=by,
        at=at,
    )
    refuse_if(Invalid, claim_fields.write_row(assessment, needs, rationale=rationale))
    Evidence.objects.bulk_create(
        Evidence(assessment=assessment, citation=citation) for citation in dict.fromkeys(evidence)
    )
    claim.verification_status = assessment.verification_status
    claim.credibility = assessment.credibility
    history.append(
        claim,
        "assess",
        from_state=claim.review_state,
        by=by,
        at=at,
        reason=verification_status,
        note=rationale,
    )
    return assessment


@transaction.atomic
def rule(
    first: Citation, second: Citation, *, kind: str, reason: str, by, at: datetime.datetime
) -> Ruling:
    """Join or split two citations of one claim by hand, or leave the pair to the rules again."""
    claim, at = enter("rule", first.claim, by=by, at=at, version=None)
    first, second = sorted([first, second], key=lambda citation: citation.pk)
    needs = []
    if second.claim_id != first.claim_id:
        message = "A ruling is on two citations of one claim."
        needs.append(Need("citation_of_another_claim", message, "second"))
    elif claim.citations.filter(pk__in=[first.pk, second.pk], withdrawn_at__isnull=False).exists():
        message = "This citation was removed or withdrawn in the meantime."
        needs.append(Need("citation_withdrawn", message, "second"))
    ruling = Ruling(
        claim=claim, first=first, second=second, kind=kind, reason=reason or "", by=by, at=at
    )
    refuse_if(Invalid, claim_fields.write_row(ruling, needs, reason=reason))
    history.append(
        claim,
        "rule",
        from_state=claim.review_state,
        by=by,
        at=at,
        reason=kind,
        note=reason,
    )
    cause = f"An editor ruled: {ruling.get_kind_display().lower()}."
    reassessment.reassess([claim], cause=cause, by=by, at=at)
    return ruling


def mirror(claim: Claim, citations: Sequence[Citation] | None = None) -> None:
    """Bring the claim's attribution status and claimant in line with its citations' checks.

    ``citations``: the active ones in the order of entry, where the caller has them loaded.
    """
    citations = facts.active_citations(claim) if citations is None else citations
    carrying = [citation for citation in citations if citation.stance in CARRYING_STANCES]
    claim.attribution_status = requirements.roll_up(citation.status for citation in carrying)
    claim.claimant = next(iter(facts.claimants(citations)), None)
