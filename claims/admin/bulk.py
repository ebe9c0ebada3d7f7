"""Steps on many rows at once, with a report; and the actions of the claim list that take them.

Each row is a transaction of its own: a refused row undoes no other.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from claims import desk
from claims.desk import assignment
from claims.loading.facts import roles_of
from claims.models import ActionReport, Claim, ClaimLink
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Invalid, Need, Refused
from claims.rules.roles import TAKERS

MOST_AT_ONCE = 200
REPORTS_KEPT = 20  # of each person
GONE = Need("gone", "It is no longer there.")


@dataclass(frozen=True)
class Step:
    """``take`` gets the row, ``by``, ``at`` and the given data, and raises ``Refused``."""

    label: str
    take: Callable
    model: type = Claim
    related: tuple[str, ...] = ()


def move(verb: str, claim: Claim, *, by, at):
    """Take a verb without a version, which the list does not show: the guards read the claim."""
    getattr(desk, verb)(claim, by=by, at=at, version=None)


def assign_to(claim: Claim, *, by, at, to: int, due_on: str | None, note: str):
    person = get_user_model().objects.filter(pk=to).first()
    if person is None:
        raise Invalid([Need("assignee", "That person is not there any more.", "to")])
    due_on = datetime.date.fromisoformat(due_on) if due_on else None
    assignment.assign(claim, to=person, due_on=due_on, note=note, by=by, at=at)


# The verbs that need no words for each claim.
PLAIN = ("submit", "start_review", "publish", "revise")
SIDES = ("from_claim", "to_claim")
STEPS = {
    **{verb: Step(VERBS[verb].label, partial(move, verb)) for verb in PLAIN},
    "assign": Step("Assign", assign_to),
    "unassign": Step("Assign to nobody", assignment.unassign),
    "confirm_link": Step("Confirm", desk.confirm_link, ClaimLink, SIDES),
    "reject_link": Step("Reject", desk.reject_link, ClaimLink, SIDES),
}


def run(name: str, pks: Iterable[int], *, by, given: dict) -> ActionReport:
    """Take a step on each row, oldest first, and store a report. Pass at most MOST_AT_ONCE rows.

    ``given``: plain data, stored so that the step can be tried again.
    """
    step, pks = STEPS[name], sorted(set(pks))
    rows = step.model.objects.select_related(*step.related or [None]).in_bulk(pks)
    results = []
    for pk in pks:
        row = rows.get(pk)
        needs = attempt(step, row, by, given) if row else [GONE]
        needs = [{"code": n.code, "message": n.message, "field": n.field} for n in needs]
        results.append({**shown(row), "pk": pk, "needs": needs})
    report = ActionReport(by=by, at=timezone.now(), step=name, given=given, rows=results)
    report.save()
    reports = ActionReport.objects.filter(by=by).order_by("-id").values_list("pk", flat=True)
    ActionReport.objects.filter(pk__in=list(reports[REPORTS_KEPT : REPORTS_KEPT + 100])).delete()
    return report


def attempt(step: Step, row, by, given: dict) -> list[Need]:
    try:
        step.take(row, by=by, at=timezone.now(), **given)
    except Refused as refused:
        return refused.needs
    return []


def shown(row: Claim | ClaimLink | None) -> dict:
    """Return the name and text of a row after the step, for the report."""
    if isinstance(row, ClaimLink):
        return {"name": str(row), "text": f"{row.from_claim.statement} · {row.to_claim.statement}"}
    return {"name": row.ref, "text": row.statement} if row else {"name": "", "text": ""}


def chosen(request, queryset) -> list[int]:
    """Return the ids of the ticked rows; none, with a message, if there are too many."""
    pks = list(queryset.order_by("id").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(pks) <= MOST_AT_ONCE:
        return pks
    messages.error(request, f"Choose at most {MOST_AT_ONCE} claims at once.")
    return []


def action_of(verb: str):
    """Make the list action of a verb."""

    @admin.action(description=VERBS[verb].label)
    def action(model_admin, request, queryset):
        if not (pks := chosen(request, queryset)):
            return None
        report = run(verb, pks, by=request.user, given={})
        return redirect("admin:claims_claim_report", report.pk)

    action.__name__ = verb
    return action


@admin.action(description="Assign …")
def assign(model_admin, request, queryset):
    """Lead to the page that asks to whom, and until when."""
    if not (pks := chosen(request, queryset)):
        return None
    query = urlencode([("claim", pk) for pk in pks])
    return redirect(f"{reverse('admin:claims_claim_assign')}?{query}")


ACTIONS = [*map(action_of, PLAIN), assign]


def offered(request) -> set[str]:
    """Return the actions that the person's roles allow. The verb itself decides for each claim."""
    if not hasattr(request, "offered_actions"):
        roles = roles_of(request.user)
        takers = {verb: VERBS[verb].roles for verb in PLAIN} | {"assign": TAKERS}
        request.offered_actions = {name for name in takers if roles & set(takers[name])}
    return request.offered_actions
