"""Stored series as the rules read them: the points that were public at a moment."""

import datetime
import json
from collections.abc import Iterable
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet

from claims.loading.comparison import published
from claims.loading.facts import unit_spec
from claims.models import Publication, Series, Unit
from claims.record import visibility
from claims.rules.comparison import span
from claims.rules.series import (
    Likeness,
    Member,
    Sum,
    Timeline,
    add_up,
    likeness,
    number_said,
    timeline,
)
from claims.rules.values import Interval, Value
from sources.relations.standing import members as standing_for

# The number of other series with which a series is compared.
HELD_AGAINST = 10
RELATED = ("measure", "unit", "series", "scope__within")
# No precision is coarser than a year, so the time of a value that starts earlier is over.
LONGEST = datetime.timedelta(days=366)


def stored(
    *,
    since: datetime.date | None = None,
    before: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
) -> QuerySet[Publication]:
    """Return publications with a point, by series and day: one for each ``as_of`` of a series.

    ``since`` and ``before``: days, both included. ``known_at``: the moment of the public record;
    ``None`` means now.
    """
    rows = Publication.objects.in_force(known_at).filter(series__isnull=False)
    if since:
        rows = rows.filter(as_of__gte=since)
    if before:
        rows = rows.filter(as_of__lte=before)
    return rows.order_by("series__slug", "as_of", "id")


def texts(rows: QuerySet[Publication]) -> list[str]:
    """Return the points of one series, by the cursor: the ORM takes twice as long for many rows."""
    with connection.cursor() as cursor:
        ordered = rows.order_by("as_of", "id").values_list("point")
        cursor.execute(*ordered.query.sql_with_params())
        return [point for (point,) in cursor.fetchall()]


def points(
    series: Series, *, until: datetime.date | None = None, known_at: datetime.datetime | None = None
) -> list[str]:
    """Return the published points of a series, JSON, oldest first, with times over by ``until``."""
    rows = stored(before=until, known_at=known_at).filter(series=series)
    if until is None:
        return texts(rows)
    return [
        point
        for as_of, point in rows.values_list("as_of", "point")
        if as_of + LONGEST <= until or last_day(json.loads(point)) <= until
    ]


def last_day(point: dict) -> datetime.date:
    """Return the last day of a point's value."""
    as_of = point["as_of"]
    return span(datetime.date.fromisoformat(as_of["date"]), as_of["precision"]).last


def read(
    series: Series, *, until: datetime.date | None = None, known_at: datetime.datetime | None = None
) -> Timeline:
    """Return the series in order, with its gaps and downward revisions."""
    public_members = members(points(series, until=until, known_at=known_at), unit_factors())
    return timeline(public_members, is_cumulative=series.is_cumulative)


def unit_factors() -> dict[str, Decimal]:
    return dict(Unit.objects.values_list("code", "factor_to_base"))


def members(points: Iterable[str], factors: dict[str, Decimal]) -> list[Member]:
    """Return stored points as members for the rules."""
    return [member(json.loads(point), factors) for point in points]


def member(point: dict, factors: dict[str, Decimal]) -> Member:
    value, as_of, stated = point["value"], point["as_of"], point["stated_at"]
    return Member(
        ref=point["ref"],
        as_of=datetime.date.fromisoformat(as_of["date"]),
        as_of_precision=as_of["precision"],
        interval=interval_of(value),
        text=value["text"],
        number=number_said(value_of(value), factors[value["unit"]["code"]]),
        said_at=stated and datetime.datetime.fromisoformat(stated["date"]),
        published_at=datetime.datetime.fromisoformat(point["published_from"]),
    )


def value_of(fields: dict) -> Value:
    """Return a public ``value`` as a value for the rules."""
    numbers = ("amount", "low", "high", "rounding", "confidence_level")
    return Value(
        comparator=fields["comparator"],
        **{name: fields[name] and Decimal(fields[name]) for name in numbers},
        unit=fields["unit"]["code"],
        range_kind=fields["range_kind"] or "",
        as_reported=fields["as_reported"] or "",
    )


def interval_of(fields: dict) -> Interval:
    return Interval(
        fields["lower"] and Decimal(fields["lower"]),
        fields["lower_inclusive"],
        fields["upper"] and Decimal(fields["upper"]),
        fields["upper_inclusive"],
    )


def alike(series: Series, own: Timeline, known_at=None) -> list[tuple[Series, Likeness]]:
    """Return series of the same question that may not be independent: hints for an editor."""
    others = visibility.series(known_at)
    others = others.filter(measure=series.measure_id, subject=series.subject_id)
    # Derivations that an editor has already stated are no hints.
    others = others.exclude(pk__in={series.pk, series.derives_from_id} - {None})
    others = others.exclude(derives_from=series.pk).order_by("id")[:HELD_AGAINST]
    by_id = {other.pk: other for other in others}
    theirs: dict[int, list[str]] = {pk: [] for pk in by_id}
    rows = stored(known_at=known_at).filter(series__in=by_id)
    for pk, point in rows.values_list("series", "point"):
        theirs[pk].append(point)
    factors = unit_factors()
    hints = []
    for pk, each in theirs.items():
        ordered = timeline(members(each, factors), is_cumulative=by_id[pk].is_cumulative)
        likely = likeness(own.members, ordered.members, is_cumulative=series.is_cumulative)
        if likely.reasons:
            hints.append((by_id[pk], likely))
    return hints


def sum_of_parts(series: Series, own: Timeline, known_at=None) -> Sum | None:
    """Compare a claimant's parts for the latest day with the whole; ``None`` without parts."""
    parts = list(series.measure.parts.all())
    if not parts or own.current is None:
        return None
    public = Publication.objects.in_force(known_at).filter(as_of=own.current.as_of)
    public = public.select_related(*RELATED)
    speakers = {standing.source_id for standing in standing_for(series.claimant)}
    rows = public.filter(measure__in=parts, subject=series.subject_id, scope=series.scope_id)
    rows = rows.filter(claimant__in=speakers).exclude(comparator="").order_by("id")
    latest = {row.measure_id: row for row in rows}
    whole = public.filter(series=series).first()
    if not latest or whole is None:
        return None
    names = {part.pk: part.name for part in parts}
    return add_up(
        published(whole),
        [published(row) for row in latest.values()],
        list(names),
        name=(names | {series.measure_id: series.measure.name}).__getitem__,
        unit=unit_spec(series.measure.default_unit),
    )
