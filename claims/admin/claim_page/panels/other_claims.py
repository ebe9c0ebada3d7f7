"""The other claims on a claim's page: those that contradict it, and its neighbors in a series."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import Claim, ClaimLink, Series
from claims.record.document import value_text
from claims.rules import values
from claims.rules.comparison import gap, is_below
from claims.rules.lifecycle import GONE

# Other values of the same day: more than one is a question already.
MOST_OF_A_DAY = 5


@dataclass(frozen=True)
class Conflict:
    """A contradiction. ``apart``: the distance of the two values in words; "" if unknown."""

    link: ClaimLink
    other: Claim
    value: str
    apart: str


def conflicts(claim: Claim, links: Iterable[ClaimLink]) -> list[Conflict]:
    """Return the contradictions, confirmed or undecided; no query."""
    links = [link for link in links if link.kind == "contradicts" and link.state != "rejected"]
    pairs = [(link, link.other(claim)) for link in links]
    return [Conflict(link, other, value_text(other), apart(claim, other)) for link, other in pairs]


def apart(claim: Claim, other: Claim) -> str:
    """Return "8,000 people apart", in the unit of the first; "" if the units do not match."""
    if not (claim.comparator and other.comparator):
        return ""
    if len({(one.unit.dimension, one.unit.currency) for one in (claim, other)}) != 1:
        return ""
    distance = gap(interval(claim), interval(other))
    if distance is None:
        return "some numbers fit both"
    if not distance:
        return "no number fits both, and they touch"
    number = values.shortest(distance / claim.unit.factor_to_base)
    return f"{number:,f} {claim.unit.plural} apart"


def interval(claim: Claim) -> values.Interval:
    return values.Interval(claim.lower, claim.lower_inclusive, claim.upper, claim.upper_inclusive)


@dataclass(frozen=True)
class Neighbor:
    """``step``: from the earlier to the later value, in words. ``is_fall``: a running count falls
    by every reading of the words."""

    place: str
    claim: Claim
    value: str
    step: str = ""
    is_fall: bool = False


def neighbors(claim: Claim) -> list[Neighbor]:
    """Return the neighbors by day, published or on the desk; three queries."""
    if claim.series is None or claim.as_of is None:
        return []
    # Every value of a series has the measure of the series, which has an index by days.
    same = Claim.objects.filter(series=claim.series_id, measure=claim.measure_id)
    same = same.exclude(pk=claim.pk).exclude(review_state__in=GONE).select_related("unit")
    before = same.filter(as_of__lt=claim.as_of).order_by("-as_of", "-id").first()
    after = same.filter(as_of__gt=claim.as_of).order_by("as_of", "id").first()
    beside = same.filter(as_of=claim.as_of).order_by("id")[:MOST_OF_A_DAY]
    return [
        *([stepped("Before", before, before, claim, claim.series)] if before else []),
        *(Neighbor("The same day", other, value_text(other)) for other in beside),
        *([stepped("After", after, claim, after, claim.series)] if after else []),
    ]


def stepped(place: str, other: Claim, earlier: Claim, later: Claim, series: Series) -> Neighbor:
    is_fall = series.is_cumulative and is_below(interval(later), interval(earlier))
    return Neighbor(place, other, value_text(other), step(earlier, later), is_fall)


def step(earlier: Claim, later: Claim) -> str:
    """Return "+1,200 people in 1 day" for two numbers of one unit, else only the days."""
    days = (later.as_of - earlier.as_of).days
    time = f"in {days} day{'' if days == 1 else 's'}"
    if earlier.amount is None or later.amount is None or earlier.unit_id != later.unit_id:
        return time
    return f"{values.shortest(later.amount - earlier.amount):+,f} {later.unit.plural} {time}"
