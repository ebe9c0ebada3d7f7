"""Dates as articles write them."""

import calendar
import datetime
import re

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "|".join([*MONTHS, *(f"{m[:3]}\\.?" for m in MONTHS if m != "May"), r"Sept\.?"])
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAY_MONTH = (
    rf"(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)? (?:of )?(?P<m1>{_MONTH})(?:,? (?P<y1>[12][0-9]{{3}}))?"
)
_MONTH_DAY = rf"(?P<m2>{_MONTH}) (?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,? (?P<y2>[12][0-9]{{3}}))?"
_ISO = r"(?P<y3>[12][0-9]{3})-(?P<m3>[01][0-9])-(?P<d3>[0-3][0-9])"
DATE = re.compile(rf"(?<![\w.,-])(?:{_DAY_MONTH}|{_MONTH_DAY}|{_ISO})(?![\w])")
WEEKDAY = re.compile(rf"\b(?:on |last )?({'|'.join(WEEKDAYS)})\b")


def in_text(match: re.Match, near: datetime.date | None) -> datetime.date | None:
    """Return the day of a ``DATE``; without a year, the last such day on or before ``near``."""
    day = match["d1"] or match["d2"] or match["d3"]
    month = match["m1"] or match["m2"]
    year = match["y1"] or match["y2"] or match["y3"]
    number = int(match["m3"]) if match["m3"] else _number_of(month)
    if year:
        return _date(int(year), number, int(day))
    if near is None:
        return None
    this_year = _date(near.year, number, int(day))
    if this_year and this_year > near:
        return _date(near.year - 1, number, int(day))
    return this_year


def last_weekday(name: str, near: datetime.date) -> datetime.date:
    """Return the last day of this name on or before ``near``."""
    back = (near.weekday() - WEEKDAYS.index(name)) % 7
    return near - datetime.timedelta(days=back)


def months_before(day: datetime.date, months: int) -> datetime.date | None:
    """Return the same day ``months`` months earlier, or the last day of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return _date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _number_of(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month.rstrip(".")[:3]))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
