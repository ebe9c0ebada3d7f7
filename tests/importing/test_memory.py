"""Memory does not grow with the file: measured on 2,000 and on 20,000 rows."""

import datetime
import io
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from claims.importing.batch import batches
from claims.importing.file import reading
from tests.factories import NOW
from tests.importing.files import COLUMNS, HEAD, file, jsonl, mapping, registers, xlsx

FEW, MANY = 2_000, 20_000
FIRST = datetime.date(1960, 1, 1)
# Bytes; ten times the rows may take so much more, and no more. Keeping a row takes 500 at least.
ENOUGH = 1_000_000
ENOUGH_BETWEEN_COLLECTIONS = 3_000_000


def rows(count: int, every: int = 1) -> Iterator[list]:
    """Rows of as many days; only each ``every``-th states a value."""
    for at in range(count):
        day = FIRST + datetime.timedelta(days=at)
        yield [day.isoformat(), at, "" if at % every else 1000 + at, "about", ""]


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def csv(count: int, every: int = 1) -> str:
    return HEAD + "".join(",".join(map(str, row)) + "\n" for row in rows(count, every))


MAKE = {
    "csv": lambda count: csv(count).encode(),
    "jsonl": lambda count: jsonl(list(rows(count))),
    "xlsx": lambda count: xlsx([COLUMNS, *rows(count)]),
}


# A workbook is slow to read: what is kept of each of its rows is seen in fewer.
@pytest.mark.parametrize(
    ("kind", "few", "many"), [("csv", FEW, MANY), ("jsonl", FEW, MANY), ("xlsx", 500, 4_000)]
)
def test_rows_are_read_in_the_same_memory_however_many_there_are(kind, few, many):
    def read(data: bytes) -> None:
        for _row in reading.read(io.BytesIO(data), f"x.{kind}", {}):
            pass

    files = [MAKE[kind](count) for count in (few, many)]
    small, large = (peak(lambda data=data: read(data)) for data in files)

    assert large < small + ENOUGH


@pytest.mark.django_db
def test_dry_run_takes_the_same_memory_however_many_rows_there_are(editor):
    registers()

    def run(count: int, given: io.BytesIO) -> None:
        data = mapping({"statement": f"{count}: {{value}} as of {{as_of}}."})
        batch = batches.check(given, "x.csv", data, by=editor, at=NOW)
        assert (batch.counts["rows"], batch.counts["new"]) == (count, count // 20)

    run(100, file(csv(100, every=20)))  # What is made once, however long the file.
    files = [(count, file(csv(count, every=20))) for count in (FEW, MANY)]
    small, large = (peak(lambda one=one: run(*one)) for one in files)

    assert large < small + ENOUGH_BETWEEN_COLLECTIONS
