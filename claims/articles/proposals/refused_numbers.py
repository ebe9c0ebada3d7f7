"""The numbers that are no figures (dates, ages, scores …): rules, each with a reason in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.articles.text import dates

_N = r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?"
_UNITS_OF_TIME = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|centur(?:y|ie))s?"
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty"
)


@dataclass(frozen=True)
class Refused:
    """A stretch of a sentence, from ``start`` to ``end``, that holds no figure, with the rule."""

    start: int
    end: int
    rule: str


REASONS = {
    "web_address": "an address on the web",
    "telephone": "a telephone number",
    "street_address": "a street address",
    "date": "a date",
    "clock": "a time of day",
    "age": "somebody’s age",
    "year": "a year",
    "ordinal": "a rank, no count",
    "score": "a score",
    "sport": "a result in sport",
    "duration": "a span of time",
    "name": "part of a name",
    "market": "a market price, which moves by the minute",
    "recipe": "an ingredient or an oven’s setting",
    "list_number": "the number of an item or a page",
    "compound": "says what kind of thing, counts nothing",
    "fraction": "a share in words",
    "out_of": "the whole that something is a part of",
    "per_share": "an amount for each share",
    "one": "“one” rarely counts",
}
_RULES = {
    "web_address": r"https?://\S{1,500}|www\.\S{1,300}|\S{1,80}@\S{1,120}|[@#]\w{1,60}",
    "telephone": r"(?:\b(?:tel|telephone|phone|call|fax|dial|hotline|mobile|text)\b[^\d\n]{0,25})"
    r"\+?[(]?[0-9][0-9 ().-]{3,24}[0-9]|\+[0-9][0-9 ().-]{6,22}[0-9]|"
    r"(?<![\w,.])\(?[0-9]{2,5}\)?[ .-][0-9]{3,4}[ .-][0-9]{3,6}(?![\w,.]\d)|"
    r"(?<![\w,.])[0-9]{3}[.-][0-9]{4}(?![\w,.]\d)",
    "street_address": r"\b[0-9]{1,5}[A-Za-z]? (?:[A-Z][\w.'’-]{0,20} ){1,3}(?:Street|St|Avenue|Ave|"
    r"Road|Rd|Lane|Ln|Boulevard|Blvd|Drive|Square|Way|Court|Place|Highway)\b\.?|\bP\.?O\.? Box "
    r"[0-9]+|\b[A-Z]{2} [0-9]{5}(?:-[0-9]{4})?\b|\b(?:suite|floor|room|apt\.?|unit) [0-9]+\b",
    "date": dates.DATE.pattern.replace("?P<", "?P<x_")
    + r"|\b[0-9]{1,5} (?:BCE?|AD|CE)\b"
    + r"|\b[0-3]?[0-9][./][01]?[0-9][./](?:[12][0-9])?[0-9]{2}\b|\b(?:January|February|March|April|"
    r"May|June|July|August|September|October|November|December),? [12][0-9]{3}\b|\b(?:Mon|Tues|"
    r"Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?[0-9]{1,2}\b",
    "clock": r"\b[0-2]?[0-9][:.][0-5][0-9](?::[0-5][0-9])?\s?(?:[ap]\.?m\b\.?|GMT|UTC|EST|EDT|CET|"
    r"BST)|\b[0-2]?[0-9]:[0-5][0-9]\b|\b[0-9]{1,2}\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock)|"
    r"\b(?:[01][0-9]|2[0-3])[0-5][0-9] (?:GMT|UTC|hours)\b",
    "age": rf"\b(?:[0-9]{{1,3}}|(?:{_SMALL}))[- ]years?[- ](?:old|of age)\b|"
    r"\b(?:aged?|ages) (?:of )?(?:between )?[0-9]{1,3}(?:(?:\s?[-–]\s?| (?:and|to) )[0-9]{1,3})?\b|"
    r"(?<=[a-z]), [0-9]{1,2}(?=,|\.$|\)| was\b| of )|\([0-9]{1,2}\)|\bin (?:his|her|their) "
    r"(?:early |mid-?|late )?[0-9]0s\b|\b(?:turned|turns|turning) [0-9]{1,3}\b",
    "ordinal": r"\b[0-9]{1,4}(?:st|nd|rd|th)\b|\b(?:No\.?|number|top|ranked|rank|"
    r"seeded) ?#?[0-9]{1,4}\b",
    "duration": rf"\b(?:{_N}|(?:{_SMALL}))(?: (?:to|and|or) (?:{_N}|(?:{_SMALL})))?"
    rf"(?:[- ](?:and a half|consecutive|straight|full|more))?[- ]{_UNITS_OF_TIME}\b",
    "fraction": r"\b(?:one|two|three|four|five|nine) (?:in|out of) (?:every )?(?:two|three|four|"
    r"five|six|seven|eight|nine|ten|a hundred|[0-9]+)\b|\b(?:one|two|three|four|five)[- ](?:half|"
    r"halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b",
    "out_of": rf"\bout of (?:every |the )?{_N}\b",
    "per_share": rf"{_N} (?:per|a) (?:(?:diluted|basic|ordinary|common) )?share\b",
    "recipe": rf"\b{_N}\s?(?:g|kg|ml|cl|dl|l|oz|lb|lbs|tsp|tbsp|cups?|teaspoons?|tablespoons?|"
    rf"pinch|"
    r"grams?|ounces?|millilit(?:er|re)s?|cloves?)\b|\b[0-9]{1,4}\s?°\s?[CF]?|"
    r"\b[0-9]{1,4} degrees\b|\b(?:serves|makes|gas mark) [0-9]{1,3}\b",
    "list_number": r"^\(?[0-9]{1,2}[.)] |\b(?:page|pages|pp?\.|chapter|section|article|paragraph|"
    r"clause|annex|appendix|figure|fig\.|table|line|item|step|part|volume|vol\.|issue|episode|"
    r"season|round|game|week|day|phase|stage|level|category|lot|case|docket|resolution|order|"
    r"form|gate|platform|terminal|flight|route|interstate|exit|channel|group|class|grade|type|"
    r"model|version|mark|magnitude) (?:no\.? )?#?[0-9]+(?:[./-][0-9]+)*[a-z]?\b",
    "compound": rf"\b(?:{_N}|(?:{_SMALL}))-(?!(?:and|{_SMALL})\b)[a-z]{{2,20}}"
    r"(?:-[a-z]{2,20})*\b",
    "one": r"\bone\b(?! (?:hundred|thousand|million|billion|trillion|dozen))",
}
_PATTERNS = {
    name: re.compile(rule, re.I if name not in ("street_address", "name", "age", "date") else 0)
    for name, rule in _RULES.items()
}
# "F-16", "Su-35", "Boeing 737", "Windows 11", "G7", "COVID-19".
_NAME = re.compile(
    r"\b[A-Za-z]{1,8}-?[0-9]{1,4}[A-Za-z]{0,3}\b|(?<![.!?\"“] )(?<!^)\b[A-Z][A-Za-z]{1,20} "
    r"[0-9]{1,4}(?![0-9,]|\.[0-9]| (?:million|billion|thousand|percent|%|people|soldiers))"
)
_IN_WORDS = (
    "in since by until till from of to during before after around the early late mid mid- year "
    "and between spring summer autumn fall winter through for than last next this fiscal season "
    "election elections"
).split()
_YEAR = re.compile(
    r"(?<![\d.,$€£])(?:FY ?)?(1[5-9][0-9]{2}|20[0-9]{2}|21[0-4][0-9])s?(?![\d]|"
    r"[.,]\d)(?:[-–/][0-9]{2,4}\b)?"
)
_COMPARED = re.compile(
    r"(?:about|around|roughly|some|nearly|almost|over|than|least|most|approximately|to)\s$", re.I
)
_SCORE = re.compile(r"(?<![\d.,$€£-])[0-9]{1,3}\s?[-–:]\s?[0-9]{1,3}(?![\d.,%-]*\d)")
_IN_SPORT = re.compile(
    r"\b(?:beat|beats|beaten|won|win|wins|lost|loss|defeat(?:ed|s)?|draw|drew|tie|tied|score[ds]?|"
    r"victory|lead|led|trailing|trailed|trail|match|game|set|sets|half-?time|innings?|play-?offs?|"
    r"final|semi-?final|quarter-?final|league|season|striker|goalkeeper|midfielder|quarterback|"
    r"coach)\b",
    re.I,
)
_SPORT_UNITS = re.compile(
    rf"\b(?:{_N}|(?:{_SMALL}))[- ](?:\w{{1,15}}[- ])?(?:points?|goals?|runs?|wickets?|yards?|"
    r"assists?|rebounds?|laps?|touchdowns?|innings|strokes?|shots?|saves?|sets?|tries|try|games?|"
    r"matches|titles?|caps|home runs?|birdies|overs|strikeouts?|corners|wins|losses|steals)\b",
    re.I,
)
_MARKET = re.compile(
    r"\b(?:shares?|stocks?|index|Nasdaq|Dow|S&P|FTSE|DAX|Nikkei|futures|bitcoin|crude|Brent|"
    r"yield|bourse|ounce|barrel|exchange rate)\b",
    re.I,
)
_MOVES = re.compile(
    r"\b(?:rose|rise|risen|fell|fall|fallen|gain(?:ed|s)?|drop(?:ped|s)?|climb(?:ed|s)?|slid|"
    r"slip(?:ped)?|jump(?:ed)?|surged?|tumbled?|soared|sank|plunged|dipped|trad(?:ed|ing)|"
    r"clos(?:ed|ing)|open(?:ed|ing)|up|down|settled|edged|advanced|declined|ended|hit)\b",
    re.I,
)


def refused(sentence: str) -> Iterator[Refused]:
    """Yield the stretches that hold no figure, for every rule."""
    for rule, pattern in _PATTERNS.items():
        for match in pattern.finditer(sentence):
            yield Refused(match.start(), match.end(), rule)
    for match in _NAME.finditer(sentence):
        yield Refused(match.start(), match.end(), "name")
    for match in _YEAR.finditer(sentence):
        if is_year(sentence, match):
            yield Refused(match.start(), match.end(), "year")
    is_sport = _IN_SPORT.search(sentence)
    for match in _SCORE.finditer(sentence):
        if is_sport:
            yield Refused(match.start(), match.end(), "score")
    for match in _SPORT_UNITS.finditer(sentence):
        if is_sport or not re.search(r"\b(?:shots?|points?|tries|yards?)\b", match[0]):
            yield Refused(match.start(), match.end(), "sport")
    if _MARKET.search(sentence) and _MOVES.search(sentence):
        yield Refused(0, len(sentence), "market")


def is_year(sentence: str, match: re.Match) -> bool:
    """Return whether four digits without a comma are a year: no counting words surround them."""
    before = sentence[: match.start()]
    if _COMPARED.search(before) and not re.search(
        r"\b(?:from|since|until) [^.]{0,30}to\s$", before
    ):
        return False
    word = re.search(r"([\w-]+)[\s(]*$", before)
    if word is None or word[1].lower() in _IN_WORDS or match[0].endswith("s"):
        return True
    after = re.match(r"\s([a-z]+s|people|men|women|children)\b", sentence[match.end() :])
    return after is None
