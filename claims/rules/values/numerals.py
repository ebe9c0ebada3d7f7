"""Numbers in digits and in words."""

import re
from collections.abc import Sequence
from decimal import Decimal

from .value import ValueProblem as Problem
from .vocabulary import BELOW_A_HUNDRED, SCALE_WORDS

COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
HALF = ("and", "a", "half")


def number_in_digits(written: str) -> Decimal:
    """Return the number that digits write.

    Commas stand between full groups of three. The dot is always the decimal point: "1.234" is a
    little more than one. Other commas ("1,5", "1,23,456", "0,500") and a second dot ("1.234.567")
    mean different numbers in different countries: they are refused as ``ambiguous_number``.
    """
    if COMMA_GROUPS.fullmatch(written):
        return Decimal(written.replace(",", ""))
    if DIGITS.fullmatch(written):
        return Decimal(written)
    message = (
        f"“{written}” can be read in more than one way; "
        "write thousands as 12,345 and decimals as 1.5."
    )
    raise Problem("value", "ambiguous_number", message)


def cardinal(words: Sequence[str]) -> int | None:
    """Return the number of words, or None: “two hundred and five thousand” is 205000."""
    words = tuple(words)
    if words == ("couple",):
        return 2
    scale_word = next((word for word in SCALE_WORDS if word in words), None)
    if scale_word is None:
        return BELOW_A_HUNDRED.get(words)
    scale = SCALE_WORDS[scale_word]
    at = words.index(scale_word)
    head, tail = words[:at], words[at + 1 :]
    if scale_word == "dozen" and tail:
        return None
    many = 1 if head in (("a",), ("an",)) else cardinal(head)
    remainder = cardinal(tail[1:] if tail[:1] == ("and",) else tail) if tail else 0
    limit = 1000 if scale >= 1000 else 100
    if many is None or remainder is None or not 0 < many < limit or remainder >= scale:
        return None
    return many * scale + remainder


def number_in_words(words: Sequence[str]) -> tuple[Decimal, int]:
    """Return mantissa and final scale: "two and a half million" → 2.5 and 1000000.

    The scale is 1 unless it multiplies everything before it ("two thousand and five").
    """
    words = tuple(words)
    scale = SCALE_WORDS.get(words[-1], 1)
    head = words if scale == 1 else words[:-1]
    if head in (("half", "a"), ("half", "an"), ("a", "half"), ("half",)) and scale > 1:
        return Decimal("0.5"), scale
    if head[-3:] == HALF:
        whole = cardinal(head[:-3])
        if whole is not None and whole < 100:
            return whole + Decimal("0.5"), scale
    value = cardinal(words)
    if value is None:
        message = f"“{' '.join(words)}” does not make one number; write it in digits."
        raise Problem("value", "unreadable_number_words", message)
    many = 1 if head in (("a",), ("an",)) else cardinal(head)
    if many is not None and many * scale == value:
        return Decimal(many), scale
    return Decimal(value), 1
