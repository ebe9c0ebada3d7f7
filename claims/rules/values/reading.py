"""Parsing of texts that an editor or an article wrote into values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

from .bounds import problems
from .comparators import COMPARATORS, OF_SIDES
from .decimals import EXACT, shortest
from .numerals import HALF, number_in_words
from .tokens import Token, scan
from .vague import shared_scale
from .value import AS_REPORTED_LENGTH, InvalidValue, UnitSpec, Value
from .value import ValueProblem as Problem
from .vocabulary import SCALE_WORDS

Tokens = list[Token]

# A quantity in the kinds of the vocabulary: sign and currency, number, "or more" and unit.
QUANTITY = re.compile(
    r"(?P<sign>[-m]?u?|u[-m])"
    r"(?:(?P<digits>n)(?P<part>h|[&w]ww)?(?P<scale>[swx])?|(?P<words>w(?:[w&]*w)?)|(?P<none>0)(?=u))"
    r"(?P<behind>p?[ux]?|[ux]p)z?"
)
SHARE = re.compile(r"(?P<minus>[-m]?)(?:h|w(?=z?$|u$))z?(?P<scale>w+|s)?(?P<unit>u?)p?z?")
VAGUE = re.compile(r"(?P<minus>[-m]?)u?i?(?P<vague>g)(?P<behind>p?)(?:z?u)?z?")
BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)")
# The number of an account in brackets is below 0: (1,234) or US$(3.2) million.
ACCOUNTED = re.compile(r"u?\(u?n[swx]?u?\)[swx]?u?")
# The kinds that may separate the ends of a range, by its first word: "between", "from", none.
SEPARATORS = {"b": "&t-~", "f": "t-~", "": "t-~J&j"}
# These separate only two ends with a comparator each: "more than 700 but fewer than 1,000".
BETWEEN_COMPARATORS = "&j"
SHARES = Context(prec=12)  # for a third, which no decimal number is
SHARE_STEP = Decimal("0.01")
ROUNDING_SCALE = 1000  # the decimals before a thousand or more say how exact the number is


def parse(text: str, units: Sequence[UnitSpec] = ()) -> Value:
    """Return the value that ``text`` states; ``as_reported`` keeps the text, trimmed.

    Raises InvalidValue, field "value", for any text that isn't exactly one value: never another
    exception, and never a guess. The choices where English is ambiguous:

    - A dot is the decimal point ("1.234" < 2); a comma or a space stands between full groups of
      three digits; "1,5", "1,23,456" and "1.234.567" are refused as ambiguous.
    - The decimals before a scale carry their rounding: "62.4k" is 62,400 to the nearest 100. Other
      numbers, "62k" and "exactly 62.4k" have none unless it is said: "to the nearest …".
    - The range kind is never inferred: "100-300" has none. Only "a range of …", "2,975
      (2,658–3,290)" and "95% CI" set one.
    - A scale behind a range applies to both ends ("1.7–5.5 bn") if the first number is the
      smaller one; "900 to 1.2 million" is refused, "ninety to one hundred" is not.
    - "and" separates only after "between"; "between one thousand and two hundred and three
      thousand" has two readings and is refused.
    - A billion is a thousand millions. "m" is a million unless ``units`` contains another "m":
      then "5 m" is refused, "US$5m" is not.
    - A number without a unit has no unit. But if ``units`` is a single counted unit (people,
      items), it has that one, because nobody repeats such a unit behind every number.
    - "About", "at least" and "at most" may stand before a range; "more than 100 to 300" is refused.
    - Vague counts ("hundreds", "several dozen") are read by a table; "about" adds nothing to them.
    - A number of an account in brackets and "a loss of" are below 0, except that a loss of people
      or items is their number. "A third" and "one in five" are read in percent only.
    - Ukrainian words are read too; there a comma with one or two digits behind it is decimal.
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
    """One number as written: mantissa and scale (20 and a billion), units, and "or more".

    ``step``: the rounding that its decimals carry. ``top``: the mantissa of the high end of a vague
    count, whose low end is ``mantissa``; else None. ``is_share``: a number in percent.
    """

    mantissa: Decimal
    scale: int = 1
    units: tuple[UnitSpec, ...] = ()
    comparator: str = ""
    step: Decimal | None = None
    top: Decimal | None = None
    is_share: bool = False

    @property
    def amount(self) -> Decimal:
        return self.mantissa * self.scale

    low = amount

    @property
    def high(self) -> Decimal:
        return self.amount if self.top is None else self.top * self.scale

    @property
    def is_vague(self) -> bool:
        return self.top is not None


def _kinds(tokens: Tokens) -> str:
    return "".join(token.kind for token in tokens)


def _read(tokens: Tokens, units: Sequence[UnitSpec], reported: str) -> Value:
    fields, quantities = {}, []
    tokens = [token for token in tokens if token.kind != "e"]
    tokens, is_below, is_loss = _take_loss(tokens)
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
    if _kinds(tokens)[:1] == "r":
        fields["range_kind"], tokens = "reported_range", tokens[1:]
    if level is not None:
        fields |= {"range_kind": "confidence_interval", "confidence_level": level}

    comparator, ends = _range(tokens)
    if ends:
        fields |= {"comparator": comparator, "low": ends[0].low, "high": ends[1].high}
        quantities += ends
        if best is not None:
            quantities.append(_quantity(best))
            fields["amount"] = quantities[-1].amount
    else:
        if fields.get("range_kind") or best is not None:
            message = "A range needs its two ends, such as “100 to 300”."
            raise Problem("value", "range_expected", message)
        comparator, single = _side(tokens)
        quantities.append(single)
        fields |= _single(comparator, single, fields.get("rounding"))
    if any(quantity.comparator for quantity in quantities):
        raise _misplaced_comparator()
    numbers = {name: shortest(each) for name, each in fields.items() if isinstance(each, Decimal)}
    value = Value(**{**fields, **numbers}, unit=_unit(quantities, units), as_reported=reported)
    is_counted = any(unit.is_counted for unit in units if unit.code == value.unit)
    return _mirrored(value) if is_below or (is_loss and not is_counted) else value


def _single(comparator: str, single: Quantity, rounding: Decimal | None) -> dict:
    """Return the fields of one number, or of one vague count, behind its comparator."""
    if single.is_vague:
        code = COMPARATORS[comparator].of_vague if comparator else "vague"
        if not code:
            raise _misplaced_comparator()
        return {"comparator": code, "low": single.low, "high": single.high}
    fields = {"comparator": comparator or "eq", "amount": single.amount}
    if not comparator and rounding is None and single.step:
        fields["rounding"] = single.step
    return fields


def _mirrored(value: Value) -> Value:
    """Return a loss as a value below 0: “a loss of more than 3” is less than -3."""
    row = COMPARATORS[value.comparator]
    if not row.mirror or value.range_kind:
        message = "Write this loss with a minus sign, such as “-5 to -3”."
        raise Problem("value", "unclear_loss", message)
    if row.is_range:
        return replace(value, comparator=row.mirror, low=-value.high, high=-value.low)
    if COMPARATORS[row.mirror].is_range:
        return replace(
            value, comparator=row.mirror, amount=None, low=-value.amount, high=Decimal(0)
        )
    return replace(value, comparator=row.mirror, amount=-value.amount)


def _take_loss(tokens: Tokens) -> tuple[Tokens, bool, bool]:
    """Split off the brackets of an account, and “a loss of”: tokens, is below 0, is a loss."""
    kinds = _kinds(tokens)
    if ACCOUNTED.fullmatch(kinds) and not any(token.value == "square" for token in tokens):
        return [token for token in tokens if token.kind not in "()"], True, False
    if kinds[:1] == "l" or kinds[-1:] == "l":
        return [token for token in tokens if token.kind != "l"], False, True
    return tokens, False, False


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


def _side(tokens: Tokens) -> tuple[str, Quantity]:
    """Read one number with its comparator, in front or behind, or an empty one.

    The Ukrainian “до” in front is “up to”. The same comparator may be said twice: “at least 20 or
    more”.
    """
    is_in_front = bool(tokens) and tokens[0].kind in "ct" and tokens[0].value is not None
    comparator = tokens[0].value if is_in_front else ""
    quantity = _quantity(tokens[1:] if comparator else tokens)
    if comparator and quantity.comparator not in ("", comparator):
        raise _misplaced_comparator()
    comparator = comparator or quantity.comparator
    if not comparator and quantity.scale > 1 and any(token.value == "couple" for token in tokens):
        comparator = "approx"  # “a couple” is two, but “a couple of hundred” is not exact
    return comparator, replace(quantity, comparator="")


def _range(tokens: Tokens) -> tuple[str, list[Quantity]]:
    """Return comparator, low and high if the tokens are a range in exactly one way, else nothing.

    A comparator before the whole range ("about 100 to 300") makes another one of it. Either end may
    also have its own: "more than 700 but fewer than 1,000".
    """
    kinds = _kinds(tokens)
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
        has_both = all(re.search("[cp]", _kinds(end)) for end in (low, high))
        if (is_upper or token.kind in BETWEEN_COMPARATORS) and not (opener or has_both):
            continue
        try:
            readings.append((_side(low), _side(high)))
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
        scale = shared_scale((low.low, low.high), (high.low, high.high))
        low = replace(low, scale=scale)
        code = COMPARATORS[hedge].of_vague if hedge else "vague"
        sides = first or second
    else:
        low = _share_scale(low, high)
        if first == "approx" or second == "approx":
            sides = (first or "approx", second or "approx")
        else:
            sides = (first or "gte", second or "lte")
        code = OF_SIDES.get(sides, "")
        if hedge:
            code = COMPARATORS[hedge].of_range if code == "between" else ""
        sides = None
    if sides or not code:
        raise _misplaced_comparator()
    return code, [low, high]


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
    kinds = _kinds(tokens)
    if shape := VAGUE.fullmatch(kinds):
        return _vague(tokens, shape)
    if "h" in kinds or any(token.value == "half" for token in tokens[:1]):
        shape = SHARE.fullmatch(kinds)
        if shape and (kinds.find("h") >= 0 or not shape["scale"]):
            return _share(tokens, shape)
    shape = QUANTITY.fullmatch(kinds)
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
    if not units and "x" in kinds:
        message = "“m” and the like can be a scale or a unit here; write the word in full."
        raise Problem("value", "ambiguous_unit", message)
    places = mantissa.as_tuple().exponent if shape["digits"] and not shape["part"] else 0
    step = scale * Decimal(1).scaleb(places) if places < 0 and scale >= ROUNDING_SCALE else None
    number = -mantissa if signs else mantissa
    return Quantity(number, scale, tuple(units), _behind(tokens), step)


def _behind(tokens: Tokens) -> str:
    return next((token.value for token in tokens if token.kind == "p"), "")


def _vague(tokens: Tokens, shape: re.Match) -> Quantity:
    low, high = map(Decimal, tokens[shape.start("vague")].value)
    if shape["minus"]:
        low, high = -high, -low
    units = tuple(token.value[1] for token in tokens if token.kind == "u")
    return Quantity(low, 1, units, _behind(tokens), top=high)


def _share(tokens: Tokens, shape: re.Match) -> Quantity:
    """Read “a third” as percent, and “a quarter of a million” as the number that it is."""
    part, parts = next((token.value for token in tokens if token.kind == "h"), (1, 2))
    whole, scale = Decimal(100), 1
    if shape["scale"]:
        start, end = shape.span("scale")
        said = [token.value for token in tokens[start:end]]
        whole, scale = number_in_words(said) if shape["scale"] != "s" else (Decimal(1), said[0])
    if not 0 < part <= parts:
        message = "A share has a part that is not larger than the whole, such as “one in five”."
        raise Problem("value", "unreadable_share", message)
    sign = -1 if shape["minus"] else 1
    with localcontext(SHARES):
        number = sign * part * whole / parts
        near = number.quantize(SHARE_STEP)
    is_exact = number * parts == sign * part * whole
    if shape["scale"]:
        if not is_exact:
            message = "This share is no exact number; write the number that was said."
            raise Problem("value", "unreadable_share", message)
        return Quantity(number, scale, tuple(t.value[1] for t in tokens if t.kind == "u"))
    if shape["unit"]:
        raise _unreadable(tokens)
    return Quantity(
        number if is_exact else near,
        comparator=_behind(tokens),
        step=None if is_exact else SHARE_STEP,
        is_share=True,
    )


def _number(tokens: Tokens, shape: re.Match) -> tuple[Decimal, int]:
    """Return mantissa and scale, from digits or from words."""
    if shape["none"]:
        return Decimal(0), 1
    if shape["words"]:
        start, end = shape.span("words")
        return number_in_words([token.value or "and" for token in tokens[start:end]])
    mantissa = tokens[shape.start("digits")].value
    if shape["part"]:
        at, end = shape.span("part")
        is_half = tuple(token.value or "and" for token in tokens[at:end]) == HALF
        if end > at + 1 and not is_half:
            raise _unreadable(tokens)
        part, parts = (1, 2) if is_half else tokens[at].value
        if 100 * part % parts:
            raise _unreadable(tokens)
        mantissa += (Decimal(100) * part / parts).scaleb(-2)
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
    if any(quantity.is_share for quantity in quantities):
        percent = next((unit for unit in units if "%" in unit.spellings), None)
        if percent is None:
            message = "A share such as “a third” is read in percent only; write the number."
            raise Problem("value", "share_without_percent", message)
        named[percent.code] = percent.plural
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
    if not numbers and "g" not in kinds and "h" not in kinds:
        message = "There is no number here; write, for example, “more than 62,000”."
        return Problem("value", "no_number", message)
    if "c" in kinds or "p" in kinds:
        return _misplaced_comparator()
    if numbers > 1:
        message = "The numbers have no relation; write one, or a range such as “100 to 300”."
        return Problem("value", "unrelated_numbers", message)
    message = "This does not read as one number; write, for example, “more than 62,000”."
    return Problem("value", "unreadable", message)
