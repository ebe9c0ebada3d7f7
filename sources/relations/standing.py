"""Whom a source stands for: itself, and whoever speaks for it, is part of it or merged into it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from sources.database.memory import remembered
from sources.link_kinds import STANDS_FOR_KINDS
from sources.models.link import Interest, SourceLink
from sources.models.source import Source, Topic

# By hand: most questions about a source ask this first, and building it costs more than asking.
LEADING_TO = """
SELECT to_source_id, from_source_id, valid_from, valid_until FROM sources_sourcelink
WHERE kind IN ({kinds}) AND to_source_id IN ({ids})
UNION ALL
SELECT merged_into_id, id, NULL, NULL FROM sources_source WHERE merged_into_id IN ({ids})
"""


@dataclass(frozen=True)
class Standing:
    """One source that counts as another, in a half-open span of dates (None: unbounded)."""

    source_id: int
    since: datetime.date | None = None
    until: datetime.date | None = None


def resolve(source: Source) -> Source:
    """The source that a merged one redirects to, through any number of merges."""
    seen = set()
    while source.merged_into_id and source.pk not in seen:
        seen.add(source.pk)
        source = source.merged_into
    return source


@remembered(lambda source: source.pk)
def members(source: Source) -> list[Standing]:
    """All that count as this source, each with the dates on which it does.

    A spokesperson who left in 2024 counts as the ministry until then, and not after. The work
    grows with the number of such links of this source, not with the number of sources.
    """
    found = {Standing(source.pk)}
    frontier = set(found)
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
        frontier = {s for s in reached if not (s.since and s.until and s.since >= s.until)} - found
        found |= frontier
    return sorted(found, key=lambda s: (s.source_id, str(s.since), str(s.until)))


def _leading_to(ids: list[int]) -> list[tuple]:
    """(one of these, who counts as it, since, until) for each link and merge that leads there."""
    kinds, marks = (", ".join(["%s"] * len(given)) for given in (STANDS_FOR_KINDS, ids))
    with connection.cursor() as cursor:
        cursor.execute(LEADING_TO.format(kinds=kinds, ids=marks), [*STANDS_FOR_KINDS, *ids, *ids])
        return [(target, pk, day(since), day(until)) for target, pk, since, until in cursor]


def day(value: datetime.date | str | None) -> datetime.date | None:
    """A day as either database gives it to SQL that is written by hand."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def dependents(source_ids) -> set[int]:
    """The given sources, and whoever is linked to one of them in any way, on any day.

    A link reads “this depends on that”: what changes at one end is felt at the other, however
    many links lie between.
    """
    found, frontier = set(), with_merged(source_ids)
    while frontier:
        found |= frontier
        links = SourceLink.objects.filter(to_source__in=frontier)
        frontier = with_merged(links.values_list("from_source", flat=True)) - found
    return found


def bodies(source_ids, on: datetime.date) -> Iterator[list[int]]:
    """The given sources, then the bodies that they speak for or are part of, level by level.

    A merged source and the one that it was merged into are one: they stand on the same level.
    """
    frontier, seen = with_merged(source_ids), set()
    while frontier:
        yield sorted(frontier)
        seen |= frontier
        links = SourceLink.objects.in_force(on).filter(
            kind__in=STANDS_FOR_KINDS, from_source__in=frontier
        )
        frontier = with_merged(links.values_list("to_source", flat=True)) - seen


def bodies_of(source_ids, on: datetime.date) -> dict[int, list[list[int]]]:
    """Source id → its levels, as ``bodies`` has them, in as many queries as for one source."""
    reached = {pk for level in bodies(source_ids, on) for pk in level}
    links = SourceLink.objects.in_force(on).filter(
        kind__in=STANDS_FOR_KINDS, from_source__in=reached
    )
    merged = Source.objects.filter(pk__in=reached, merged_into__isnull=False)
    above, same = {}, {}
    for one, other in links.values_list("from_source", "to_source"):
        above.setdefault(one, set()).add(other)
    for one, other in merged.values_list("pk", "merged_into"):
        same.setdefault(one, set()).add(other)
        same.setdefault(other, set()).add(one)
    found = {}
    for pk in source_ids:
        frontier, seen, found[pk] = _spread({pk}, same), set(), []
        while frontier:
            found[pk].append(sorted(frontier))
            seen |= frontier
            onward = {other for one in frontier for other in above.get(one, ())}
            frontier = _spread(onward, same) - seen
    return found


def _spread(ids: set[int], same: dict[int, set[int]]) -> set[int]:
    """The ids and whatever is one with them."""
    found, frontier = set(), ids
    while frontier:
        found |= frontier
        frontier = {other for one in frontier for other in same.get(one, ())} - found
    return found


def with_merged(source_ids) -> set[int]:
    """The given sources, whatever they were merged into, and whatever was merged into them."""
    found, frontier = set(), set(source_ids)
    while frontier:
        found |= frontier
        merged = Source.objects.filter(
            Q(pk__in=frontier, merged_into__isnull=False) | Q(merged_into__in=frontier)
        )
        frontier = {pk for pair in merged.values_list("pk", "merged_into") for pk in pair} - found
    return found


def interest_of(source: Source, topic: Topic, on: datetime.date) -> Interest | None:
    """The stake that a source, or a body that it stands for, has in a topic on a date.

    A stake in a topic is one in every topic below it.
    """
    links, merged, interests = _stakes_around(source.pk, topic)
    if not interests:
        return None
    frontier, seen = _spread({source.pk}, merged), set()
    while frontier:
        for interest in interests:
            if interest.source_id in frontier and holds(interest, on):
                return interest
        seen |= frontier
        onward = {
            link.to_source_id
            for link in links
            if link.from_source_id in frontier and holds(link, on)
        }
        frontier = _spread(onward, merged) - seen
    return None


def holds(row: Interest | SourceLink, on: datetime.date) -> bool:
    """As ``in_force`` has it, of a row that is loaded."""
    return (row.valid_from is None or row.valid_from <= on) and (
        row.valid_until is None or on < row.valid_until
    )


@remembered(lambda source_id, topic: (source_id, topic.pk))
def _stakes_around(source_id: int, topic: Topic):
    """The links of all times to what a source stands for, who is merged, and all their stakes."""
    merged: dict[int, set[int]] = {}
    links: list[SourceLink] = []
    seen, frontier = set(), {source_id}
    while frontier:
        seen |= frontier
        pairs = Source.objects.filter(
            Q(pk__in=frontier, merged_into__isnull=False) | Q(merged_into__in=frontier)
        ).values_list("pk", "merged_into")
        for one, other in pairs:
            merged.setdefault(one, set()).add(other)
            merged.setdefault(other, set()).add(one)
        found = SourceLink.objects.filter(kind__in=STANDS_FOR_KINDS, from_source__in=frontier)
        onward = list(found.order_by("id"))
        links += onward
        frontier = {link.to_source_id for link in onward} | set(merged)
        frontier |= {pk for pair in pairs for pk in pair}
        frontier -= seen
    interests = Interest.objects.filter(source__in=seen, topic__in=lineage(topic)).order_by("id")
    return links, merged, list(interests)


def lineage(topic: Topic) -> list[Topic]:
    """The topic and those above it."""
    found = [topic]
    while (parent := found[-1].parent) and parent not in found:
        found.append(parent)
    return found


def counts_as(source: Source, source_field: str, date_field: str) -> Q:
    """A condition on rows that name a source and a date: this source, or one that stands for it.

    A row without a date matches whatever the link's dates are.
    """
    always, condition = set(), Q()
    for standing in members(source):
        if standing.since is None and standing.until is None:
            always.add(standing.source_id)
            continue
        span = Q(**{source_field: standing.source_id})
        if standing.since:
            span &= Q(**{f"{date_field}__isnull": True}) | Q(
                **{f"{date_field}__gte": standing.since}
            )
        if standing.until:
            span &= Q(**{f"{date_field}__isnull": True}) | Q(
                **{f"{date_field}__lt": standing.until}
            )
        condition |= span
    return Q(**{f"{source_field}__in": sorted(always)}) | condition
