"""The verbs of the review: each checks, writes and logs in one transaction, or does nothing.

Every verb takes the actor (``by``) and the clock (``at``) and raises a ``Refused`` with every
reason at once: ``NotAllowed``, ``Stale``, ``NotReady`` or ``Invalid``. ``version`` is the
version of the claim that the actor saw; ``None`` leaves that check out, for programs that hold
the claim's lock from the reading on. See ``lifecycle`` for who may do what, and when.
"""

import datetime
import json
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from claims import drafting, facts, history, policy
from claims import publish as record
from claims.choices import CARRYING_STANCES, RETRACTION_REASONS
from claims.lifecycle import VERBS
from claims.models import Assessment, Citation, Claim, Counter, Evidence, SourceCheck
from claims.models.record import Publication
from claims.refusals import Invalid, Need, NotAllowed, NotReady, Refused, Stale, needs_of
from claims.snapshot import claim_snapshot, differences, instant, substance


@transaction.atomic
def create(
    fields: Mapping, citations: Sequence[Mapping] = (), *, by, at: datetime.datetime, note: str = ""
) -> Claim:
    """Write a new draft; ``drafting`` says what ``fields`` and ``citations`` hold."""
    _raise(NotAllowed, policy.permission_needs("create", facts.actor(None, by)))
    claim = Claim(created_by=by, created_at=at, last_edited_by=by, last_edited_at=at)
    _raise(Invalid, drafting.write_fields(claim, fields))
    claim.ref = history.make_ref(Counter.take("claim"))
    claim.save()
    _raise(Invalid, drafting.write_citations(claim, citations, at))
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
    claim, at = _begin("edit", claim, by=by, at=at, version=version)
    before = claim_snapshot(claim)
    _raise(Invalid, drafting.write_fields(claim, fields))
    if citations is not None:
        _raise(Invalid, drafting.write_citations(claim, citations, at))
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
    claim, at = _begin("check_source", citation.claim, by=by, at=at, version=version)
    citation = claim.citations.get(pk=citation.pk)
    if citation.withdrawn_at:
        raise NotReady([Need("citation_withdrawn", "This citation was withdrawn.", "citation")])
    check = SourceCheck(
        citation=citation, status=status, method=method, note=note or "", by=by, at=at
    )
    _store(check, note=note)
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
    claim, at = _begin("assess", claim, by=by, at=at, version=version)
    strangers = [citation for citation in evidence if citation.claim_id != claim.pk]
    if strangers:
        message = "Evidence has to be a citation of this claim."
        raise Invalid([Need("evidence_of_another_claim", message, "evidence")])
    assessment = Assessment(
        claim=claim,
        claim_version=claim.version,
        verification_status=verification_status,
        credibility=credibility,
        confidence=confidence,
        method=list(method),
        rationale=rationale or "",
        by=by,
        at=at,
    )
    _store(assessment, rationale=rationale)
    Evidence.objects.bulk_create(
        Evidence(assessment=assessment, citation=citation) for citation in dict.fromkeys(evidence)
    )
    claim.verification_status, claim.credibility = verification_status, credibility
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
    claim, at = _begin("publish", claim, by=by, at=at, version=version, public_note=public_note)
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
    _raise(NotReady, needs)
    return _issue(claim, "publish", kind=kind, by=by, at=at, public_note=public_note)


@transaction.atomic
def retract(
    claim: Claim, *, reason: str, public_note: str, by, at, version: int | None = None
) -> Publication:
    """Take a published claim back: a notice without a value takes its place."""
    claim, at = _begin("retract", claim, by=by, at=at, version=version, public_note=public_note)
    if not claim.publications.in_force().exists():
        raise NotReady([Need("not_public", "Nothing of this claim is public.", "review_state")])
    if reason not in dict(RETRACTION_REASONS):
        listed = ", ".join(dict(RETRACTION_REASONS))
        raise Invalid([Need("retraction_reason", f"The reason is one of: {listed}.", "reason")])
    return _issue(
        claim,
        "retract",
        kind="retraction",
        by=by,
        at=at,
        public_note=public_note,
        reason=reason,
    )


def refusals(verb: str, claim: Claim, user) -> list[Need]:
    """Why this person cannot take this step now; empty if nothing but its input stands against."""
    rule = VERBS[verb]
    needs = policy.permission_needs(verb, facts.actor(claim, user))
    if claim.review_state not in rule.starts:
        needs.append(_wrong_state(verb, claim))
    if verb == "retract" and not needs and not claim.publications.in_force().exists():
        needs.append(Need("not_public", "Nothing of this claim is public.", "review_state"))
    return needs


def possible_verbs(claim: Claim, user) -> list[str]:
    """The verbs that this person may do to this claim now, in the order of the review."""
    return [verb for verb in VERBS if verb != "create" and not refusals(verb, claim, user)]


def _begin(
    verb: str,
    claim: Claim,
    *,
    by,
    at: datetime.datetime,
    version: int | None,
    note: str | None = None,
    public_note: str | None = None,
) -> tuple[Claim, datetime.datetime]:
    """Lock the claim and refuse, with every reason, what cannot be done to it by this person.

    Returns the claim as it is now, and a time that is not before its last event.
    """
    rule = VERBS[verb]
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    allowed = policy.permission_needs(verb, facts.actor(claim, by))
    state = [] if claim.review_state in rule.starts else [_wrong_state(verb, claim)]
    stale = [] if version in (None, claim.version) else [_stale(claim, version)]
    given = []
    if rule.needs_comment and not (note or "").strip():
        given.append(Need("comment", f"Say why: {rule.label.lower()} needs a comment.", "note"))
    if rule.needs_public_note and not (public_note or "").strip():
        given.append(
            Need("public_note", f"{rule.label} needs a note for the public.", "public_note")
        )
    given += drafting.null_characters({"note": note or "", "public_note": public_note or ""})
    needs = allowed + stale + state + given
    if allowed:
        raise NotAllowed(needs)
    if stale:
        raise Stale(needs, _changes_since(claim, version))
    _raise(NotReady, state and needs)
    _raise(Invalid, given)
    last = claim.events.order_by("-number").first()
    return claim, max(at, last.at) if last else at


@transaction.atomic
def _move(verb: str, claim: Claim, *, by, at, version: int | None, note: str) -> Claim:
    """A verb that does nothing but lead from one state to the next."""
    claim, at = _begin(verb, claim, by=by, at=at, version=version, note=note)
    if verb == "submit":
        _raise(NotReady, policy.unmet(policy.submit_needs(facts.gather(claim))))
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
    now = json.loads(history.canonical_json(claim_snapshot(claim)))
    return "update" if substance(said) == substance(now) else "correction"


def _mirror(claim: Claim) -> None:
    """Bring the claim's attribution status and claimant in line with its citations' checks."""
    citations = facts.active_citations(claim)
    carrying = [citation for citation in citations if citation.stance in CARRYING_STANCES]
    claim.attribution_status = policy.roll_up(citation.status for citation in carrying)
    claim.claimant = next(iter(record.claimants(citations)), None)


def _wrong_state(verb: str, claim: Claim) -> Need:
    """Why the state does not fit, and who brought the claim there."""
    rule = VERBS[verb]
    last = claim.events.select_related("by").order_by("-number").first()
    since = f" ({last.verb} by {last.by.get_username()}, {last.at:%Y-%m-%d %H:%M} UTC)"
    starts = " or ".join(start.replace("_", " ") for start in rule.starts)
    return Need(
        "state",
        f"{rule.label} needs a claim that is {starts}; "
        f"{claim.ref} is {claim.get_review_state_display().lower()}{since}.",
        "review_state",
    )


def _stale(claim: Claim, version: int) -> Need:
    who = claim.events.select_related("by").filter(verb="edit").order_by("-number").first()
    edited = f" by {who.by.get_username()}, {who.at:%Y-%m-%d %H:%M} UTC" if who else ""
    return Need(
        "stale",
        f"You saw version {version}; {claim.ref} is now at version {claim.version}{edited}. "
        "Look at what changed, and decide anew.",
        "version",
    )


def _changes_since(claim: Claim, version: int) -> list[dict]:
    """The edits after a version: who, when, and which fields were what."""
    changes, before = [], None
    for event in claim.events.select_related("by").order_by("number"):
        after = json.loads(event.snapshot)["claim"]
        if before and event.verb == "edit" and after["version"] > version:
            changes.append(
                {
                    "by": event.by.get_username(),
                    "at": instant(event.at),
                    "note": event.note,
                    "fields": [
                        change
                        for change in differences(before, after)
                        if change["field"] not in ("version", "last_edited_at", "last_edited_by_id")
                    ],
                }
            )
        before = after
    return changes


def _store(row, **texts: str) -> None:
    """Validate and save an append-only row; raises ``Invalid`` naming each field."""
    needs = drafting.null_characters({name: text or "" for name, text in texts.items()})
    if not needs:
        try:
            row.full_clean()
        except ValidationError as error:
            needs = needs_of(error)
    _raise(Invalid, needs)
    row.save()


def _raise(refusal: type[Refused], needs: Sequence[Need]) -> None:
    if needs:
        raise refusal(needs)
