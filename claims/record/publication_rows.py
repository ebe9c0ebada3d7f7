"""Publications as they are now, by SQL written by hand: every page and every claim asks for them,
and building that question costs more than the answer. ``claims.moments`` asks for other moments.
"""

import datetime
from collections.abc import Sequence

from django.db import connection

from claims.record.moments import COLUMNS, linked

SQL = """
SELECT {columns}, c.reassessment_cause AS cause, c.merged_into_id AS merged, {links} AS links
FROM claims_publication AS p JOIN claims_claim AS c ON c.id = p.claim_id WHERE {condition}
"""
LISTED = {
    "postgresql": "SELECT unnest(%s::bigint[]) AS id",
    "sqlite": "SELECT value AS id FROM json_each(%s)",
}
LAST = "p.ref = %s ORDER BY p.number DESC LIMIT 1"


def of_ids(ids: Sequence[int], *more: str) -> list[dict]:
    """The rows of ``moments.with_standing`` in the order of the ids; what is gone is left out."""
    if not ids:
        return []
    sql, params = listed(ids)
    found = rows(f"p.id IN ({sql})", params, more)
    by_id = {row["id"]: row for row in found}
    return [by_id[pk] for pk in ids if pk in by_id]


def last(ref: str, *more: str) -> dict | None:
    """Return the last publication of a claim, in force or not."""
    return next(iter(rows(LAST, [ref], more)), None)


def listed(ids: Sequence[int]) -> tuple[str, list]:
    """Return SQL that gives these ids: one parameter, and one plan, for any number of them."""
    is_array = connection.vendor == "postgresql"
    return LISTED[connection.vendor], [list(ids) if is_array else str(list(ids))]


def rows(condition: str, params: list, more: Sequence[str] = ()) -> list[dict]:
    names = [*COLUMNS, *more]
    columns = ", ".join(f"p.{name}" for name in names)
    with connection.cursor() as cursor:
        links, _params = linked("p")
        sql = SQL.format(columns=columns, condition=condition, links=links)
        cursor.execute(sql, params)
        names += ["cause", "merged", "links"]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in found:
        row["published_until"] = moment(row["published_until"])
    return found


def moment(value: datetime.datetime | str | None) -> datetime.datetime | None:
    """Return a moment that either database gives to SQL written by hand."""
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value)
    if value and value.tzinfo is None:
        value = value.replace(tzinfo=datetime.UTC)
    return value
