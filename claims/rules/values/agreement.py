"""A value against the words that it was taken from: “exactly 5” under “more than 62,000”."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from .bounds import interval, is_non_negative
from .reading import parse
from .value import AS_REPORTED_LENGTH, Interval, InvalidValue, UnitSpec, Value
from .vocabulary import NUMBER_WORDS, PHRASES

# How a value stands to the words, the best first.
RELATIONS = {
    "same": "the words say the same",
    "weaker": "the value follows from the words, which say more",
    "stronger": "the value says more than the words",
    "contrary": "the words exclude the value",
    "no_number": "no number is read in the words",
}
MOST_CHARACTERS = 500
MOST_WORDS = 9  # of one value inside a sentence
WORD = re.compile(r"\S+")
FIRST = {phrase.split()[0] for phrase in PHRASES if phrase[0].isalpha()} | NUMBER_WORDS
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
DATE = re.compile(
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?\s)?\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
    r"(?:\s[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9,.]?[0-9]))?(?:,?\s[0-9]{4})?|"
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?",
    re.I,
)


def said_in(text: str, units: Sequence[UnitSpec] = ()) -> tuple[Value, ...]:
    """Return the values that a text states: the text as one value, or each number in a sentence.

    Bare years and days of a date are no values. Only the first 500 characters are read.
    """
    text = text[:MOST_CHARACTERS].strip()
    if len(text) <= AS_REPORTED_LENGTH:
        try:
            return (parse(text, units),)
        except InvalidValue:
            pass
    return tuple(_inside(DATE.sub(" ", text), units))


def _inside(text: str, units: Sequence[UnitSpec]) -> Iterator[Value]:
    words = WORD.findall(text)
    at = 0
    while at < len(words):
        first = words[at].strip("“”\"'(").casefold()
        found = None
        if not YEAR.fullmatch(first.rstrip(".,;:")) and (
            any(letter.isdigit() for letter in first) or re.split(r"[^\w'’]", first)[0] in FIRST
        ):
            found = _longest(words[at : at + MOST_WORDS], units)
        if found:
            yield found[0]
        at += found[1] if found else 1


def _longest(words: list[str], units: Sequence[UnitSpec]) -> tuple[Value, int] | None:
    """Return the value of the most words from the first one on, and how many words they are."""
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count]).strip("“”\"'(").rstrip(".,;:!?)”\"'")
        try:
            return parse(written, units), count
        except InvalidValue:
            continue
    return None


def against_words(value: Value, text: str, units: Sequence[UnitSpec] = ()) -> str:
    """Return how a value stands to its source's words, a code of RELATIONS.

    Of several numbers in the words the one counts that fits best. ``units`` are those of the
    value's measure; a number without a unit has the value's. Raises InvalidValue for a value that
    has no interval.
    """
    own = _bounds(value, value.unit, units)
    found = [_relation(own, _bounds(said, said.unit or value.unit, units))
             for said in said_in(text, units)
             if not said.unit or _same_kind(said.unit, value.unit, units)]  # fmt: skip
    return min(found, key=list(RELATIONS).index, default="no_number")


def _same_kind(one: str, other: str, units: Sequence[UnitSpec]) -> bool:
    kinds = {unit.code: (unit.dimension, unit.currency) for unit in units}
    return kinds.get(one, one) == kinds.get(other, other)


def _bounds(value: Value, code: str, units: Sequence[UnitSpec]) -> Interval:
    unit = next((unit for unit in units if unit.code == code), None)
    return interval(
        value,
        factor=unit.factor if unit else 1,
        non_negative=unit is not None and is_non_negative(value, unit.dimension),
    )


def _relation(own: Interval, said: Interval) -> str:
    if own == said:
        return "same"
    (low, high), (said_low, said_high) = _ends(own), _ends(said)
    if max(low, said_low) > min(high, said_high):
        return "contrary"
    return "weaker" if low <= said_low and said_high <= high else "stronger"


def _ends(bounds: Interval) -> tuple[tuple, tuple]:
    """Return both ends in an order: an end that is excluded lies a little farther in."""
    infinite = Decimal("Infinity")
    lower = -infinite if bounds.lower is None else bounds.lower
    upper = infinite if bounds.upper is None else bounds.upper
    return (lower, int(not bounds.lower_inclusive)), (upper, -int(not bounds.upper_inclusive))
