"""The stances of a citation on its claim, and the source verification statuses.

A source status answers “did they say it?” for one citation. ``requirements.roll_up`` combines the
statuses of a claim.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stance:
    """A stance on a claim: ``carries`` hands it on, ``refutes`` may refute it, as evidence."""

    label: str
    carries: bool = False
    refutes: bool = False


STANCES = {
    "asserts": Stance("Asserts it", carries=True),
    "repeats": Stance("Repeats it", carries=True),
    "supports": Stance("Supports it", carries=True),
    "qualifies": Stance("Qualifies it"),
    "contradicts": Stance("Contradicts it", refutes=True),
    "denies_truth": Stance("Denies that it is so"),
    "denies_attribution": Stance("Denies having said it"),
    "corrects": Stance("Corrects it", refutes=True),
    "withdraws": Stance("Withdraws it"),
    "mentions": Stance("Mentions it"),
}
CARRYING_STANCES = tuple(code for code, stance in STANCES.items() if stance.carries)
REFUTING_STANCES = frozenset(code for code, stance in STANCES.items() if stance.refutes)


@dataclass(frozen=True)
class SourceStatus:
    """A result of a source check.

    ``rank``: of several citations of a claim, the status with the lowest rank counts; a denial
    comes first. ``finds_origin``: the check found that the claimant is the origin of the chain;
    ``is_seen``: at the origin itself. ``discounts``: the sentence on why the citation counts no
    origin. A citation that was not accessible again still counts. ``verdict``: what it means for an
    alleged origin, as the sentence on the claim says it. ``badge`` and ``tone`` are the
    colors on the desk and on public pages.
    """

    label: str
    rank: int
    badge: str
    tone: str = "plain"
    finds_origin: bool = False
    is_seen: bool = False
    discounts: str = ""
    verdict: str = "reported"


SOURCE_STATUSES = {
    "unchecked": SourceStatus("Not checked", 8, "default"),
    "secondhand": SourceStatus("Second-hand", 4, "info", finds_origin=True),
    "original_seen": SourceStatus(
        "Original seen", 3, "success", "good", finds_origin=True, is_seen=True, verdict="said"
    ),
    "confirmed_by_origin": SourceStatus(
        "Confirmed by the origin",
        rank=2,
        badge="success",
        tone="good",
        finds_origin=True,
        is_seen=True,
        verdict="said",
    ),
    "misattributed": SourceStatus(
        "Misattributed",
        rank=5,
        badge="danger",
        tone="bad",
        discounts="A source check found that {origins} did not say it.",
        verdict="misattributed",
    ),
    "denied_by_origin": SourceStatus(
        "Denied by the origin",
        rank=1,
        badge="danger",
        tone="bad",
        discounts="A source check found that it was denied by {origins}.",
        verdict="denied",
    ),
    "origin_unknown": SourceStatus(
        "Origin unknown",
        rank=6,
        badge="warning",
        discounts="A source check found that its origin cannot be known.",
        verdict="cannot_be_told",
    ),
    "inaccessible": SourceStatus("Not accessible", 7, "warning"),
}
# From the status that outweighs all others to the one that counts least.
ATTRIBUTION_ORDER = tuple(sorted(SOURCE_STATUSES, key=lambda code: SOURCE_STATUSES[code].rank))
ORIGIN_FOUND = tuple(code for code in ATTRIBUTION_ORDER if SOURCE_STATUSES[code].finds_origin)
SEEN = tuple(code for code in ATTRIBUTION_ORDER if SOURCE_STATUSES[code].is_seen)
