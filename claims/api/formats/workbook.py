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
from rest_framework.exceptions import ValidationError

from claims.api.formats.columns import Column
from claims.api.formats.renderers import RISKY

LARGEST = 20_000
# What a spreadsheet keeps: digits of a number, characters of a cell, and no day before this one.
DIGITS, CHARACTERS, FIRST_DAY = 15, 32_767, "1900-03-01"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMATS = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss.000"}


def refuse_too_many(rows: QuerySet) -> None:
    """Raises ``ValidationError`` naming ``format`` for a list of more than ``LARGEST`` rows."""
    if rows.order_by()[: LARGEST + 1].count() > LARGEST:
        message = f"A workbook holds at most {LARGEST:,} rows: narrow the list, or take csv."
        refused = ValidationError(message, "too_many_rows").detail
        raise ValidationError({"format": refused})


def write(documents: Iterable[str], columns: list[Column], *, title: str) -> IO[bytes]:
    """A workbook of the documents in a temporary file, which its reader closes.

    Memory does not grow with the rows: each is written as it comes.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in columns])
    for found in map(json.loads, documents):
        sheet.append([cell(sheet, column.find(found), column.holds) for column in columns])
    file = tempfile.TemporaryFile()  # noqa: SIM115 – its reader closes it
    book.save(file)
    file.seek(0)
    return file


def cell(sheet, value, holds: str):
    """A number, a day or a moment (UTC) where a spreadsheet keeps it exactly; else its text.

    Text stays text, whatever it begins with.
    """
    if value is None or isinstance(value, bool):
        return value
    text = str(value)
    if holds == "number" and is_exact(text):
        return Decimal(text)
    if holds in FORMATS and text >= FIRST_DAY:
        moment = datetime.datetime.fromisoformat(text)
        made = WriteOnlyCell(sheet, moment.replace(tzinfo=None))
        made.number_format = FORMATS[holds]
        return made
    made = WriteOnlyCell(sheet, "")
    made.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", shortened(text))
    made.data_type = "s"  # openpyxl takes “=1+1” for a formula
    made.quotePrefix = text.startswith(RISKY)
    return made


def is_exact(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and len(re.sub("[-.]", "", text).lstrip("0")) <= DIGITS


def shortened(text: str) -> str:
    return text if len(text) <= CHARACTERS else f"{text[: CHARACTERS - 1]}…"
