"""Stored claims and publications as the comparison reads them."""

import json

from claims.models import Claim, Publication, Scope
from claims.rules.comparison import Compared
from claims.rules.values import Interval


def scopes_above(scope: Scope | None) -> tuple[int, ...]:
    """Return the ids of the scopes that contain this one, the nearest first."""
    found: list[int] = []
    while scope is not None and scope.within_id and scope.within_id not in found:
        scope = scope.within
        found.append(scope.pk)
    return tuple(found)


def compared(claim: Claim) -> Compared | None:
    """Return a claim as the comparison reads it; None if it has no value or no measure."""
    if not claim.comparator or claim.measure is None or claim.unit is None:
        return None
    return of(claim, claim.as_of_precision, claim.period_precision)


def published(row: Publication, document: dict | None = None) -> Compared:
    """Return a publication with a value as the comparison reads it; ``document``: if parsed."""
    document = json.loads(row.content) if document is None else document
    as_of, period = document.get("as_of") or {}, document.get("period") or {}
    return of(row, as_of.get("precision", "unknown"), period.get("precision", "unknown"))


def of(row: Claim | Publication, as_of_precision: str, period_precision: str) -> Compared:
    is_running = row.measure.is_cumulative and row.period_end is None
    return Compared(
        interval=Interval(row.lower, row.lower_inclusive, row.upper, row.upper_inclusive),
        measure=row.measure_id,
        subject=row.subject_id,
        scope=row.scope_id,
        scopes_above=scopes_above(row.scope),
        dimension=row.measure.dimension,
        currency=row.unit.currency,
        is_cumulative=row.series.is_cumulative if row.series else is_running,
        starts_on=row.series.starts_on if row.series else None,
        as_of=row.as_of,
        as_of_precision=as_of_precision,
        period_start=row.period_start,
        period_end=row.period_end,
        period_precision=period_precision,
        claimant=row.claimant_id,
    )
