"""The facts that the rules of order and plausibility read, and the warnings that they raise."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from claims.rules.values import Interval, UnitSpec, Value

# Each warning by its stable code, with the words that people read of it in a list.
WARNINGS = {
    "year_unlikely": "A year that can hardly be meant",
    "in_the_future": "A day after the claim was recorded",
    "document_after_record": "A document from after the claim was recorded",
    "stated_after_document": "Said after the document came out",
    "as_of_after_statement": "For a day after it was said",
    "as_of_after_document": "For a day after the document came out",
    "value_differs_from_words": "A value that its words do not give",
    "fraction_of_a_count": "A fraction of a person or a thing",
    "code_for_unknown": "A number that often stands for “unknown”",
    "step_beyond_habit": "A step far beyond the habit of the series",
    "running_count_falls": "A running count that falls",
}


@dataclass(frozen=True)
class Doubt:
    """One warning: its code, the field to look at, and a sentence with what was seen there.

    ``seen``: the facts that raised it, as plain text. An answer holds as long as they are the same.
    """

    code: str
    field: str
    message: str
    seen: str


@dataclass(frozen=True)
class Cited:
    """A citation that was not withdrawn. ``words``: what the document says, by the field.

    ``carries``: it says that the claim is so. ``drifts``: an editor has noted that its value or
    unit is another.
    """

    title: str
    carries: bool = True
    drifts: bool = False
    published_at: datetime.datetime | None = None
    published_precision: str = "unknown"
    words: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Facts:
    """A claim on the desk. ``recorded_at``: its last substantive edit; ``interval``: in base units.

    ``as_reported``: the claimant's words for the value. ``in_series``: the values beside it say
    whether its number is odd.
    """

    kind: str
    recorded_at: datetime.datetime
    statement: str = ""
    basis: str = "unspecified"
    value: Value | None = None
    unit: UnitSpec | None = None
    interval: Interval | None = None
    as_reported: str = ""
    as_of: datetime.date | None = None
    as_of_precision: str = "unknown"
    period_start: datetime.date | None = None
    period_end: datetime.date | None = None
    period_precision: str = "unknown"
    stated_at: datetime.datetime | None = None
    stated_precision: str = "unknown"
    citations: Sequence[Cited] = ()
    in_series: bool = False


def short(text: str, most: int = 60) -> str:
    """Return the text of a message, cut where it is long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
