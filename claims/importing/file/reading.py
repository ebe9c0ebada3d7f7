"""The rows of a CSV, JSONL or XLSX file, one at a time: memory does not grow with the file."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from claims.importing.file.problems import FileRefused, Problem
from claims.importing.file.sheets import CellProblem, sheet_rows

FORMATS = {"csv": ".csv", "jsonl": ".jsonl", "xlsx": ".xlsx"}
LONGEST_LINE = 1_000_000
LONGEST_CELL = 10_000
MOST_COLUMNS = 1_000
OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a zip archive"}


@dataclass(frozen=True)
class Row:
    """A row of a file. ``number`` counts from 1 as a person sees it, the head included."""

    number: int
    cells: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list)


def format_of(name: str, given: str = "") -> str:
    """Return the format ``given``, or that of the file's name. Raises ``FileRefused``."""
    kind = given or next((f for f, end in FORMATS.items() if name.lower().endswith(end)), "")
    if kind not in FORMATS:
        known = ", ".join(FORMATS)
        raise FileRefused("unknown_format", f"“{name}” is none of {known}: name the format.")
    return kind


def read(file: BinaryIO, name: str, options: Mapping) -> Iterator[Row]:
    """Yield the rows of a file, without blank rows. Raises ``FileRefused`` if reading fails."""
    kind = format_of(name, options.get("format", ""))
    if kind == "jsonl":
        yield from map(checked, jsonl_rows(file))
        return
    lines = csv_cells(file, options.get("delimiter", ","))
    if kind == "xlsx":
        lines = sheet_rows(file, options.get("sheet"))
    rows = with_head(lines, options.get("header_row", 1), is_sheet=kind == "xlsx")
    yield from map(checked, rows)


def with_head(
    lines: Iterator[tuple[int, list]], header_row: int, *, is_sheet: bool = False
) -> Iterator[Row]:
    """Yield lines of cells as rows by column name; a ragged one (in a sheet, a longer) is wrong."""
    head: list[str] = []
    for number, cells in lines:
        if number < header_row or not any(cell not in (None, "") for cell in cells):
            continue
        if not head:
            head = names_of(cells, number)
            continue
        problems = []
        while len(cells) > len(head) and cells[-1] in (None, ""):
            cells = cells[:-1]
        if len(cells) > len(head) or (len(cells) < len(head) and not is_sheet):
            fix = f"The row has {len(cells)} cells and the head {len(head)}: they have to agree."
            problems.append(Problem("", "ragged_row", str(len(cells)), fix))
        by_name = {**dict.fromkeys(head), **dict(zip(head, cells, strict=False))}
        yield Row(number, by_name, problems)
    if not head:
        raise FileRefused("no_head", "The file has no head: its first row names the columns.")


def names_of(cells: list, number: int) -> list[str]:
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise FileRefused("too_many_columns", f"More than {MOST_COLUMNS:,} columns.", number)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        listed = ", ".join(f"“{name}”" for name in twice)
        raise FileRefused("column_twice", f"The head names {listed} more than once.", number)
    return names


def text_lines(file: BinaryIO) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file, without its byte order mark."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            refuse_other_encodings(line)
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > LONGEST_LINE:
            raise FileRefused("line_too_long", f"More than {LONGEST_LINE:,} bytes.", number)
        try:
            yield number, line.decode()
        except UnicodeDecodeError as error:
            message = (
                f"Byte {error.start + 1} (0x{line[error.start]:02X}) is not UTF-8: "
                "save the file as UTF-8."
            )
            raise FileRefused("not_utf8", message, number) from None


def refuse_other_encodings(line: bytes) -> None:
    for mark, name in OTHER_ENCODINGS.items():
        if line.startswith(mark):
            raise FileRefused("not_utf8", f"The file is {name}, not text in UTF-8.")
    if b"\x00" in line[1:2] or line[:1] == b"\x00":
        raise FileRefused("not_utf8", "The file is binary, UTF-16 or UTF-32: save it as UTF-8.")


def csv_cells(file: BinaryIO, delimiter: str) -> Iterator[tuple[int, list]]:
    lines = (line for _number, line in text_lines(file))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"This is not a CSV row ({error}): look at its quotes."
            if "new-line" in str(error):
                message = "A carriage return stands alone: end each row with a line feed."
            raise FileRefused("broken_csv", message, before + 1) from None
        yield before + 1, cells
        before = reader.line_num


def jsonl_rows(file: BinaryIO) -> Iterator[Row]:
    for number, line in text_lines(file):
        if not line.strip():
            continue
        try:
            record = json.loads(
                line, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once
            )
        except (ValueError, RecursionError) as error:
            reason = str(error) or "nested too deeply"
            message = f"This is not one JSON object: {reason}."
            raise FileRefused("broken_json", message, number) from None
        if not isinstance(record, dict):
            message = "Each line holds one JSON object, with the columns by name."
            raise FileRefused("broken_json", message, number)
        if len(record) > MOST_COLUMNS:
            raise FileRefused("too_many_columns", f"More than {MOST_COLUMNS:,} columns.", number)
        yield Row(number, record)


def _no_number(name: str):
    raise ValueError(f"{name} is not a number in JSON")


def _once(pairs: list[tuple]) -> dict:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a name is given twice")
    return record


def checked(row: Row) -> Row:
    """Return the row with the problems of its cells, for every later reading."""
    problems = list(row.problems)
    for name, cell in row.cells.items():
        if isinstance(cell, CellProblem):
            problems.append(Problem(name, cell.code, cell.shown, cell.fix))
        elif isinstance(cell, dict | list):
            fix = "A cell is a text, a number or a date, not a list or an object."
            problems.append(Problem(name, "nested_cell", str(cell)[:100], fix))
        elif isinstance(cell, str):
            problems += text_problems(name, cell)
    return Row(row.number, row.cells, problems)


def text_problems(name: str, text: str) -> Iterator[Problem]:
    if "\x00" in text:
        yield Problem(name, "null_characters", text[:100], "Remove the NUL character.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        yield Problem(name, "broken_characters", text[:100], "Remove the broken character.")
    if len(text) > LONGEST_CELL:
        fix = f"A cell holds at most {LONGEST_CELL:,} characters; this one has {len(text):,}."
        yield Problem(name, "cell_too_long", text[:100], fix)
