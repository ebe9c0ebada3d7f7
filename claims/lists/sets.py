"""Sets of claims by something other than their own columns: a source, a text, a flag."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.expressions import RawSQL

from claims.lists import search
from claims.models import Publication, PublicationSource
from claims.record.publication_rows import listed
from sources.models import Source
from sources.relations.standing import Standing, members, named_by

ROLES = ("outlet", "relay", "origin", "claimant")
# SQL by hand: building it for each range takes longer than reading the range.
OF_RANGE = """SELECT DISTINCT publication_id FROM claims_publicationsource
WHERE published_until IS NULL AND NOT is_notice AND"""
# CROSS JOIN makes SQLite read the words first, then the claims; PostgreSQL ignores the order.
OF_FOUND = """SELECT p.id FROM ({found}) AS s CROSS JOIN claims_publication AS p
WHERE p.id = s.id AND p.published_until IS NULL AND p.kind <> 'retraction'
ORDER BY s.id {order} LIMIT {limit:d}"""
# The first part of the ids in which a page is looked for, and the growth of each further part.
WALKED, GROWTH = 32_768, 8
# A text with at most so many hits is read whole.
HITS = 5_000
# A compound SELECT of SQLite has at most 500 parts.
PARTS = 400


@dataclass(frozen=True)
class Span:
    """The ids of a page or of a part of the record: above ``low`` and below ``high``."""

    low: int = 0
    high: int | None = None

    def holds(self, name: str) -> Q:
        condition = Q(**{f"{name}__gt": self.low}) if self.low else Q()
        return condition if self.high is None else condition & Q(**{f"{name}__lt": self.high})

    def ranges(self, column: str) -> Iterator["Range"]:
        if self.low:
            yield Range(f"{column} > %s", (self.low,))
        if self.high is not None:
            yield Range(f"{column} < %s", (self.high,))

    def parts(self, width: int, *, is_backwards: bool) -> Iterator["Span"]:
        """Yield the span in growing parts, from the newest ids on, or backwards from the oldest."""
        last = Publication.objects.aggregate(last=Max("pk"))["last"] or 0
        low, high = self.low, last + 1 if self.high is None else self.high
        while low + 1 < high:
            if is_backwards:
                part = Span(low, min(low + width, high))
                low = part.high - 1  # a part excludes its ends
            else:
                part = Span(max(high - width, low), high)
                high = part.low + 1
            yield part
            width *= GROWTH


EVERYWHERE = Span()


@dataclass(frozen=True)
class Range:
    """One range of an index on the rows that name a source: a condition in SQL."""

    sql: str
    params: tuple = ()

    def __and__(self, other: "Range") -> "Range":
        return Range(f"{self.sql} AND {other.sql}", (*self.params, *other.params))


# Columns that are the same in all rows of a chain → the condition of their index, of which each
# chain has one row, and the value that the index leaves out, because most chains have it.
OF_CHAINS = {
    "status": (Range("role = 'outlet'"), None),
    "stance": (Range("role = 'outlet'"), None),
    "drift": (Range("role = 'outlet' AND NOT (drift = 'none')"), "none"),
    "is_read": (Range("role = 'outlet' AND is_read"), False),
}


@dataclass(frozen=True)
class Chained:
    """Claims with a row of a source in one of some ranges, each a range of an index.

    ``standings``: some sources and those that stand for them. ``column`` and ``values``: the
    condition on the rows, if it is not the source that they name. Without ``ranges`` no index finds
    them: most claims have such a row.
    """

    ranges: tuple[Range, ...]
    standings: tuple[Standing, ...] = ()
    roles: tuple[str, ...] = ()
    column: str = ""
    values: tuple[str, ...] = ()

    @classmethod
    def naming(cls, sources: Iterable[Source], *roles: str) -> "Chained":
        """Return claims with one of the sources, or one standing for it that day, in these roles.

        Without ``roles``, in any.
        """
        standings = tuple(members(*sources))
        ranges = [
            standing_as(one) & Range("role = %s", (role,))
            for one in standings
            for role in roles or ROLES
        ]
        return cls(tuple(ranges), standings, roles)

    @classmethod
    def having(cls, column: str, values: Sequence) -> "Chained":
        if column in OF_CHAINS:
            index, usual = OF_CHAINS[column]
            ranges = [index & Range(f"{column} = %s", (value,)) for value in values]
            ranges = [] if usual in values else ranges
        else:
            ranges = [Range(f"{column} = %s", (value,)) for value in values]
        return cls(tuple(ranges), column=column, values=tuple(values))

    @property
    def rows(self) -> Q:
        """The condition on the rows."""
        if not self.standings:
            return Q(**{f"{self.column}__in": self.values})
        named = named_by(self.standings, "source", "on")
        return named & Q(role__in=self.roles) if self.roles else named

    def of_status(self, statuses: Sequence[str]) -> "Chained":
        """Return the set narrowed to claims with one of the verification statuses."""
        if not statuses or not self.standings:
            return self
        marks = ", ".join(["%s"] * len(self.roles))
        in_role = [Range(f"role IN ({marks})", self.roles)] if self.roles else []
        ranges = [
            reduce(and_, in_role, standing_as(one) & Range("verification_status = %s", (status,)))
            for one in self.standings
            for status in statuses
        ]
        return replace(self, ranges=tuple(ranges))

    def answers(self, statuses: Sequence[str]) -> bool:
        """Return whether ``ids`` are the next claims in force of these statuses, in order."""
        return bool(self.standings) or not statuses

    def condition(self, span: Span = EVERYWHERE) -> Q:
        """Return the condition on a single publication in force."""
        return Q(Exists(PublicationSource.objects.filter(self.rows, publication=OuterRef("pk"))))

    def ids(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """Return the newest claims in force within the span (or the oldest), at most ``limit``."""
        ids: set[int] = set()
        ranges = [reduce(and_, span.ranges("publication_id"), one) for one in self.ranges]
        order = "ASC" if is_oldest else "DESC"
        for start in range(0, len(ranges), PARTS):
            some = ranges[start : start + PARTS]
            parts = (
                f"SELECT * FROM ({OF_RANGE} {one.sql} ORDER BY 1 {order} LIMIT {limit:d}) AS r{n}"
                for n, one in enumerate(some)
            )
            ids |= set(run(" UNION ".join(parts), [value for one in some for value in one.params]))
        return sorted(ids, reverse=not is_oldest)[:limit]

    newest = ids


def standing_as(one: Standing) -> Range:
    """Return the rows that name a source on the days on which it counts."""
    rows = Range("source_id = %s", (one.source_id,))
    if one.since:
        rows &= Range('("on" IS NULL OR "on" >= %s)', (one.since,))
    if one.until:
        rows &= Range('("on" IS NULL OR "on" < %s)', (one.until,))
    return rows


def run(sql: str, params: Sequence) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(frozen=True)
class Found:
    """Claims that match a text."""

    text: str

    def of_status(self, statuses: Sequence[str]) -> "Found":
        return self

    def answers(self, statuses: Sequence[str]) -> bool:
        return not statuses

    def condition(self, span: Span = EVERYWHERE) -> Q:
        return Q(pk__in=RawSQL(*self.within(span)))

    def within(self, span: Span) -> tuple[str, list]:
        is_postgresql = connection.vendor == "postgresql"
        sql, params = search.found(self.text, connection.vendor)
        column = "id" if is_postgresql else "rowid"
        for sign, bound in ((">", span.low or None), ("<", span.high)):
            if bound is not None:
                sql += f" AND {column} {sign} {bound:d}"
        return sql, params

    def ids(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """Return at most ``limit`` ids: only on SQLite the newest, unless there are no more."""
        sql, params = self.within(span)
        if connection.vendor == "sqlite":
            sql += f" ORDER BY rowid {'ASC' if is_oldest else 'DESC'}"
        return sorted(run(f"{sql} LIMIT {limit}", params), reverse=not is_oldest)

    def newest(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """Return the newest matching claims in force within the span (or the oldest).

        SQLite reads them in their order. On PostgreSQL common words are looked for among the newest
        claims, and rare words in the index of words; the planner's estimate is not used.
        """
        if connection.vendor == "sqlite":
            return self._in_force(limit, span, is_oldest)
        newest_ids: list[int] = []
        for number, part in enumerate(span.parts(WALKED, is_backwards=is_oldest)):
            newest_ids += self._in_force(limit - len(newest_ids), part, is_oldest)
            if len(newest_ids) == limit:
                break
            if number == 0 and len(ids := self.ids(HITS + 1, span)) <= HITS:
                return in_force(*listed(ids), limit, is_oldest)
        return newest_ids

    def _in_force(self, limit: int, span: Span, is_oldest: bool) -> list[int]:
        return in_force(*self.within(span), limit, is_oldest)


def in_force(sql: str, params: list, limit: int, is_oldest: bool) -> list[int]:
    """Return the ids of a statement that are of claims in force: the newest, or the oldest."""
    order = "ASC" if is_oldest else "DESC"
    return run(OF_FOUND.format(found=sql, order=order, limit=limit), params)


@dataclass(frozen=True)
class Few:
    """Claims whose own columns, or those of the desk, meet a condition that an index finds."""

    rows: Q

    def of_status(self, statuses: Sequence[str]) -> "Few":
        return self

    def answers(self, statuses: Sequence[str]) -> bool:
        return False

    def condition(self, span: Span = EVERYWHERE) -> Q:
        return self.rows

    def ids(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """Return at most ``limit`` ids; these are the newest only if there are no more."""
        found = Publication.objects.in_force().filter(self.rows, span.holds("pk"))
        return sorted(found.order_by().values_list("pk", flat=True)[:limit], reverse=not is_oldest)


Named = Chained | Found | Few
