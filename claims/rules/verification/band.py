"""The band: the strength of a claim's basis in a word, with the steps to it.

The band is the strength of our basis (ICD 203's confidence), never a likelihood or a number:

* **not rated** while no origin was found, or if the claim is not assessed, unverifiable or not
  checkable;
* **low** with an origin, and never more while a contradiction or denial is open;
* **moderate** with two independent origins, one of them disinterested; or with one
  disinterested origin whose original was seen;
* **high** with two independent origins, one of them disinterested, the original seen, and
  primary evidence or two disinterested origins graded A–C.

The grounds are those of ``standards``. Independence counts more than number, disinterest more than
rank, and the original more than reports about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from claims.rules.refusals import Need
from claims.rules.verification.standards import Grounds, band_needs
from claims.rules.verification.statuses import STATUSES

BANDS = {"low": "Low", "moderate": "Moderate", "high": "High", "not_rated": "Not rated"}
# From the weakest basis to the strongest.
LEVELS = ("not_rated", "low", "moderate", "high")
# The cost of each step: reading costs less than asking, and asking less than finding.
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
    """A band with its steps.

    ``steps`` are the needs, each met or not. ``raises`` holds the cheapest ways to a higher band:
    each is the codes of one or several steps that have to be met together (``CHANGES``).
    """

    level: str
    steps: tuple[Need, ...]
    raises: tuple[tuple[str, ...], ...]


def band(verification_status: str, grounds: Grounds) -> Band:
    steps = tuple(band_needs(grounds))
    if not STATUSES[verification_status].is_rated:
        return Band("not_rated", steps, ())
    met = frozenset(step.code for step in steps if step.met)
    return Band(level(met), steps, _raises(met))


def level(met: Iterable[str]) -> str:
    """Return the band that follows from the steps met."""
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
    """Return the cheapest sets of steps that lead to a higher band; no set contains another."""
    open_steps = [code for code in COSTS if code not in met]
    current = LEVELS.index(level(met))
    ways = [
        way
        for size in range(1, len(open_steps) + 1)
        for way in combinations(open_steps, size)
        if LEVELS.index(level(met | set(way))) > current
    ]
    minimal = [way for way in ways if not any(set(other) < set(way) for other in ways)]
    minimal.sort(key=lambda way: (sum(COSTS[code] for code in way), way))
    return tuple(minimal[:CHANGES_NAMED])
