"""The words of a value with its noun, in any language, and whether a statement gives it."""

import re
from decimal import Decimal

from claims.rules.values import COMPARATORS, UnitSpec, Value, phrase
from claims.rules.values.decimals import canonical
from claims.rules.values.languages import vague_words
from claims.rules.values.vague import WORDS as WORDS_OF_COUNTS
from claims.rules.values.vocabulary import NUMBER_WORDS, VAGUE_WORDS
from claims.rules.values.wording import rounded_number, spoken_number

from .parts import Parts, Unit
from .tongue import N_, NO_BREAK_SPACE, SOURCE_LANGUAGE, Tongue, primary

DIGITS = re.compile(r"[0-9][0-9.,\s]*")
VAGUE_COUNTS = {word for words in WORDS_OF_COUNTS for word in words.split()} - {"of", "a"}
WORDS = (NUMBER_WORDS | VAGUE_WORDS | VAGUE_COUNTS | {"no", "none"}) - {"a", "an"}


def comparison(code: str) -> str:
    """Return the text of a comparator in the catalogues: “more than %(number)s”."""
    return f"{COMPARATORS[code].label} %(number)s"


def valued(parts: Parts, tongue: Tongue) -> str | None:
    """Return the value with its noun: “more than 4,500 people”; None without a value."""
    value, unit = parts.value, parts.unit
    if value is None:
        return None
    if tongue.code == SOURCE_LANGUAGE:
        if unit.symbol or not unit.singular:
            return parts.text or phrase(value)
        return phrase(value, UnitSpec(value.unit, unit.singular, unit.plural, "", ""))
    if COMPARATORS[value.comparator].is_range:
        return _range(value, unit, tongue)
    if value.comparator == "eq" and value.rounding is None:
        return noun(_exact(value.amount, tongue), value.amount, unit, tongue)
    number = with_noun(value.amount, unit, tongue)
    if value.rounding is not None:
        if rounded_number(value.amount, value.rounding) == spoken_number(value.amount):
            return number
        step = with_noun(value.rounding, unit, tongue)
        return tongue.text(N_("%(number)s to the nearest %(step)s"), number=number, step=step)
    return tongue.text(comparison(value.comparator), number=number)


def _exact(number: Decimal, tongue: Tongue) -> str:
    """Return a number in full where its decimals before a scale would say that it is rounded."""
    return tongue.number(number) if "." in spoken_number(number) else tongue.spoken(number)


def _range(value: Value, unit: Unit, tongue: Tongue) -> str:
    row = COMPARATORS[value.comparator]
    if row.is_vague:
        words = vague_words(value.low, value.high, tongue.code)
        far = max(abs(value.low), abs(value.high))
        return tongue.text(row.words, range=noun(words, far, unit, tongue))
    low, high = (tongue.spoken(end) for end in (value.low, value.high))
    high = noun(high, value.high, unit, tongue)
    ends = tongue.text(N_("%(low)s to %(high)s"), low=low, high=high)
    if value.comparator != "between":
        return tongue.text(row.words, low=low, high=high, range=ends)
    best = value.amount is not None and with_noun(value.amount, unit, tongue)
    if value.range_kind == "confidence_interval":
        level = tongue.number(value.confidence_level * 100)
        parts = {"best": best, "level": level, "range": ends}
        if best:
            return tongue.text(N_("%(best)s (%(level)s %% confidence interval %(range)s)"), **parts)
        return tongue.text(N_("%(range)s (%(level)s %% confidence interval)"), **parts)
    if value.range_kind == "reported_range":
        ends = tongue.text(N_("a range of %(range)s"), range=ends)
    if best:
        return tongue.text(N_("%(range)s, best value %(best)s"), range=ends, best=best)
    return ends


def with_noun(number: Decimal, unit: Unit, tongue: Tongue) -> str:
    return noun(tongue.spoken(number), number, unit, tongue)


def noun(written: str, number: Decimal, unit: Unit, tongue: Tongue) -> str:
    """Return a number with its unit, in the form that belongs to the number (CLDR)."""
    forms = unit.names.get(tongue.code, {})
    name = forms.get(tongue.locale.plural_form(abs(number))) or forms.get("other") or unit.symbol
    return f"{written}{NO_BREAK_SPACE}{name or unit.plural}".rstrip(NO_BREAK_SPACE)


def gives(parts: Parts, language: str) -> bool:
    """Return whether the statement gives a number of the value, in digits or in words.

    Only the digits are compared: “62.4k” gives 62,400. Words are read in English only; a statement
    in another language that has no digits is left as it is.
    """
    value, statement = parts.value, parts.statement
    wanted = {canonical(one)[1] for one in (value.amount, value.low, value.high) if one is not None}
    found = digits(statement)
    if wanted & (found | digits(parts.translations.get(language, ""))):
        return True
    if primary(parts.language) != SOURCE_LANGUAGE:
        return not found
    return not WORDS.isdisjoint(re.findall(r"[a-z]+", statement.casefold()))


def digits(words: str) -> set[str]:
    """Return the digits of each number, without outer zeros and marks."""
    return {re.sub(r"\D", "", text).strip("0") for text in DIGITS.findall(words)}
