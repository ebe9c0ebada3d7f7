"""The warnings of the pure rules on a claim, with the values of its series before it."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.loading.dossier import Dossier
from claims.loading.facts import stored_value, unit_spec
from claims.models import Answer, Citation, Claim
from claims.rules import plausibility, values
from claims.rules.citations import CARRYING_STANCES
from claims.rules.lifecycle import GONE
from claims.rules.plausibility import HABIT, Cited, Doubt, Facts
from claims.rules.series import Member, number_said
from claims.rules.values import Interval

SAME = (
    "kind statement basis as_reported as_of as_of_precision period_start period_end "
    "period_precision stated_at stated_precision"
).split()
DRIFTS = ("value", "unit")


@dataclass(frozen=True)
class Warned:
    """A warning on a claim, with its answer if somebody gave one."""

    doubt: Doubt
    answer: Answer | None


class Points:
    """The values of whole series on the desk, each series asked for once: for many claims."""

    def __init__(self):
        self.of = cache(values_of)

    def before(self, claim: Claim) -> list[Member]:
        """Return the last values of the claim's series that are for an earlier day."""
        members = self.of(claim.series_id)
        end = bisect_left(members, claim.as_of, key=lambda one: one.as_of)
        earlier = members[max(0, end - HABIT - 2) : end]
        return [one for one in earlier if one.ref != claim.pk]


def is_value_of_series(claim: Claim) -> bool:
    return bool(claim.series_id and claim.as_of and claim.comparator)


def values_of(series: int) -> list[Member]:
    return members(of_series(series).order_by("as_of", "id"))


def before(claim: Claim) -> list[Member]:
    """Return the last values of the series of one claim that are for an earlier day."""
    earlier = of_series(claim.series_id).filter(as_of__lt=claim.as_of).exclude(pk=claim.pk)
    return members(earlier.order_by("-as_of", "-id")[: HABIT + 1])[::-1]


def of_series(series: int):
    rows = Claim.objects.filter(series=series, as_of__isnull=False)
    return rows.exclude(review_state__in=GONE).exclude(comparator="").select_related("unit")


def members(claims: Iterable[Claim]) -> list[Member]:
    return [member_of(claim) for claim in claims]


def member_of(claim: Claim) -> Member:
    """Return a claim as a value of its series, known by its id."""
    return member(
        claim.pk,
        (claim.as_of, claim.as_of_precision),
        stored_value(claim),
        claim.unit.factor_to_base,
        interval(claim),
    )


def member(ref, on: tuple, value: values.Value, factor, bounds: Interval) -> Member:
    number = number_said(value, factor)
    return Member(ref, on[0], bounds, values.plain(number), number, on[1])


def interval(claim: Claim) -> Interval:
    return Interval(claim.lower, claim.lower_inclusive, claim.upper, claim.upper_inclusive)


def facts_of(claim: Claim, citations: Iterable[Citation]) -> Facts:
    """Return a claim, stored or not, as the rules read it."""
    value = stored_value(claim)
    return Facts(
        recorded_at=claim.last_edited_at,
        value=value,
        unit=unit_spec(claim.unit) if value else None,
        interval=interval(claim) if value else None,
        **{name: getattr(claim, name) for name in SAME},
        citations=[
            Cited(
                title=cited.document.title,
                carries=cited.stance in CARRYING_STANCES,
                drifts=cited.drift in DRIFTS,
                published_at=cited.document.published_at,
                published_precision=cited.document.published_precision,
                words=[(name, getattr(cited, name)) for name in ("as_reported", "quote")],
            )
            for cited in citations
        ],
        in_series=is_value_of_series(claim),
    )


def doubts(claim: Claim, citations: Iterable[Citation]) -> list[Doubt]:
    """Return the warnings on a claim, apart from those that its series raises."""
    return plausibility.doubts(facts_of(claim, citations))


def doubts_of(dossier: Dossier, points: Points | None = None) -> list[Doubt]:
    """Return the warnings on a claim on the desk.

    ``points``: whole series, where many claims are judged; else the values before are asked for.
    """
    claim, found = dossier.claim, doubts(dossier.claim, dossier.active)
    if not is_value_of_series(claim):
        return found
    earlier = points.before(claim) if points else before(claim)
    is_cumulative = claim.series.is_cumulative
    odd = plausibility.of_value(member_of(claim), earlier, is_cumulative=is_cumulative)
    return [*found, odd] if odd else found


def warned(found: Iterable[Doubt], answers: Iterable[Answer]) -> list[Warned]:
    """Return each warning with the last answer to the same facts."""
    last = {(one.code, one.seen): one for one in answers}
    return [Warned(doubt, last.get((doubt.code, doubt.seen))) for doubt in found]
