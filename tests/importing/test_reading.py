"""Hostile files: each is refused with the row and the reason, or read."""

import io
import zipfile

import openpyxl
import pytest

from claims.importing.file.mapping import InvalidMapping, parse
from claims.importing.file.problems import FileRefused
from claims.importing.file.reading import read
from tests import short
from tests.importing.files import MAPPING, file


def rows(text, name="counts.csv", **options):
    return list(read(file(text), name, options))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with BOM"])
def test_utf8_is_read_with_and_without_its_mark(mark):
    (row,) = rows(mark + "date,note\n2024-01-01,Київ\n".encode())

    assert dict(row.cells) == {"date": "2024-01-01", "note": "Київ"}
    assert (row.number, row.problems) == (2, [])


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        ("a,b\n1,caf\xe9\n".encode("latin-1"), "not_utf8", 2),
        ("a,b\n".encode("utf-16"), "not_utf8", 0),
        ("a,b\n".encode("utf-16-le"), "not_utf8", 0),
        (b"", "no_head", 0),
        (b"a,a\n1,2\n", "column_twice", 1),
        (b'a,b\n1,"never closed\n', "broken_csv", 2),
        (b"a,b\n" + b"x" * 1_000_001, "line_too_long", 2),
    ],
)
def test_broken_csv_is_refused_by_row(data, code, row):
    with pytest.raises(FileRefused) as refused:
        rows(data)

    assert (refused.value.code, refused.value.row) == (code, row)


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("1,2,3", "ragged_row", ""),
        ("1", "ragged_row", ""),
        ("1,a\x00b", "null_characters", "b"),
        (f"1,{'x' * 10_001}", "cell_too_long", "b"),
    ],
)
def test_broken_row_is_a_problem_of_that_row(line, code, field):
    found = rows(f"a,b\n{line}\n3,4\n")

    assert [(p.code, p.field) for p in found[0].problems] == [(code, field)]
    assert found[1].problems == []


@pytest.mark.parametrize(
    "line", ["[1]", "{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000], ids=short
)
def test_broken_jsonl_is_refused_by_row(line):
    with pytest.raises(FileRefused) as refused:
        rows('{"a": 1}\n' + line, "x.jsonl")

    assert refused.value.row == 2


def workbook(fill) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    fill(book.active)
    book.save(out)
    return out.getvalue()


def test_workbook_is_read_and_formulas_are_named():
    def fill(sheet):
        sheet.append(["a", "b"])
        sheet.append([1, "=1+1"])

    (row,) = rows(workbook(fill), "x.xlsx")

    assert row.cells["a"] == 1
    assert [(p.code, p.field) for p in row.problems] == [("formula", "b")]


def test_merged_cells_are_refused():
    def fill(sheet):
        sheet.append(["a", "b"])
        sheet.append([1, 2])
        sheet.merge_cells("A2:B2")

    with pytest.raises(FileRefused) as refused:
        rows(workbook(fill), "x.xlsx")

    assert refused.value.code == "merged_cells"


def test_zip_bomb_is_refused_unopened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

    with pytest.raises(FileRefused) as refused:
        rows(out.getvalue(), "x.xlsx")

    assert refused.value.code == "zip_bomb"


@pytest.mark.parametrize("data", [b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(FileRefused):
        rows(data, "x.xlsx")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"dates": "whenever"}, "dates"),
        ({"colums": []}, "colums"),
        ({"claims": []}, "claims"),
        ({"delimiter": ";;"}, "delimiter"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"claims": [{"kind": "rumour"}]}, "claims.0.kind"),
        ({"claims": [{"value": {"colum": "x"}}]}, "claims.0.value"),
        ({"claims": [{"chain": [{"source": "a"}]}]}, "claims.0.chain.0.end"),
        ({"claims": [{"translations": "uk"}]}, "claims.0.translations"),
        ({"claims": [{"translations": {"xx": "Це."}}]}, "claims.0.translations.xx"),
        ({"claims": [{"translations": {"uk": {"column": "a"}}}]}, "claims.0.translations.uk"),
    ],
    ids=str,
)
def test_faulty_mapping_names_its_member(change, field):
    with pytest.raises(InvalidMapping) as refused:
        parse({**MAPPING, **change})

    assert field in [need.field for need in refused.value.needs]
