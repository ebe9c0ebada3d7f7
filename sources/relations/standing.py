"""The sources that count as one: itself, and all that speak for, belong to or merged into it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from sources.link_kinds import STANDS_FOR_KINDS
from sources.models.link import SourceLink
from sources.models.source import Source

# Written by hand: most questions about a source need it, and the ORM takes longer than SQL.
LEADING_TO = """
SELECT to_source_id, from_source_id, valid_from, valid_until FROM sources_sourcelink
WHERE kind IN ({kinds}) AND to_source_id IN ({ids})
UNION ALL
SELECT merged_into_id, id, NULL, NULL FROM sources_source WHERE merged_into_id IN ({ids})
"""


@dataclass(frozen=True)
class Standing:
    """A source that counts as another, from ``since`` to the day before ``until``; None: open."""

    source_id: int
    since: datetime.date | None = None
    until: datetime.date | None = None


def resolve(source: Source) -> Source:
    """Return the source that a merged one redirects to, through any number of merges."""
    seen = set()
    while source.merged_into_id and source.pk not in seen:
        seen.add(source.pk)
        source = source.merged_into
    return source


def members(*sources: Source) -> list[Standing]:
    """Return all that count as one of these sources, with their dates: a spokesperson may leave.

    The work grows with the links of these sources, not with the number of sources.
    """
    standings = {Standing(source.pk) for source in sources}
    frontier = set(standings)
    while frontier:
        by_id: dict[int, list[Standing]] = {}
        for standing in frontier:
            by_id.setdefault(standing.source_id, []).append(standing)
        edges = _leading_to(list(by_id))
        reached = {
            Standing(
                pk,
                max(filter(None, (outer.since, since)), default=None),
                min(filter(None, (outer.until, until)), default=None),
            )
            for target, pk, since, until in edges
            for outer in by_id[target]
        }
        valid = {s for s in reached if not (s.since and s.until and s.since >= s.until)}
        frontier = valid - standings
        standings |= frontier
    return sorted(standings, key=lambda s: (s.source_id, str(s.since), str(s.until)))


def _leading_to(ids: list[int]) -> list[tuple]:
    """Return the links and merges that lead to these sources as (target, source, since, until)."""
    kinds, marks = (", ".join(["%s"] * len(values)) for values in (STANDS_FOR_KINDS, ids))
    with connection.cursor() as cursor:
        cursor.execute(LEADING_TO.format(kinds=kinds, ids=marks), [*STANDS_FOR_KINDS, *ids, *ids])
        return [(target, pk, day(since), day(until)) for target, pk, since, until in cursor]


def day(value: datetime.date | str | None) -> datetime.date | None:
    """Return a day that either database gives to SQL written by hand."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def dependents(source_ids) -> set[int]:
    """Return the given sources, and all that are linked to one of them in any way, on any day.

    A link reads “this depends on that”, through any number of steps.
    """
    reached, frontier = set(), with_merged(source_ids)
    while frontier:
        reached |= frontier
        links = SourceLink.objects.filter(to_source__in=frontier)
        frontier = with_merged(links.values_list("from_source", flat=True)) - reached
    return reached


def bodies(source_ids, on: datetime.date) -> Iterator[list[int]]:
    """Yield the given sources, then the bodies that they speak for or are part of, by level.

    Merged sources are one: they stand on the same level.
    """
    frontier, visited = with_merged(source_ids), set()
    while frontier:
        yield sorted(frontier)
        visited |= frontier
        links = SourceLink.objects.in_force(on).filter(
            kind__in=STANDS_FOR_KINDS, from_source__in=frontier
        )
        frontier = with_merged(links.values_list("to_source", flat=True)) - visited


def with_merged(source_ids) -> set[int]:
    """Return the given sources, their merge targets, and all that was merged into them."""
    reached, frontier = set(), set(source_ids)
    while frontier:
        reached |= frontier
        merged = Source.objects.filter(
            Q(pk__in=frontier, merged_into__isnull=False) | Q(merged_into__in=frontier)
        )
        ids = {pk for pair in merged.values_list("pk", "merged_into") for pk in pair}
        frontier = ids - reached
    return reached


def counts_as(source: Source, source_field: str, date_field: str) -> Q:
    """Filter for rows that name this source, or one that stands for it on the row's date.

    A row without a date matches a link with any dates.
    """
    return named_by(members(source), source_field, date_field)


def named_by(standings: Iterable[Standing], source_field: str, date_field: str) -> Q:
    """Return ``counts_as`` for a source whose members are known."""
    always, condition, undated = set(), Q(), Q(**{f"{date_field}__isnull": True})
    for standing in standings:
        if standing.since is None and standing.until is None:
            always.add(standing.source_id)
            continue
        span = Q(**{source_field: standing.source_id})
        if standing.since:
            span &= undated | Q(**{f"{date_field}__gte": standing.since})
        if standing.until:
            span &= undated | Q(**{f"{date_field}__lt": standing.until})
        condition |= span
    return Q(**{f"{source_field}__in": sorted(always)}) | condition
