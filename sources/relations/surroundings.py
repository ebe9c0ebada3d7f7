"""The registers around some sources and all that they depend on: fetched once, then asked."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.db import connection

from sources.link_kinds import STANDS_FOR_KINDS
from sources.models.grade import CANNOT_BE_JUDGED, ReliabilityGrade
from sources.models.link import Interest, SourceLink
from sources.models.source import Source, Topic

# The sources and all that links and merges lead to: one query for any number of steps.
# PostgreSQL allows one recursive part in such a query, and SQLite finds its indexes in several.
REACHED = {
    "postgresql": """
WITH RECURSIVE reached(id) AS (
  SELECT unnest(%s::bigint[])
  UNION
  SELECT edge.other FROM reached JOIN (
    SELECT from_source_id AS id, to_source_id AS other FROM sources_sourcelink
    UNION ALL
    SELECT id, merged_into_id FROM sources_source WHERE merged_into_id IS NOT NULL
    UNION ALL
    SELECT merged_into_id, id FROM sources_source WHERE merged_into_id IS NOT NULL
  ) AS edge ON edge.id = reached.id
) SELECT id FROM reached
""",
    "sqlite": """
WITH RECURSIVE reached(id) AS (
  SELECT value FROM json_each(%s)
  UNION
  SELECT to_source_id FROM reached JOIN sources_sourcelink ON from_source_id = reached.id
  UNION
  SELECT merged_into_id FROM reached JOIN sources_source AS source ON source.id = reached.id
  WHERE merged_into_id IS NOT NULL
  UNION
  SELECT source.id FROM reached JOIN sources_source AS source ON merged_into_id = reached.id
) SELECT id FROM reached
""",
}


class Surroundings:
    """Some sources, all sources that they depend on, and the interests and grades of all these.

    The methods answer from memory and cache their answers. ``interests`` and ``grades`` may be
    querysets: each is read once, when first needed.
    """

    def __init__(
        self,
        sources: dict[int, Source],
        links: Iterable[SourceLink],
        interests: Iterable[Interest],
        grades: Iterable[ReliabilityGrade],
    ):
        self.sources, self.interests, self.grades = sources, interests, grades
        self.links: dict[int, list[SourceLink]] = defaultdict(list)
        for link in links:
            link.from_source = sources[link.from_source_id]
            link.to_source = sources[link.to_source_id]
            self.links[link.from_source_id].append(link)
        # A merged source and its target count as the same source, in both directions.
        self.same: dict[int, set[int]] = defaultdict(set)
        for source in sources.values():
            if source.merged_into_id:
                source.merged_into = sources[source.merged_into_id]
                self.same[source.pk].add(source.merged_into_id)
                self.same[source.merged_into_id].add(source.pk)
        self.by_slug = {source.slug: source for source in sources.values()}
        self.levels = cache(self._levels)
        self.interest_of = cache(self._interest_of)
        self.grading = cache(self._grading)

    def _levels(self, source_id: int, on: datetime.date) -> list[list[int]]:
        """Return the ids of a source, then of the bodies that it stands for on a day, by level."""
        levels, visited, frontier = [], set(), self._with_merged({source_id})
        while frontier:
            levels.append(sorted(frontier))
            visited |= frontier
            onward = {
                link.to_source_id
                for pk in frontier
                for link in self.links.get(pk, ())
                if link.kind in STANDS_FOR_KINDS and holds(link, on)
            }
            frontier = self._with_merged(onward) - visited
        return levels

    def _with_merged(self, ids: set[int]) -> set[int]:
        """Return the ids, and the ids of all sources that count as the same through merges."""
        reached, frontier = set(), ids
        while frontier:
            reached |= frontier
            frontier = {other for pk in frontier for other in self.same.get(pk, ())} - reached
        return reached

    def _interest_of(self, source: Source, topic: Topic, on: datetime.date) -> Interest | None:
        """Return the stake that a source or its body has in a topic, or one above, on a day."""
        topics = {above.pk for above in lineage(topic)}
        stakes = [row for row in self.interests if row.topic_id in topics and holds(row, on)]
        for level in self.levels(source.pk, on) if stakes else ():
            for interest in stakes:
                if interest.source_id in level:
                    return interest
        return None

    def _grading(
        self, source: Source, topic: Topic | None, on: datetime.date
    ) -> ReliabilityGrade | None:
        """Return the grade that holds on a day: on the topic, in general, then of its bodies.

        None where nobody has judged. Of two merged sources the lower letter holds.
        """
        for level in self.levels(source.pk, on):
            for scope in dict.fromkeys([topic and topic.pk, None]):
                rows = [
                    row
                    for row in self.grades
                    if row.source_id in level and row.topic_id == scope and holds(row, on)
                ]
                if rows:
                    return max(rows, key=lambda row: row.grade)
        return None

    def grade_on(self, source: Source, topic: Topic | None, on: datetime.date) -> str:
        """Return the letter A–F that holds on a day.

        F (cannot be judged) where nobody has judged: unknown is a value, never a middle.
        """
        row = self.grading(source, topic, on)
        return row.grade if row else CANNOT_BE_JUDGED

    def upstream(self, ids: Iterable[int]) -> tuple[set[int], list[SourceLink]]:
        """Return the ids of some sources and of all sources upstream, and the links between.

        A merged source leads on to its target, and not the other way round.
        """
        links, reached, frontier = [], set(), set(ids)
        while frontier:
            reached |= frontier
            onward = [link for pk in frontier for link in self.links.get(pk, ())]
            links += onward
            merged = {self.sources[pk].merged_into_id for pk in frontier} - {None}
            frontier = ({link.to_source_id for link in onward} | merged) - reached
        return reached, links


def around(sources: Iterable[Source]) -> Surroundings:
    """Fetch the surroundings of some sources, in at most five queries."""
    by_id = {source.pk: source for source in sources}
    ids = reached_from(by_id)
    if missing := ids - by_id.keys():
        by_id |= Source.objects.in_bulk(missing)
    return Surroundings(
        by_id,
        SourceLink.objects.filter(from_source__in=ids).select_related("topic").order_by("id"),
        Interest.objects.filter(source__in=ids).order_by("id"),
        ReliabilityGrade.objects.filter(source__in=ids),
    )


def reached_from(ids: Iterable[int]) -> set[int]:
    """Return the ids of some sources and of all that links and merges lead to from them."""
    parameter = list(ids) if connection.vendor == "postgresql" else str(list(ids))
    with connection.cursor() as cursor:
        cursor.execute(REACHED[connection.vendor], [parameter])
        return {pk for (pk,) in cursor.fetchall()}


def holds(row: Interest | SourceLink | ReliabilityGrade, on: datetime.date) -> bool:
    """Say whether a row is in force on a day, by the same rule as the queryset ``in_force``."""
    return (row.valid_from is None or row.valid_from <= on) and (
        row.valid_until is None or on < row.valid_until
    )


def lineage(topic: Topic) -> list[Topic]:
    """Return the topic and the topics above it."""
    topics = [topic]
    while (parent := topics[-1].parent) and parent not in topics:
        topics.append(parent)
    return topics
