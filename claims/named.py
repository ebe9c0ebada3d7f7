"""Sets of claims that something beside the publication names: a source, a text, a flag."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from claims import search
from claims.models import Publication, PublicationSource
from claims.models.naming import IN_FORCE
from sources.models import Source
from sources.standing import Standing, counts_as, members

ROLES = ("outlet", "relay", "origin", "claimant")
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


EVERYWHERE = Span()


@dataclass(frozen=True)
class Chained:
    """Claims with a row of a source that lies in one of some ranges, each one of an index."""

    ranges: tuple[Q, ...]
    source: Source | None = None
    roles: tuple[str, ...] = ()

    @classmethod
    def naming(cls, source: Source, *roles: str) -> "Chained":
        """A source, or whoever stands for it on the day, in one of the roles or in any."""
        ranges = [
            standing_as(one) & Q(role=role) for one in members(source) for role in roles or ROLES
        ]
        return cls(tuple(ranges), source, roles)

    @classmethod
    def having(cls, column: str, values: Sequence[str]) -> "Chained":
        return cls(tuple(Q(**{column: value}) for value in values))

    def of_status(self, statuses: Sequence[str]) -> "Chained":
        """Those of the claims that have one of the verification statuses."""
        if not statuses or self.source is None:
            return self
        in_role = Q(role__in=self.roles) if self.roles else Q()
        ranges = [
            standing_as(one) & Q(verification_status=status) & in_role
            for one in members(self.source)
            for status in statuses
        ]
        return replace(self, ranges=tuple(ranges))

    def answers(self, statuses: Sequence[str]) -> bool:
        """Whether ``ids`` are the next claims in force of these statuses, read in order."""
        return self.source is not None or not statuses

    def condition(self, span: Span = EVERYWHERE) -> Q:
        """Asked of each publication by itself, which is in force."""
        if self.source is not None:
            condition = counts_as(self.source, "source", "on")
            condition &= Q(role__in=self.roles) if self.roles else Q()
        else:
            condition = Q()
            for one in self.ranges:
                condition |= one
        rows = PublicationSource.objects.filter(condition, publication=OuterRef("pk"))
        return Q(Exists(rows))

    def ids(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """The newest claims in force within the span (or the oldest), at most ``limit``."""
        found: set[int] = set()
        order = "publication" if is_oldest else "-publication"
        rows = PublicationSource.objects.filter(IN_FORCE, span.holds("publication"))
        rows = rows.order_by(order).values("publication").distinct()
        each = [rows.filter(one)[:limit] for one in self.ranges]
        for start in range(0, len(each), PARTS):
            found |= set(run(*union(each[start : start + PARTS])))
        return sorted(found, reverse=not is_oldest)[:limit]


def standing_as(one: Standing) -> Q:
    """The rows that name a source on the days on which it counts."""
    condition = Q(source=one.source_id)
    if one.since:
        condition &= Q(on__isnull=True) | Q(on__gte=one.since)
    if one.until:
        condition &= Q(on__isnull=True) | Q(on__lt=one.until)
    return condition


def union(querysets: Sequence[QuerySet]) -> tuple[str, list]:
    """One statement for several, each with an order and a limit of its own."""
    parts, params = [], []
    for number, queryset in enumerate(querysets):
        sql, given = queryset.query.get_compiler(connection=connection).as_sql()
        parts.append(f"SELECT * FROM ({sql}) AS part{number}")
        params += given
    return " UNION ".join(parts), params


def run(sql: str, params: Sequence) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(frozen=True)
class Found:
    """Claims that a text finds."""

    text: str

    def of_status(self, statuses: Sequence[str]) -> "Found":
        return self

    def answers(self, statuses: Sequence[str]) -> bool:
        return False

    def condition(self, span: Span = EVERYWHERE) -> Q:
        return Q(pk__in=RawSQL(*self.within(span)))

    def within(self, span: Span) -> tuple[str, list]:
        is_postgresql = connection.vendor == "postgresql"
        sql, params = search.found(self.text, connection.vendor)
        column = "id" if is_postgresql else "rowid"
        for sign, bound in ((">", span.low or None), ("<", span.high)):
            if bound is not None:
                sql, params = f"{sql} AND {column} {sign} %s", [*params, bound]
        return sql, params

    def ids(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """At most ``limit`` of them; the newest only where there are no more than that.

        PostgreSQL has no order to read them in, and SQLite reads them in that of their ids.
        """
        sql, params = self.within(span)
        if connection.vendor == "sqlite":
            sql += f" ORDER BY rowid {'ASC' if is_oldest else 'DESC'}"
        return sorted(run(f"{sql} LIMIT {limit}", params), reverse=not is_oldest)


@dataclass(frozen=True)
class Flagged:
    """Claims that need to be assessed anew."""

    def of_status(self, statuses: Sequence[str]) -> "Flagged":
        return self

    def answers(self, statuses: Sequence[str]) -> bool:
        return False

    def condition(self, span: Span = EVERYWHERE) -> Q:
        return Q(claim__needs_reassessment=True)

    def ids(self, limit: int, span: Span = EVERYWHERE, *, is_oldest: bool = False) -> list[int]:
        """At most ``limit`` of them; the newest only where there are no more than that."""
        flagged = Publication.objects.in_force().filter(self.condition(), span.holds("pk"))
        return sorted(
            flagged.order_by().values_list("pk", flat=True)[:limit], reverse=not is_oldest
        )


Named = Chained | Found | Flagged
