"""The jobs: what a client asks for, the floor of it, and that both answer the same.

``path`` is what our API is asked; ``floor`` gives the same documents by hand-written SQL. Before
anything is timed, ``check`` holds one against the other.
"""

import csv
import json
from collections.abc import Iterator
from itertools import zip_longest

from tests.benchmarks import floor

REFS = floor.EXPORT.replace(floor.STANDING, "p.ref")
TOP = "9999999999"
FACETS = "verification_status attribution_status kind topic basis speech_act".split()


class Job:
    name = ""
    is_bounded = True  # costs the same whatever the record's size

    def __init__(self, raw: floor.Raw, size: int):
        self.raw, self.size = raw, size

    def path(self, round: int) -> str:
        raise NotImplementedError

    def floor(self, round: int) -> str:
        raise NotImplementedError

    def answered(self, body: bytes) -> object:
        """What of our answer the floor gives too."""
        return json.loads(body)["results"]

    def check(self, body: bytes) -> None:
        assert self.answered(body) == json.loads(self.floor(0)), self.name

    def documents(self, sql: str, params: tuple) -> str:
        return "[" + ",".join(row[0] for row in self.raw.fetch(sql, params)) + "]"


class BySource(Job):
    """The first page of one source and one status."""

    name = "first page by source and status"
    # An origin that is named often, and that nobody speaks for.
    slug, pk, status = "origin-3421", 3421, "attributed"

    def path(self, round: int) -> str:
        return f"claims/?source={self.slug}&verification={self.status}"

    def floor(self, round: int) -> str:
        return self.documents(floor.BY_SOURCE, (self.pk, self.status, int(TOP)))


class Deep(BySource):
    """The page after the oldest tenth of what a source is named in."""

    name = "the same, deep"

    def __init__(self, raw, size):
        super().__init__(raw, size)
        from rest_framework.pagination import Cursor, CursorPagination

        named = "SELECT DISTINCT publication_id FROM claims_publicationsource WHERE source_id = %s"
        ids = sorted(row[0] for row in raw.fetch(named, (self.pk,)))
        self.after = ids[max(len(ids) // 10, min(60, len(ids) - 1))]
        paging = CursorPagination()
        paging.base_url, paging.cursor_query_param = "/", "cursor"
        url = paging.encode_cursor(Cursor(0, False, str(self.after)))
        self.cursor = url.split("cursor=")[1]

    def path(self, round: int) -> str:
        return f"{super().path(round)}&cursor={self.cursor}"

    def floor(self, round: int) -> str:
        return self.documents(floor.BY_SOURCE, (self.pk, self.status, self.after))


class OneClaim(Job):
    name = "one claim"

    def ref(self, round: int) -> str:
        return f"CLM-{1 + round * 7_919 % self.size:06d}"

    def path(self, round: int) -> str:
        return f"claims/{self.ref(round)}/"

    def floor(self, round: int) -> str:
        return self.raw.fetch(floor.ONE, (self.ref(round),))[0][0]

    def answered(self, body: bytes):
        return json.loads(body)


class Series(Job):
    """Every point of a series, as a chart asks for it."""

    name = "series of 1,500 points"
    pk, points = 2, 1_500

    def path(self, round: int) -> str:
        return f"series/count-{self.pk}/points/"

    def floor(self, round: int) -> str:
        return self.documents(floor.POINTS, (self.pk,))

    def answered(self, body: bytes):
        found = json.loads(body)["points"]
        assert len(found) == self.points
        return found


class LongSeries(Series):
    name, pk, points = "series of 6,800 points", 1, 6_800


class Figure(Job):
    """A question answered; its floor only fetches the documents that the answer rests on."""

    name = "one figure"

    def path(self, round: int) -> str:
        return "figures/figure-1/"

    def floor(self, round: int) -> str:
        return self.documents(floor.FIGURE, (1,))

    def check(self, body: bytes) -> None:
        latest, answer = json.loads(self.floor(0))[0], json.loads(body)["answer"]
        assert answer["refs"] == [latest["ref"]]
        for name in ("comparator", "amount", "lower", "upper", "text"):
            assert answer[name] == latest["value"][name], name


class Search(Job):
    """One word of those that occur in one claim of seven, down to one of a hundred thousand."""

    name, word = "text search, a common word", 0

    def path(self, round: int) -> str:
        return f"claims/?q={word_of(self.word)}"

    def floor(self, round: int) -> str:
        vendor = "sqlite" if self.raw.is_sqlite else "postgresql"
        return self.documents(floor.SEARCH[vendor], (f'"{word_of(self.word)}"',))


class SearchMiddling(Search):
    name, word = "text search, a middling word", 40


class SearchRare(Search):
    name, word = "text search, a rare word", 9_000


class Facets(Job):
    """Counts of one source, from the kept summary."""

    name = "facet counts of a source"

    def path(self, round: int) -> str:
        return f"claims/facets/?source={BySource.slug}"

    def floor(self, round: int) -> str:
        rows = self.raw.fetch(floor.COUNTS, (BySource.pk,))
        return json.dumps(sorted([facet, value, int(claims)] for facet, value, claims in rows))

    def answered(self, body: bytes):
        found = json.loads(body)
        told = [["claims", "", found["claims"]]]
        for facet in FACETS:
            told += [[facet, row["value"], row["claims"]] for row in found[facet]]
        return sorted(told)


class Combined(Job):
    """A large source on one topic, with a value and a day: no index has all of it."""

    name = "source, topic, value and day"

    def path(self, round: int) -> str:
        more = "topic=topic-03&value_min=5000&as_of_after=2012-01-01"
        return f"claims/?source={BySource.slug}&{more}"

    def check(self, body: bytes) -> None:
        assert json.loads(body)["results"]

    floor = None


class Export(Job):
    """Everything in force as NDJSON."""

    name, kind, is_bounded = "export of everything, NDJSON", "ndjson", False

    def path(self, round: int) -> str:
        return f"claims/?format={self.kind}"

    def floor(self, round: int) -> int:
        return sum(len(part) for part in self.raw.each(floor.EXPORT))

    def compare(self, lines: Iterator[bytes]) -> None:
        """Held against the documents of the floor one by one: they are not kept in memory."""
        pairs = zip_longest(lines, self.raw.rows(floor.EXPORT))
        for number, (ours, theirs) in enumerate(pairs):
            assert ours and ours.decode() == theirs, number


class ExportCSV(Export):
    name, kind = "export of everything, CSV", "csv"

    def compare(self, lines: Iterator[bytes]) -> None:
        """A header, and a row for each document, which begins with its ref."""
        next(lines)
        for row, document in zip_longest(csv.reader(map(bytes.decode, lines)), self.raw.rows(REFS)):
            assert row[0] == document


READS = [
    BySource, Deep, OneClaim, Figure, Series, LongSeries, Search, SearchMiddling, SearchRare,
    Facets, Combined,
]  # fmt: skip
EXPORTS = [Export, ExportCSV]


def word_of(number: int) -> str:
    from tests.benchmarks.worlds import word

    return word(number)
