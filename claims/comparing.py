"""Stored claims as the comparison reads them."""

from claims.comparison import Compared
from claims.models import Claim, Scope
from claims.values import Interval


def scopes_above(scope: Scope | None) -> tuple[int, ...]:
    """The ids of the scopes that contain this one, the nearest first."""
    found: list[int] = []
    while scope is not None and scope.within_id and scope.within_id not in found:
        scope = scope.within
        found.append(scope.pk)
    return tuple(found)


def compared(claim: Claim) -> Compared | None:
    """What the comparison is told of a claim; None where it has no value or no measure."""
    if not claim.comparator or claim.measure is None or claim.unit is None:
        return None
    return Compared(
        interval=Interval(claim.lower, claim.lower_inclusive, claim.upper, claim.upper_inclusive),
        measure=claim.measure_id,
        subject=claim.subject_id,
        scope=claim.scope_id,
        scopes_above=scopes_above(claim.scope),
        dimension=claim.measure.dimension,
        currency=claim.unit.currency,
        is_cumulative=claim.measure.is_cumulative and claim.period_end is None,
        starts_on=claim.series.starts_on if claim.series else None,
        as_of=claim.as_of,
        as_of_precision=claim.as_of_precision,
        period_start=claim.period_start,
        period_end=claim.period_end,
        period_precision=claim.period_precision,
        claimant=claim.claimant_id,
    )
