"""Pages of the claims in force, with any filters, at a bounded cost.

All columns that a list is filtered by stand in one index. Other filters (a source, a text) are
``Named`` sets. If one of the sets is small, a page is read from that set. Otherwise the reading
goes from the newest claim on, in windows of ids that grow until the page is full.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from claims.lists.sets import Named, Span
from claims.models import Publication
from claims.record.publication_rows import listed

# A set of at most this many claims is read whole; a larger one has enough claims in each window.
FEW, SMALL = 500, 5_000
WINDOW = 4_096


@dataclass(frozen=True)
class Listing:
    """A list of claims.

    ``filtered`` returns the publications in force, filtered by their own columns; ``is_filtered``:
    by any column except ``statuses``. ``named``: sets that all have to contain a claim. ``clues``:
    sets that contain every claim that ``filtered`` lets through.
    """

    filtered: Callable[[], QuerySet[Publication]]
    named: Sequence[Named] = ()
    clues: Sequence[Named] = ()
    statuses: Sequence[str] = ()
    is_filtered: bool = False

    @cached_property
    def rows(self) -> QuerySet[Publication]:
        """The filtered publications, built on first use: a page of one set does not need them."""
        return self.filtered()

    def page(self, limit: int, after: int | None, *, is_backwards: bool = False) -> list[int]:
        """Return the next ``limit`` ids beyond an id, nearest first: older, or newer backwards."""
        span = Span(low=after or 0) if is_backwards else Span(high=after)
        sets = [one.of_status(self.statuses) for one in self.named]
        clues = [one.of_status(self.statuses) for one in self.clues]
        if not sets and not clues:
            return self._read(self.rows, span, limit, is_backwards)
        is_alone = len(sets) == 1 and not clues and not self.is_filtered
        if is_alone and sets[0].answers(self.statuses):
            return sets[0].newest(limit, span, is_oldest=is_backwards)
        # The cheap ways first: sets of a few claims, then a look at the newest claims.
        for most, reach in ((FEW, WINDOW), (SMALL, None)):
            for one in [*sets, *clues]:
                ids = one.ids(most + 1, span, is_oldest=is_backwards)
                if not ids:
                    return []
                if len(ids) <= most:
                    others = [other.condition(span) for other in sets if other is not one]
                    rows = self.rows.filter(*others, pk__in=RawSQL(*listed(ids))).order_by()
                    narrowed = rows.values_list("pk", flat=True)
                    return sorted(narrowed, reverse=not is_backwards)[:limit]
            walked = self._walk(sets, span, limit, is_backwards, reach)
            if len(walked) == limit:
                break
        return walked

    def _read(self, rows: QuerySet, span: Span, limit: int, is_backwards: bool) -> list[int]:
        rows = rows.filter(span.holds("pk")).order_by("pk" if is_backwards else "-pk")
        return list(rows.values_list("pk", flat=True)[:limit])

    def _walk(self, sets, span: Span, limit: int, is_backwards: bool, reach) -> list[int]:
        """Return the ids within ``reach`` of the page's start; None means at any distance."""
        ids: list[int] = []
        for part in span.parts(WINDOW, is_backwards=is_backwards):
            rows = self.rows.filter(*(one.condition(part) for one in sets))
            ids += self._read(rows, part, limit - len(ids), is_backwards)
            if reach or len(ids) == limit:
                break
        return ids
