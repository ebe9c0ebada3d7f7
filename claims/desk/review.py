"""The verbs of the review: each checks, writes and logs in one transaction, or does nothing.

Every verb takes the actor (``by``) and the clock (``at``) and raises a ``Refused`` with every
reason at once: ``NotAllowed``, ``Stale``, ``NotReady`` or ``Invalid``. ``version`` is the
version of the claim that the actor saw; ``None`` leaves that check out, for programs that hold
the claim's lock from the reading on. See ``lifecycle`` for who may do what, and when;
``gate.possible_verbs`` for what somebody may do now.
"""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from claims.desk import citations as citing
from claims.desk import fields as drafting
from claims.desk.drafts import Draft, store
from claims.desk.gate import enter, refuse_if
from claims.desk.judgement import assess, check_source, mirror, rule
from claims.desk.links import confirm_link, link, merge, propose_merge, reject_link
from claims.desk.publishing import publish, reinstate, retract
from claims.loading import claim as facts
from claims.loading.dossier import Dossier
from claims.loading.snapshot import claim_snapshot, substance
from claims.models import Claim
from claims.record import history
from claims.record.history import Step
from claims.related_claims import suggestions as suggesting
from claims.rules import needs as policy
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from claims.rules.review import VERBS
from claims.rules.text import note_needs

__all__ = [
    "assess",
    "check_source",
    "confirm_link",
    "create",
    "edit",
    "link",
    "merge",
    "propose_merge",
    "publish",
    "reinstate",
    "reject",
    "reject_link",
    "request_changes",
    "retract",
    "revise",
    "rule",
    "start_review",
    "submit",
]


@transaction.atomic
def create(
    fields: Mapping, citations: Sequence[Mapping] = (), *, by, at: datetime.datetime, note: str = ""
) -> Claim:
    """Write a new draft; ``drafting`` says what ``fields`` and ``citations`` hold."""
    refuse_if(NotAllowed, policy.permission_needs("create", facts.actor(None, by)))
    claim = Claim(created_by=by, created_at=at, last_edited_by=by, last_edited_at=at)
    needs = note_needs(note=note) + drafting.write_fields(claim, fields)
    wrong, written = citing.read_citations(claim, citations)
    refuse_if(Invalid, needs + wrong)
    store([Draft(claim, written)], Step("create", by, at, note))
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
    needs = drafting.write_fields(claim, fields)
    if citations is not None:
        needs += citing.write_citations(dossier, citations, step.at)
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
    return claim


@transaction.atomic
def start_review(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Take a submitted claim into review."""
    return _move(claim, Step("start_review", by, at, note), version).claim


@transaction.atomic
def request_changes(claim: Claim, *, by, at, note: str, version: int | None = None) -> Claim:
    """Send a claim back to its author, with a comment that says what to change."""
    return _move(claim, Step("request_changes", by, at, note), version).claim


@transaction.atomic
def reject(claim: Claim, *, by, at, note: str, version: int | None = None) -> Claim:
    """Turn a claim down, with a comment that says why; ``revise`` takes it up again."""
    return _move(claim, Step("reject", by, at, note), version).claim


@transaction.atomic
def revise(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Take a published or rejected claim back to a draft; what is public stays as it is."""
    return _move(claim, Step("revise", by, at, note), version).claim


@transaction.atomic
def submit(claim: Claim, *, by, at, version: int | None = None, note: str = "") -> Claim:
    """Hand a draft to the reviewers. Needs ``policy.submit_needs``.

    Links to other claims that the rules find are suggested with it.
    """
    found = suggesting.lock(claim)
    dossier = _move(claim, Step("submit", by, at, note), version)
    suggesting.store(dossier, found, by=by, at=at)
    return dossier.claim


def _move(claim: Claim, step: Step, version: int | None) -> Dossier:
    """Take a step that does nothing but lead from one state to the next."""
    dossier, step = enter(claim, step, version)
    if step.verb == "submit":
        refuse_if(NotReady, policy.unmet(policy.submit_needs(facts.gather(dossier))))
    claim = dossier.claim
    before, claim.review_state = claim.review_state, VERBS[step.verb].target
    history.append(dossier, step, before)
    return dossier
