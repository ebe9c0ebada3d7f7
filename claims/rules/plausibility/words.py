"""A value against the words that it was taken from: “exactly 5” under “more than 62,000”.

Only numbers of the value's unit are read. Words that cannot be read for sure say nothing: dates,
ages, other units, other languages, “dozens”. A number that fits is enough.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

from claims.rules.plausibility.facts import Doubt, Facts, short
from claims.rules.values import COMPARATORS, InvalidValue, Value, parse, plain
from claims.rules.values.decimals import EXACT
from claims.rules.values.vocabulary import BELOW_A_HUNDRED, SCALE_LETTERS, SCALE_WORDS

# Numbers that are read in one text; the rest of it says nothing.
MOST_NUMBERS = 20
LONGEST = 400


def any_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


SCALES = any_of({*SCALE_WORDS, *SCALE_LETTERS})
WORD = any_of({word for words in BELOW_A_HUNDRED for word in words} | set(SCALE_WORDS))
DIGITS = r"\d{1,3}(?:[,.'’ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d{1,6})?(?!\d)|\d+(?:[.,]\d+)?"
IN_WORDS = rf"(?:half )?an? (?:{any_of(SCALE_WORDS)})|(?:{WORD})(?:(?:[ -]|[ -]and[ -])(?:{WORD}))*"
PRONOUN = rf"one\b(?!(?:[ -]|[ -]and[ -])(?:{WORD})\b)"  # “one of them”, “no one”
IN_FRONT = any_of(word for row in COMPARATORS.values() for word in row.in_front)
BEHIND = any_of(word for row in COMPARATORS.values() for word in row.behind)
MONEY = r"(?-i:[A-Z]{0,3}[$€£¥₴₽₹₩]|\b[A-Z]{3}(?=\s?\d))"
NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<comparator>{IN_FRONT})\s?)?(?P<sign>[-−](?=\d))?(?P<money>(?:{MONEY})\s?)?"
    rf"(?:(?P<digits>{DIGITS})(?P<scale>\s?(?:{SCALES})(?!\w))?|(?P<words>\b(?!{PRONOUN})(?:{IN_WORDS})\b))"
    rf"(?P<behind>\s?\+|\s(?:{BEHIND})(?!\w))?",
    re.I,
)
RANGE = re.compile(r"\s?(?:[-–—]|to|and)\s?", re.I)
# What follows a number of another kind: a share, money, a size, a time.
SHARE = re.compile(r"\s?(?:%|per\s?cent|percent|pct|percentage)", re.I)
OF_MONEY = re.compile(
    r"\s(?:\w+\s)?(?:dollars?|euros?|pounds?|rou?bles?|hryvnias?|yuan|yen)\b", re.I
)
OTHER_SIZE = re.compile(
    r"[\s-]?(?:(?:square|cubic|sq|cu)\.?\s)?(?:km|m|cm|mm|kg|g|t|mw|gw|kwh|mm|kph|mph|°c?|"
    r"kilomet\w+|met(?:er|re)s?|miles?|feet|foot|hectares?|acres?|tons?|tonnes?|barrels?|lit\w+|"
    r"years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|o['’]clock|[ap]\.?m|"
    r"year-olds?|times|percentage|degrees?|points?)(?![a-z])",
    re.I,
)
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|"
    r"ober|ember)?\.?"
)
NOT_COUNTED = re.compile(
    rf"\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s[12]\d{{3}})?\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?!\w)(?:,?\s[12]\d{{3}})?|\b{MONTH}\s[12]\d{{3}}\b|"
    r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m|gmt|utc|local)|\b\d{1,2}:\d{2}\b|"
    r"\b(?:in|since|until|by|of|from|before|after|during|between)\s[12]\d{3}(?:[-–/]\d{2,4})?\b(?!,\d|\s[a-z]+s\b)|"
    r"\b(?:aged?|ages)\s\d{1,3}\b|\b\d+(?:st|nd|rd|th)\b|(?:#|\bno\.?\s|\bnumber\s|\barticle\s)\d+|"
    r"\b[a-z]{1,8}-\d+\w*|\b\d+-(?!year)[a-z]\w*|\[\d+\]|https?://\S+|"
    r"\b(?:one|two|three|four|five)\s(?:of|in|out)\s(?:the|every|five|ten|\d)",
    re.I,
)
# Words that say some number, and not which.
VAGUE = re.compile(
    r"\b(?:tens|dozens|scores?|hundreds|thousands|millions|billions|trillions|several|couple|handful|"
    r"(?:half|halves|thirds?|quarters?)(?=\s(?:of|the|its|their)\b))\b|"
    r"\d\s?(?:tausend|tsd|mille?\b|mil\b|mila|tys|тис|тыс|мільй|милли|млн|млрд|мільярд|mio|mrd|"
    r"mld|milli(?!on\b|ons\b)|millon|miljo|miljard|万|萬|億|亿|만|억|千|lakh|crore)",
    re.I,
)


def of_words(facts: Facts) -> Iterator[Doubt]:
    """Yield a warning for each text that has numbers of the unit, and none that fits the value."""
    if facts.value is None:
        return
    texts = [("value", facts.as_reported, "its own words")] + [
        (f"citations.{index}.{field}", text, f"“{short(cited.title)}”")
        for index, cited in enumerate(facts.citations)
        if cited.carries and not cited.drifts
        for field, text in cited.words
    ]
    done = set()
    for field, text, whose in texts:
        if text in done:
            continue
        done.add(text)
        if found := contradiction(text[:LONGEST], facts):
            yield Doubt(
                "value_differs_from_words",
                field,
                f"The value is {spoken(facts.value)}, and {whose} has “{short(found)}”. Correct "
                "the one that is wrong, or note the drift on the way.",
                f"{spoken(facts.value)} under “{text[:LONGEST]}”",
            )


def spoken(value: Value) -> str:
    row = COMPARATORS[value.comparator]
    if row.is_range:
        return f"{plain(value.low)} to {plain(value.high)}"
    return f"{row.label} {plain(value.amount)}"


def bare(value: Value) -> str:
    """Return the number of an exact value, which most cells of a file repeat."""
    return plain(value.amount) if value.comparator == "eq" else ""


def contradiction(text: str, facts: Facts) -> str:
    """Return the first number of the unit in a text of which none fits; "" if one does."""
    if not text or text.replace(",", "") == bare(facts.value) or VAGUE.search(text):
        return ""
    first = ""
    with localcontext(EXACT):
        for written, readings in numbers(text, facts):
            if not readings or any(fits(reading, facts) for reading in readings):
                return ""
            first = first or written
    return first


def numbers(text: str, facts: Facts) -> Iterator[tuple[str, list[Value]]]:
    """Yield each number of the unit as it is written, with its readings; none: nobody can tell."""
    barred = [match.span() for match in NOT_COUNTED.finditer(text)]
    for count, match in enumerate(NUMBER.finditer(text)):
        if count == MOST_NUMBERS:
            yield "", []
            return
        start, end = match.span("digits") if match["digits"] else match.span("words")
        if any(first < end and start < last for first, last in barred):
            continue
        if is_of_unit(match, text, facts):
            yield match[0].strip(), readings(match)


def is_of_unit(match: re.Match, text: str, facts: Facts) -> bool:
    unit, behind = facts.unit, text[match.end() :]
    to = RANGE.match(behind)
    if to and (more := NUMBER.match(behind, to.end())):  # “5 to 10 km”
        behind = behind[more.end() :]
    is_money = bool(match["money"]) or bool(OF_MONEY.match(behind))
    is_share = bool(SHARE.match(behind))
    if unit is None or unit.is_counted:
        return not (is_money or is_share or OTHER_SIZE.match(behind))
    if unit.dimension == "currency":
        return is_money
    named = re.compile(rf"[\s-]?(?:{any_of(unit.spellings)})(?!\w)", re.I)
    return bool(named.match(behind)) or (is_share and "%" in unit.spellings)


def readings(match: re.Match) -> list[Value]:
    """Return what a number may mean: 62.000 is sixty-two for some, and thousands for others."""
    written = match["digits"] or match["words"]
    texts = [written]
    if match["digits"]:
        marked = re.sub(r"[^\d.,]", "", written)
        texts = [re.sub(r"[^\d]", "", marked), re.sub(r"[.,](?=\d{3}(?:[.,]|$))", "", marked)]
        texts += [marked.replace(",", ""), marked.replace(".", "").replace(",", ".")]
    found = []
    for text in dict.fromkeys(texts):
        parts = (match["comparator"], (match["sign"] and "-") or "")
        words = f"{parts[0] or ''} {parts[1]}{text}{match['scale'] or ''}{match['behind'] or ''}"
        try:
            found.append(parse(words.strip().replace(",", "")))
        except InvalidValue:
            continue
    return found


def fits(read: Value, facts: Facts) -> bool:
    """Return whether a number of the words is one of the value, and is meant in the same way."""
    value, factor = facts.value, facts.unit.factor if facts.unit else Decimal(1)
    row = COMPARATORS[value.comparator]
    said = [one for one in (read.amount, read.low, read.high) if one is not None]
    ours = [one for one in (value.amount, value.low, value.high) if one is not None]
    bounds = facts.interval
    if any(is_same(a, b) or is_same(a, b * factor) for a in said for b in ours):
        is_bare = read.comparator == "eq" or COMPARATORS[read.comparator].is_range or row.is_range
        if value.comparator == "eq" and value.rounding is None:
            return is_bare
        return is_bare or {side(read), side(value)} != {"above", "below"}
    is_open = bounds is None or bounds.lower is None or bounds.upper is None
    if is_open and (bounds is None or not row.is_vague):
        return False
    return any(bounds.contains(one * factor) or bounds.contains(one) for one in said)


def side(value: Value) -> str:
    """Return on which side of its number a value lies for the most part; "" on both."""
    row = COMPARATORS[value.comparator]
    return row.open_end or ("below" if row.excludes_number else "")


def is_same(written: Decimal, ours: Decimal) -> bool:
    """Return whether two numbers are one, where the words may be rounder: 62.4k for 62,413."""
    if written == ours:
        return True
    digits = len(written.normalize().as_tuple().digits)
    if digits < 2 or not ours or written.adjusted() != ours.adjusted():
        return False
    step = Decimal(1).scaleb(written.adjusted() - digits + 1)
    return abs(written - ours) * 2 <= step
