"""Quantities: one number, share or vague count, with its unit and the words behind it."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from ..numerals import HALF, number_in_words
from ..tokens import Token
from ..value import UnitSpec
from ..value import ValueProblem as Problem
from ..vocabulary import SCALE_WORDS

Tokens = list[Token]

# A quantity in the kinds of the vocabulary: sign and currency, number, "or more" and unit.
QUANTITY = re.compile(
    r"(?P<sign>[-m]?u?|u[-m])"
    r"(?:(?P<digits>n)(?P<part>h|[&w]ww)?(?P<scale>[swx])?|(?P<words>w(?:[w&]*w)?)|(?P<none>0)(?=u))"
    r"(?P<behind>p?[ux]?|[ux]p)z?"
)
SHARE = re.compile(r"(?P<minus>[-m]?)(?:h|w(?=z?$|u$))z?(?P<scale>w+|s)?(?P<unit>u?)p?z?")
VAGUE = re.compile(r"(?P<minus>[-m]?)u?i?(?P<vague>g)(?P<behind>p?)(?:z?u)?z?")
SHARES = Context(prec=12)  # for a third, which no decimal number is
SHARE_STEP = Decimal("0.01")
ROUNDING_SCALE = 1000  # the decimals before a thousand or more say how exact the number is


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


def kinds_of(tokens: Tokens) -> str:
    return "".join(token.kind for token in tokens)


def quantity(tokens: Tokens) -> Quantity:
    kinds = kinds_of(tokens)
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
        is_glued = end == at + 1 and tokens[at - 1].is_glued  # “2½”, but not “2 a half”
        if not (is_half or is_glued):
            raise _unreadable(tokens)
        part, parts = (1, 2) if is_half else tokens[at].value
        if not 0 < part < parts or 100 * part % parts:
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


def misplaced_comparator() -> Problem:
    message = (
        "Words such as “about” or “or more” stand once, with a single number, and not with a range."
    )
    return Problem("value", "misplaced_comparator", message)


def _unreadable(tokens: Tokens) -> Problem:
    kinds = kinds_of(tokens)
    numbers = len(re.findall(r"n|w(?:[w&]*w)?", kinds))
    if not numbers and "g" not in kinds and "h" not in kinds:
        message = "There is no number here; write, for example, “more than 62,000”."
        return Problem("value", "no_number", message)
    if "c" in kinds or "p" in kinds:
        return misplaced_comparator()
    if numbers > 1:
        message = "The numbers have no relation; write one, or a range such as “100 to 300”."
        return Problem("value", "unrelated_numbers", message)
    message = "This does not read as one number; write, for example, “more than 62,000”."
    return Problem("value", "unreadable", message)
