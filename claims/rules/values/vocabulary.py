"""The English words and signs of written values.

Every phrase has a kind, one letter, so that a text becomes a short string of kinds that a
regular expression can match:

    c comparator in front   p comparator behind ("or more")   s scale letter ("bn")
    b between   f from   r "a range of"   t to   & and   - dash or minus   ~ dash only   m minus
    ( )   % confidence level   v "best value"   o "to the nearest"   w number word
    n number in digits   u unit   x scale letter or unit ("m")
"""

from .comparators import COMPARATORS

SIGNS = {
    "b": ("between",),
    "f": ("from",),
    "r": ("a range of", "range of", "ranging", "in the range of", "in the range"),
    "t": ("to",),
    "&": ("and",),
    "-": ("-", "−"),
    "~": ("–", "—", "‑", "‒"),
    "m": ("minus",),
    "(": ("(", "["),
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

PHRASES: dict[str, tuple[str, object]] = {
    **{word: ("c", code) for code, row in COMPARATORS.items() for word in row.in_front},
    **{word: ("p", code) for code, row in COMPARATORS.items() for word in row.behind},
    **{word: (kind, None) for kind, words in SIGNS.items() for word in words},
    **{word: ("s", scale) for word, scale in SCALE_LETTERS.items()},
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
VAGUE_WORDS = {
    *("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"),
    *("several", "few", "many", "couple", "handful", "numerous", "countless", "multiple"),
}
