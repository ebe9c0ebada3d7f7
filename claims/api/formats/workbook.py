"""A list as a workbook (XLSX): one sheet of at most ``LARGEST`` rows, made on disk, then sent."""

import datetime
import json
import re
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from typing import IO

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from claims.api.formats.columns import Column
from claims.api.formats.renderers import RISKY
from claims.api.http.errors import refused

LARGEST = 20_000
# The limits of a spreadsheet: digits of a number, characters of a cell, and its first day.
DIGITS, CHARACTERS, FIRST_DAY = 15, 32_767, "1900-03-01"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMATS = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss.000"}


def refuse_too_many(rows: QuerySet | list) -> None:
    """Raise ``ValidationError`` naming ``format`` for a list of more than ``LARGEST`` rows."""
    is_list = isinstance(rows, list)
    if (len(rows) if is_list else rows.order_by()[: LARGEST + 1].count()) > LARGEST:
        message = f"A workbook holds at most {LARGEST:,} rows: narrow the list, or take csv."
        raise refused("format", message, "too_many_rows")


def write(documents: Iterable[str], columns: list[Column], *, title: str) -> IO[bytes]:
    """Return a workbook in a temporary file. Memory does not grow with the documents."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in columns])
    for document in map(json.loads, documents):
        sheet.append([cell(sheet, column.find(document), column.holds) for column in columns])
    file = tempfile.TemporaryFile()  # noqa: SIM115 – its reader closes it
    book.save(file)
    file.seek(0)
    return file


def cell(sheet, value, holds: str):
    """Return a number, a day or a moment (UTC) that a spreadsheet keeps exactly; else its text."""
    if value is None or isinstance(value, bool):
        return value
    text = str(value)
    if holds == "number" and is_exact(text):
        return Decimal(text)
    if holds in FORMATS and text >= FIRST_DAY:
        moment = datetime.datetime.fromisoformat(text)
        written = WriteOnlyCell(sheet, moment.replace(tzinfo=None))
        written.number_format = FORMATS[holds]
        return written
    if len(text) > CHARACTERS:
        text = f"{text[: CHARACTERS - 1]}…"
    written = WriteOnlyCell(sheet, "")
    written.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    written.data_type = "s"  # text stays text: openpyxl takes “=1+1” for a formula
    written.quotePrefix = text.startswith(RISKY)
    return written


def is_exact(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and len(re.sub("[-.]", "", text).lstrip("0")) <= DIGITS
