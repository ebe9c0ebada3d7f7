"""Phrases of the news, English and Ukrainian, with the value that each one states.

``phrases.txt`` has one in a line: phrase | comparator, numbers, unit, ±rounding.
"""

from decimal import Decimal as D
from pathlib import Path

import pytest

from claims.rules.values import COMPARATORS, Value, derivation, interval, parse, phrase
from claims.rules.values.comparators import DERIVATIONS
from claims.rules.values.languages import ukrainian, vague_words
from claims.rules.values.vague import ENGLISH, SPOKEN, in_words

from .value_cases import UNITS, between, read

PHRASES = [
    line.split(" | ")
    for line in (Path(__file__).parent / "phrases.txt").read_text(encoding="utf-8").splitlines()
]
BY_CODE = {unit.code: unit for unit in UNITS}


def answer(text):
    code, *words = text.split()
    numbers = [D(word) for word in words if word.lstrip("-")[:1].isdigit()]
    ends = dict(zip(("low", "high") if COMPARATORS[code].is_range else ("amount",), numbers,
                    strict=True))  # fmt: skip
    rounding = next((D(word[1:]) for word in words if word[0] == "±"), None)
    unit = next((word for word in words if word in BY_CODE), "")
    return Value(code, **ends, unit=unit, rounding=rounding)


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=lambda part: ascii(part)[:70])
def test_phrase_of_the_news_is_read(text, expected):
    value = parse(text, UNITS)

    assert read(text) == answer(expected)
    # Our words for it read as the same value.
    unit = BY_CODE.get(value.unit)
    units = [unit] if unit and unit.is_counted else UNITS
    assert read(phrase(value, unit), units) == answer(expected)


def test_there_are_phrases_of_every_comparator():
    assert len(PHRASES) >= 300
    assert {expected.split()[0] for _text, expected in PHRASES} == set(COMPARATORS)


@pytest.mark.parametrize("words", ["hundreds", "several million", "a few dozen", "scores"])
def test_vague_words_come_back_as_they_were_said(words):
    value = parse(words)

    assert phrase(value) == value.as_reported == words


def test_vague_words_have_bounds_of_their_own():
    assert len(set(SPOKEN.values())) == len(SPOKEN)
    assert all(low < high for low, high in SPOKEN)
    assert {in_words(*bounds) for bounds in ENGLISH.values()} == set(SPOKEN.values())


def test_every_vague_count_has_ukrainian_words():
    assert set(ukrainian.SPOKEN) == set(SPOKEN)
    assert vague_words(D(24), D(1000), "uk") == "дюжини – сотні"
    assert vague_words(D(24), D(1000), "de") == "dozens to hundreds"
    assert vague_words(D(24), D(999), "uk") is None


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (Value("approx", D(5)), "around_number"),
        (Value("nearly", D(5)), "below_number"),
        (Value("just_over", D(5)), "above_number"),
        (between(1, 5, comparator="approx_range"), "around_range"),
        (between(4, 6, comparator="gte_range"), "outer_end"),
        (between(200, 1000, comparator="vague"), "vague_words"),
        (Value("eq", D(62400), rounding=D(100)), "rounding"),
    ],
)
def test_bounds_of_ours_name_their_rule(value, rule):
    code, sentence = derivation(value)

    assert (code, sentence) == (rule, DERIVATIONS[rule])
    assert sentence.endswith(".")


@pytest.mark.parametrize("text", ["5", "more than 5", "between 5 and 6", "over 5 but under 6"])
def test_bounds_that_the_words_give_have_no_rule(text):
    value = parse(text)
    bounds = interval(value)

    assert derivation(value) is None
    assert {bounds.lower, bounds.upper} <= {value.amount, value.low, value.high, None}


def test_loss_is_below_zero_for_money_and_a_number_for_people():
    assert read("a loss of US$5") == Value("eq", D(-5), unit="USD")
    assert read("a loss of 5 people") == Value("eq", D(5), unit="persons")
    assert read("[5]") == Value("eq", D(5))
    assert read("(5)") == Value("eq", D(-5))
