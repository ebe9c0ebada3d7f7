"""The newest claims in force that name some sources: a bounded reading of the record.

Each part is one range of an index, with a limit: a source with forty thousand claims costs as much
as one with a thousand.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from claims.models import PublicationSource
from claims.models.naming import IN_FORCE
from sources.relations.standing import Standing

# So many sources are read one by one; of an organization with more spokespeople, the first ones.
MOST_SOURCES = 20
# One role at a time, as in the index: across roles the database would sort all rows to find the
# newest. Each claimant is an origin too.
IN_ANY_ROLE = ({"role": "outlet"}, {"role": "relay"}, {"role": "origin"})


def newest(
    standings: Iterable[Standing],
    columns: Iterable[str],
    limit: int,
    *,
    narrowed: Iterable[Mapping] = IN_ANY_ROLE,
) -> list[tuple]:
    """Return ``columns`` of the newest rows for each source and each narrowing, in one query.

    A narrowing has the role, and may have the verification status: see the indexes. At most
    ``limit`` rows of each. A publication comes several times if it names the source for several
    documents. A row without a date counts for all dates of the standing.
    """
    parts = [
        PublicationSource.objects.filter(pk__in=_part(standing, limit, narrowing)).order_by()
        for standing in list(standings)[:MOST_SOURCES]
        for narrowing in narrowed
    ]
    columns = list(columns)
    first, *others = (part.values_list("pk", *columns) for part in parts)
    rows = first.union(*others, all=True).order_by() if others else first
    return [row[1:] for row in rows]


def _part(standing: Standing, limit: int, narrowing: Mapping) -> QuerySet:
    rows = PublicationSource.objects.filter(IN_FORCE, source=standing.source_id, **narrowing)
    if standing.since:
        rows = rows.filter(Q(on__isnull=True) | Q(on__gte=standing.since))
    if standing.until:
        rows = rows.filter(Q(on__isnull=True) | Q(on__lt=standing.until))
    return rows.order_by("-publication_id").values("pk")[:limit]
