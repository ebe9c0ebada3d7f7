"""Verbs on two claims: linking them, deciding on a link, merging one into the other.

Both claims are locked, the older one first, and both get the event.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.desk import reassessment
from claims.desk.gate import enter, lock, not_before, refuse_if
from claims.loading.dossier import Dossier
from claims.loading.facts import roles_of
from claims.models import Claim, ClaimLink, Event
from claims.models.validation import needs_of
from claims.record import change_log, composing, history
from claims.record.history import Entry, Step
from claims.rules.links import ORDERED_KINDS, SYMMETRIC_KINDS
from claims.rules.refusals import Invalid, Need, NotAllowed, NotReady

BY_HAND = "hand"


@transaction.atomic
def link(
    from_claim: Claim,
    to_claim: Claim,
    *,
    kind: str,
    by,
    at: datetime.datetime,
    note: str = "",
    rule: str = BY_HAND,
) -> ClaimLink:
    """Suggest a relation between two claims; ``rule`` names what found it, or says “hand”."""
    if kind in SYMMETRIC_KINDS and from_claim.pk > to_claim.pk:
        from_claim, to_claim = to_claim, from_claim
    ends, step = _enter_both(from_claim, to_claim, Step("link", by, at, note))
    first, second = (one.claim for one in ends)
    suggested = ClaimLink(from_claim=first, to_claim=second, kind=kind, rule=rule, note=note)
    suggested.suggested_by, suggested.suggested_at = by, step.at
    _refuse_unsound(suggested)
    suggested.save()
    _log(ends, step, suggested)
    return suggested


def confirm_link(suggested: ClaimLink, *, by, at: datetime.datetime, note: str) -> ClaimLink:
    """Decide that a suggested relation holds; whichever claim it undermines is flagged."""
    return _decide(suggested, "confirmed", by=by, at=at, note=note)


def reject_link(suggested: ClaimLink, *, by, at: datetime.datetime, note: str) -> ClaimLink:
    """Decide that a suggested relation does not hold; the suggestion stays, and says so."""
    return _decide(suggested, "rejected", by=by, at=at, note=note)


@transaction.atomic
def _decide(suggested: ClaimLink, state: str, *, by, at, note: str) -> ClaimLink:
    step = Step("decide_link", by, at, note)
    ends, step = _enter_both(suggested.from_claim, suggested.to_claim, step)
    suggested = next(one for one in ends[0].links if one.pk == suggested.pk)
    refuse_if(NotAllowed, _own_suggestion(suggested, by))
    if suggested.state == state:
        message = f"This link is already {state}, by {suggested.decided_by.get_username()}."
        raise NotReady([Need("link_decided", message, "state")])
    before, suggested.state = suggested.state, state
    suggested.decided_by, suggested.decided_at, suggested.note = by, step.at, note
    _refuse_unsound(suggested)
    suggested.save()
    event = _log(ends, step, suggested)
    if "confirmed" in (before, state):
        change_log.linked(suggested, event, [dossier.in_force for dossier in ends])
        cause = f"A link was {state}: {suggested}."
        ends = sorted(ends, key=lambda dossier: dossier.claim.pk)
        reassessment.reassess(ends, cause=cause, by=by, at=step.at)
    return suggested


def propose_merge(claim: Claim, target: Claim, *, by, at: datetime.datetime, note: str):
    """Propose that a claim is the same as another, and should be merged into it."""
    if not note.strip():
        raise Invalid([Need("comment", "Say why the two claims are one.", "note")])
    return link(claim, target, kind="same_as", by=by, at=at, note=note)


@transaction.atomic
def merge(
    claim: Claim,
    target: Claim,
    *,
    by,
    at: datetime.datetime,
    version: int | None = None,
    note: str = "",
) -> Claim:
    """Confirm a proposed merge: the claim leaves the record, its ref redirects for good.

    Needs a same_as link that somebody else proposed. A merged target is refused: no cycles.
    """
    both = Claim.objects.select_for_update().filter(pk__in=sorted([claim.pk, target.pk]))
    both.order_by("pk").first()
    dossier, step = enter(claim, Step("merge", by, at, note), version)
    into = dossier if claim.pk == target.pk else lock(target)
    claim, target = dossier.claim, into.claim
    step = replace(step, at=not_before(target, step.at))
    if claim.pk == target.pk:
        raise Invalid([Need("merge_into_itself", "Name another claim.", "target")])
    if target.review_state == "merged":
        message = f"{target.ref} was merged into {target.merged_into.ref}: name that one."
        raise NotReady([Need("target_merged", message, "target")])
    proposed = next((one for one in dossier.links if _proposes(one, claim, target)), None)
    if proposed is None:
        message = f"An editor has to propose the merge of {claim.ref} into {target.ref} first."
        raise NotReady([Need("merge_proposed", message, "target")])
    refuse_if(NotAllowed, _own_suggestion(proposed, by))
    if proposed.state == "suggested":
        proposed.state, proposed.decided_by, proposed.decided_at = "confirmed", by, step.at
        proposed.save()
        into.put(proposed)
    if dossier.live:
        composing.close([dossier.live], step.at)
    before, claim.review_state, claim.merged_into = claim.review_state, "merged", target
    event = history.append(dossier, replace(step, reason=target.ref), before)
    if dossier.live:
        change_log.merged(event, dossier.live, into.live)
    history.append(into, replace(step, reason=claim.ref))
    return claim


def _proposes(link: ClaimLink, claim: Claim, target: Claim) -> bool:
    """Return whether a link says that two claims are the same, and nobody has rejected it."""
    is_same = link.kind == "same_as" and link.state != "rejected"
    return is_same and {link.from_claim_id, link.to_claim_id} == {claim.pk, target.pk}


def _enter_both(first: Claim, second: Claim, step: Step) -> tuple[list[Dossier], Step]:
    """Lock both claims, the older first, and pass the gate for each."""
    entered, roles = {}, roles_of(step.by)
    for claim in sorted([first, second], key=lambda one: one.pk):
        entered[claim.pk], step = enter(claim, step, roles=roles)
    return [entered[first.pk], entered[second.pk]], step


def _refuse_unsound(suggested: ClaimLink) -> None:
    """Refuse what cannot be stored, and a circle of links that lead from one to the next."""
    try:
        suggested.full_clean()
    except ValidationError as error:
        raise Invalid(needs_of(error)) from error
    kind, to_claim = suggested.kind, suggested.to_claim
    if kind not in ORDERED_KINDS or suggested.state == "rejected":
        return
    if suggested.from_claim_id in _reached(to_claim, kind):
        words = f"{to_claim.ref} already {suggested.get_kind_display()} {suggested.from_claim.ref}"
        message = f"This would make a circle: {words}, directly or through others."
        raise Invalid([Need(f"{kind}_cycle", message, "to_claim")])


def _own_suggestion(suggested: ClaimLink, by) -> list[Need]:
    if suggested.rule != BY_HAND or suggested.suggested_by_id != by.pk:
        return []
    message = "Whoever suggested a link cannot decide on it: ask a colleague."
    return [Need("four_eyes_suggester", message)]


def _reached(claim: Claim, kind: str) -> set[int]:
    """All claims that links of this kind lead to from this one, directly or through others."""
    found, frontier = set(), {claim.pk}
    links = ClaimLink.objects.filter(kind=kind).exclude(state="rejected")
    while frontier:
        reached = links.filter(from_claim__in=frontier).values_list("to_claim", flat=True)
        frontier = set(reached) - found
        found |= frontier
    return found


def _log(ends: Sequence[Dossier], step: Step, linked: ClaimLink) -> Event:
    """Append the event to both claims; returns that of the first."""
    step = replace(step, reason=f"{linked.kind} {linked.state}")
    for dossier in ends:
        dossier.put(linked)
    return history.append_all([Entry(one, step, one.claim.review_state) for one in ends])[0]
