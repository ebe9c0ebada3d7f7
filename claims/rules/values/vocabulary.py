"""The words and signs of written values: English, and the tables of other languages.

Every phrase has a kind, one letter, so that a text becomes a short string of kinds that a
regular expression can match:

    c comparator in front   p comparator behind ("or more")   s scale letter ("bn")
    b between   f from   r "a range of"   t to   & and   - dash or minus   ~ dash only   m minus
    ( )   % confidence level   v "best value"   o "to the nearest"   w number word
    n number in digits   u unit   x scale letter or unit ("m")   g vague count ("hundreds")
    h share ("a third")   z of   i "in the"   j but   J or   0 "no", before a unit   l "a loss of"
    e adds nothing ("a total of")
"""

import re
from collections.abc import Iterator

from . import vague
from .comparators import COMPARATORS
from .languages import ukrainian
from .value import UnitSpec

CYRILLIC = re.compile(r"[\u0400-\u04ff]")

SIGNS = {
    "b": ("between", "anywhere between", "somewhere between"),
    "f": ("from", "anywhere from"),
    "r": ("a range of", "range of", "ranging", "in the range of", "in the range"),
    "t": ("to",),
    "&": ("and", ", and"),
    "z": ("of", "of the"),
    "i": ("in the", "in their", "by the", "into the", "in the low", "in the mid", "in the high"),
    "j": ("but", ", but", ","),
    "J": tuple(
        f"{comma}{word}"
        for comma in ("", ", ")
        for word in (
            *("or", "or even", "or possibly", "or perhaps", "possibly", "perhaps", "maybe"),
            *("if not", "and possibly", "and perhaps", "and maybe"),
        )
    ),
    "0": ("no", "not a single", "not one"),
    "e": (
        *("only", "just", "merely", "a mere", "a total of", "total of", "a combined", "a record"),
        *("a staggering", "a whopping", "a reported", "reportedly", "already", "all of", "the"),
        *("somewhere", "more", "others", "in total", "in all", "altogether", "so far", "mark"),
        *("to date", "strong", "-strong"),
    ),
    "l": (
        *("loss", "net loss", "operating loss", "losses", "in losses"),
        *(
            f"{article}{noun} of"
            for noun in (
                *("loss", "net loss", "operating loss", "pre-tax loss", "deficit", "shortfall"),
                *("losses", "net losses", "operating losses"),
            )
            for article in ("", "a ", "an ", "its ", "the ")
        ),
    ),
    "-": ("-", "−"),
    "~": ("–", "—", "‑", "‒"),
    "m": ("minus",),
    "(": ("(",),
    ")": (")", "]"),
    "v": tuple(
        f"{comma}best {noun}{of}"
        for comma in ("", ",", ", ")
        for noun in ("value", "estimate")
        for of in ("", " of")
    ),
    "o": tuple(
        f"{comma}{rounded}to {the}nearest"
        for comma in ("", ",", ", ")
        for rounded in ("", "rounded ")
        for the in ("", "the ")
    ),
}
# "Billion" is a thousand millions (the short scale), as in today's English.
SCALE_LETTERS = {
    "k": 10**3,
    **dict.fromkeys(("m", "mn", "mln"), 10**6),
    **dict.fromkeys(("b", "bn", "bln"), 10**9),
    **dict.fromkeys(("tn", "trn"), 10**12),
}

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
BELOW_A_HUNDRED = {
    ("zero",): 0,
    **{(word,): n for n, word in enumerate((*ONES, *TEENS), start=1)},
    **{(word,): n * 10 for n, word in enumerate(TENS, start=2)},
    **{
        (ten, one): n * 10 + m
        for n, ten in enumerate(TENS, start=2)
        for m, one in enumerate(ONES, start=1)
    },
}
SCALE_WORDS = {
    "trillion": 10**12,
    "billion": 10**9,
    "million": 10**6,
    "thousand": 10**3,
    "hundred": 100,
    "dozen": 12,
}
NUMBER_WORDS = {
    *(word for words in BELOW_A_HUNDRED for word in words),
    *SCALE_WORDS,
    *("a", "an", "half"),
}
ZERO = (
    "none",
    "nil",
    "nobody",
    "no one",
    "no-one",
    "nothing",
    "none at all",
    "not a single one",
    *ukrainian.ZERO,
)
COUPLE = ("a couple of", "a couple", "couple of")
PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
         "ninth": 9, "tenth": 10}  # fmt: skip


def _fractions() -> Iterator[tuple[str, tuple[int, int]]]:
    for part, parts in PARTS.items():
        for space in " -":
            yield f"a{space}{part}", (1, parts)
            yield f"one{space}{part}", (1, parts)
            for n, many in enumerate(ONES[1 : parts - 1], start=2):
                yield f"{many}{space}{part}s", (n, parts)
    for share, words in ukrainian.FRACTIONS.items():
        yield from ((word, share) for word in words.split("|"))
    yield from {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}.items()
    yield from {"one half": (1, 2), "one-half": (1, 2)}.items()


FRACTIONS = dict(_fractions())
# These name no number at all.
VAGUE_WORDS = {
    *("many", "numerous", "countless", "multiple", "couple", "various", "plenty", "most", "all"),
    *("багато", "чимало", "безліч", "більшість"),
}

PHRASES: dict[str, tuple[str, object]] = {
    **{
        word: (kind, value)
        for words in (
            {("p", code): row.behind for code, row in COMPARATORS.items()},
            {("p", code): words for code, words in ukrainian.BEHIND.items()},
            {("c", code): row.in_front for code, row in COMPARATORS.items()},
            {("c", code): words for code, words in ukrainian.IN_FRONT.items()},
            {("w", number): words.split() for number, words in ukrainian.NUMBERS.items()},
            {("w", scale): words.split() for scale, words in ukrainian.SCALES.items()},
            {("w", number): words.split("|") for number, words in ukrainian.TENS.items()},
            {(kind, None): words for kind, words in SIGNS.items()},
            {(kind, None): words for kind, words in ukrainian.SIGNS.items()},
            {("t", "lte"): ukrainian.SIGNS["t"], ("w", "zero"): ZERO, ("w", "couple"): COUPLE},
        )
        for (kind, value), spellings in words.items()
        for word in spellings
    },
    **{word: ("s", scale) for word, scale in SCALE_LETTERS.items()},
    "[": ("(", "square"),
    **{word: ("h", share) for word, share in FRACTIONS.items()},
    **{word: ("g", bounds) for word, bounds in vague.ENGLISH.items()},
    **{word: ("g", bounds) for word, bounds in ukrainian.VAGUE.items()},
}
# Comparators that may stand in front of a number and behind it: “at least 5”, “5 at least”.
EITHER = {
    word: code
    for code, row in COMPARATORS.items()
    for word in (*row.in_front, *ukrainian.IN_FRONT.get(code, ()))
    if word in row.behind or word in ukrainian.BEHIND.get(code, ())
}
# A Ukrainian word that is vague alone, and a scale behind a number: “тисячі”, “дві тисячі”.
SCALE_OR_VAGUE = {
    word: scale
    for scale, words in ukrainian.SCALES.items()
    for word in words.split()
    if word in ukrainian.VAGUE
}


def spellings(unit: UnitSpec) -> tuple[str, ...]:
    """Return all spellings by which a text can name a unit, in every language."""
    names = (unit.dimension if unit.is_counted else "", unit.currency, unit.symbol)
    return (*unit.spellings, *(word for name in names for word in ukrainian.UNITS.get(name, ())))
