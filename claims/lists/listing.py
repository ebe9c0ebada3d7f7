"""A page of the claims in force, whatever the list is narrowed by, at a cost that has a bound.

The columns that a list is filtered by all stand in one index. What is beside them (a source, a
text) is a ``Named`` set. A page is taken from a set where a small one is among them, and else by
walking from the newest claim on, in windows of ids that grow until the page is full.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from claims.lists.sets import Named, Span
from claims.models import Publication
from claims.record.publication_rows import listed

# A set of at most this many claims is read whole; a larger one is met often enough on a walk.
FEW, SMALL = 500, 5_000
WINDOW = 4_096


@dataclass(frozen=True)
class Listing:
    """``filtered`` gives the publications in force, filtered by their own columns, ``is_filtered``
    whether by anything but ``statuses``; ``named``: the sets that all have to hold a claim.
    """

    filtered: Callable[[], QuerySet[Publication]]
    named: Sequence[Named] = ()
    statuses: Sequence[str] = ()
    is_filtered: bool = False

    @cached_property
    def rows(self) -> QuerySet[Publication]:
        """Built where they are asked for: a page of one set does without."""
        return self.filtered()

    def page(self, limit: int, after: int | None, *, is_backwards: bool = False) -> list[int]:
        """The ids of the next ``limit`` claims beyond an id: older ones, or newer ones backwards.

        In the order in which they lie beyond it.
        """
        span = Span(low=after or 0) if is_backwards else Span(high=after)
        if not self.named:
            return self._read(self.rows, span, limit, is_backwards)
        sets = [one.of_status(self.statuses) for one in self.named]
        is_alone = len(sets) == 1 and not self.is_filtered
        if is_alone and sets[0].answers(self.statuses):
            return sets[0].newest(limit, span, is_oldest=is_backwards)
        # First what is cheap: sets of a few claims, then a look at the newest ones.
        for most, reach in ((FEW, WINDOW), (SMALL, None)):
            for one in sets:
                ids = one.ids(most + 1, span, is_oldest=is_backwards)
                if not ids:
                    return []
                if len(ids) <= most:
                    others = [other.condition(span) for other in sets if other is not one]
                    rows = self.rows.filter(*others, pk__in=RawSQL(*listed(ids))).order_by()
                    found = rows.values_list("pk", flat=True)
                    return sorted(found, reverse=not is_backwards)[:limit]
            found = self._walk(sets, span, limit, is_backwards, reach)
            if len(found) == limit:
                break
        return found

    def _read(self, rows: QuerySet, span: Span, limit: int, is_backwards: bool) -> list[int]:
        rows = rows.filter(span.holds("pk")).order_by("pk" if is_backwards else "-pk")
        return list(rows.values_list("pk", flat=True)[:limit])

    def _walk(self, sets, span: Span, limit: int, is_backwards: bool, reach) -> list[int]:
        """The ids found within ``reach`` of the page's start; None: however far they lie."""
        found: list[int] = []
        for part in span.parts(WINDOW, is_backwards=is_backwards):
            rows = self.rows.filter(*(one.condition(part) for one in sets))
            found += self._read(rows, part, limit - len(found), is_backwards)
            if reach or len(found) == limit:
                break
        return found
