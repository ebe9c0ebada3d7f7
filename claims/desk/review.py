"""Writing and editing a claim, and the steps of its review that only move its state."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from claims.desk import claim_fields
from claims.desk.citations import write_citations
from claims.desk.gate import enter, refuse_if
from claims.desk.judgement import mirror
from claims.loading import facts
from claims.loading.snapshot import claim_snapshot, substance
from claims.models import Claim, Counter
from claims.record import history
from claims.related_claims import suggestions
from claims.rules import requirements
from claims.rules.lifecycle import VERBS
from claims.rules.refs import make_ref
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
    if not needs:
        claim.ref = make_ref(Counter.take("claim"))
        claim.save()
    needs += write_citations(claim, citations, at)
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
    needs = claim_fields.write_fields(claim, fields)
    if citations is not None:
        needs += write_citations(claim, citations, at)
    refuse_if(Invalid, needs)
    claim.save()
    mirror(claim)
    after = claim_snapshot(claim)
    if before == after:
        return claim
    claim.version += 1
    if substance(before) != substance(after):
        claim.last_edited_by, claim.last_edited_at = by, at
    history.append(claim, "edit", from_state=claim.review_state, by=by, at=at, note=note)
    return claim


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
def submit(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Hand a draft to the reviewers. Needs ``requirements.submit_needs``.

    Links to other claims that the rules find are suggested with it.
    """
    found = suggestions.lock(claim)
    claim = _move("submit", claim, by=by, at=at, version=version, note=note)
    suggestions.store(claim, found, by=by, at=at)
    return claim


@transaction.atomic
def _move(verb: str, claim: Claim, *, by, at, version: int | None, note: str) -> Claim:
    """A verb that does nothing but lead from one state to the next."""
    claim, at = enter(verb, claim, by=by, at=at, version=version, note=note)
    if verb == "submit":
        refuse_if(NotReady, requirements.unmet(requirements.submit_needs(facts.gather(claim))))
    before, claim.review_state = claim.review_state, VERBS[verb].target
    history.append(claim, verb, from_state=before, by=by, at=at, note=note)
    return claim
