"""One cell read as a value, a date, a moment or names: read, or refused with what would be right.

Pure functions. ``CellError`` says why a cell cannot be read; nothing is ever guessed.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from claims.importing.file.problems import CellError
from claims.rules import values

# What a column of comparators may say by one word, where a value is written with two.
COMPARATOR_WORDS = {
    "more": "more than",
    "greater": "more than",
    "less": "less than",
    "fewer": "fewer than",
    "min": "at least",
    "minimum": "at least",
    "max": "at most",
    "maximum": "at most",
    "exact": "exactly",
    **{code: row.label for code, row in values.COMPARATORS.items() if not row.is_range},
    "approx": "about",
}
MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sep sept|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])|Q([1-4])[- ]?(\d{4})", re.IGNORECASE)
NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([^\W\d]+)\.?,?[ -](\d{4})")
MONTH_DAY = re.compile(r"(?:([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))")
MONTH_YEAR = re.compile(r"([^\W\d]+)\.?,? (\d{4})")
WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
DOUBTFUL_POINT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
# A number as it stands in a text, and one with a decimal comma: 62.400,5 or 62 400,5 or 62400,5.
NUMBER = re.compile(r"\d(?:[\d.,’'\u00a0\u202f ]*\d)?")
WITH_COMMA = re.compile(r"(?:\d+|\d{1,3}([.\u00a0\u202f '’])\d{3}(?:\1\d{3})*)(?:,\d+)?")
DATE_ORDERS = ("day_first", "month_first")
DECIMAL_MARKS = ("point", "comma")

Dated = tuple[datetime.date, str]


def is_empty(cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell) -> str:
    """A cell as words; a number without its point, if it is a whole one."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return _plain(cell)
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()
    return " ".join(str(cell).split())


def _plain(number: Decimal) -> str:
    try:
        return values.plain(number)
    except ValueError:  # Infinite, or so long that its plain form would fill the memory.
        return str(number)


@lru_cache(200)
def comparator(word: str) -> str:
    """A word of a column of comparators as a value has it: “more” as “more than”.

    Raises ``CellError`` for what is no comparator: nobody guesses how the number was meant.
    """
    word = word.strip().lower()
    word = COMPARATOR_WORDS.get(word, word)
    try:
        found = values.parse(f"{word} 1")
    except values.InvalidValue:
        found = None
    if found is None or found.amount != 1 or found.unit or found.rounding:
        fix = "Say how the number is meant: about, nearly, more, at least, less, at most, exactly."
        raise CellError("unknown_comparator", fix)
    return word


def value(
    cell,
    units: Sequence[values.UnitSpec],
    *,
    word: str = "",
    decimal_mark: str = "",
) -> values.Value:
    """The value that a cell states, in the unit that it names or that is the only one.

    ``word`` is what ``comparator`` made of a column of its own: “about”, “more than”. A number
    such as 62.400 may be sixty-two thousand: refused, unless the mapping says which mark is the
    decimal one.
    """
    if isinstance(cell, bool):
        raise CellError("not_a_number", "Give a number, such as 62,000 or “more than 62,000”.")
    if isinstance(cell, str) and not word and WHOLE.fullmatch(cell.strip()):
        cell = int(cell)
    is_number = isinstance(cell, int | Decimal)
    if is_number and not word:
        return _plain_number(cell, units)
    written = text(cell)
    if not is_number:
        written = _with_point(written, decimal_mark)
    try:
        found = values.parse(f"{word} {written}".strip(), units)
    except values.InvalidValue as error:
        raise CellError(error.problems[0].code, str(error)) from None
    if decimal_mark == "comma" and not is_number:
        return replace(found, as_reported=f"{word} {text(cell)}".strip())
    return found


def _plain_number(number: int | Decimal, units: Sequence[values.UnitSpec]) -> values.Value:
    """A bare number, as ``values.parse`` would read its digits, without the reading."""
    amount = Decimal(number)
    unit = units[0].code if len(units) == 1 and units[0].is_counted else ""
    try:
        found = values.Value("eq", amount, unit=unit, as_reported=values.plain(amount))
        wrong = values.problems(found)
    except (ValueError, ArithmeticError):
        raise CellError("not_a_number", "Give a finite number.") from None
    if wrong:
        raise CellError(wrong[0].code, wrong[0].message)
    return found


def _with_point(written: str, decimal_mark: str) -> str:
    if decimal_mark == "comma":
        return NUMBER.sub(_from_comma, written)
    if decimal_mark != "point" and (found := DOUBTFUL_POINT.search(written)):
        raise CellError(
            "ambiguous_number",
            f"“{found[0]}” may be thousands or decimals: say in the mapping that the decimal "
            "mark is “point” or “comma”.",
        )
    return written


def _from_comma(found: re.Match) -> str:
    """A number with a decimal comma as ``values.parse`` reads it."""
    if not WITH_COMMA.fullmatch(found[0]):
        fix = f"“{found[0]}” is no number with a decimal comma: write it as 62.400,5 or 62400,5."
        raise CellError("ambiguous_number", fix)
    return re.sub(r"[.\u00a0\u202f '’]", "", found[0]).replace(",", ".")


def date(cell, order: str = "") -> Dated:
    """The date in a cell and its precision. 03/04/2024 is refused unless ``order`` says how."""
    if isinstance(cell, datetime.datetime):
        return cell.date(), "day"
    if isinstance(cell, datetime.date):
        return cell, "day"
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        cell = str(cell)
    written = text(cell)
    try:
        found = _written_date(written, order)
    except ValueError as error:
        if isinstance(error, CellError):
            raise
        raise CellError("no_such_day", f"There is no such day ({error}).") from None
    if found is None:
        raise CellError("not_a_date", "Give a date such as 2024-08-06, 6 August 2024 or 2024-08.")
    return found


def _written_date(written: str, order: str) -> Dated | None:
    if found := ISO.fullmatch(written):
        year, month, day = (int(part) if part else None for part in found.groups())
        precision = "day" if day else "month" if month else "year"
        return datetime.date(year, month or 1, day or 1), precision
    if found := QUARTER.fullmatch(written):
        year, quarter = int(found[1] or found[4]), int(found[2] or found[3])
        return datetime.date(year, 3 * quarter - 2, 1), "quarter"
    if found := NUMBERS.fullmatch(written):
        return _numeric(int(found[1]), int(found[3]), int(found[4]), order), "day"
    for pattern, at in ((DAY_MONTH, (2, 1, 3)), (MONTH_DAY, (1, 2, 3)), (MONTH_YEAR, (1, 0, 2))):
        found = pattern.fullmatch(written)
        if found and (month := MONTHS.get(found[at[0]].lower())):
            day = int(found[at[1]]) if at[1] else 1
            return datetime.date(int(found[at[2]]), month, day), "day" if at[1] else "month"
    return None


def _numeric(first: int, second: int, year: int, order: str) -> datetime.date:
    if order == "day_first":
        return datetime.date(year, second, first)
    if order == "month_first":
        return datetime.date(year, first, second)
    if first == second or second > 12 >= first:
        return datetime.date(year, first, second)
    if first > 12:
        return datetime.date(year, second, first)
    raise CellError(
        "ambiguous_date",
        "Day and month cannot be told apart: write 2024-04-03, or say in the mapping that dates "
        "are “day_first” or “month_first”.",
    )


def moment(cell, order: str = "", zone: str = "") -> tuple[datetime.datetime, str]:
    """The moment in a cell and its precision; a time of day needs a zone, its own or ``zone``."""
    written = text(cell)
    found = cell if isinstance(cell, datetime.datetime) else None
    if found is None and re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", written):
        try:
            found = datetime.datetime.fromisoformat(written)
        except ValueError:
            raise CellError("not_a_moment", "Give a moment such as 2024-08-06T14:30Z.") from None
    if found is None or (isinstance(cell, datetime.datetime) and found.time() == datetime.time()):
        day, precision = date(cell, order)
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC), precision
    if found.tzinfo is None:
        if not zone:
            fix = "Give the offset (2024-08-06T14:30+03:00), or a “time_zone” in the mapping."
            raise CellError("no_time_zone", fix)
        found = found.replace(tzinfo=ZoneInfo(zone))
    return found.astimezone(datetime.UTC), "minute"
