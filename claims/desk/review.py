"""Writing and editing a claim, and the steps of its review that only move its state."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from claims.desk import claim_fields, reassessment
from claims.desk.citations import Draft, read_citations, store_drafts, write_citations
from claims.desk.gate import enter, refuse_if
from claims.desk.judgement import mirror
from claims.loading import facts
from claims.loading.dossier import Dossier
from claims.loading.snapshot import claim_snapshot, substance
from claims.models import Claim
from claims.record import history
from claims.record.history import Step
from claims.related_claims import suggestions
from claims.rules import requirements
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from claims.rules.text import note_needs


@transaction.atomic
def create(
    fields: Mapping, citations: Sequence[Mapping] = (), *, by, at: datetime.datetime, note: str = ""
) -> Claim:
    """Write a new draft; ``claim_fields`` says what ``fields`` and ``citations`` hold."""
    refuse_if(NotAllowed, requirements.permission_needs("create", facts.actor(None, by)))
    claim = Claim(created_by=by, created_at=at, last_edited_by=by, last_edited_at=at)
    needs = note_needs(note=note) + claim_fields.write_fields(claim, fields)
    wrong, written = read_citations(claim, citations)
    refuse_if(Invalid, needs + wrong)
    store_drafts([Draft(claim, written)], Step("create", by, at, note))
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
    dossier, step = enter(claim, Step("edit", by, at, note), version)
    claim, before = dossier.claim, claim_snapshot(dossier)
    needs = claim_fields.write_fields(claim, fields)
    if citations is not None:
        needs += write_citations(dossier, citations, step.at)
    refuse_if(Invalid, needs)
    claim.save()
    mirror(dossier)
    after = claim_snapshot(dossier)
    if before == after:
        return claim
    claim.version += 1
    if substance(before) != substance(after):
        claim.last_edited_by, claim.last_edited_at = by, step.at
    history.append(dossier, step)
    reassessment.on_undone(dossier, by=by, at=step.at)
    return claim


def start_review(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Take a submitted claim into review."""
    return _move(claim, Step("start_review", by, at, note), version).claim


def request_changes(claim: Claim, *, by, at, note: str, version: int | None = None) -> Claim:
    """Send a claim back to its author, with a comment that says what to change."""
    return _move(claim, Step("request_changes", by, at, note), version).claim


def reject(claim: Claim, *, by, at, note: str, version: int | None = None) -> Claim:
    """Turn a claim down, with a comment that says why; ``revise`` takes it up again."""
    return _move(claim, Step("reject", by, at, note), version).claim


def revise(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Take a published or rejected claim back to a draft; what is public stays as it is."""
    return _move(claim, Step("revise", by, at, note), version).claim


@transaction.atomic
def submit(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Hand a draft that meets ``requirements.submit_needs`` to the reviewers, and suggest links."""
    found = suggestions.lock(claim)
    dossier = _move(claim, Step("submit", by, at, note), version)
    suggestions.store(dossier, found, by=by, at=at)
    return dossier.claim


@transaction.atomic
def _move(claim: Claim, step: Step, version: int | None) -> Dossier:
    """Take a step that does nothing but lead from one state to the next."""
    dossier, step = enter(claim, step, version)
    if step.verb == "submit":
        refuse_if(NotReady, requirements.unmet(requirements.submit_needs(facts.gather(dossier))))
    claim = dossier.claim
    before, claim.review_state = claim.review_state, VERBS[step.verb].target
    history.append(dossier, step, before)
    return dossier
