"""The reading of one cell as a value, a date, a moment or names.

Pure functions. ``CellError`` says why a cell cannot be read and how to correct it; nothing is
guessed.
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
from claims.rules.values.vocabulary import ZERO

# One-word comparators of a column, and the words with which a value is written.
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
# A number inside a text, and one with a decimal comma: 62.400,5 or 62 400,5 or 62400,5.
NUMBER = re.compile(r"\d(?:[\d.,’'\u00a0\u202f ]*\d)?")
WITH_COMMA = re.compile(r"(?:\d+|\d{1,3}([.\u00a0\u202f '’])\d{3}(?:\1\d{3})*)(?:,\d+)?")
DATE_ORDERS = ("day_first", "month_first")
DECIMAL_MARKS = ("point", "comma")

Dated = tuple[datetime.date, str]


def is_empty(cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell) -> str:
    """Return a cell as words; a whole number has no decimal point."""
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
    """Return a column's comparator in the words of a value: “more” becomes “more than”.

    Raises ``CellError`` for a word that is no comparator: its meaning is not guessed.
    """
    word = word.strip().lower()
    word = COMPARATOR_WORDS.get(word, word)
    try:
        sample = values.parse(f"{word} 1")
    except values.InvalidValue:
        sample = None
    if sample is None or sample.amount != 1 or sample.unit or sample.rounding:
        fix = "Say how the number is meant: about, nearly, more, at least, less, at most, exactly."
        raise CellError("unknown_comparator", fix)
    return word


def value(
    cell, units: Sequence[values.UnitSpec], *, word: str = "", decimal_mark: str = ""
) -> values.Value:
    """Return the value of a cell, in the unit that it names or the only unit.

    ``word`` is the result of ``comparator`` for a separate column: “about”, “more than”. A number
    such as 62.400 may mean sixty-two thousand: it is refused unless the mapping names the decimal
    mark.
    """
    if isinstance(cell, bool):
        raise CellError("not_a_number", "Give a number, such as 62,000 or “more than 62,000”.")
    if isinstance(cell, str) and not word and WHOLE.fullmatch(cell.strip()):
        cell = int(cell)
    is_number = isinstance(cell, int | Decimal)
    if is_number and not word:
        return _plain_number(cell, units)
    written = text(cell)
    if written.casefold() in ZERO:
        fix = f"“{written}” may be 0 or not known: write 0, or leave the cell empty."
        raise CellError("zero_or_unknown", fix)
    if not is_number:
        written = _with_point(written, decimal_mark)
    try:
        parsed = values.parse(f"{word} {written}".strip(), units)
    except values.InvalidValue as error:
        raise CellError(error.problems[0].code, str(error)) from None
    if decimal_mark == "comma" and not is_number:
        return replace(parsed, as_reported=f"{word} {text(cell)}".strip())
    return parsed


def _plain_number(number: int | Decimal, units: Sequence[values.UnitSpec]) -> values.Value:
    """Return a bare number's value, the same as ``values.parse`` returns, without parsing."""
    amount = Decimal(number)
    unit = units[0].code if len(units) == 1 and units[0].is_counted else ""
    try:
        parsed = values.Value("eq", amount, unit=unit, as_reported=values.plain(amount))
        errors = values.problems(parsed)
    except (ValueError, ArithmeticError):
        raise CellError("not_a_number", "Give a finite number.") from None
    if errors:
        raise CellError(errors[0].code, errors[0].message)
    return parsed


def _with_point(written: str, decimal_mark: str) -> str:
    if decimal_mark == "comma":
        return NUMBER.sub(_from_comma, written)
    if decimal_mark != "point" and (match := DOUBTFUL_POINT.search(written)):
        raise CellError(
            "ambiguous_number",
            f"“{match[0]}” may be thousands or decimals: say in the mapping that the decimal "
            "mark is “point” or “comma”.",
        )
    return written


def _from_comma(match: re.Match) -> str:
    """Return a number with a decimal comma in the form that ``values.parse`` reads."""
    if not WITH_COMMA.fullmatch(match[0]):
        fix = f"“{match[0]}” is no number with a decimal comma: write it as 62.400,5 or 62400,5."
        raise CellError("ambiguous_number", fix)
    return re.sub(r"[.\u00a0\u202f '’]", "", match[0]).replace(",", ".")


def date(cell, order: str = "") -> Dated:
    """Return the date in a cell and its precision. 03/04/2024 is refused without an ``order``."""
    if isinstance(cell, datetime.datetime):
        return cell.date(), "day"
    if isinstance(cell, datetime.date):
        return cell, "day"
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        cell = str(cell)
    written = text(cell)
    try:
        dated = _written_date(written, order)
    except ValueError as error:
        if isinstance(error, CellError):
            raise
        raise CellError("no_such_day", f"There is no such day ({error}).") from None
    if dated is None:
        raise CellError("not_a_date", "Give a date such as 2024-08-06, 6 August 2024 or 2024-08.")
    return dated


def _written_date(written: str, order: str) -> Dated | None:
    if match := ISO.fullmatch(written):
        year, month, day = (int(part) if part else None for part in match.groups())
        precision = "day" if day else "month" if month else "year"
        return datetime.date(year, month or 1, day or 1), precision
    if match := QUARTER.fullmatch(written):
        year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
        return datetime.date(year, 3 * quarter - 2, 1), "quarter"
    if match := NUMBERS.fullmatch(written):
        return _numeric(int(match[1]), int(match[3]), int(match[4]), order), "day"
    for pattern, at in ((DAY_MONTH, (2, 1, 3)), (MONTH_DAY, (1, 2, 3)), (MONTH_YEAR, (1, 0, 2))):
        match = pattern.fullmatch(written)
        if match and (month := MONTHS.get(match[at[0]].lower())):
            day = int(match[at[1]]) if at[1] else 1
            return datetime.date(int(match[at[2]]), month, day), "day" if at[1] else "month"
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
    """Return the moment in a cell and its precision; a time of day needs a zone, or ``zone``."""
    written = text(cell)
    instant = cell if isinstance(cell, datetime.datetime) else None
    if instant is None and re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", written):
        try:
            instant = datetime.datetime.fromisoformat(written)
        except ValueError:
            raise CellError("not_a_moment", "Give a moment such as 2024-08-06T14:30Z.") from None
    if instant is None or (
        isinstance(cell, datetime.datetime) and instant.time() == datetime.time()
    ):
        day, precision = date(cell, order)
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC), precision
    if instant.tzinfo is None:
        if not zone:
            fix = "Give the offset (2024-08-06T14:30+03:00), or a “time_zone” in the mapping."
            raise CellError("no_time_zone", fix)
        instant = instant.replace(tzinfo=ZoneInfo(zone))
    return instant.astimezone(datetime.UTC), "minute"
