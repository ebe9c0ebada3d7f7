"""The explained band: how strong the basis of a claim is, in a word, with the steps to it.

It is the strength of our basis (ICD 203's confidence), never a likelihood and never a number:

* **not rated** while no origin was found, or where the claim is not assessed, cannot be verified
  or is not open to checking;
* **low** with an origin, and never more while a contradiction or denial stands;
* **moderate** with two independent origins, one of them disinterested; or with one
  disinterested origin whose original was seen;
* **high** with two independent origins, one of them disinterested, the original seen, and
  primary evidence or two disinterested origins graded A–C.

The grounds are those of ``standards``: independence before number, disinterest before
rank, and the original before what is said of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from claims.rules.refusals import Need
from claims.rules.verification.standards import Grounds, band_needs

LEVELS = ("not_rated", "low", "moderate", "high")
NOT_RATED_STATUSES = ("unassessed", "unverifiable", "not_checkable")
# The steps from the cheapest to the dearest: reading before asking, asking before finding.
COSTS = {
    "origin_found": 1,
    "original_seen": 2,
    "primary": 4,
    "disinterested": 5,
    "independent": 6,
    "no_contradiction": 8,
}
CHANGES = {
    "origin_found": "Check a source, so that an origin is found.",
    "original_seen": "See the original, or have the origin confirm it.",
    "primary": "Find primary evidence: an official record, visual evidence, a named list.",
    "disinterested": "Find an origin that is no interested party.",
    "independent": "Find a second, independent origin.",
    "no_contradiction": "Resolve the contradiction or denial that stands against it.",
}
CHANGES_NAMED = 2


@dataclass(frozen=True)
class Band:
    """``steps`` are the needs, met or not; ``raises`` the cheapest changes that lead higher,
    each one or several sentences that have to come true together."""

    level: str
    steps: tuple[Need, ...]
    raises: tuple[tuple[str, ...], ...]


def band(verification_status: str, grounds: Grounds) -> Band:
    steps = tuple(band_needs(grounds))
    if verification_status in NOT_RATED_STATUSES:
        return Band("not_rated", steps, ())
    met = frozenset(step.code for step in steps if step.met)
    return Band(level(met), steps, _raises(met))


def level(met: Iterable[str]) -> str:
    """The level that the steps met add up to."""
    met = frozenset(met)
    if "origin_found" not in met:
        return "not_rated"
    if "no_contradiction" not in met:
        return "low"
    broad = {"independent", "disinterested"} <= met
    if broad and {"original_seen", "primary"} <= met:
        return "high"
    if broad or {"original_seen", "disinterested"} <= met:
        return "moderate"
    return "low"


@cache
def _raises(met: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The cheapest sets of steps that lead to a higher level, none holding another."""
    open_steps = [code for code in COSTS if code not in met]
    now = LEVELS.index(level(met))
    ways = [
        way
        for size in range(1, len(open_steps) + 1)
        for way in combinations(open_steps, size)
        if LEVELS.index(level(met | set(way))) > now
    ]
    minimal = [way for way in ways if not any(set(other) < set(way) for other in ways)]
    minimal.sort(key=lambda way: (sum(COSTS[code] for code in way), way))
    return tuple(tuple(CHANGES[code] for code in way) for way in minimal[:CHANGES_NAMED])
