"""Spans of days: “in April 2025” means a month of days, not the 1st."""

import calendar
import datetime
from dataclasses import dataclass

# Precision → months in it. Anything else (day, unknown) is the day itself.
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Span:
    """A run of days, both ends included."""

    first: datetime.date
    last: datetime.date

    def holds(self, other: "Span") -> bool:
        return self.first <= other.first and other.last <= self.last

    def is_before(self, other: "Span") -> bool:
        return self.last < other.first

    def days_to(self, other: "Span") -> int:
        """Return the days from the earlier span's end to the later one's start; 0 on overlap."""
        earlier, later = sorted((self, other))
        return max(0, (later.first - earlier.last).days)


def span(day: datetime.date, precision: str = "day") -> Span:
    """Return the days that a date may mean: the day, or its calendar month, quarter or year."""
    months = MONTHS.get(precision)
    if months is None:
        return Span(day, day)
    start = (day.month - 1) // months * months + 1
    end = start + months - 1
    last = calendar.monthrange(day.year, end)[1]
    return Span(day.replace(month=start, day=1), day.replace(month=end, day=last))
