"""Assigning a claim to somebody, and ending that; as in ``desk``, all of a verb or nothing.

These verbs move no state and count no version: of two people who assign at once, the later one
holds. An assignment ends with the step that brings the claim to its end (``lifecycle.ENDS``).
"""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from claims.desk.gate import lock, not_before, refuse_if
from claims.loading.dossier import Dossier
from claims.loading.facts import roles_of
from claims.models import Assignment, Claim
from claims.record import history
from claims.record.history import Step
from claims.rules.assignment import Person, assign_needs, holder_needs, is_open, is_over
from claims.rules.refusals import Invalid, Need, NotAllowed, NotReady
from claims.rules.roles import WORKERS
from claims.rules.text import note_needs


def person(user, *known: Person) -> Person:
    """Return a user as the rules read one: of those who are known, or with the roles fetched."""
    if same := [one for one in known if one.key == user.pk]:
        return same[0]
    return Person(user.pk, user.get_username(), roles_of(user), user.is_active)


def people():
    """Return the people who can be assigned a claim, by name."""
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
    dossier, held = _enter(claim)
    claim, actor = dossier.claim, person(by)
    taker = person(to, actor)
    refuse_if(NotAllowed, assign_needs(actor, taker, held and person(held.to, actor, taker)))
    if not is_open(claim.review_state, claim.needs_reassessment):
        state = claim.get_review_state_display().lower()
        message = f"{claim.ref} is {state}: nobody has to work on it, so nobody can be assigned."
        raise NotReady([Need("state", message, "review_state")])
    refuse_if(Invalid, note_needs(note=note) + _due_needs(due_on, at))
    if held and (held.to_id, held.due_on) == (to.pk, due_on):
        raise NotReady([Need("assigned_already", f"{claim.ref} is assigned so already.", "to")])
    step = Step("assign", by, not_before(claim, at), note)
    new = {"to": to, "due_on": due_on, "by": by, "at": step.at}
    assignment, _created = Assignment.objects.update_or_create(claim=claim, defaults=new)
    _log(dossier, step, held, assignment)
    return assignment


@transaction.atomic
def unassign(claim: Claim, *, by, at: datetime.datetime, note: str = "") -> Claim:
    """Take a claim out of somebody's hands, and leave it to whoever takes it next."""
    dossier, held = _enter(claim)
    claim = dossier.claim
    if held is None:
        raise NotReady([Need("not_assigned", f"{claim.ref} is assigned to nobody.", "to")])
    actor = person(by)
    refuse_if(NotAllowed, holder_needs(actor, person(held.to, actor)))
    refuse_if(Invalid, note_needs(note=note))
    held.delete()
    _log(dossier, Step("unassign", by, not_before(claim, at), note), held, None)
    return claim


def _enter(claim: Claim) -> tuple[Dossier, Assignment | None]:
    dossier = lock(claim)
    return dossier, Assignment.objects.select_related("to").filter(claim=claim).first()


def _due_needs(due_on: datetime.date | None, at: datetime.datetime) -> list[Need]:
    if due_on is None or not is_over(due_on, at):
        return []
    return [Need("due_in_the_past", "That day is over: give today, or a later day.", "due_on")]


def _log(dossier: Dossier, step: Step, before: Assignment | None, after: Assignment | None):
    """Log who had and has the claim: by id for programs, by name for people."""
    history.append(dossier, step, assignment={"before": _plain(before), "after": _plain(after)})


def _plain(assignment: Assignment | None) -> dict | None:
    if assignment is None:
        return None
    return {
        "to_id": assignment.to_id,
        "to": assignment.to.get_username(),
        "due_on": assignment.due_on and assignment.due_on.isoformat(),
    }
