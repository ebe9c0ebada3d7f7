"""Rules on assigning a claim and on its due date: pure functions on plain data."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass

from claims.rules.lifecycle import DESK_STATES
from claims.rules.refusals import Need
from claims.rules.roles import GIVERS, TAKERS, WORKERS

# A calendar day ends last in the time zone twelve hours behind UTC.
BEHIND = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class Person:
    """A person who assigns or holds a claim, compared by ``key``; messages use ``name``."""

    key: Hashable
    name: str
    roles: frozenset[str]
    is_active: bool = True


def is_open(review_state: str, needs_reassessment: bool) -> bool:
    """Return whether a claim still needs work, so that it can be assigned."""
    return review_state in DESK_STATES or (needs_reassessment and review_state != "merged")


def assign_needs(by: Person, to: Person, holder: Person | None) -> list[Need]:
    """Return what forbids ``by`` to assign a claim of ``holder`` (None: of nobody) to ``to``."""
    needs = holder_needs(by, holder)
    if not needs and to.key != by.key and not by.roles & set(GIVERS):
        message = "Only reviewers and chief editors assign a claim to somebody else."
        needs.append(Need("role", message))
    if not needs and not (to.is_active and to.roles & set(WORKERS)):
        message = f"{to.name} has no role that works on claims: choose somebody else."
        needs.append(Need("assignee", message, "to"))
    return needs


def holder_needs(by: Person, holder: Person | None) -> list[Need]:
    """Return what forbids ``by`` to take a claim from ``holder`` (None: from nobody)."""
    if holder and holder.key == by.key and by.roles & set(WORKERS):
        return []
    if not by.roles & set(TAKERS):
        return [Need("role", "Only editors, reviewers and chief editors assign claims.")]
    if holder and not by.roles & set(GIVERS):
        message = f"It is assigned to {holder.name}: only reviewers and chief editors change that."
        return [Need("holder", message)]
    return []


def is_over(day: datetime.date, at: datetime.datetime) -> bool:
    """Return whether a calendar day is over everywhere; ``at`` is aware."""
    return day < (at.astimezone(datetime.UTC) - BEHIND).date()


def due_words(due_on: datetime.date | None, today: datetime.date) -> str:
    """Return a due date in words, such as “overdue since 2026-11-20”; empty without a date."""
    if due_on is None:
        return ""
    if due_on < today:
        return f"overdue since {due_on}"
    return "due today" if due_on == today else f"due {due_on}"
