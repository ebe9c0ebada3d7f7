"""The contradictions of a claim for its page: with whom, how far apart, and where to decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import Claim, ClaimLink
from claims.record.document import value_text
from claims.rules import values
from claims.rules.comparison import gap


@dataclass(frozen=True)
class Conflict:
    """``apart``: how far the two values are from each other, in words; "" where nobody can say."""

    link: ClaimLink
    other: Claim
    value: str
    apart: str


def conflicts(claim: Claim, links: Iterable[ClaimLink]) -> list[Conflict]:
    """What a person has confirmed, and what still waits for a decision; no query."""
    open_ones = [one for one in links if one.kind == "contradicts" and one.state != "rejected"]
    found = [(link, link.other(claim)) for link in open_ones]
    return [Conflict(link, other, value_text(other), apart(claim, other)) for link, other in found]


def apart(claim: Claim, other: Claim) -> str:
    """ "8,000 people apart", in the unit of the first; "" where the numbers do not meet."""
    units = {(one.unit.dimension, one.unit.currency) for one in (claim, other) if one.comparator}
    if len(units) != 1 or not (claim.comparator and other.comparator):
        return ""
    distance = gap(interval(claim), interval(other))
    if distance is None:
        return "some numbers fit both"
    if not distance:
        return "no number fits both, and they touch"
    return f"{in_unit(distance, claim.unit)} apart"


def in_unit(distance, unit) -> str:
    """A distance in base units as a number of a unit: “8,000 people”."""
    return f"{values.shortest(distance / unit.factor_to_base):,f} {unit.plural}"


def interval(claim: Claim) -> values.Interval:
    ends = claim.lower, claim.lower_inclusive, claim.upper, claim.upper_inclusive
    return values.Interval(*ends)
