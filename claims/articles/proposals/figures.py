"""The figures of a sentence: the words of the value, the noun that is counted, and the rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.articles.proposals import lexicon
from claims.articles.proposals.refused_numbers import Refused, refused
from claims.rules import values
from claims.rules.values.vague import WORDS
from claims.rules.values.vocabulary import BELOW_A_HUNDRED, SCALE_WORDS

SMALLEST_IN_WORDS = 10  # smaller numbers need a named measure: “two ways”, “three sons”


def _any_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_IN_FRONT = _any_of(word for row in values.COMPARATORS.values() for word in row.in_front)
_BEHIND = _any_of(word for row in values.COMPARATORS.values() for word in row.behind if word != "+")
_SCALES = _any_of(SCALE_WORDS)
_WORD = _any_of({word for words in BELOW_A_HUNDRED for word in words} | set(SCALE_WORDS))
_CURRENCY = r"(?:[A-Z]{1,2}\$|[$€£¥₴₽₹₩]|(?:USD|EUR|GBP|UAH|RUB|CNY|JPY|CHF) )\s?"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# “Hundreds of people”, “several dozen”; “a few” and “several” alone count days more than people.
_VAGUE = _any_of(w for w, (low, _) in WORDS.items() if low >= 20 and w not in ("scores", "tens"))
_IN_WORDS = rf"(?:(?:{_VAGUE})\b(?: of\b)?|scores of\b|tens of\b)|"
_IN_WORDS += rf"(?:half a |a )(?:{_SCALES})|(?:{_WORD})(?:(?:[ -]|[ -]and[ -])(?:{_WORD}))*"
_NUMBER = (
    rf"(?:{_CURRENCY}(?:{_DIGITS})(?:\s?(?:{_SCALES}|bn|mln|mn|tn|trn|m|k|b)\b)?|"
    rf"(?:{_DIGITS})(?:\s(?:{_SCALES})\b|\s?(?:bn|mln|mn|tn|trn|k)\b)?|(?:{_IN_WORDS})\b)"
)
_UNIT = (
    r"\s?(?:%|per ?cent\b|percentage points?\b)|\s(?:(?:US|Canadian|Australian) )?"
    r"(?:dollars|euros?|pounds sterling|rubles|roubles|hryvnias?|yuan|yen|rupees)\b|"
    r"\s?(?:(?:square|cubic|sq|cu)\.? ?)?(?:kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|"
    r"hectares?|acres?|tonnes?|tons?|kilograms?|lit(?:er|re)s?|barrels?|gallons?|"
    r"(?:mega|giga)?watts?|[MG]Wh?|km|kg)\b"
)
# “more than 700 but fewer than 1,000”: one figure, where a comparator stands in front
_BELOW = _any_of(w for row in values.COMPARATORS.values() if row.open_end == "below"
                 for w in row.in_front)  # fmt: skip
_BUT_FEWER = rf"(?(comparator)(?:{_UNIT})?,? (?:but|and) (?:{_BELOW})\s?|(?!))"
FIGURE = re.compile(
    rf"(?<![\w.,$€£-])(?:(?:between (?P<low>{_NUMBER})(?:{_UNIT})? and (?P<high>{_NUMBER}))|"
    rf"(?:(?P<comparator>{_IN_FRONT})\s?)?(?P<number>{_NUMBER})"
    rf"(?:(?:\s?[-–]\s?|(?:{_UNIT})? to |{_BUT_FEWER})(?P<to>{_NUMBER}))?)"
    rf"(?P<unit>{_UNIT})?(?P<behind> (?:{_BEHIND})\b)?(?![\w]|[-–,.:/][0-9])",
    re.I,
)
_STOPS = frozenset(
    "in on at since for from by with to which who whom that and or nor but were was are is be been "
    "being has have had will would could should may might must can do does did after before "
    "during across near as over under while when where per its his her their our your this these "
    "those not also than into onto about around between through against along among amid because "
    "if so up down out off said says told according including killed wounded injured died".split()
)
_MONEY_BEHIND = re.compile("dollar|euro|pound|ruble|rouble|hryvn|yuan|yen|rupee", re.I)
_SHARE = re.compile("%|cent", re.I)
_NOUN_WORD = re.compile(r"\s([A-Za-z][\w'’-]{0,30})")
MOST_WORDS = 5


@dataclass(frozen=True)
class Figure:
    """A figure of a sentence.

    ``start`` and ``end`` enclose the words of the value; ``noun_end`` is the end of the noun.
    ``counted``: soldiers, persons, munitions, vehicles, money, share, or "" for anything else.
    ``problem`` says why the register's units do not read the value, or "".
    """

    start: int
    end: int
    noun_end: int
    words: str
    noun: str
    counted: str
    rule: str
    problem: str = ""


@dataclass(frozen=True)
class Found:
    figures: tuple[Figure, ...]
    refused: tuple[Refused, ...]


def find(sentence: str, units: Sequence[values.UnitSpec] = ()) -> Found:
    """Return every figure of a sentence, and every other number with the reason."""
    barred = list(refused(sentence))
    figures, numbers = [], []
    for match in FIGURE.finditer(sentence):
        number = _span(match)
        why = next((bar for bar in barred if bar.start < number[1] and number[0] < bar.end), None)
        if why:
            numbers.append(Refused(match.start(), match.end(), why.rule))
        else:
            figures.append(_figure(sentence, match, units))
    return Found(tuple(figures), tuple(dict.fromkeys(numbers)))


def _span(match: re.Match) -> tuple[int, int]:
    if match["low"]:
        return match.start("low"), match.end("high")
    return match.start("number"), match.end("to") if match["to"] else match.end("number")


def _figure(sentence: str, match: re.Match, units: Sequence[values.UnitSpec]) -> Figure:
    start, end = match.span()
    end += _unit_behind(sentence, end, units)
    noun_end = _noun_end(sentence, end)
    noun = sentence[end:noun_end].strip()
    words = " ".join(sentence[start:end].split())
    number = match["number"] or match["low"]
    if re.match(_CURRENCY, number) or _MONEY_BEHIND.search(match["unit"] or ""):
        counted, rule = "money", "money"
    elif match["unit"] and _SHARE.search(match["unit"]):
        counted, rule = "share", "share"
    elif match["unit"]:
        counted, rule = "size", "size"
    else:
        counted = next((k for k, pattern in lexicon.COUNTED.items() if pattern.search(noun)), "")
        rule = "number_in_digits" if number[0].isdigit() else "number_in_words"
    if match["low"] or match["to"]:
        rule = "range"
    return Figure(start, end, noun_end, words, noun, counted, rule, _problem(words, units))


def _unit_behind(sentence: str, at: int, units: Sequence[values.UnitSpec]) -> int:
    """Return the length of a register's unit behind the number; 0 for counted units."""
    spellings = [s for unit in units if not unit.is_counted for s in unit.spellings if len(s) > 1]
    if not spellings:
        return 0
    unit_match = re.compile(rf"\s?(?:{_any_of(spellings)})(?!\w)").match(sentence, at)
    return unit_match.end() - at if unit_match else 0


def _noun_end(sentence: str, at: int) -> int:
    """Return the end of the noun that is counted: before a verb, a preposition or a comma."""
    end = at
    for _ in range(MOST_WORDS):
        word = _NOUN_WORD.match(sentence, end)
        if not word or word[1].lower() in _STOPS or word[1].endswith("ly"):
            break
        end = word.end()
    if sentence[at:end].strip().lower() in ("of", "of the", "more", "other", "others"):
        return at
    return end


def _problem(words: str, units: Sequence[values.UnitSpec]) -> str:
    try:
        values.parse(words, units)
    except values.InvalidValue as error:
        return str(error)
    return ""


def is_small(figure: Figure, sentence: str) -> bool:
    """Return whether a number in words or digits is below ten, and is neither money nor a share."""
    if figure.counted in ("money", "share") or figure.problem:
        return False
    try:
        value = values.parse(figure.words)
    except values.InvalidValue:
        return False  # “12 US$”: figures are not written with such a unit
    return (value.high or value.amount) < SMALLEST_IN_WORDS
