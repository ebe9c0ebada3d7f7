"""The rows of one sheet of an XLSX workbook, read as a stream.

Cells without a value of their own are refused by name: formulas (they are not computed here),
merged cells (one value seems to stand in several), and error values.
"""

import datetime
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from claims.importing.file.problems import FileRefused

MOST_BYTES = 2_000_000_000  # of one part, unpacked; sheets are streamed
MOST_SHARED_BYTES = 64_000_000  # shared strings and styles are held in memory
HIGHEST_RATIO = 200
MERGE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main mergeCell"
BROKEN = (
    *(zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError),
    *(ExpatError, AttributeError, IndexError, OSError, EOFError, NotImplementedError, SyntaxError),
)


@dataclass(frozen=True)
class CellProblem:
    """A cell without a value of its own."""

    code: str
    shown: str
    fix: str


def sheet_rows(file: BinaryIO, sheet: str | None) -> Iterator[tuple[int, list]]:
    refuse_bombs(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        names = book.sheetnames
        if sheet is None and len(names) > 1:
            listed = ", ".join(f"“{name}”" for name in names[:20])
            raise FileRefused(
                "which_sheet", f"The workbook has several sheets, name one: {listed}."
            )
        if sheet is not None and sheet not in names:
            raise FileRefused("no_such_sheet", f"The workbook has no sheet “{sheet}”.")
        page = book[sheet] if sheet is not None else book.worksheets[0]
        refuse_merged(page)
        page.reset_dimensions()
        for number, cells in enumerate(page.iter_rows(), start=1):
            yield number, [cell_value(cell) for cell in cells]
    except FileRefused:
        raise
    except BROKEN as error:
        message = f"This is not a workbook that can be read ({type(error).__name__}: {error})."
        raise FileRefused("broken_xlsx", message[:300]) from None


def refuse_bombs(file: BinaryIO) -> None:
    """Refuse archives that would fill the memory or never end, by the sizes in their directory."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise FileRefused("broken_xlsx", "The file is not an XLSX workbook.") from None
    for part in parts:
        is_sheet = part.filename.startswith("xl/worksheets/")
        most = MOST_BYTES if is_sheet else MOST_SHARED_BYTES
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > most or (ratio > HIGHEST_RATIO and part.file_size > 1_000_000):
            message = f"“{part.filename}” unpacks to {part.file_size:,} bytes: too much to read."
            raise FileRefused("zip_bomb", message)
    file.seek(0)


def refuse_merged(page) -> None:
    """Refuse merged cells; the sheet's elements are read without keeping any."""

    def start(name: str, attributes: dict) -> None:
        if name == MERGE:
            where = attributes.get("ref")
            message = f"Cells {where} are merged: give each cell its own value."
            raise FileRefused("merged_cells", message)

    def doctype(*_given) -> None:
        raise FileRefused("broken_xlsx", "A sheet declares no types or entities.")

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, doctype
    with page._get_source() as source:
        parser.ParseFile(source)


def cell_value(cell):
    """Return the value as plain data; a float becomes the decimal number as written."""
    value = cell.value
    if cell.data_type == "f":
        return CellProblem("formula", str(value), "Put the value in place of the formula.")
    if cell.data_type == "e":
        return CellProblem("error_value", str(value), "The cell holds an error: mend it.")
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, datetime.time | datetime.timedelta):
        return CellProblem("time_of_day", str(value), "Give a date, not a time of day.")
    return value
