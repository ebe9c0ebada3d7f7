"""Verbs on who has a claim in hand: assigning it to somebody, and ending that.

As in ``desk``, each checks, writes and logs in one transaction, or does nothing and raises a
``Refused``. They move no state and count no version: of two people who assign at once, the later
one holds, and the history tells both. An assignment ends by itself with the step that brings the
claim to the end of its way (``lifecycle.ENDS``).
"""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from claims.desk.gate import not_before, refuse_if
from claims.loading.facts import roles_of
from claims.models import Assignment, Claim
from claims.record import history
from claims.rules.assignment import Person, assign_needs, holder_needs, is_open, is_over
from claims.rules.refusals import Invalid, Need, NotAllowed, NotReady
from claims.rules.roles import WORKERS
from claims.rules.text import note_needs


def person(user) -> Person:
    return Person(user.pk, user.get_username(), roles_of(user), user.is_active)


def people():
    """Whoever can have a claim in hand, by name."""
    has_role = Q(is_superuser=True) | Q(groups__name__in=WORKERS)
    active = get_user_model().objects.filter(has_role, is_active=True)
    return active.distinct().order_by("username")


@transaction.atomic
def assign(
    claim: Claim,
    *,
    to,
    by,
    at: datetime.datetime,
    due_on: datetime.date | None = None,
    note: str = "",
) -> Assignment:
    """Put a claim into somebody's hands; ``due_on`` is the last day, or None for whenever."""
    claim, held = _enter(claim)
    actor = person(by)
    taker = actor if to.pk == by.pk else person(to)
    refuse_if(NotAllowed, assign_needs(actor, taker, held and person(held.to)))
    if not is_open(claim.review_state, claim.needs_reassessment):
        state = claim.get_review_state_display().lower()
        message = f"{claim.ref} is {state}: nobody has to work on it, so nobody can be assigned."
        raise NotReady([Need("state", message, "review_state")])
    refuse_if(Invalid, note_needs(note=note) + _due_needs(due_on, at))
    if held and (held.to_id, held.due_on) == (to.pk, due_on):
        raise NotReady([Need("assigned_already", f"{claim.ref} is assigned so already.", "to")])
    at = not_before(claim, at)
    new = {"to": to, "due_on": due_on, "by": by, "at": at}
    assignment, _created = Assignment.objects.update_or_create(claim=claim, defaults=new)
    _log("assign", claim, held, assignment, by=by, at=at, note=note)
    return assignment


@transaction.atomic
def unassign(claim: Claim, *, by, at: datetime.datetime, note: str = "") -> Claim:
    """Take a claim out of somebody's hands, and leave it to whoever takes it next."""
    claim, held = _enter(claim)
    if held is None:
        raise NotReady([Need("not_assigned", f"{claim.ref} is assigned to nobody.", "to")])
    refuse_if(NotAllowed, holder_needs(person(by), person(held.to)))
    refuse_if(Invalid, note_needs(note=note))
    held.delete()
    _log("unassign", claim, held, None, by=by, at=not_before(claim, at), note=note)
    return claim


def _enter(claim: Claim) -> tuple[Claim, Assignment | None]:
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    return claim, Assignment.objects.select_related("to").filter(claim=claim).first()


def _due_needs(due_on: datetime.date | None, at: datetime.datetime) -> list[Need]:
    if due_on is None or not is_over(due_on, at):
        return []
    return [Need("due_in_the_past", "That day is over: give today, or a later day.", "due_on")]


def _log(verb: str, claim: Claim, before: Assignment | None, after: Assignment | None, **event):
    """The event names both, before and after: by id for good, and by name for people."""
    held = {"before": _plain(before), "after": _plain(after)}
    history.append(claim, verb, from_state=claim.review_state, assignment=held, **event)


def _plain(assignment: Assignment | None) -> dict | None:
    if assignment is None:
        return None
    return {
        "to_id": assignment.to_id,
        "to": assignment.to.get_username(),
        "due_on": assignment.due_on and assignment.due_on.isoformat(),
    }
