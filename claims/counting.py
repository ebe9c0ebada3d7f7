"""Stored series as the rules read them: the points that were public at a moment."""

import datetime
import json
from collections.abc import Iterable
from decimal import Decimal

from claims.comparing import published
from claims.models import Publication, Series, Unit
from claims.sentences import unit_spec
from claims.series import Likeness, Member, Sum, Timeline, add_up, likeness, number_said, timeline
from claims.values import Interval, Value

# Of a series, as many others are held against it.
HELD_AGAINST = 10


def points(
    series: Series,
    *,
    until: datetime.date | None = None,
    since: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
) -> list[str]:
    """The points as they were published, JSON, by day: one for each ``as_of``.

    ``since`` and ``until``: days in the world, both included; ``known_at``: the moment whose
    public record is asked for, ``None`` for now.
    """
    rows = Publication.objects.in_force(known_at).filter(series=series)
    if since:
        rows = rows.filter(as_of__gte=since)
    if until:
        rows = rows.filter(as_of__lte=until)
    return list(rows.order_by("as_of", "id").values_list("point", flat=True))


def read(
    series: Series,
    *,
    until: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
) -> Timeline:
    """The series in order, with its gaps and what was revised downward."""
    found = members(points(series, until=until, known_at=known_at))
    return timeline(found, is_cumulative=series.is_cumulative)


def members(stored: Iterable[str]) -> list[Member]:
    """Stored points as the rules read them."""
    factors = dict(Unit.objects.values_list("code", "factor_to_base"))
    return [member(json.loads(point), factors) for point in stored]


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


def value_of(said: dict) -> Value:
    """A public ``value`` as the rules read it."""
    numbers = ("amount", "low", "high", "rounding", "confidence_level")
    return Value(
        comparator=said["comparator"],
        **{name: said[name] and Decimal(said[name]) for name in numbers},
        unit=said["unit"]["code"],
        range_kind=said["range_kind"] or "",
        as_reported=said["as_reported"] or "",
    )


def interval_of(said: dict) -> Interval:
    return Interval(
        said["lower"] and Decimal(said["lower"]),
        said["lower_inclusive"],
        said["upper"] and Decimal(said["upper"]),
        said["upper_inclusive"],
    )


def alike(series: Series, own: Timeline, known_at=None) -> list[tuple[Series, Likeness]]:
    """Other series of the same measure and subject that look as if they were not independent.

    A hint for an editor, who confirms it by saying that one derives from the other.
    """
    others = Series.objects.filter(measure=series.measure_id, subject=series.subject_id)
    others = others.exclude(pk=series.pk).order_by("id")[:HELD_AGAINST]
    found = []
    for other in others:
        theirs = read(other, known_at=known_at)
        likely = likeness(own.members, theirs.members, is_cumulative=series.is_cumulative)
        if likely.reasons:
            found.append((other, likely))
    return found


def sum_of_parts(series: Series, own: Timeline, known_at=None) -> Sum | None:
    """Whether the parts that the same claimant gives for the latest day add up to the whole.

    ``None`` where the measure has no parts, or none of them is public for that day.
    """
    parts = list(series.measure.parts.all())
    if not parts or own.current is None:
        return None
    rows = (
        Publication.objects.in_force(known_at)
        .filter(
            measure__in=parts,
            subject=series.subject_id,
            scope=series.scope_id,
            claimant=series.claimant_id,
            as_of=own.current.as_of,
        )
        .exclude(comparator="")
        .select_related("measure", "unit", "series")
        .order_by("id")
    )
    latest = {row.measure_id: row for row in rows}
    whole = (
        Publication.objects.in_force(known_at)
        .filter(series=series, as_of=own.current.as_of)
        .select_related("measure", "unit", "series")
        .first()
    )
    if not latest or whole is None:
        return None
    names = {part.pk: part.name for part in parts}
    return add_up(
        published(whole),
        [published(row) for row in latest.values()],
        list(names),
        name=names.__getitem__,
        unit=unit_spec(series.measure.default_unit),
    )
