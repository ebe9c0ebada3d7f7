"""Ranges: two quantities with the words between, in front of and around them."""

import re
from dataclasses import replace

from ..comparators import COMPARATORS, OF_SIDES
from ..vague import shared_scale
from ..value import ValueProblem as Problem
from .quantities import Quantity, Tokens, kinds_of, misplaced_comparator, quantity

# The kinds that may separate the ends of a range, by its first word: "between", "from", none.
SEPARATORS = {"b": "&t-~", "f": "t-~", "": "t-~J&j"}
# These separate only two ends with a comparator each: "more than 700 but fewer than 1,000".
BETWEEN_COMPARATORS = "&j"


def side(tokens: Tokens) -> tuple[str, Quantity]:
    """Read one number with its comparator, in front or behind, or an empty one.

    The Ukrainian “до” in front is “up to”. The same comparator may be said twice: “at least 20 or
    more”.
    """
    is_in_front = bool(tokens) and tokens[0].kind in "ct" and tokens[0].value is not None
    comparator = tokens[0].value if is_in_front else ""
    said = quantity(tokens[1:] if comparator else tokens)
    if comparator and said.comparator not in ("", comparator):
        raise misplaced_comparator()
    comparator = comparator or said.comparator
    if not comparator and said.scale > 1 and any(token.value == "couple" for token in tokens):
        comparator = "approx"  # “a couple” is two, but “a couple of hundred” is not exact
    return comparator, replace(said, comparator="")


def range_of(tokens: Tokens) -> tuple[str, list[Quantity]]:
    """Return comparator, low and high if the tokens are a range in exactly one way, else nothing.

    A comparator before the whole range ("about 100 to 300") makes another one of it. Either end may
    also have its own: "more than 700 but fewer than 1,000".
    """
    kinds = kinds_of(tokens)
    hedge = tokens[0].value if re.match("c[bf]", kinds) else ""
    tokens = tokens[1:] if hedge else tokens
    opener = kinds[bool(hedge)] if kinds[bool(hedge) :][:1] in ("b", "f") else ""
    body = tokens[1:] if opener else tokens
    readings, refusals = [], []
    for at, token in enumerate(body):
        is_upper = token.kind == "c" and COMPARATORS[token.value].open_end == "below"
        low, high = body[:at], body[at if is_upper else at + 1 :]  # “from 700 up to 1,000”
        if not (token.kind in SEPARATORS[opener] or (is_upper and low)):
            continue
        has_both = all(re.search("[cp]", kinds_of(end)) for end in (low, high))
        if (is_upper or token.kind in BETWEEN_COMPARATORS) and not (opener or has_both):
            continue
        try:
            readings.append((side(low), side(high)))
        except Problem as problem:
            refusals.append(problem)
    if len(readings) > 1:
        message = "The range can be read in more than one way; write its ends in digits."
        raise Problem("value", "ambiguous_range", message)
    if readings:
        (first, low), (second, high) = readings[0]
        if first and not second and not hedge and not opener:
            hedge, first = first, ""
        return _relation(hedge, (first, low), (second, high))
    telling = [problem for problem in refusals if problem.code not in ("unreadable", "no_number")]
    if telling:
        raise telling[0]
    if opener:
        message = "A range needs its two ends, such as “between 100 and 300”."
        raise Problem("value", "range_expected", message)
    return "", []


def _relation(
    hedge: str, one: tuple[str, Quantity], other: tuple[str, Quantity]
) -> tuple[str, list[Quantity]]:
    """Return the comparator of a range by the comparators around it, and its two ends."""
    if one[0] and COMPARATORS[one[0]].open_end == "below":
        one, other = other, one
    (first, low), (second, high) = one, other
    first, second = ((code and COMPARATORS[code].as_end) or code for code in (first, second))
    if low.is_vague != high.is_vague:
        message = "A range of vague words and a number is not read; write both ends in digits."
        raise Problem("value", "vague_range", message)
    if low.is_vague:
        low = replace(low, scale=shared_scale((low.low, low.high), (high.low, high.high)))
        code = "" if first or second else "vague"
        found = COMPARATORS[hedge].of_vague if code and hedge else code
    else:
        low = _share_scale(low, high)
        usual = ("approx", "approx") if "approx" in (first, second) else ("gte", "lte")
        code = OF_SIDES.get((first or usual[0], second or usual[1]), "")
        # Only a plain range takes a comparator in front.
        found = (COMPARATORS[hedge].of_range if code == "between" else "") if hedge else code
    if not found:
        raise misplaced_comparator()
    return found, [low, high]


def _share_scale(low: Quantity, high: Quantity) -> Quantity:
    """Return the low with the high's scale if one scale is written for both."""
    if low.scale > 1 or high.scale == 1:
        return low
    is_small = high.scale <= 100  # "two to three hundred", but "0.5 to one hundred"
    if low.mantissa < high.mantissa and (low.mantissa >= 1 or not is_small):
        return replace(low, scale=high.scale)
    if is_small:
        return low
    message = "It is not clear whether the scale belongs to both numbers; write it with each."
    raise Problem("value", "ambiguous_scale", message)
