"""Numbers that can hardly be meant: fractions of what is counted, and codes for “unknown”."""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

from claims.rules.plausibility.facts import Doubt, Facts
from claims.rules.plausibility.words import spoken
from claims.rules.values import plain
from claims.rules.values.decimals import EXACT

COUNTED = ("persons", "items")
# An estimate or an average may have decimals.
ESTIMATES = ("survey", "statistical_estimate", "model")
AVERAGE = re.compile(
    r"\b(?:averag\w*|mean|median|rate|per|each|every|ratio|share|estimate[sd]?|projected|equivalents?)"
    r"\b|%|‰",
    re.I,
)
# How data sets and programs write “unknown”; three nines and more are told by a pattern.
NINES = re.compile(r"-9{2,18}|9{3,18}")
LIMITS = {Decimal(2**bits - 1) for bits in (15, 16, 31, 32)} | {Decimal(-(2**15))}
# Where small numbers below zero are everyday, only whole codes of nines are odd.
SIGNED = ("temperature", "change", "ratio")
SMALL_CODES = (Decimal(-1), Decimal(-9))
WORDLESS = re.compile(r"[-−\d.,\s]*")


def of_numbers(facts: Facts) -> Iterator[Doubt]:
    """Yield the warnings on the numbers alone."""
    value, unit = facts.value, facts.unit
    if value is None:
        return
    if unit and unit.dimension in COUNTED and not is_average(facts):
        yield from fractions(facts)
    is_bare = value.comparator == "eq" and WORDLESS.fullmatch(facts.as_reported)
    is_small = value.amount in SMALL_CODES and unit and unit.dimension not in SIGNED
    if is_bare and not facts.in_series and (is_small or is_code(value.amount)):
        yield code(value.amount)


def is_average(facts: Facts) -> bool:
    words = f"{facts.statement} {facts.as_reported}"
    is_interval = facts.value.range_kind == "confidence_interval"
    return is_interval or facts.basis in ESTIMATES or bool(AVERAGE.search(words))


def fractions(facts: Facts) -> Iterator[Doubt]:
    value = facts.value
    with localcontext(EXACT):
        for field in ("amount", "low", "high"):
            number = getattr(value, field)
            if number is not None and (number * facts.unit.factor) % 1:
                noun = "a person" if facts.unit.dimension == "persons" else "a thing"
                right = "Check it; an average or a rate belongs to a measure of its own."
                yield Doubt(
                    "fraction_of_a_count",
                    "value",
                    f"{plain(number)} {facts.unit.plural} count a fraction of {noun}. {right}",
                    f"{spoken(value)} {facts.unit.code}",
                )
                return


def is_code(number: Decimal) -> bool:
    """Return whether programs write this number for “unknown”, or where one did not fit."""
    return bool(NINES.fullmatch(plain(number))) or number in LIMITS


def code(number: Decimal) -> Doubt:
    message = f"Data sets write {plain(number)} for “unknown”: leave it out if it is one."
    return Doubt("code_for_unknown", "value", message, plain(number))
