"""Parts that must add up: killed, wounded and captured against losses."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from claims.rules.comparison import (
    NOT_ADDITIVE,
    Compared,
    as_value,
    compare,
    is_below,
    overlap,
    total,
)
from claims.rules.values import Interval, UnitSpec, Value, phrase
from claims.rules.values.decimals import EXACT

# Whether the parts add up, code → the words people read.
SUMS = {
    "adds_up": "the parts add up to the whole",
    "incomplete": "some parts are not known; the others fit within the whole",
    "mismatch": "the parts do not add up to the whole",
    "not_comparable": "a part is not of the same thing as the whole",
}


@dataclass(frozen=True)
class Sum:
    """Whether the parts add up.

    ``result`` is one of SUMS. ``sum`` is what the known parts add up to, in base units;
    ``missing`` the measures of parts that are not known; ``differs`` the measures of parts that
    cannot be added, each with what differs (``claims.comparison.DIFFERENCES``). ``excess`` is the
    least by which the parts are too many (above 0) or too few (below 0), 0 where they may fit.
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
    """Whether ``parts`` add up to ``whole``, as far as their words allow.

    ``measures`` are those of all the parts that the whole's measure adds up. Every part has to
    be of the whole's subject, scope, unit and time: of the same day, too, where they run on. With
    a part missing the others may not exceed the whole; in a dimension that knows numbers below 0
    nothing can be said. ``name`` gives a measure's name, ``unit`` the base unit for the sentence.
    Raises ValueError for a part that the whole does not add up, or one that stands twice.
    """
    given = [part.measure for part in parts]
    if not set(given) <= set(measures) or len(set(given)) < len(given):
        raise ValueError("Each part is of a measure of its own, and one that the whole adds up.")
    missing = tuple(measure for measure in measures if measure not in given)
    differs = tuple((part.measure, found) for part in parts if (found := _differs(whole, part)))
    sum_ = total(part.interval for part in parts)
    if differs:
        listed = ", ".join(name(measure) for measure, _found in differs)
        words = f"Cannot be added, since they are not of the same thing as the whole: {listed}."
        return Sum("not_comparable", sum_, missing, differs, Decimal(0), words)
    if missing:
        is_wrong = whole.dimension not in NOT_ADDITIVE and is_below(whole.interval, sum_)
    else:
        is_wrong = not overlap(whole.interval, sum_)
    if not is_wrong:
        result = "incomplete" if missing else "adds_up"
        words = SUMS[result]
        sentence = f"{words[0].upper()}{words[1:]}."
        return Sum(result, sum_, missing, (), Decimal(0), sentence)
    return Sum("mismatch", sum_, missing, (), *_mismatch(whole, given, sum_, name, unit))


def _mismatch(
    whole: Compared,
    given: Sequence[Hashable],
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
    said = [
        phrase(as_value(interval, non_negative=non_negative), unit)
        for interval in (sum_, whole.interval)
    ]
    by = f"; {phrase(Value('gte', abs(excess)), unit)} too {'many' if is_too_many else 'few'}"
    parts = " + ".join(name(measure) for measure in given)
    return excess, f"{parts}: {said[0]}; {name(whole.measure)}: {said[1]}{by if excess else ''}."


def _differs(whole: Compared, part: Compared) -> tuple[str, ...]:
    """What makes a part one of something else; values and measures aside."""
    alike = replace(part, measure=whole.measure, interval=whole.interval)
    found = compare(whole, alike)
    if found.part:
        return ("scope",) if whole.scope != part.scope else ("period",)
    if not found.differs and whole.is_cumulative and whole.day != part.day:
        return ("as_of",)
    return found.differs
