"""The stances of a citation on its claim, the source verification statuses, and the verdicts.

A source status answers “did they say it?” for one citation. ``requirements.roll_up`` combines the
statuses of a claim. A verdict answers the question for one alleged origin, over all citations.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Stance:
    """A stance on a claim: ``carries`` hands it on, ``refutes`` may refute it, as evidence.

    ``verdict``: the one on the origin that takes this stance on what it is said to have said.
    """

    label: str
    carries: bool = False
    refutes: bool = False
    verdict: str = ""


STANCES = {
    "asserts": Stance("Asserts it", carries=True),
    "repeats": Stance("Repeats it", carries=True),
    "supports": Stance("Supports it", carries=True),
    "qualifies": Stance("Qualifies it"),
    "contradicts": Stance("Contradicts it", refutes=True),
    "denies_truth": Stance("Denies that it is so"),
    "denies_attribution": Stance("Denies having said it", verdict="denied"),
    "corrects": Stance("Corrects it", refutes=True),
    "withdraws": Stance("Withdraws it", verdict="withdrew"),
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
    origin. A citation that was not accessible again still counts. ``verdict``: what follows for
    the origin. ``badge`` and ``tone`` are the colors on the desk and on public pages.
    """

    label: str
    rank: int
    badge: str
    tone: str = "plain"
    verdict: str = "reported"
    finds_origin: bool = False
    is_seen: bool = False
    discounts: str = ""


SOURCE_STATUSES = {
    "unchecked": SourceStatus("Not checked", 9, "default"),
    "secondhand": SourceStatus("Second-hand", 4, "info", finds_origin=True),
    "original_seen": SourceStatus(
        "Original seen", 3, "success", "good", "said", finds_origin=True, is_seen=True
    ),
    "confirmed_by_origin": SourceStatus(
        "Confirmed by the origin", 2, "success", "good", "said", finds_origin=True, is_seen=True
    ),
    "says_otherwise": SourceStatus(
        "The origin says otherwise",
        rank=5,
        badge="danger",
        tone="bad",
        verdict="says_otherwise",
        discounts="A source check found that {origins} said something else.",
    ),
    "misattributed": SourceStatus(
        "Misattributed",
        rank=6,
        badge="danger",
        tone="bad",
        verdict="misattributed",
        discounts="A source check found that {origins} did not say it.",
    ),
    "denied_by_origin": SourceStatus(
        "Denied by the origin",
        rank=1,
        badge="danger",
        tone="bad",
        verdict="denied",
        discounts="A source check found that it was denied by {origins}.",
    ),
    "origin_unknown": SourceStatus(
        "Origin unknown",
        rank=7,
        badge="warning",
        verdict="cannot_be_told",
        discounts="A source check found that its origin cannot be known.",
    ),
    "inaccessible": SourceStatus("Not accessible", 8, "warning", verdict="cannot_be_told"),
}
# From the status that outweighs all others to the one that counts least.
ATTRIBUTION_ORDER = tuple(sorted(SOURCE_STATUSES, key=lambda code: SOURCE_STATUSES[code].rank))
ORIGIN_FOUND = tuple(code for code in ATTRIBUTION_ORDER if SOURCE_STATUSES[code].finds_origin)
SEEN = tuple(code for code in ATTRIBUTION_ORDER if SOURCE_STATUSES[code].is_seen)


@dataclass(frozen=True)
class Verdict:
    """A verdict on one alleged origin: did this source say it?

    Of several findings on an origin, the verdict that stands first in the table counts.
    ``makes_claim``: the claim is the origin's own; ``undoes``: it is not, or is no longer, so a
    publication that says otherwise has to be looked at anew; ``is_rated``: a ClaimReview rates it
    as false that the origin said it. The texts are those of sentences
    (``claims/rules/saying``) on an origin that does not make the claim. ``alone``: where nobody
    else makes it. ``beside``: where somebody does. ``speaker``: of the speaker of a speech act,
    whose name the statement has already.
    """

    label: str
    badge: str
    tone: str = "plain"
    makes_claim: bool = False
    undoes: bool = False
    is_rated: bool = False
    alone: str = ""
    beside: str = ""
    speaker: str = ""


# Design: “Verdicts on attribution”. A denial weighs more than what was seen: both are shown.
VERDICTS = {
    "withdrew": Verdict(
        "Said it, and withdrew it",
        "warning",
        "bad",
        undoes=True,
        alone="%(statement)s: %(voice)s said so and has withdrawn it",
        beside="%(voice)s said so and has withdrawn it",
        speaker="%(statement)s: %(report)s, and %(voice)s has withdrawn it",
    ),
    "denied": Verdict(
        "Denies having said it",
        "danger",
        "bad",
        undoes=True,
        is_rated=True,
        alone="%(statement)s: attributed to %(voice)s, which denies having said it",
        beside="also attributed to %(voice)s, which denies having said it",
        speaker="%(statement)s: %(report)s, but %(voice)s denies having said it",
    ),
    "said": Verdict("Said it", "success", "good", makes_claim=True),
    "says_otherwise": Verdict(
        "Says otherwise",
        "danger",
        "bad",
        undoes=True,
        is_rated=True,
        alone="%(statement)s: attributed to %(voice)s, which says otherwise",
        beside="also attributed to %(voice)s, which says otherwise",
        speaker="%(statement)s: %(report)s, but %(voice)s says otherwise",
    ),
    "misattributed": Verdict(
        "Did not say it",
        "danger",
        "bad",
        undoes=True,
        is_rated=True,
        alone="%(statement)s: wrongly attributed to %(voice)s",
        beside="also wrongly attributed to %(voice)s",
        speaker="%(statement)s: %(report)s, but wrongly: %(voice)s did not say it",
    ),
    "reported": Verdict("Is reported to have said it", "info", makes_claim=True),
    "cannot_be_told": Verdict(
        "Cannot be told",
        "warning",
        alone="%(statement)s: attributed to %(voice)s, but whether that is so cannot be told",
        beside="also attributed to %(voice)s, but whether that is so cannot be told",
        speaker="%(statement)s: %(report)s, but whether %(voice)s said it cannot be told",
    ),
}
UNDOING = frozenset(code for code, verdict in VERDICTS.items() if verdict.undoes)
MAKING = frozenset(code for code, verdict in VERDICTS.items() if verdict.makes_claim)


def verdict(codes: Iterable[str]) -> str:
    """Return the verdict on an origin from those that its citations give."""
    given = set(codes)
    return next(code for code in VERDICTS if code in given)


def statuses_of_origins(
    origins: Collection[Hashable], checks: Iterable[tuple[Hashable | None, str]]
) -> Mapping[Hashable, str]:
    """Return the status of each origin of a chain from its checks (origin, status), oldest first.

    A check without an origin is on all of them. Origins that nobody has checked are left out.
    """
    found: dict[Hashable, str] = {}
    for about, status in checks:
        found |= dict.fromkeys(origins if about is None else [about], status)
    return {origin: found[origin] for origin in origins if origin in found}


def status_of_chain(statuses: Iterable[str]) -> str:
    """Return the status of a chain that leads to several origins: the best that was found of one.

    So one joint origin's denial leaves the chain to the others.
    """
    given = list(statuses)
    found = [status for status in given if SOURCE_STATUSES[status].finds_origin]
    return min(found or given, key=ATTRIBUTION_ORDER.index, default="unchecked")
