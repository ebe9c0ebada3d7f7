"""Verbs on figures: set the policy of a figure, and decide which claims count for it.

Each verb checks and writes in one transaction, or raises a ``Refused`` with every reason. Nothing
is overwritten: an answer for an earlier moment uses the policy of that moment.
"""

import datetime

from django.db import transaction

from claims.desk.claim_fields import write_row
from claims.desk.gate import refuse_if
from claims.loading import facts
from claims.models import Claim, Figure, FigureMember, FigurePolicy, Series
from claims.record import change_log
from claims.rules.refusals import Invalid, Need, NotAllowed
from claims.rules.roles import FIGURE_KEEPERS
from sources.registers.recorded import recording

ABOUT = ("measure", "subject", "scope")


@transaction.atomic
def set_policy(
    figure: Figure,
    *,
    policy: str,
    note: str,
    by,
    at: datetime.datetime,
    series: Series | None = None,
    preferred: Claim | None = None,
) -> FigurePolicy:
    """Set the policy of a figure from ``at`` on, with the reason (``choices.FIGURE_POLICIES``)."""
    refuse_if(NotAllowed, keeper_needs(by))
    Figure.objects.select_for_update().get(pk=figure.pk)
    row = FigurePolicy(
        figure=figure,
        policy=policy,
        series=series,
        preferred=preferred,
        note=note or "",
        by=by,
        at=not_before(figure.policies, at),
    )
    needs = [
        need
        for field, chosen in (("series", series), ("preferred", preferred))
        if chosen
        for need in question_needs(figure, chosen, field)
    ]
    with recording(by=by, at=at, verb="decide", note=row.note):
        refuse_if(Invalid, write_row(row, needs, note=note))
    change_log.decided("policy", figure, at=row.at, note=row.note)
    return row


@transaction.atomic
def decide_member(
    figure: Figure, claim: Claim, *, decision: str, reason: str, by, at: datetime.datetime
) -> FigureMember:
    """Decide that a claim on the same question counts or not, or leave it to the rules again."""
    refuse_if(NotAllowed, keeper_needs(by))
    Figure.objects.select_for_update().get(pk=figure.pk)
    row = FigureMember(
        figure=figure,
        claim=claim,
        decision=decision,
        reason=reason or "",
        by=by,
        at=not_before(figure.members, at),
    )
    needs = question_needs(figure, claim, "claim") if decision == "include" else []
    with recording(by=by, at=at, verb="decide", note=row.reason):
        refuse_if(Invalid, write_row(row, needs, reason=reason))
    change_log.decided("member", figure, at=row.at, note=row.reason, claim=claim)
    return row


def question_needs(figure: Figure, chosen: Series | Claim, field: str) -> list[Need]:
    """Return what differs between a series or claim and the figure's question."""
    name = chosen.ref if isinstance(chosen, Claim) else f"“{chosen}”"
    return [
        Need(
            "figure_of_another_kind",
            f"“{figure}” asks for {getattr(figure, about) or f'no {about}'}, and {name} is about "
            f"{getattr(chosen, about) or f'no {about}'}.",
            field,
        )
        for about in ABOUT
        if getattr(chosen, f"{about}_id") != getattr(figure, f"{about}_id")
    ]


def keeper_needs(by) -> list[Need]:
    if facts.roles_of(by) & set(FIGURE_KEEPERS):
        return []
    return [Need("role", f"Only a {' or '.join(FIGURE_KEEPERS)} may decide on a figure.")]


def not_before(rows, at: datetime.datetime) -> datetime.datetime:
    """Return a time that is not before the last row's, so that earlier answers stay the same."""
    last = rows.order_by("-id").first()
    return max(at, last.at) if last else at
