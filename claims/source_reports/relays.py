"""Who hands on whom: pairs of sources that stand side by side in the chains of publications.

Of each source and role only the newest rows are read, so the work does not grow with the record.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from claims.lists.sets import PARTS, Range, standing_as
from sources.models import Source
from sources.relations.standing import day, members

# The direction → the place of the other source in the chain, counted from this one.
DIRECTIONS = {"relays": 1, "relayed_by": -1}
# Each hop has a row with one of these roles.
ROLES = ("outlet", "relay", "origin")
# So many rows are read of each source in each role.
MOST_READ = 2_000
IN_FORCE = Range("published_until IS NULL AND NOT is_notice")
PART = """
SELECT {part:d} AS part, a.publication_id, a.chain, a."on", b.source_id FROM (
  SELECT publication_id, chain, position, "on" FROM claims_publicationsource
  WHERE {rows} ORDER BY {order} DESC LIMIT {most:d}
) AS a LEFT JOIN claims_publicationsource AS b ON b.publication_id = a.publication_id
  AND b.chain = a.chain AND b.position = a.position + {step:d}
"""


@dataclass
class Relay:
    """Count what one source hands on of another. Days are those of the documents, None if unknown.

    ``is_lower_bound``: older claims were not read. ``number``: the place in the list, from 1.
    """

    source: Source
    direction: str
    is_lower_bound: bool
    chains: set[tuple[int, int]] = field(default_factory=set)
    days: set[datetime.date] = field(default_factory=set)
    number: int = 0

    @property
    def claims(self) -> int:
        return len({publication for publication, _chain in self.chains})

    @property
    def citations(self) -> int:
        return len(self.chains)

    @property
    def first_on(self) -> datetime.date | None:
        return min(self.days, default=None)

    @property
    def last_on(self) -> datetime.date | None:
        return max(self.days, default=None)


def of_source(
    source: Source, at: datetime.datetime | None, directions: Iterable[str] = DIRECTIONS
) -> list[Relay]:
    """Return whom a source, or one that stands for it, hands on and who hands it on.

    In force at a moment, or now; by direction, the most claims first. A source that was merged
    counts as its target; what members of one body hand on to each other is left out.
    """
    standings = members(source)
    own = {standing.source_id for standing in standings}
    found = []
    for direction in directions:
        rows, is_least = pairs(standings, at, DIRECTIONS[direction])
        targets = merge_targets({other for *_row, other in rows} - own)
        relays: dict[int, Relay] = {}
        for publication, chain, on, other in rows:
            if other in targets and (target := targets[other]).pk not in own:
                one = relays.setdefault(target.pk, Relay(target, direction, is_least))
                one.chains.add((publication, chain))
                one.days |= {on} - {None}
        found += sorted(
            relays.values(), key=lambda one: (-one.claims, -one.citations, one.source.slug)
        )
    for number, one in enumerate(found, start=1):
        one.number = number
    return found


def pairs(standings: Sequence, at, step: int) -> tuple[list[tuple], bool]:
    """Return (publication, chain, day, other source) of each pair, and whether more were left."""
    time, order = (
        (IN_FORCE, "publication_id") if at is None else (in_force_at(at), "published_from")
    )
    ranges = [standing_as(one) & Range("role = %s", (role,)) & time
              for one in standings for role in ROLES]  # fmt: skip
    how = {"order": order, "most": MOST_READ, "step": step}
    found, read = [], defaultdict(set)
    for start in range(0, len(ranges), PARTS):
        some = ranges[start : start + PARTS]
        parts = (
            f"SELECT * FROM ({PART.format(part=start + n, rows=one.sql, **how)}) AS r{n}"
            for n, one in enumerate(some)
        )
        with connection.cursor() as cursor:
            params = [value for one in some for value in one.params]
            cursor.execute(" UNION ALL ".join(parts), params)
            for part, publication, chain, on, other in cursor.fetchall():
                read[part].add((publication, chain))
                if other is not None:
                    found.append((publication, chain, day(on), other))
    return found, any(len(chains) >= MOST_READ for chains in read.values())


def in_force_at(at: datetime.datetime) -> Range:
    at = connection.ops.adapt_datetimefield_value(at)
    return Range(
        "published_from <= %s AND (published_until IS NULL OR published_until > %s) "
        "AND NOT is_notice",
        (at, at),
    )


def merge_targets(ids: Iterable[int]) -> dict[int, Source]:
    """Return the sources of these ids, each merged one as its target, in a query for each step."""
    known: dict[int, Source] = {}
    wanted = set(ids)
    while wanted:
        known |= Source.objects.in_bulk(wanted)
        wanted = {known[pk].merged_into_id for pk in wanted} - known.keys() - {None}
    found = {}
    for pk in ids:
        row, seen = known[pk], {pk}
        while row.merged_into_id and row.merged_into_id not in seen:
            row = known[row.merged_into_id]
            seen.add(row.pk)
        found[pk] = row
    return found
