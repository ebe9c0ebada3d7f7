"""The order of the clocks: stated ≤ printed ≤ recorded, and a value is for no later day.

A month never contradicts a day within it. A moment is known to the minute, but not its zone: its
day may be the one before or after in UTC.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from claims.rules.comparison import Span, span
from claims.rules.plausibility.facts import Doubt, Facts, short

# The first years that are not odd: of the world and of speech, and of print.
FIRST_YEAR, FIRST_PRINT = 1000, 1450
# Years after the record that a forecast may reach.
YEARS_AHEAD = 100
# The zones of the world, from UTC.
WEST, EAST = datetime.timedelta(hours=-12), datetime.timedelta(hours=14)
WORLD = ("as_of", "period_start", "period_end")
# How programs write “no date”: the first day of Unix, and of spreadsheets.
NO_DATES = {
    datetime.date(1970, 1, 1),
    datetime.date(1899, 12, 30),
    datetime.date(1899, 12, 31),
    datetime.date(1900, 1, 1),
    datetime.date(1904, 1, 1),
}


@dataclass(frozen=True)
class When:
    """A date or moment of a claim. ``noun`` names it in a sentence.

    ``bounds``: the other dates have to keep to it: no document does that only contradicts.
    """

    field: str
    noun: str
    at: datetime.date
    precision: str
    bounds: bool = True

    @property
    def days(self) -> Span:
        """The days that may be meant, anywhere on earth."""
        if not isinstance(self.at, datetime.datetime):
            return span(self.at, self.precision)
        if self.precision != "minute":
            return span(self.at.date(), self.precision)
        return Span(shifted(self.at, WEST), shifted(self.at, EAST))

    @property
    def text(self) -> str:
        """The date as people read it, no more precise than it is known."""
        day = self.at.isoformat()[:10]
        if self.precision == "minute":
            return f"{day} {self.at:%H:%M} UTC"
        return {"year": day[:4], "month": day[:7]}.get(self.precision, day)

    def is_after(self, other: "When") -> bool:
        """Return whether it is later for sure."""
        if self.precision == other.precision == "minute":
            return self.at > other.at
        return other.days.is_before(self.days)


def shifted(at: datetime.datetime, by: datetime.timedelta) -> datetime.date:
    try:
        return (at + by).date()
    except OverflowError:  # the first and the last day that there is
        return at.date()


def of_dates(facts: Facts) -> Iterator[Doubt]:
    """Yield the warnings on dates: one for each date, the one that tells most."""
    recorded = When("", "it was recorded on", facts.recorded_at, "minute")
    world, said, printed = whens(facts)
    is_forecast, sound = facts.kind == "prediction", []
    for when in (*world, *said, *printed):
        is_free = is_forecast and when in world
        if found := impossible(when, None if is_free else recorded, facts.recorded_at.year):
            yield found
        else:
            sound.append(when)
    bounds = [one for one in (*said, *printed) if one in sound and one.bounds]
    for when in sound:
        if when in said:
            yield from after(when, [one for one in bounds if one not in said])
        elif when in world and not is_forecast:
            yield from after(when, bounds)


def whens(facts: Facts) -> list[list[When]]:
    """Return the known dates: of the world, of the speech, and of the documents."""
    world = [When("as_of", "the value is for", facts.as_of, facts.as_of_precision)]
    for name, noun in (("start", "the period starts on"), ("end", "the period ends on")):
        at = getattr(facts, f"period_{name}")
        # Where the end of a period fits, its start does too.
        bounds = name == "end" or facts.period_end is None
        world.append(When(f"period_{name}", noun, at, facts.period_precision, bounds))
    said = [When("stated_at", "it was said on", facts.stated_at, facts.stated_precision)]
    printed = [
        When(
            f"citations.{index}.document",
            f"“{short(cited.title)}” came out on",
            cited.published_at,
            cited.published_precision,
            cited.carries,
        )
        for index, cited in enumerate(facts.citations)
    ]
    return [
        [one for one in some if one.at is not None and one.precision != "unknown"]
        for some in (world, said, printed)
    ]


def impossible(when: When, recorded: When | None, year: int) -> Doubt | None:
    """Return the warning on a date that can hardly be meant, whatever the others say.

    ``recorded``: it may not be later than that, if given; ``year``: the year of the record.
    """
    said = f"{when.noun[:1].upper()}{when.noun[1:]} {when.text}"
    is_document = when.field.endswith("document")
    first = FIRST_PRINT if is_document else FIRST_YEAR
    if not first <= when.at.year <= year + YEARS_AHEAD:
        right = f"Expected is a year from {first} to {year + YEARS_AHEAD}, in four digits."
        return doubt("year_unlikely", when, f"{said}. {right}")
    if isinstance(when.at, datetime.datetime) and when.at.date() in NO_DATES:
        right = "Programs write this day for “no date”: leave it empty where nobody knows."
        return doubt("code_for_unknown", when, f"{said}. {right}")
    if recorded is None or not when.is_after(recorded):
        return None
    code = "document_after_record" if is_document else "in_the_future"
    right = "Only a prediction may be for a later day." if when.field in WORLD else ""
    return doubt(code, when, f"{said}, after it was recorded, {recorded.text}. {right}".strip())


def after(when: When, others: list[When]) -> Iterator[Doubt]:
    """Yield the warning on a date that is after another: after the statement, else a document."""
    if not when.bounds:
        return
    later = [one for one in others if when.is_after(one)]
    if not later:
        return
    other = min(later, key=lambda one: (one.field != "stated_at", one.days))
    name = "statement" if other.field == "stated_at" else "document"
    first = "stated" if when.field == "stated_at" else "as_of"
    message = (
        f"{when.noun[:1].upper()}{when.noun[1:]} {when.text}, and {other.noun} {other.text}, "
        "before that. Correct the one that is wrong."
    )
    yield doubt(f"{first}_after_{name}", when, message, other)


def doubt(code: str, when: When, message: str, other: When | None = None) -> Doubt:
    seen = [f"{one.field.rpartition('.')[2]} {one.text}" for one in (when, other) if one]
    return Doubt(code, when.field, message, ", ".join(seen))
