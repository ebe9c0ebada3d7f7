"""The verbs of the review: each checks, writes and logs in one transaction, or does nothing.

Every verb takes the actor (``by``) and the clock (``at``) and raises a ``Refused`` with every
reason at once: ``NotAllowed``, ``Stale``, ``NotReady`` or ``Invalid``. ``version`` is the
version of the claim that the actor saw; ``None`` leaves that check out, for programs that hold
the claim's lock from the reading on. See ``lifecycle`` for who may do what, and when;
``gate.possible_verbs`` for what somebody may do now.
"""

import datetime
import json
from collections.abc import Mapping, Sequence

from django.db import transaction

from claims import drafting, facts, history, policy
from claims import publish as record
from claims.choices import ASSESSMENT_METHODS, CARRYING_STANCES, RETRACTION_REASONS
from claims.gate import enter, refuse_if
from claims.lifecycle import VERBS
from claims.models import Assessment, Citation, Claim, Counter, Evidence, SourceCheck
from claims.models.record import Publication
from claims.needs import Need
from claims.refusals import Invalid, NotAllowed, NotReady
from claims.snapshot import canonical_json, claim_snapshot, substance
from claims.texts import note_needs


@transaction.atomic
def create(
    fields: Mapping, citations: Sequence[Mapping] = (), *, by, at: datetime.datetime, note: str = ""
) -> Claim:
    """Write a new draft; ``drafting`` says what ``fields`` and ``citations`` hold."""
    refuse_if(NotAllowed, policy.permission_needs("create", facts.actor(None, by)))
    claim = Claim(created_by=by, created_at=at, last_edited_by=by, last_edited_at=at)
    needs = note_needs(note=note) + drafting.write_fields(claim, fields)
    if not needs:
        claim.ref = history.make_ref(Counter.take("claim"))
        claim.save()
    needs += drafting.write_citations(claim, citations, at)
    refuse_if(Invalid, needs)
    history.append(claim, "create", from_state="", by=by, at=at, note=note)
    return claim


@transaction.atomic
def edit(
    claim: Claim,
    fields: Mapping,
    citations: Sequence[Mapping] | None = None,
    *,
    by,
    at: datetime.datetime,
    version: int | None,
    note: str = "",
) -> Claim:
    """Change a claim on the desk; ``citations`` is the full list, or None to leave them alone.

    Input that changes nothing leaves the claim, its version and its history as they are.
    """
    claim, at = enter("edit", claim, by=by, at=at, version=version, note=note)
    before = claim_snapshot(claim)
    needs = drafting.write_fields(claim, fields)
    if citations is not None:
        needs += drafting.write_citations(claim, citations, at)
    refuse_if(Invalid, needs)
    claim.save()
    _mirror(claim)
    after = claim_snapshot(claim)
    if before == after:
        return claim
    claim.version += 1
    if substance(before) != substance(after):
        claim.last_edited_by, claim.last_edited_at = by, at
    history.append(claim, "edit", from_state=claim.review_state, by=by, at=at, note=note)
    return claim


def submit(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Hand a draft to the reviewers. Needs ``policy.submit_needs``."""
    return _move("submit", claim, by=by, at=at, version=version, note=note)


def start_review(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Take a submitted claim into review."""
    return _move("start_review", claim, by=by, at=at, version=version, note=note)


def request_changes(claim: Claim, *, by, at, note: str, version: int | None = None) -> Claim:
    """Send a claim back to its author, with a comment that says what to change."""
    return _move("request_changes", claim, by=by, at=at, version=version, note=note)


def reject(claim: Claim, *, by, at, note: str, version: int | None = None) -> Claim:
    """Turn a claim down, with a comment that says why; ``revise`` takes it up again."""
    return _move("reject", claim, by=by, at=at, version=version, note=note)


def revise(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Take a published or rejected claim back to a draft; what is public stays as it is."""
    return _move("revise", claim, by=by, at=at, version=version, note=note)


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
    refuse_if(Invalid, drafting.write_row(check, note=note))
    citation.status = status
    citation.save(update_fields=["status"])
    _mirror(claim)
    history.append(
        claim,
        "check_source",
        from_state=claim.review_state,
        by=by,
        at=at,
        reason=status,
        note=note,
    )
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
    """Record whether the claim holds, for its current version, with the grounds."""
    claim, at = enter("assess", claim, by=by, at=at, version=version)
    needs = []
    if any(citation.claim_id != claim.pk for citation in evidence):
        message = "Evidence has to be a citation of this claim."
        needs.append(Need("evidence_of_another_claim", message, "evidence"))
    if not set(method) <= set(dict(ASSESSMENT_METHODS)):
        listed = ", ".join(dict(ASSESSMENT_METHODS))
        needs.append(Need("unknown_method", f"A method is one of: {listed}.", "method"))
    assessment = Assessment(
        claim=claim,
        claim_version=claim.version,
        verification_status=verification_status,
        credibility=credibility,
        confidence=confidence,
        method=list(dict.fromkeys(method)),
        rationale=rationale or "",
        by=by,
        at=at,
    )
    refuse_if(Invalid, drafting.write_row(assessment, needs, rationale=rationale))
    Evidence.objects.bulk_create(
        Evidence(assessment=assessment, citation=citation) for citation in dict.fromkeys(evidence)
    )
    claim.verification_status = assessment.verification_status
    claim.credibility = assessment.credibility
    claim.needs_reassessment, claim.reassessment_cause = False, ""
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
def publish(
    claim: Claim,
    *,
    by,
    at: datetime.datetime,
    version: int | None = None,
    public_note: str = "",
) -> Publication:
    """Write the public record of a reviewed claim, closing the publication before it.

    Needs ``policy.publish_needs``; a substantive change of what is public is a correction, and
    needs a public note that says what was corrected.
    """
    claim, at = enter("publish", claim, by=by, at=at, version=version, public_note=public_note)
    needs = policy.unmet(policy.publish_needs(facts.gather(claim)))
    kind = _publication_kind(claim)
    if kind == "correction" and not public_note.strip():
        needs.append(
            Need(
                "public_note",
                "This changes what we said: a correction needs a public note.",
                "public_note",
            )
        )
    refuse_if(NotReady, needs)
    return _issue(claim, "publish", kind=kind, by=by, at=at, public_note=public_note)


@transaction.atomic
def retract(
    claim: Claim, *, reason: str, public_note: str, by, at, version: int | None = None
) -> Publication:
    """Take a published claim back: a notice without a value takes its place."""
    claim, at = enter("retract", claim, by=by, at=at, version=version, public_note=public_note)
    needs = []
    if reason not in dict(RETRACTION_REASONS):
        listed = ", ".join(dict(RETRACTION_REASONS))
        needs.append(Need("retraction_reason", f"The reason is one of: {listed}.", "reason"))
    if not claim.publications.in_force().exists():
        not_public = Need("not_public", "Nothing of this claim is public.", "review_state")
        raise NotReady([not_public, *needs])
    refuse_if(Invalid, needs)
    return _issue(
        claim,
        "retract",
        kind="retraction",
        by=by,
        at=at,
        public_note=public_note,
        reason=reason,
    )


@transaction.atomic
def _move(verb: str, claim: Claim, *, by, at, version: int | None, note: str) -> Claim:
    """A verb that does nothing but lead from one state to the next."""
    claim, at = enter(verb, claim, by=by, at=at, version=version, note=note)
    if verb == "submit":
        refuse_if(NotReady, policy.unmet(policy.submit_needs(facts.gather(claim))))
    before, claim.review_state = claim.review_state, VERBS[verb].target
    history.append(claim, verb, from_state=before, by=by, at=at, note=note)
    return claim


def _issue(claim: Claim, verb: str, *, kind: str, by, at, public_note: str, reason: str = ""):
    """Publish in one breath: compose, move the state, log, store."""
    before, claim.review_state = claim.review_state, VERBS[verb].target
    publication, sources = record.compose(
        claim, kind=kind, at=at, public_note=public_note, reason=reason
    )
    event = history.append(
        claim,
        verb,
        from_state=before,
        by=by,
        at=at,
        reason=reason or kind,
        public_note=public_note,
        publication=history.publication_digest(publication, sources),
    )
    return record.store(publication, sources, event)


def _publication_kind(claim: Claim) -> str:
    live = claim.publications.live().select_related("event").first()
    if live is None:
        return "first"
    if live.kind == "retraction":
        return "reinstatement"
    said = json.loads(live.event.snapshot)["claim"]
    now = json.loads(canonical_json(claim_snapshot(claim)))
    return "update" if substance(said) == substance(now) else "correction"


def _mirror(claim: Claim) -> None:
    """Bring the claim's attribution status and claimant in line with its citations' checks."""
    citations = facts.active_citations(claim)
    carrying = [citation for citation in citations if citation.stance in CARRYING_STANCES]
    claim.attribution_status = policy.roll_up(citation.status for citation in carrying)
    claim.claimant = next(iter(record.claimants(citations)), None)
