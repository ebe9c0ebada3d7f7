"""Steps on many rows at once: one verb for each row, and what became of it.

Each row is a transaction of its own: what is done stays done, whatever becomes of the others.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from claims import desk
from claims.desk import assignment
from claims.models import ActionReport, Claim, ClaimLink
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Invalid, Need, Refused

MOST_AT_ONCE = 200
# Of each person, the last ones.
REPORTS_KEPT = 20
GONE = Need("gone", "It is no longer there.")


@dataclass(frozen=True)
class Step:
    """``take`` is called with the row, ``by``, ``at`` and what was given; it raises ``Refused``."""

    label: str
    take: Callable
    model: type = Claim

    def rows(self) -> QuerySet:
        rows = self.model.objects.order_by("id")
        return rows.select_related("from_claim", "to_claim") if self.model is ClaimLink else rows


def move(verb: str, claim: Claim, *, by, at):
    """The list shows no version: the guards look at the claim as it is now."""
    getattr(desk, verb)(claim, by=by, at=at, version=None)


def assign(claim: Claim, *, by, at, to: int, due_on: str | None, note: str):
    person = get_user_model().objects.filter(pk=to).first()
    if person is None:
        raise Invalid([Need("assignee", "That person is not there any more.", "to")])
    due_on = datetime.date.fromisoformat(due_on) if due_on else None
    assignment.assign(claim, to=person, due_on=due_on, note=note, by=by, at=at)


# Those that need no words of their own for each claim.
PLAIN = ("submit", "start_review", "publish", "revise")
STEPS = {
    **{verb: Step(VERBS[verb].label, partial(move, verb)) for verb in PLAIN},
    "assign": Step("Assign", assign),
    "unassign": Step("Assign to nobody", assignment.unassign),
    "confirm_link": Step("Confirm", desk.confirm_link, ClaimLink),
    "reject_link": Step("Reject", desk.reject_link, ClaimLink),
}


def run(name: str, pks: Iterable[int], *, by, given: dict) -> ActionReport:
    """Take a step on each row, oldest first, and store what became of it.

    ``given``: plain data, kept so that the step can be tried again. The caller passes at most
    MOST_AT_ONCE rows.
    """
    step, wanted = STEPS[name], sorted(set(pks))
    found = step.rows().in_bulk(wanted)
    told = []
    for pk in wanted:
        row = found.get(pk)
        needs = attempt(step, row, by, given) if row else [GONE]
        told.append({**shown(row), "pk": pk, "needs": [plain(need) for need in needs]})
    report = ActionReport.objects.create(
        by=by, at=timezone.now(), step=name, given=given, rows=told
    )
    forget_old(by)
    return report


def attempt(step: Step, row, by, given: dict) -> list[Need]:
    try:
        step.take(row, by=by, at=timezone.now(), **given)
    except Refused as refused:
        return refused.needs
    return []


def shown(row: Claim | ClaimLink | None) -> dict:
    """What the report shows of a row, as it was then."""
    if row is None:
        return {"name": "", "text": ""}
    if isinstance(row, ClaimLink):
        return {
            "name": str(row),
            "text": f"{row.from_claim.statement} · {row.to_claim.statement}",
        }
    return {"name": row.ref, "text": row.statement}


def plain(need: Need) -> dict:
    return {"code": need.code, "message": need.message, "field": need.field}


def forget_old(by) -> None:
    reports = ActionReport.objects.filter(by=by).order_by("-id").values_list("pk", flat=True)
    ActionReport.objects.filter(pk__in=list(reports[REPORTS_KEPT : REPORTS_KEPT + 100])).delete()
