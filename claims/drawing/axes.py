"""Scales with their ticks at round numbers and days."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Units for big numbers on an axis: lower limit, divisor and word.
BIG = ((1e13, 1e12, "trillions"), (1e10, 1e9, "billions"), (1e7, 1e6, "millions"))
DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6)
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
DAYS_IN_A_MONTH, DAYS_IN_A_YEAR = 30.4, 365.25
# An axis need not start at 0 if all numbers lie above this share of the highest.
FAR_FROM_ZERO = 0.7


@dataclass(frozen=True)
class Scale:
    """A map from numbers (``low`` to ``high``) to places on the picture (``start`` to ``end``)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


def step_of(low: float, high: float, most: int) -> Decimal:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … that needs at most ``most`` steps."""
    rough = (high - low) / max(most, 1)
    power = Decimal(10) ** math.floor(math.log10(rough))
    for factor in (1, 2, 5):
        if factor * power >= Decimal(rough):
            return factor * power
    return 10 * power


def number_range(numbers: Iterable[float], most: int) -> tuple[float, float, Decimal]:
    """Return the first and last number of an axis, both round, and the step between ticks.

    The axis starts at 0 unless all numbers lie far above 0 or some lie below.
    """
    numbers = list(numbers) or [0.0]
    low, high = min(numbers), max(numbers)
    if low >= 0 and (low < FAR_FROM_ZERO * high or low == high):
        low = 0.0
    if low == high:
        room = abs(low) * 0.1 or 1.0
        low, high = low - room if low else 0.0, high + room
    step = step_of(low, high, most)
    first = math.floor(Decimal(low) / step) * step
    last = math.ceil(Decimal(high) / step) * step
    return float(first), float(last), step


def number_ticks(low: float, high: float, step: Decimal) -> tuple[list[Tick], str]:
    """Return the ticks from end to end, and the word for the unit they count in, or ""."""
    largest = max(abs(low), abs(high))
    divisor, word = next(((by, word) for limit, by, word in BIG if largest >= limit), (1, ""))
    count = round((Decimal(high) - Decimal(low)) / step)
    first = round(Decimal(low) / step)
    numbers = [place * step for place in range(first, first + count + 1)]
    return [Tick(float(number), words(number / Decimal(divisor))) for number in numbers], word


def words(number: Decimal) -> str:
    """Return a number as text: 1,200 · 0.5 · −40, with no more digits than it has."""
    return format(number.normalize(), ",f").replace("-", "−")


def day_ticks(first: datetime.date, last: datetime.date, most: int) -> list[tuple]:
    """Return at most ``most`` round days from the first to the last, each with its label."""
    days = (last - first).days
    most = max(most, 1)
    for step in DAY_STEPS:
        if days / step <= most:
            start = first + datetime.timedelta(days=-first.toordinal() % step)
            days_shown = range(start.toordinal(), last.toordinal() + 1, step)
            return [(day, day_label(day)) for day in map(datetime.date.fromordinal, days_shown)]
    for step in MONTH_STEPS:
        if days / DAYS_IN_A_MONTH / step <= most:
            return [(day, f"{day:%b %Y}") for day in _firsts(first, last, step)]
    for step in YEAR_STEPS:
        if days / DAYS_IN_A_YEAR / step <= most:
            break
    firsts = _firsts(first, last, 12)
    return [(day, str(day.year)) for day in firsts if day.year % step == 0]


def day_label(day: datetime.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _firsts(first: datetime.date, last: datetime.date, months: int) -> list[datetime.date]:
    """Return the first days of every ``months``-th month between two days."""
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    end = last.year * 12 + last.month - 1
    start += -start % months
    return [datetime.date(m // 12, m % 12 + 1, 1) for m in range(start, end + 1, months)]
