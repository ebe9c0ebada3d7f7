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
        "Not assessed", "not yet assessed", lambda grounds: [], 4, "default", is_rated=False
    ),
    "attributed": Status(
        "Attributed", "not independently verified", standards.attributed, 6, "info"
    ),
    "corroborated": Status(
        "Corroborated",
        "corroborated by independent sources",
        standards.corroborated,
        strength=7,
        badge="success",
        tone="good",
        rating=3,
    ),
    "confirmed": Status(
        "Confirmed",
        "confirmed",
        standards.confirmed,
        strength=8,
        badge="success",
        tone="good",
        is_shared=True,
        rating=4,
    ),
    "disputed": Status("Disputed", "disputed", standards.disputed, 2, "warning", "bad", rating=2),
    "refuted": Status(
        "Refuted", "refuted", standards.refuted, 1, "danger", "bad", is_shared=True, rating=1
    ),
    "unverifiable": Status(
        "Unverifiable",
        "could not be verified",
        standards.unverifiable,
        strength=3,
        badge="warning",
        is_rated=False,
    ),
    "not_checkable": Status(
        "Not checkable",
        "not open to checking",
        standards.not_checkable,
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
