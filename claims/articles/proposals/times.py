"""The times in a sentence: the time of a figure, and the day of an utterance."""

import datetime
import re
from dataclasses import dataclass

from claims.articles.text import dates

_UNITS = {"day": "day", "week": "day", "month": "month", "year": "year"}
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_PAST = re.compile(
    r"\b(?:over|in|during|within|for) the (?:past|last) (?:(?P<many>[0-9]{1,3}|"
    rf"{'|'.join(_NUMBER_WORDS)}) )?(?P<unit>day|week|month|year)s?\b",
    re.I,
)
_AS_OF = re.compile(rf"\b(?:as of|as at|by|until) (?P<day>{dates.DATE.pattern})", re.I)
_SINCE = re.compile(rf"\bsince (?P<day>{dates.DATE.pattern})", re.I)
_IN_YEAR = re.compile(r"\b(?:in|for|during|throughout) (?P<year>(?:19|20)[0-9]{2})\b(?![-–/][0-9])")
_MONTH_OF = re.compile(
    rf"\bin (?P<month>{'|'.join(dates.MONTHS)}),? (?P<year>(?:19|20)[0-9]{{2}})\b"
)
_RELATIVE = {"today": 0, "yesterday": 1}


@dataclass(frozen=True)
class Times:
    """The time of a figure; empty if the words do not tell. ``rule`` is the rule that found it."""

    as_of: datetime.date | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    precision: str = "unknown"
    rule: str = ""


def of_world(words: str, published_on: datetime.date | None) -> Times:
    """Return the day or the period of a figure."""
    if match := _AS_OF.search(words):
        day = dates.in_text(match, published_on)
        return Times(as_of=day, precision="day", rule="as_of") if day else Times()
    if published_on and (match := _PAST.search(words)):
        return _past(match, published_on)
    if published_on and (match := _SINCE.search(words)):
        day = dates.in_text(match, published_on)
        if day and day < published_on:
            return Times(start=day, end=published_on, precision="day", rule="since")
    if match := _MONTH_OF.search(words):
        year, month = int(match["year"]), dates.MONTHS.index(match["month"]) + 1
        start = datetime.date(year, month, 1)
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        end = following - datetime.timedelta(days=1)
        return Times(start=start, end=end, precision="month", rule="in_month")
    if match := _IN_YEAR.search(words):
        year = int(match["year"])
        start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return Times(start=start, end=end, precision="year", rule="in_year")
    return Times()


def _past(match: re.Match, published_on: datetime.date) -> Times:
    many, unit = (match["many"] or "one").lower(), match["unit"].lower()
    count = _NUMBER_WORDS.index(many) + 1 if many in _NUMBER_WORDS else int(many)
    if unit in ("day", "week"):
        start = published_on - datetime.timedelta(days=count * (7 if unit == "week" else 1))
    else:
        start = dates.months_before(published_on, count * (12 if unit == "year" else 1))
    if start is None or count == 0:
        return Times()
    return Times(start=start, end=published_on, precision=_UNITS[unit], rule="past_span")


def of_speech(words: str, published_on: datetime.date | None) -> datetime.date | None:
    """Return the day of an utterance, from the words around the verb."""
    if match := dates.DATE.search(words):
        return dates.in_text(match, published_on)
    if published_on is None:
        return None
    if match := dates.WEEKDAY.search(words):
        return dates.last_weekday(match[1], published_on)
    for word, back in _RELATIVE.items():
        if re.search(rf"\b{word}\b", words):
            return published_on - datetime.timedelta(days=back)
    return None
