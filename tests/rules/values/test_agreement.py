"""A value against the words of its own citation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.values import RELATIONS, against_words, parse, said_in

from .value_cases import EUR, PERSON, USD

PEOPLE = [PERSON]
QUOTE = (
    "On 6 August 2024 the minister said that “more than 4,500 servicemen”, "
    "including about 300 officers, were lost."
)


@pytest.mark.parametrize(
    ("value", "words", "expected"),
    [
        ("more than 62,000", "more than 62,000", "same"),
        ("more than 62,000", "over 62 thousand", "same"),
        ("hundreds", "Hundreds of people were killed", "same"),
        ("more than 4,500", QUOTE, "same"),
        ("about 300", QUOTE, "same"),
        ("понад 5", "понад 5 військових загинули", "same"),
        ("more than 60,000", "more than 62,000", "weaker"),
        ("about 62,000", "62,000", "weaker"),
        ("hundreds", "500", "weaker"),
        ("70,000", "more than 62,000", "stronger"),
        ("more than 70,000", "more than 62,000", "stronger"),
        ("fewer than 60,000", "fewer than 62,000", "stronger"),
        ("500", "hundreds", "stronger"),
        ("5", "more than 62,000", "contrary"),
        ("62,000", "more than 62,000", "contrary"),
        ("more than 62,000", "62,000", "contrary"),
        ("6", QUOTE, "contrary"),
        ("5", "He spoke in 2024.", "no_number"),
        ("5", "", "no_number"),
    ],
)
def test_value_is_put_beside_its_words(value, words, expected):
    assert against_words(parse(value, PEOPLE), words, PEOPLE) == expected


def test_units_are_converted_and_other_money_is_no_answer():
    money = [USD, EUR]

    assert against_words(parse("US$5 million", money), "$5,000,000 or €7", money) == "same"
    assert against_words(parse("US$5", money), "€5", money) == "no_number"
    assert against_words(parse("-US$5", money), "a loss of $5", money) == "same"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300) | st.just("between 1 and " * 20))
def test_any_text_has_a_relation(text):
    assert against_words(parse("5", PEOPLE), text, PEOPLE) in RELATIONS


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["1 to " * 100_000, "1 " * 100_000, "five " * 100_000])
def test_long_text_is_cut(text):
    assert len(said_in(text, PEOPLE)) < 500
