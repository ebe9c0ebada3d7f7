"""The values beside a claim in its series: the one before, others of the day, and the one after."""

from dataclasses import dataclass

from claims.admin.claim_page.panels.conflicts import interval
from claims.models import Claim, Series
from claims.record.document import value_text
from claims.rules import values
from claims.rules.comparison import is_below
from claims.rules.lifecycle import GONE

# Others that are given for the same day: more than one is already a question.
MOST_OF_A_DAY = 5


@dataclass(frozen=True)
class Neighbor:
    """``step``: from the earlier of the two to the later, in words. ``is_fall``: a running count
    that no reading of the words lets grow."""

    place: str
    claim: Claim
    value: str
    step: str = ""
    is_fall: bool = False


def neighbors(claim: Claim) -> list[Neighbor]:
    """In the order of the days, published or still on the desk; three queries."""
    if claim.series is None or claim.as_of is None:
        return []
    # Every value of a series has its measure: there is an index for a measure by days.
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
    """ "+1,200 people in 1 day", where both give one number of one unit; else only the days."""
    days = (later.as_of - earlier.as_of).days
    time = f"in {days} day{'' if days == 1 else 's'}"
    if earlier.amount is None or later.amount is None or earlier.unit_id != later.unit_id:
        return time
    return f"{values.shortest(later.amount - earlier.amount):+,f} {later.unit.plural} {time}"
