"""Parsing of texts that an editor or an article wrote into values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from .bounds import problems
from .decimals import EXACT
from .numerals import number_in_words
from .tokens import Token, scan
from .value import AS_REPORTED_LENGTH, InvalidValue, UnitSpec, Value
from .value import ValueProblem as Problem
from .vocabulary import SCALE_WORDS

Tokens = list[Token]

# A quantity in the kinds of the vocabulary: sign and currency, number, "or more" and unit.
QUANTITY = re.compile(
    r"(?P<sign>[-m]?u?|u[-m])"
    r"(?:(?P<digits>n)(?P<scale>[swx])?|(?P<words>w(?:[w&]*w)?))"
    r"(?P<behind>p?[ux]?|[ux]p)"
)
BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)")
# The kinds that may separate the ends of a range, by its first word: "between", "from", none.
SEPARATORS = {"b": "&t-~", "f": "t-~", "": "t-~"}


def parse(text: str, units: Sequence[UnitSpec] = ()) -> Value:
    """Return the value that ``text`` states; ``as_reported`` keeps the text, trimmed.

    Raises InvalidValue, field "value", for any text that isn't exactly one value: never another
    exception, and never a guess. The choices where English is ambiguous:

    - A dot is the decimal point ("1.234" < 2); a comma or a space stands between full groups of
      three digits; "1,5", "1,23,456" and "1.234.567" are refused as ambiguous.
    - Rounding and range kind are never inferred: "62.4k" is 62,400, "100-300" has no kind. Only
      "to the nearest …", "a range of …", "2,975 (2,658–3,290)" and "95% CI" set them.
    - A scale behind a range applies to both ends ("1.7–5.5 bn") if the first number is the
      smaller one; "900 to 1.2 million" is refused, "ninety to one hundred" is not.
    - "and" separates only after "between"; "between one thousand and two hundred and three
      thousand" has two readings and is refused.
    - A billion is a thousand millions. "m" is a million unless ``units`` contains another "m":
      then "5 m" is refused, "US$5m" is not.
    - A number without a unit has no unit. But if ``units`` is a single counted unit (people,
      items), it has that one, because nobody repeats such a unit behind every number.
    - A comparator with a range ("about 100 to 300") is refused: no value holds both.
    """
    reported = text.strip()
    try:
        if not reported:
            raise Problem("value", "empty", "Write the number that was said.")
        if len(reported) > AS_REPORTED_LENGTH:
            message = f"The text is longer than {AS_REPORTED_LENGTH} characters; keep the number."
            raise Problem("value", "too_long", message)
        with localcontext(EXACT):
            value = _read(scan(reported, units), units, reported)
    except Problem as problem:
        raise InvalidValue([problem]) from None
    if errors := problems(value):
        raise InvalidValue(Problem("value", each.code, each.message) for each in errors)
    return value


@dataclass(frozen=True)
class Quantity:
    """One number as written: mantissa and scale (20 and a billion), units, and "or more"."""

    mantissa: Decimal
    scale: int
    units: tuple[UnitSpec, ...]
    comparator: str | None

    @property
    def amount(self) -> Decimal:
        return self.mantissa * self.scale


def _kinds(tokens: Tokens) -> str:
    return "".join(token.kind for token in tokens)


def _read(tokens: Tokens, units: Sequence[UnitSpec], reported: str) -> Value:
    fields, quantities = {}, []
    tokens, level = _take_level(tokens)
    tokens, step = _split(tokens, "o")
    tokens, best = _split(tokens, "v")
    if step is not None:
        if _kinds(tokens)[-1:] == "(" and _kinds(step)[-1:] == ")":
            tokens, step = tokens[:-1], step[:-1]
        quantities.append(_step(step))
        fields["rounding"] = quantities[0].amount
    if bracketed := BRACKETS.fullmatch(_kinds(tokens)):
        before = tokens[: bracketed.end(1)]
        inside = tokens[bracketed.start(2) : bracketed.end(2)]
        if before and inside:
            if best is not None:
                raise Problem("value", "two_best_values", "Write the best value once.")
            best, fields["range_kind"] = before, "best_low_high"
        if inside or level is not None:
            tokens = inside or before
    comparator = tokens[0].value if _kinds(tokens)[:1] == "c" else None
    tokens = tokens[1:] if comparator else tokens
    if _kinds(tokens)[:1] == "r":
        fields["range_kind"], tokens = "reported_range", tokens[1:]
    if level is not None:
        fields |= {"range_kind": "confidence_interval", "confidence_level": level}

    ends = _range(tokens)
    if ends:
        fields |= {"comparator": "between", "low": ends[0].amount, "high": ends[1].amount}
        quantities += ends
        if best is not None:
            quantities.append(_quantity(best))
            fields["amount"] = quantities[-1].amount
    else:
        if fields.get("range_kind") or best is not None:
            message = "A range needs its two ends, such as “100 to 300”."
            raise Problem("value", "range_expected", message)
        single = _quantity(tokens)
        quantities.append(single)
        fields |= {"comparator": comparator or single.comparator or "eq", "amount": single.amount}
    comparators = [comparator, *(quantity.comparator for quantity in quantities)]
    if len(comparators) - comparators.count(None) > (0 if ends else 1):
        raise _misplaced_comparator()
    return Value(**fields, unit=_unit(quantities, units), as_reported=reported)


def _take_level(tokens: Tokens) -> tuple[Tokens, Decimal | None]:
    """Split off the confidence level, which may stand anywhere, but only once."""
    levels = [token.value for token in tokens if token.kind == "%"]
    if len(levels) > 1:
        raise Problem("value", "two_levels", "Write one confidence level, such as 95% CI.")
    return [token for token in tokens if token.kind != "%"], levels[0] if levels else None


def _split(tokens: Tokens, kind: str) -> tuple[Tokens, Tokens | None]:
    """Return the tokens before the first token of this kind, and those after it."""
    at = _kinds(tokens).find(kind)
    return (tokens, None) if at < 0 else (tokens[:at], tokens[at + 1 :])


def _step(tokens: Tokens) -> Quantity:
    """Read the step of a rounding: "100", "hundred", "US$100 million"."""
    if tokens and tokens[0].value in SCALE_WORDS:
        tokens = [Token("w", "a"), *tokens]
    step = _quantity(tokens)
    if step.comparator:
        raise _misplaced_comparator()
    return step


def _range(tokens: Tokens) -> list[Quantity]:
    """Return low and high if the tokens are a range in exactly one way, else an empty list."""
    opener = _kinds(tokens)[:1] if _kinds(tokens)[:1] in ("b", "f") else ""
    body = tokens[1:] if opener else tokens
    readings, refusals = [], []
    for at, token in enumerate(body):
        if token.kind in SEPARATORS[opener]:
            try:
                readings.append((_quantity(body[:at]), _quantity(body[at + 1 :])))
            except Problem as problem:
                refusals.append(problem)
    if len(readings) > 1:
        message = "The range can be read in more than one way; write its ends in digits."
        raise Problem("value", "ambiguous_range", message)
    if readings:
        low, high = readings[0]
        return [_share_scale(low, high), high]
    telling = [problem for problem in refusals if problem.code not in ("unreadable", "no_number")]
    if telling:
        raise telling[0]
    if opener:
        message = "A range needs its two ends, such as “between 100 and 300”."
        raise Problem("value", "range_expected", message)
    return []


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


def _quantity(tokens: Tokens) -> Quantity:
    shape = QUANTITY.fullmatch(_kinds(tokens))
    if shape is None:
        raise _unreadable(tokens)
    signs = [token for token in tokens[: shape.end("sign")] if token.kind in "-m"]
    if any(sign.kind == "-" and not sign.is_glued for sign in signs):
        message = "Write a minus sign next to its number, without a space."
        raise Problem("value", "loose_sign", message)
    mantissa, scale = _number(tokens, shape)
    behind = tokens[shape.start("behind") :]
    units = [token.value[1] for token in tokens if token.kind == "u"]
    undecided = [token for token in behind if token.kind == "x"] if scale > 1 or units else []
    units += [token.value[1] for token in undecided]
    if not units and "x" in _kinds(tokens):
        message = "“m” and the like can be a scale or a unit here; write the word in full."
        raise Problem("value", "ambiguous_unit", message)
    comparator = next((token.value for token in behind if token.kind == "p"), None)
    return Quantity(-mantissa if signs else mantissa, scale, tuple(units), comparator)


def _number(tokens: Tokens, shape: re.Match) -> tuple[Decimal, int]:
    """Return mantissa and scale, from digits or from words."""
    if shape["words"]:
        start, end = shape.span("words")
        return number_in_words([token.value or "and" for token in tokens[start:end]])
    mantissa = tokens[shape.start("digits")].value
    if not shape["scale"]:
        return mantissa, 1
    scale = tokens[shape.start("scale")]
    if scale.kind != "w":
        return mantissa, scale.value if scale.kind == "s" else scale.value[0]
    if scale.value not in SCALE_WORDS:
        raise _unreadable(tokens)
    return mantissa, SCALE_WORDS[scale.value]


def _unit(quantities: list[Quantity], units: Sequence[UnitSpec]) -> str:
    """Return the code of the one unit that is named, or of the single counted unit."""
    named = {unit.code: unit.plural for quantity in quantities for unit in quantity.units}
    if len(named) > 1:
        message = f"The text names {' and '.join(named.values())}; a value has one unit."
        raise Problem("value", "two_units", message)
    if not named and len(units) == 1 and units[0].is_counted:
        return units[0].code
    return next(iter(named), "")


def _misplaced_comparator() -> Problem:
    message = (
        "Words such as “about” or “or more” stand once, with a single number, and not with a range."
    )
    return Problem("value", "misplaced_comparator", message)


def _unreadable(tokens: Tokens) -> Problem:
    kinds = _kinds(tokens)
    numbers = len(re.findall(r"n|w(?:[w&]*w)?", kinds))
    if not numbers:
        message = "There is no number here; write, for example, “more than 62,000”."
        return Problem("value", "no_number", message)
    if "c" in kinds or "p" in kinds:
        return _misplaced_comparator()
    if numbers > 1:
        message = "The numbers have no relation; write one, or a range such as “100 to 300”."
        return Problem("value", "unrelated_numbers", message)
    message = "This does not read as one number; write, for example, “more than 62,000”."
    return Problem("value", "unreadable", message)
