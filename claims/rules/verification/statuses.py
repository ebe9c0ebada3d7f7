"""The verification statuses (is it so?), one row each with all facts about it."""

from collections.abc import Callable
from dataclasses import dataclass

from claims.rules.refusals import Need
from claims.rules.verification import standards
from claims.rules.verification.standards import Grounds


@dataclass(frozen=True)
class Status:
    """A verification status.

    ``hedge`` ends a sentence on a claim. ``needs`` returns the needs of the status. ``strength``:
    an answer from several values has the status with the lowest strength; 1 is the weakest.
    ``is_shared``: a second assessor, a third person, must agree. ``is_rated``: a band rates the
    basis. ``rating``: the place in a ClaimReview, counted from the worst, if the status says how
    true a claim is. ``badge`` and ``tone`` are the colors on the desk and on public pages.
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
    """Return the needs of a verification status, each met or not, with the present facts."""
    status = STATUSES[code]
    needs = status.needs(grounds)
    return [*needs, standards.second_assessor(status.label, grounds)] if status.is_shared else needs


def weakest(codes) -> str:
    """Return the weakest of several statuses."""
    return min(codes, key=lambda code: STATUSES[code].strength)
