"""Hostile files through the dry run: refused by name, or reported by row, on both databases."""

import copy
import io
import json
import zipfile

import pytest

from claims.importing.file.mapping import InvalidMapping
from claims.importing.file.problems import FileRefused
from claims.models import Claim, ImportBatch
from tests import short
from tests.importing.files import COLUMNS, HEAD, MAPPING, check, found, registers, xlsx

pytestmark = pytest.mark.django_db
GOOD = "2024-01-01,1,100,about,5\n"


@pytest.fixture(autouse=True)
def _registers(db):
    registers()


def line(**cells) -> bytes:
    """One line of JSONL; ``cells`` are JSON already."""
    given = {"date": '"2024-01-01"', "personnel": "100", "how": '""', "tanks": "5", **cells}
    return ("{" + ", ".join(f'"{name}": {cell}' for name, cell in given.items()) + "}\n").encode()


@pytest.mark.parametrize(
    ("data", "name", "code", "row"),
    [
        (b"", "x.csv", "no_head", 0),
        (b"", "x.jsonl", "no_rows", 0),
        (HEAD.encode(), "x.csv", "no_rows", 0),
        (b"other,columns\n", "x.csv", "no_rows", 0),
        (xlsx([]), "x.xlsx", "no_head", 0),
        (xlsx([COLUMNS]), "x.xlsx", "no_rows", 0),
        (b"other,columns\n1,2\n", "x.csv", "missing_column", 0),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "x.csv", "not_utf8", 1),
        (bytes(range(256)) * 40, "x.csv", "not_utf8", 0),
        ((HEAD + GOOD).replace("\n", "\r").encode(), "x.csv", "broken_csv", 1),
        (HEAD.encode() + b'2024-01-01,"' + b"x" * 200_000 + b'"\n', "x.csv", "broken_csv", 2),
        (HEAD.encode() + b'2024-01-01,"never closed\n' * 9, "x.csv", "broken_csv", 2),
        (",".join(f"c{n}" for n in range(10_000)).encode(), "x.csv", "too_many_columns", 1),
        (xlsx([[f"c{n}" for n in range(10_000)]]), "x.xlsx", "too_many_columns", 1),
        (xlsx([["a", "a"], [1, 2]]), "x.xlsx", "column_twice", 1),
        (line(personnel="9" * 5000), "x.jsonl", "broken_json", 1),
        (b"date,day\n", "counts.txt", "unknown_format", 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_cannot_be_read_is_refused_and_forgotten(data, name, code, row, editor):
    with pytest.raises(FileRefused) as refused:
        check(data, editor, name=name)

    assert (refused.value.code, refused.value.row) == (code, row)
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + (HEAD + GOOD).encode(),
        (HEAD + GOOD).replace("\n", "\r\n").encode(),
        HEAD.replace("\n", "\r\n").encode() + GOOD.encode(),
        (HEAD + "\n\n" + GOOD.strip()).encode(),
        b'"date","day","personnel","how","tanks"\n"2024-01-01","two\nlines","100","about","5"\n',
    ],
    ids=["BOM", "CRLF", "mixed ends", "blank lines", "quoted"],
)
def test_the_same_rows_however_the_lines_end(data, editor):
    batch = check(data, editor)

    statements = [row.draft["fields"]["statement"] for row in batch.rows.order_by("id")]
    assert statements == [
        "Russian forces have lost approximately 100 soldiers as of 2024-01-01.",
        "Russian forces have lost 5 tanks as of 2024-01-01.",
    ]
    assert (found(batch), batch.notes) == ([], [])


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"day": r'"\u0000"'}, "day", "null_characters"),
        ({"day": r'"\ud800"'}, "day", "broken_characters"),
        ({r"a\u0000": r'"\u0000"'}, "a�", "null_characters"),
        ({r"a\ud800": r'"\udfff"'}, "a�", "broken_characters"),
        ({"day": f'"{"x" * 20_000}"'}, "day", "cell_too_long"),
        ({"personnel": "1e5000"}, "personnel", "not_a_number"),
        ({"personnel": "1e999999999"}, "personnel", "not_a_number"),
        ({"personnel": "1e400"}, "personnel", "too_large"),
        ({"personnel": "9" * 4000}, "personnel", "too_many_digits"),
        ({"personnel": "-5"}, "personnel", "negative"),
        ({"personnel": "true"}, "personnel", "not_a_number"),
        ({"personnel": "[1]"}, "personnel", "nested_cell"),
        ({"date": "1e5000"}, "date", "not_a_date"),
    ],
    ids=short,
)
def test_broken_cell_is_a_problem_of_its_row_and_stored_without_harm(cells, field, code, editor):
    changed = copy.deepcopy(MAPPING)
    changed["claims"] = [{**MAPPING["claims"][0], "statement": "{value} by {as_of} ({day})."}]

    batch = check(line(**{"day": "1", **cells}), editor, changed, name="x.jsonl")

    (row,) = batch.rows.all()
    assert [(p["field"], p["code"]) for p in row.problems] == [(field, code)]
    assert row.outcome == "wrong"
    assert row.problems[0]["fix"]


@pytest.mark.parametrize("cells", ["2024-01-01,1", ",".join(["1"] * 10_000)], ids=["short", "long"])
def test_ragged_row_is_reported_and_the_next_one_read(cells, editor):
    batch = check(f"{HEAD}{cells}\n{GOOD}", editor)

    assert (batch.counts["wrong"], batch.counts["new"]) == (2, 2)
    assert {(row, code) for row, _field, code, _value in found(batch)} == {(2, "ragged_row")}


def test_row_of_a_sheet_may_end_with_empty_cells(editor):
    rows = [COLUMNS, ["2024-01-01", 1, 100, "about"], ["2024-01-02", 2, 200]]

    batch = check(xlsx(rows), editor, name="x.xlsx")

    assert (batch.counts["new"], batch.counts["empty"], found(batch)) == (2, 2, [])


def test_formula_is_reported_and_never_computed(editor):
    rows = [COLUMNS, ["2024-01-01", 1, "=HYPERLINK(1)", "about", 5]]

    batch = check(xlsx(rows), editor, name="x.xlsx")

    assert found(batch) == [(2, "personnel", "formula", "=HYPERLINK(1)")] * 2


def packed(**changes: str) -> bytes:
    """A small workbook with parts of its archive replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([COLUMNS, ["2024-01-01", 1, 2, "", 3]]))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in good.namelist():
            key = name.rpartition("/")[2].removesuffix(".xml")
            archive.writestr(name, changes.get(key, good.read(name)))
    return out.getvalue()


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "'
    + "&a;" * 5000
    + '"><!ENTITY c "'
    + "&b;" * 5000
    + '">]><worksheet>&c;</worksheet>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(sheet1="0" * 50_000_000), "zip_bomb"),
        (packed(sheet1=LAUGHS), "broken_xlsx"),
        (packed(sheet1="<worksheet><unclosed>"), "broken_xlsx"),
        (packed(workbook="no xml"), "broken_xlsx"),
    ],
    ids=["bomb", "entities", "unclosed", "no workbook"],
)
def test_hostile_workbook_is_refused(data, code, editor):
    with pytest.raises(FileRefused) as refused:
        check(data, editor, name="x.xlsx")

    assert refused.value.code == code
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("defaults", "field"),
    [
        ({"as_of": {"column": "da\0te"}}, "defaults.as_of.column"),
        ({"url": "https://example.org/\ud800"}, "defaults.url"),
        ({"basis": {"column": "day", "values": {"\0": "count"}}}, "defaults.basis.values"),
        ({"chain": [{"source": "a", "end": {"column": "how"}}]}, "defaults.chain.0.end"),
        ({"chain": [{"source": "a", "end": ["unnamed"]}]}, "defaults.chain.0.end"),
    ],
    ids=short,
)
def test_mapping_that_no_database_keeps_is_refused_by_member(defaults, field, editor):
    changed = {**MAPPING, "defaults": {**MAPPING["defaults"], **defaults}}

    with pytest.raises(InvalidMapping) as refused:
        check(HEAD + GOOD, editor, json.loads(json.dumps(changed)))

    assert field in [need.field for need in refused.value.needs]
    assert not Claim.objects.exists()


def test_broken_name_of_a_file_is_kept_without_its_broken_characters(editor):
    assert check(HEAD + GOOD, editor, name="c\udcff.csv").file_name == "c�.csv"
