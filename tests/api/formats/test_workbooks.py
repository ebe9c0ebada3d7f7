"""A list as XLSX: exact numbers and dates are cells of that type, all others are text."""

import datetime
import io
import json
import tracemalloc

import openpyxl
import pytest

from claims.api.formats import exports, workbook
from claims.api.formats.columns import TABLES
from claims.models import Publication
from tests.api.formats.test_exports import PATHS, record, results  # noqa: F401
from tests.desk_steps import published
from tests.factories import NOW


def sheet_of(response):
    data = b"".join(response.streaming_content)
    return openpyxl.load_workbook(io.BytesIO(data)).active


def table_in(sheet) -> list[dict]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def as_text(value) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("table", PATHS)
def test_workbook_holds_what_the_list_says(api, record, table):  # noqa: F811
    path = PATHS[table].format(record.ref)
    response = api.client.get(f"/api/v1/{path}", {"format": "xlsx"})

    sheet, found = sheet_of(response), results(api.get(path))
    rows = table_in(sheet)
    assert response["Content-Type"] == workbook_type()
    assert response["Content-Disposition"] == f'attachment; filename="{table}.xlsx"'
    assert sheet.freeze_panes == "A2"
    assert list(rows[0]) == [column.name for column in TABLES[table]]
    assert len(rows) == len(found)
    for row, document in zip(rows, found, strict=True):
        for column in TABLES[table]:
            said = column.find(document)
            if column.holds in ("day", "moment") and said:
                said = datetime.datetime.fromisoformat(said).replace(tzinfo=None).isoformat()
            assert as_text(row[column.name]) == as_text(said), column.name


def workbook_type() -> str:
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def written(said, holds="text"):
    """A value as a spreadsheet reads it back."""
    column = exports.TABLES["claims"][0]._replace(find=lambda found: found["a"], holds=holds)
    file = workbook.write([json.dumps({"a": said})], [column], title="t")
    return openpyxl.load_workbook(file).active["A2"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted'", "＝1", "#REF!", "007"]
)
def test_text_stays_text(text):
    cell = written(text)

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(exports.RISKY)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("62000", 62000),
        ("-5.5", -5.5),
        ("0.1", 0.1),
        ("123456789012345", 123456789012345),
        ("1234567890123456", "1234567890123456"),
        ("0.1234567890123456", "0.1234567890123456"),
        (3, 3),
        (None, None),
    ],
)
def test_number_is_one_where_a_spreadsheet_keeps_it_exactly(said, kept):
    assert written(said, "number").value == kept


@pytest.mark.parametrize(
    ("said", "holds", "kept"),
    [
        ("2025-05-01", "day", datetime.datetime.combine(NOW, datetime.time())),
        ("2025-05-01T12:00:00.250000Z", "moment", NOW.replace(microsecond=250_000, tzinfo=None)),
        ("1812-06-24", "day", "1812-06-24"),
        ("1900-02-28", "day", "1900-02-28"),
    ],
)
def test_day_is_one_where_a_spreadsheet_has_it(said, holds, kept):
    assert written(said, holds).value == kept


def test_what_no_cell_can_hold_is_shown_to_be_missing():
    assert written("a\x0bb").value == "a\ufffdb"
    assert written("x" * 32_767).value == "x" * 32_767
    assert written("x" * 32_768).value == "x" * 32_766 + "…"


def test_list_of_too_many_rows_is_refused_before_anything_is_written(api, record, monkeypatch):  # noqa: F811
    monkeypatch.setattr(workbook, "LARGEST", 1)
    monkeypatch.setattr(workbook, "write", None)

    for path in ("claims/", "sources/", "series/general-staff/points/"):
        problem = api.get(path, status=400, format="xlsx")

        assert problem["errors"][0]["field"] == "format"
        assert "at most 1 rows" in problem["errors"][0]["message"]


def test_memory_does_not_grow_with_the_rows(db):
    published(at=NOW)
    document = next(exports.stored(Publication.objects.in_force()))
    peaks = []
    for rows in (100, 800):
        tracemalloc.start()
        workbook.write((document for _ in range(rows)), TABLES["claims"], title="claims").close()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] + 500_000
