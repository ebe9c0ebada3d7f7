"""The verbs of judgement: did they say it, is it so, and are two citations independent?"""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from claims.desk import claim_fields, reassessment
from claims.desk.gate import enter, refuse_if
from claims.loading import facts, findings, verdicts
from claims.loading.dossier import Dossier, hold
from claims.models import Assessment, Citation, Claim, Evidence, Ruling, SourceCheck
from claims.record import history
from claims.record.history import Step
from claims.rules import requirements, verification
from claims.rules.choices import ASSESSMENT_METHODS
from claims.rules.citations import CARRYING_STANCES, status_of_chain
from claims.rules.refusals import Invalid, Need, NotReady
from sources.database.bulk import insert
from sources.models import Source


@transaction.atomic
def check_source(
    citation: Citation,
    *,
    status: str,
    method: str,
    note: str,
    by,
    at: datetime.datetime,
    origin: Source | None = None,
    says: Claim | None = None,
    version: int | None = None,
) -> SourceCheck:
    """Record whether the source really said it; the citation and the claim mirror the finding.

    ``origin``: the one that the check is about, of a chain that leads to several. ``says``: the
    claim that holds what the origin says instead, for the status ``says_otherwise``.
    """
    dossier, step = enter(citation.claim, Step("check_source", by, at), version)
    citation = next((one for one in dossier.active if one.pk == citation.pk), None)
    if citation is None:
        message = "This citation was removed or withdrawn in the meantime."
        raise NotReady([Need("citation_withdrawn", message, "citation")])
    check = SourceCheck(citation=citation, status=status, method=method, by=by, at=step.at)
    check.note, check.says, joint = note or "", says, facts.origins(citation)
    # A check on the only origin is one on all of them.
    check.origin = origin if origin is None or origin not in joint or len(joint) > 1 else None
    needs = check_needs(dossier, check, joint)
    refuse_if(Invalid, claim_fields.write_row(check, needs, note=note))
    found(dossier, citation, check)
    citation.save(update_fields=["status"])
    history.append(dossier, replace(step, reason=status, note=note))
    cause = f"A source check found: {check.get_status_display().lower()}."
    reassessment.reassess([dossier], cause=cause, by=by, at=step.at)
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
    """Record whether the claim holds, for its current version, with the grounds as computed now.

    A sentence of the rationale that speaks of likelihood may not speak of confidence (ICD 203).
    """
    dossier, step = enter(claim, Step("assess", by, at), version)
    claim, needs = dossier.claim, []
    if any(citation.claim_id != claim.pk for citation in evidence):
        message = "Evidence has to be a citation of this claim."
        needs.append(Need("evidence_of_another_claim", message, "evidence"))
    if not set(method) <= set(dict(ASSESSMENT_METHODS)):
        listed = ", ".join(dict(ASSESSMENT_METHODS))
        needs.append(Need("unknown_method", f"A method is one of: {listed}.", "method"))
    needs += verification.rationale_needs(rationale or "")
    assessment = Assessment(claim=claim, claim_version=claim.version, by=by, at=step.at)
    assessment.verification_status, assessment.credibility = verification_status, credibility
    assessment.confidence, assessment.method = confidence, list(dict.fromkeys(method))
    assessment.rationale = rationale or ""
    assessment.findings = findings.examine(dossier, step.at.date()).as_json()
    refuse_if(Invalid, claim_fields.write_row(assessment, needs, rationale=rationale))
    evidence = list(dict.fromkeys(evidence))
    insert([Evidence(assessment=assessment, citation=citation) for citation in evidence])
    assessed(dossier, assessment, evidence)
    history.append(dossier, replace(step, reason=verification_status, note=rationale))
    return assessment


@transaction.atomic
def rule(
    first: Citation, second: Citation, *, kind: str, reason: str, by, at: datetime.datetime
) -> Ruling:
    """Join or split two citations of one claim by hand, or leave the pair to the rules again."""
    dossier, step = enter(first.claim, Step("rule", by, at))
    first, second = sorted([first, second], key=lambda citation: citation.pk)
    withdrawn = {one.pk for one in dossier.citations} - {one.pk for one in dossier.active}
    needs = []
    if second.claim_id != first.claim_id:
        message = "A ruling is on two citations of one claim."
        needs.append(Need("citation_of_another_claim", message, "second"))
    elif withdrawn & {first.pk, second.pk}:
        message = "This citation was removed or withdrawn in the meantime."
        needs.append(Need("citation_withdrawn", message, "second"))
    ruling = Ruling(claim=dossier.claim, first=first, second=second, kind=kind, by=by, at=step.at)
    ruling.reason = reason or ""
    refuse_if(Invalid, claim_fields.write_row(ruling, needs, reason=reason))
    dossier.rulings.append(ruling)
    history.append(dossier, replace(step, reason=kind, note=reason))
    cause = f"An editor ruled: {ruling.get_kind_display().lower()}."
    reassessment.reassess([dossier], cause=cause, by=by, at=step.at)
    return ruling


def check_needs(dossier: Dossier, check: SourceCheck, joint: Sequence[Source]) -> list[Need]:
    """Return what is wrong with the origin of a check and with the claim that it names."""
    needs = []
    if check.origin and check.origin not in joint:
        listed = ", ".join(source.slug for source in joint) or "none"
        message = f"The chain does not lead to this source; its origins: {listed}."
        needs.append(Need("not_an_origin", message, "origin"))
    if check.says and check.says.pk == dossier.claim.pk:
        message = "Name the other claim, the one with what the origin says instead."
        needs.append(Need("says_this_claim", message, "says"))
    return needs


def found(dossier: Dossier, citation: Citation, check: SourceCheck) -> None:
    """Bring a citation and its claim in line with a new check of the citation, in memory."""
    hold(citation, checks=[*citation.checks.all(), check])
    by_origin = verdicts.statuses(citation)
    citation.status = status_of_chain(by_origin.values()) if check.origin_id else check.status
    mirror(dossier)


def assessed(dossier: Dossier, assessment: Assessment, evidence: Sequence[Citation]) -> None:
    """Bring a claim in line with a new assessment of it, in memory."""
    hold(assessment, evidence=evidence)
    dossier.assessments.append(assessment)
    dossier.claim.verification_status = assessment.verification_status
    dossier.claim.credibility = assessment.credibility


def mirror(dossier: Dossier) -> None:
    """Bring the claim's attribution status and claimant in line with its citations' checks."""
    carrying = [one for one in dossier.active if one.stance in CARRYING_STANCES]
    dossier.claim.attribution_status = requirements.roll_up(
        citation.status for citation in carrying
    )
    dossier.claim.claimant = next(iter(facts.claimants(dossier.active)), None)
