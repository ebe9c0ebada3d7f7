"""A small mapping, and files that fit it."""

import copy
import io
import json
from collections.abc import Sequence

import openpyxl

from claims.importing.batch import batches
from claims.models import ImportBatch
from sources.models import Alias
from sources.naming import normalize
from tests.factories import (
    NOW,
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SubjectFactory,
    TopicFactory,
)

MAPPING = {
    "ignore": ["day"],
    "defaults": {
        "topic": "russia-ukraine-war",
        "subject": "russian-forces",
        "url": "https://example.org/counts",
        "title": "Daily counts",
        "publisher": "data-set",
        "as_of": {"column": "date"},
        "no_quote_reason": "A row of a data set.",
        "chain": [{"relation": "cites"}, {"source": "general-staff", "end": "origin_named"}],
    },
    "claims": [
        {
            "statement": "Russian forces have lost {value} soldiers as of {as_of}.",
            "measure": "personnel-losses",
            "value": {"column": "personnel"},
            "comparator": {"column": "how"},
        },
        {
            "statement": "Russian forces have lost {value} tanks as of {as_of}.",
            "measure": "tanks",
            "value": {"column": "tanks"},
        },
    ],
}
HEAD = "date,day,personnel,how,tanks\n"
COLUMNS = HEAD.strip().split(",")
RATIONALE = "The data set names its origin; nobody else has counted."


def registers() -> None:
    for factory in (TopicFactory, SubjectFactory, ScopeFactory, MeasureFactory):
        factory()
    MeasureFactory(code="tanks", name="Tanks")
    SourceFactory(slug="data-set", name="Data Set", kind="dataset")
    SourceFactory(slug="general-staff", name="General Staff", kind="military")


def alias(source, *names: str) -> None:
    for name in names:
        Alias.objects.create(source=source, name=name, normalized=normalize(name))


def lines(count: int, first: int = 1000) -> str:
    return HEAD + "".join(
        f"2024-{1 + day // 28:02}-{1 + day % 28:02},{day},{first + day},about,{day + 5}\n"
        for day in range(count)
    )


def file(text: str | bytes) -> io.BytesIO:
    return io.BytesIO(text if isinstance(text, bytes) else text.encode())


def jsonl(rows: Sequence[Sequence], columns: Sequence[str] = COLUMNS) -> bytes:
    return "".join(json.dumps(dict(zip(columns, row, strict=True))) + "\n" for row in rows).encode()


def xlsx(rows: Sequence[Sequence]) -> bytes:
    """A workbook of one sheet; the first of the rows is its head."""
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def mapping(claim: dict | None = None, **defaults) -> dict:
    """The mapping with one claim of a row; None takes a member out."""
    changed = copy.deepcopy(MAPPING)
    changed["claims"] = [{**changed["claims"][0], **(claim or {})}]
    changed["defaults"] = {
        name: value
        for name, value in {**changed["defaults"], **defaults}.items()
        if value is not None
    }
    return changed


def check(text: str | bytes, by, mapping: dict = MAPPING, name: str = "counts.csv") -> ImportBatch:
    return batches.check(file(text), name, mapping, by=by, at=NOW)


def approved(batch: ImportBatch, editor, reviewer) -> ImportBatch:
    """The batch submitted by one and approved by the other."""
    batch = batches.submit(batch, by=editor, at=NOW)
    return batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)


def found(batch: ImportBatch) -> list[tuple]:
    """Row, field, code and value of every problem of a report, in the order of the file."""
    return [
        (row.number, problem["field"], problem["code"], problem["value"])
        for row in batch.rows.order_by("id")
        for problem in row.problems
    ]
