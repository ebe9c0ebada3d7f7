"""The gate before every verb: who may take the step, from which state, and on which version."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace

from claims.loading import facts
from claims.loading.dossier import Dossier, load_one
from claims.loading.snapshot import differences, instant
from claims.models import Claim, Event
from claims.record.history import Step
from claims.rules import requirements
from claims.rules.lifecycle import BATCH_VERBS, HANDS, VERBS
from claims.rules.refusals import Invalid, Need, NotAllowed, NotReady, Refused, Stale
from claims.rules.text import note_needs

UNTOLD = ("version", "last_edited_at", "last_edited_by_id")  # in a list of edits
# The verbs on a claim that exists.
STEPS = tuple(verb for verb in VERBS if verb not in ("create", *BATCH_VERBS))


def refusals(verb: str, claim: Claim, user) -> list[Need]:
    """Return why this person cannot take this step now, its input apart."""
    return all_refusals(claim, user, [verb])[verb]


def all_refusals(claim: Claim, user, verbs=STEPS) -> dict[str, list[Need]]:
    """Return each verb with its refusals, in the order of the review; the queries do not grow."""
    actor = facts.actor(claim, user)
    found = {verb: requirements.permission_needs(verb, actor) for verb in verbs}
    last = None
    for verb, needs in found.items():
        if claim.review_state not in VERBS[verb].starts:
            last = last or _last_event(claim)
            needs.append(_wrong_state(verb, claim, last))
        if verb == "retract" and not needs and not claim.publications.in_force().exists():
            needs.append(Need("not_public", "Nothing of this claim is public.", "review_state"))
    return found


def possible_verbs(claim: Claim, user) -> list[str]:
    """Return the verbs that this person may do to this claim now, in the order of the review."""
    return [verb for verb, needs in all_refusals(claim, user).items() if not needs]


def enter(
    claim: Claim, step: Step, version: int | None = None, roles: frozenset[str] | None = None
) -> tuple[Dossier, Step]:
    """Lock and load a claim; refuse, with every reason, a step that this person cannot take.

    The step comes back with a time that is not before the claim's last event. ``version``: the one
    that the actor saw; None leaves that check out. ``roles``: the actor's, where known.
    """
    rule, dossier = VERBS[step.verb], lock(claim)
    claim = dossier.claim
    allowed = requirements.permission_needs(step.verb, facts.actor(claim, step.by, roles))
    fits = claim.review_state in rule.starts
    state = [] if fits else [_wrong_state(step.verb, claim, _last_event(claim))]
    stale = [] if version in (None, claim.version) else [_stale(claim, version)]
    given = []
    if rule.needs_comment and not (step.note or "").strip():
        given.append(Need("comment", f"Say why: {rule.label.lower()} needs a comment.", "note"))
    if rule.needs_public_note and not (step.public_note or "").strip():
        message = f"{rule.label} needs a note for the public."
        given.append(Need("public_note", message, "public_note"))
    given += note_needs(note=step.note, public_note=step.public_note)
    needs = allowed + stale + state + given
    if allowed:
        raise NotAllowed(needs)
    if stale:
        raise Stale(needs, _changes_since(claim, version))
    refuse_if(NotReady, state and needs)
    refuse_if(Invalid, given)
    return dossier, replace(step, at=not_before(claim, step.at))


def lock(claim: Claim) -> Dossier:
    """Lock a claim, and load it as it is now."""
    # Alone: PostgreSQL, having waited, reads the row again, but not the rows joined to it.
    Claim.objects.select_for_update().only("pk").get(pk=claim.pk)
    return load_one(claim)


def not_before(claim: Claim, at: datetime.datetime) -> datetime.datetime:
    """Return the time, or that of the claim's last event if it is later: events stay in order."""
    last = claim.events.order_by("-number").values_list("at", flat=True).first()
    return max(at, last) if last else at


def _last_event(claim: Claim) -> Event:
    """Return the last event that moved the claim; assignments do not."""
    events = claim.events.exclude(verb__in=HANDS)
    return events.select_related("by").order_by("-number").first()


def _wrong_state(verb: str, claim: Claim, last: Event) -> Need:
    """Say why the state does not fit, and who brought the claim there."""
    rule = VERBS[verb]
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
    """Return the edits after a version: who, when, and which fields were what."""
    changes, before = [], None
    for event in claim.events.select_related("by").order_by("number"):
        after = json.loads(event.snapshot)["claim"]
        if before and event.verb == "edit" and after["version"] > version:
            fields = [one for one in differences(before, after) if one["field"] not in UNTOLD]
            who = {"by": event.by.get_username(), "at": instant(event.at), "note": event.note}
            changes.append({**who, "fields": fields})
        before = after
    return changes


def refuse_if(refusal: type[Refused], needs: Sequence[Need]) -> None:
    if needs:
        raise refusal(needs)
