"""The sum of parts compared with their whole: killed, wounded and captured against losses."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from claims.rules.comparison import (
    NOT_ADDITIVE,
    Compared,
    as_value,
    compare,
    is_additive,
    is_below,
    overlap,
    total,
)
from claims.rules.values import Interval, UnitSpec, Value, phrase
from claims.rules.values.decimals import EXACT

# The results of adding parts, each with the words that people read.
SUMS = {
    "adds_up": "the parts add up to the whole",
    "incomplete": "some parts are not known; the others fit within the whole",
    "mismatch": "the parts do not add up to the whole",
    "not_comparable": "a part is not of the same thing as the whole",
}


@dataclass(frozen=True)
class Sum:
    """The result of adding parts.

    ``result`` is one of SUMS. ``sum`` is the sum of the known parts, in base units. ``missing``
    holds the measures of unknown parts. ``differs`` holds the measures of parts that cannot be
    added, each with what differs (``claims.rules.comparison.DIFFERENCES``). ``excess`` is the least
    number by which the parts are too many (above 0) or too few (below 0); it is 0 if they may fit.
    """

    result: str
    sum: Interval
    missing: tuple[Hashable, ...]
    differs: tuple[tuple[Hashable, tuple[str, ...]], ...]
    excess: Decimal
    sentence: str


def add_up(
    whole: Compared,
    parts: Sequence[Compared],
    measures: Collection[Hashable],
    *,
    name: Callable[[Hashable], str] = str,
    unit: UnitSpec | None = None,
) -> Sum:
    """Compare the sum of ``parts`` with ``whole``, as far as the words allow.

    ``measures`` are the measures of all parts of the whole's measure. Every part needs the whole's
    subject, scope, unit and time; for running counts also its day. If a part is missing, the others
    may not exceed the whole; in a dimension with numbers below 0 nothing follows. ``name`` gives
    the name of a measure; ``unit`` is the base unit for the sentence. Raises ValueError for a part
    whose measure is not in ``measures``, or that comes twice.
    """
    added = [part.measure for part in parts]
    if not set(added) <= set(measures) or len(set(added)) < len(added):
        raise ValueError("Each part is of a measure of its own, and one that the whole adds up.")
    missing = tuple(measure for measure in measures if measure not in added)
    differs = tuple((part.measure, facts) for part in parts if (facts := _differs(whole, part)))
    sum_ = total(part.interval for part in parts)
    if differs:
        listed = ", ".join(name(measure) for measure, _facts in differs)
        words = f"Cannot be added, since they are not of the same thing as the whole: {listed}."
        return Sum("not_comparable", sum_, missing, differs, Decimal(0), words)
    if missing:
        is_wrong = is_additive(whole, *parts) and is_below(whole.interval, sum_)
    else:
        is_wrong = not overlap(whole.interval, sum_)
    if not is_wrong:
        result = "incomplete" if missing else "adds_up"
        words = SUMS[result]
        sentence = f"{words[0].upper()}{words[1:]}."
        return Sum(result, sum_, missing, (), Decimal(0), sentence)
    return Sum("mismatch", sum_, missing, (), *_mismatch(whole, added, sum_, name, unit))


def _mismatch(
    whole: Compared,
    added: Sequence[Hashable],
    sum_: Interval,
    name: Callable[[Hashable], str],
    unit: UnitSpec | None,
) -> tuple[Decimal, str]:
    is_too_many = is_below(whole.interval, sum_)
    with localcontext(EXACT):
        if is_too_many:
            excess = sum_.lower - whole.interval.upper
        else:
            excess = sum_.upper - whole.interval.lower
    non_negative = whole.dimension not in NOT_ADDITIVE
    words = [
        phrase(as_value(interval, non_negative=non_negative), unit)
        for interval in (sum_, whole.interval)
    ]
    by = f"; {phrase(Value('gte', abs(excess)), unit)} too {'many' if is_too_many else 'few'}"
    parts = " + ".join(name(measure) for measure in added)
    return excess, f"{parts}: {words[0]}; {name(whole.measure)}: {words[1]}{by if excess else ''}."


def _differs(whole: Compared, part: Compared) -> tuple[str, ...]:
    """Return what differs between a part and the whole, except values and measures."""
    alike = replace(part, measure=whole.measure, interval=whole.interval)
    comparison = compare(whole, alike)
    if comparison.part:
        return ("scope",) if whole.scope != part.scope else ("period",)
    if not comparison.differs and whole.is_cumulative and whole.day != part.day:
        return ("as_of",)
    return comparison.differs
