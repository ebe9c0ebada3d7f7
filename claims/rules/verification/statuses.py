"""The verification statuses (is it so?), a row for each with all that is known of it."""

from collections.abc import Callable
from dataclasses import dataclass

from claims.rules.refusals import Need
from claims.rules.verification import standards
from claims.rules.verification.standards import Grounds


@dataclass(frozen=True)
class Status:
    """``hedge`` ends a sentence on a claim. ``needs`` gives what the status rests on.

    ``strength``: of several values together no more is said than of the weakest, 1.
    ``is_shared``: a second, third person has to share the assessment. ``is_rated``: the strength
    of its basis is rated by a band. ``rating``: its place in a ClaimReview, from the worst, where
    it says how far a claim holds. ``badge`` and ``tone`` are the colors on the desk and on public
    pages.
    """

    label: str
    hedge: str
    needs: Callable[[Grounds], list[Need]]
    strength: int
    badge: str
    tone: str = "plain"
    is_shared: bool = False
    is_rated: bool = True
    rating: int | None = None


STATUSES = {
    "unassessed": Status(
        label="Not assessed",
        hedge="not yet assessed",
        needs=lambda grounds: [],
        strength=4,
        badge="default",
        is_rated=False,
    ),
    "attributed": Status(
        label="Attributed",
        hedge="not independently verified",
        needs=standards.attributed,
        strength=6,
        badge="info",
    ),
    "corroborated": Status(
        label="Corroborated",
        hedge="corroborated by independent sources",
        needs=standards.corroborated,
        strength=7,
        badge="success",
        tone="good",
        rating=3,
    ),
    "confirmed": Status(
        label="Confirmed",
        hedge="confirmed",
        needs=standards.confirmed,
        strength=8,
        badge="success",
        tone="good",
        is_shared=True,
        rating=4,
    ),
    "disputed": Status(
        label="Disputed",
        hedge="disputed",
        needs=standards.disputed,
        strength=2,
        badge="warning",
        tone="bad",
        rating=2,
    ),
    "refuted": Status(
        label="Refuted",
        hedge="refuted",
        needs=standards.refuted,
        strength=1,
        badge="danger",
        tone="bad",
        is_shared=True,
        rating=1,
    ),
    "unverifiable": Status(
        label="Unverifiable",
        hedge="could not be verified",
        needs=standards.unverifiable,
        strength=3,
        badge="warning",
        is_rated=False,
    ),
    "not_checkable": Status(
        label="Not checkable",
        hedge="not open to checking",
        needs=standards.not_checkable,
        strength=5,
        badge="default",
        is_rated=False,
    ),
}
BEST_RATING = max(status.rating or 0 for status in STATUSES.values())


def status_needs(code: str, grounds: Grounds) -> list[Need]:
    """Return what a verification status needs, each met or not, with what there is instead."""
    status = STATUSES[code]
    needs = status.needs(grounds)
    return [*needs, standards.second_assessor(status.label, grounds)] if status.is_shared else needs


def weakest(codes) -> str:
    """Return the weakest of several statuses."""
    return min(codes, key=lambda code: STATUSES[code].strength)
