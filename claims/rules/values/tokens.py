"""The scanner of written values: it cuts a text into tokens, with the caller's units."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .numerals import number_in_digits
from .value import UnitSpec
from .value import ValueProblem as Problem
from .vocabulary import (
    BELOW_A_HUNDRED,
    CYRILLIC,
    EITHER,
    NUMBER_WORDS,
    PHRASES,
    SCALE_OR_VAGUE,
    SCALE_WORDS,
    VAGUE_WORDS,
    spellings,
)

GROUP_SPACES = " \u00a0\u2007\u2009\u202f"  # the only spaces between groups of digits
CONFIDENCE = re.compile(
    r"([0-9]+(?:\.[0-9]+)?)\s?(?:%|per\s?cent)\s(?:ci|confidence interval)(?![^\W_])[:,]?",
    re.I | re.A,
)
# “one in five”, “4 out of 10”
_COUNT = "[0-9]{1,3}|" + "|".join(
    word for (word, *rest), n in BELOW_A_HUNDRED.items() if n and not rest
)
ONE_IN = re.compile(
    rf"({_COUNT}) (?:in|out of)(?: every| each)? ({_COUNT})(?![^\W_]|[.,][0-9])", re.I | re.A
)

# Behind “700 and over” comes no number: “700 and over 1,000” says “and”.
_NO_NUMBER = (
    r"(?!\s+(?:than|to|ніж|як|за|[^\s\w]*[0-9]|[A-Z]{0,2}[$€£]|"
    rf"(?:{'|'.join(sorted(NUMBER_WORDS))})\b))"
)


def _phrases() -> dict[str, re.Pattern]:
    """Return the pattern of the phrases by their first character, longest phrase first."""
    by_initial: dict[str, list[str]] = {}
    for phrase in sorted(PHRASES, key=len, reverse=True):
        by_initial.setdefault(phrase[0], []).append(
            re.escape(phrase).replace(r"\ ", r"\s+")
            + (r"(?![A-Za-z\u0400-\u04ff])" if phrase[-1].isalpha() else "")
            + (_NO_NUMBER if PHRASES[phrase][0] == "p" else "")
        )
    return {
        initial: re.compile("|".join(found), re.I | re.A) for initial, found in by_initial.items()
    }


PHRASE = _phrases()
CHUNK = re.compile(r"\.?[0-9](?:[0-9.,]*[0-9])?")
SPACE_GROUP = re.compile(r" ([0-9]{3})(?![0-9])((?:\.[0-9]+)?)(?![.,]?[0-9])")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
UNKNOWN = re.compile(r"[^\s\d]+|.", re.S)


class Token(NamedTuple):
    kind: str  # the letters of the vocabulary
    value: object = None
    is_glued: bool = False  # no space before the next token


def same_spaces(text: str) -> str:
    """Return the text with " " for spaces that may group digits, and a tab for other spaces."""
    return re.sub(r"\s", lambda m: " " if m[0] in GROUP_SPACES else "\t", text)


def _as_in_the_tables(text: str) -> str:
    """Return a Ukrainian text in lower case, with straight apostrophes and decimal points.

    A comma with one or two digits behind it is a decimal comma; three may also be a group.
    """
    if not CYRILLIC.search(text):
        return text
    if thousands := re.search(r"(?<![0-9,])[0-9]+,[0-9]{3}(?![0-9,])", text):
        message = f"“{thousands[0]}” can be thousands or decimals; write 62 000 or 62.5."
        raise Problem("value", "ambiguous_number", message)
    text = re.sub(r"[\u0400-\u042f]", lambda m: m[0].lower(), text)
    text = re.sub(r"(?<=[\u0400-\u04ff])[’ʼ`](?=[\u0400-\u04ff])", "'", text)
    return re.sub(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))", ".", text)


def scan(text: str, units: Sequence[UnitSpec]) -> list[Token]:
    """Return the tokens of ``text``. Raises ValueProblem at the first piece without a meaning."""
    text = _as_in_the_tables(same_spaces(text))
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace() or text[position:] == ".":
            position += 1
            continue
        pieces, position = _token_at(text, position, units, tokens)
        glued = position < len(text) and not text[position].isspace()
        tokens += [token._replace(is_glued=glued) for token in pieces]
    return tokens


def _token_at(
    text: str, position: int, units: Sequence[UnitSpec], before: list[Token]
) -> tuple[list[Token], int]:
    if match := CONFIDENCE.match(text, position):
        return [Token("%", Decimal(match[1]) / 100)], match.end()
    if match := ONE_IN.match(text, position):
        return [Token("h", tuple(int(n) if n.isdigit() else BELOW_A_HUNDRED[(n.lower(),)]
                                 for n in match.groups()))], match.end()  # fmt: skip
    named, unit_end = _units_at(text, position, units)
    pattern = PHRASE.get(text[position].lower())
    phrase = pattern and pattern.match(text, position)
    if named and (phrase is None or unit_end >= phrase.end()):
        reserved = _reserved(text[position:unit_end])
        if reserved is None or reserved.kind == "s":
            unit = _only(named, text[position:unit_end])
            kind = "u" if reserved is None else "x"
            return [Token(kind, (reserved.value if reserved else None, unit))], unit_end
    if phrase:
        return _meant(_folded(phrase[0]), before), phrase.end()
    if match := CHUNK.match(text, position):
        return _number_at(text, match, units)
    match = WORD.match(text, position)
    words = match[0].casefold().split("-") if match else []
    if match and NUMBER_WORDS.issuperset(words):
        return [Token("w", word) for word in words], match.end()
    raise _unknown(text, position, units, before)


def is_reserved(spelling: str) -> bool:
    """Return whether a spelling already has another meaning in a written value."""
    return _reserved(spelling) is not None


def _folded(spelling: str) -> str:
    return " ".join(spelling.casefold().split())


def _meant(phrase: str, before: list[Token]) -> list[Token]:
    """Return the tokens of a phrase; Ukrainian number words become English ones.

    A scale word without a number in front is one of it: “тисяча” is a thousand. “Тисячі” is vague
    (“thousands”) unless a number or a comparator stands in front (“близько тисячі”).
    """
    kind, value = PHRASES[phrase]
    follows = before[-1].kind if before else ""
    if phrase in SCALE_OR_VAGUE and follows and follows in "nwsctfb":
        kind, value = "w", SCALE_OR_VAGUE[phrase]
    if phrase in EITHER:
        kind = "p" if follows and follows in "nwsxugh" else "c"
    if kind != "w":
        return [Token(kind, value)]
    words = value.split()
    if value in SCALE_WORDS and follows not in ("n", "w", "h"):
        words = ["a", *words]
    return [Token("w", word) for word in words]


def _reserved(spelling: str) -> Token | None:
    folded = _folded(spelling)
    if folded in NUMBER_WORDS:
        return Token("w", folded)
    return Token(*PHRASES[folded]) if folded in PHRASES else None


def _units_at(
    text: str, position: int, units: Sequence[UnitSpec]
) -> tuple[dict[str, tuple[UnitSpec, bool]], int]:
    """Return the units with the longest spelling at this position, and the end of that spelling."""
    named: dict[str, tuple[UnitSpec, bool]] = {}
    longest = position + 1
    for unit in units:
        for spelling in spellings(unit):
            end = position + len(spelling)
            here = text[position:end]
            if end < longest or here.casefold() != spelling.casefold():
                continue
            if _runs_on(here[-1], text[end : end + 1]):
                continue
            if end > longest:
                named, longest = {}, end
            is_exact = here == spelling or named.get(unit.code, (unit, False))[1]
            named[unit.code] = (unit, is_exact)
    return named, longest


def _runs_on(last: str, following: str) -> bool:
    """Return whether a word goes on with a letter, or a number with a digit."""
    return (last.isalpha() and following.isalpha()) or (last.isdigit() and following.isdigit())


def _only(named: dict[str, tuple[UnitSpec, bool]], spelling: str) -> UnitSpec:
    """Return the one unit that is meant; upper and lower case decide between MW and mW."""
    exact = [unit for unit, is_exact in named.values() if is_exact]
    candidates = exact or [unit for unit, _ in named.values()]
    if len(candidates) == 1:
        return candidates[0]
    names = " or ".join(unit.plural for unit in candidates)
    raise Problem("value", "ambiguous_unit", f"“{spelling}” can mean {names}; write which.")


def _number_at(text: str, match: re.Match, units: Sequence[UnitSpec]) -> tuple[list[Token], int]:
    """Return the token of a number in digits, also in groups of three with spaces, and its end."""
    number, end = number_in_digits(match[0]), match.end()
    written = match[0]
    may_group = written.isdigit() and len(written) <= 3 and written[0] != "0"
    while may_group and (group := SPACE_GROUP.match(text, end)):
        if _units_at(text, end + 1, units)[0]:
            break
        written, end = written + group[1] + group[2], group.end()
        may_group = not group[2]
        number = Decimal(written)
    return [Token("n", number)], end


def _unknown(text: str, position: int, units: Sequence[UnitSpec], before: list[Token]) -> Problem:
    piece = UNKNOWN.match(text, position)[0][:40]
    word = WORD.match(text, position)
    if word and word[0].casefold() in VAGUE_WORDS:
        message = f"“{word[0]}” names no number; write the number that was said, if any was."
        return Problem("value", "vague_number", message)
    follows_number = any(token.kind in "nwgh" for token in before)
    looks_like_unit = piece[0].isalpha() or piece[0] in "%‰°"
    has_currency_sign = any(unicodedata.category(sign) == "Sc" for sign in piece)
    if has_currency_sign or (follows_number and looks_like_unit):
        known = ", ".join(unit.plural for unit in units[:8]) or "none"
        message = f"“{piece}” is not a unit known here; known units: {known}."
        return Problem("value", "unknown_unit", message)
    message = f"“{piece}” is not part of a number; write, for example, “more than 62,000”."
    return Problem("value", "unknown_word", message)
