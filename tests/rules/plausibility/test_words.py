"""Warnings on a value that its own citation's words do not give."""

import datetime
from decimal import Decimal

import pytest

from claims.rules.plausibility import Cited, Facts, of_words
from claims.rules.values import UnitSpec, Value, interval, parse

AT = datetime.datetime(2025, 5, 1, tzinfo=datetime.UTC)
PEOPLE = UnitSpec("person", "person", "people", "", "persons")
THOUSANDS = UnitSpec("k", "thousand people", "thousands of people", "", "persons", Decimal(1000))
DOLLARS = UnitSpec("usd", "US dollar", "US dollars", "US$", "currency", Decimal(1), "USD")
SHARE = UnitSpec("percent", "percent", "percent", "%", "ratio")
KILOMETERS = UnitSpec("km", "kilometer", "kilometers", "km", "length", Decimal(1000))


def facts(value: str | Value, words: str, unit=PEOPLE, *, rounding=None, **more) -> Facts:
    if isinstance(value, str):
        value = parse(value, [unit])
    if rounding:
        value = Value(**{**vars(value), "rounding": Decimal(rounding)})
    bounds = interval(value, factor=unit.factor)
    cited = Cited("A page", words=[("quote", words)], **more)
    return Facts("quantity", AT, value=value, unit=unit, interval=bounds, citations=[cited])


FIT = [
    ("more than 62,000", "Russia has lost more than 62,000 soldiers"),
    ("more than 62,000", "62,000 soldiers"),
    ("more than 62,000", "Russland verlor 62.000 Soldaten"),
    ("62,000", "62 000 soldiers"),
    ("62,000", "62’000 soldiers"),
    ("62,000", "понад 62 тисячі військових"),
    ("62,000", "62 Tausend Soldaten"),
    ("62,413", "62.4k soldiers"),
    ("about 4,500", "4,533 were killed"),
    ("three", "Three soldiers died"),
    ("21", "twenty-one people"),
    ("500,000", "half a million people"),
    ("at least four million", "over the past 20 months at least four million shells"),
    ("40 to 90", "between 40 and 90 people"),
    ("12", "killed 12 and wounded 40 on 24 April"),
    ("12", "killed 40, of them 12 children"),
    ("5", "dozens of people"),
    ("5", "hundreds, perhaps 1,000"),
    ("5", "on 24 April, at 9:30 a.m."),
    ("5", "in 2024 and since 2022"),
    ("5", "an 8-year-old, aged 12"),
    ("5", "30 km from the town, 20 minutes later"),
    ("5", "$7 million and 12 % of the homes"),
    ("5", "no one, one of the men"),
    ("5", "an F-16 of the 36th brigade"),
    ("5", "нічого не відомо"),
    ("5", ""),
    ("5", "٥ people"),
    ("1", "one man"),
]
DIFFER = [
    ("5", "more than 62,000 soldiers", "more than 62,000"),
    ("62,000", "more than 62,000 soldiers", "more than 62,000"),
    ("62,000", "about 62,000 soldiers", "about 62,000"),
    ("62,000", "62,000 or more", "62,000 or more"),
    ("at least 5", "fewer than 5", "fewer than 5"),
    ("less than 5", "at least 5", "at least 5"),
    ("4,500", "some 4,533 were killed", "some 4,533"),
    ("6,200", "62,000 soldiers", "62,000"),
    ("5,000", "5 soldiers", "5"),
    ("12", "On 24 April, 15 people were killed", "15"),
    ("5", "killed 3, wounded 9", "3"),
    ("3", "thirteen died", "thirteen"),
    ("60", "between 40 and 90 people", "40"),
    ("40 to 50", "55 people", "55"),
    ("5", "one hundred and three people", "one hundred and three"),
    ("5", "half a million people", "half a million"),
    ("5", "The 7 men", "7"),
]


@pytest.mark.parametrize(("value", "words"), FIT)
def test_words_that_fit_or_cannot_be_read_for_sure_say_nothing(value, words):
    assert list(of_words(facts(value, words))) == []


@pytest.mark.parametrize(("value", "words", "shown"), DIFFER)
def test_words_that_give_another_value_are_a_warning(value, words, shown):
    (doubt,) = of_words(facts(value, words))

    assert (doubt.code, doubt.field) == ("value_differs_from_words", "citations.0.quote")
    assert f"“A page” has “{shown}”" in doubt.message


UNITS = {
    "money": (DOLLARS, "US$20 billion", "earned US$20 billion with 500 people", []),
    "money by its name": (DOLLARS, "US$20 billion", "earned 20 billion dollars", []),
    "other money": (DOLLARS, "US$2 billion", "earned over US$20 billion", ["over US$20 billion"]),
    "people beside money": (DOLLARS, "US$2 billion", "500 people and 7 ships", []),
    "share": (SHARE, "12.5%", "12.5 per cent of 400 homes", []),
    "other share": (SHARE, "12.5%", "15% of 400 homes", ["15"]),
    "homes beside a share": (SHARE, "12.5%", "400 homes", []),
    "unit with a scale": (THOUSANDS, Value("eq", 62, unit="k"), "62,000 people", []),
    "length": (KILOMETERS, "30 km", "30 kilometers from 3 villages", []),
    "other length": (KILOMETERS, "3 km", "30 km from 3 villages", ["30"]),
    "miles beside kilometers": (KILOMETERS, "30 km", "20 miles", []),
}


@pytest.mark.parametrize(("unit", "value", "words", "shown"), UNITS.values(), ids=UNITS)
def test_only_numbers_of_the_unit_count(unit, value, words, shown):
    found = list(of_words(facts(value, words, unit)))

    assert len(found) == len(shown)
    assert all(f"has “{text}”" in doubt.message for doubt, text in zip(found, shown, strict=True))


def test_rounded_value_takes_the_number_that_it_was_rounded_from():
    assert list(of_words(facts("62,400", "62,413 soldiers", rounding=100))) == []


@pytest.mark.parametrize("more", [{"carries": False}, {"drifts": True}], ids=str)
def test_citation_that_says_something_else_by_intent_is_left_alone(more):
    assert list(of_words(facts("5", "more than 62,000", **more))) == []


def test_same_words_are_told_once_and_own_words_first():
    cited = Cited("A page", words=[("as_reported", "62,000"), ("quote", "62,000 soldiers")])
    given = facts("5", "")
    both = Facts(**{**vars(given), "as_reported": "62,000", "citations": [cited]})

    assert [doubt.field for doubt in of_words(both)] == ["value", "citations.0.quote"]


HOSTILE = ["one hundred ", "1,", "1,111", "9 ", "about ", "between 1 and 2 or more ", "a ", "٣"]
HOSTILE += ["$", "1", "half a million ", "ninety-", "1.", "-1", "\x00", "one of the ", "aged 1 "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_words_are_cut_and_read_without_an_error(piece):
    found = list(of_words(facts("5", piece * (20_000 // len(piece)))))

    assert all(len(doubt.seen) < 600 and len(doubt.message) < 400 for doubt in found)
