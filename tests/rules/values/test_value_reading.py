"""The reading of written values."""

from decimal import Decimal as D

import pytest

from claims.rules.values import UnitSpec, Value, parse

from .value_cases import (
    BEST,
    CONFIDENCE,
    MEGAWATT,
    METER,
    MILLIWATT,
    PERSON,
    SHELL,
    USD,
    between,
    read,
    refusal,
)

SPACES = {"no-break": "\u00a0", "narrow no-break": "\u202f", "thin": "\u2009", "figure": "\u2007"}


@pytest.mark.parametrize(
    ("text", "comparator", "amount"),
    [
        ("62000", "eq", "62000"),
        ("62,000", "eq", "62000"),
        ("62 000", "eq", "62000"),
        ("1 234 567.5", "eq", "1234567.5"),
        ("1,234,567.89", "eq", "1234567.89"),
        ("1.234", "eq", "1.234"),
        (".5", "eq", "0.5"),
        ("-5", "eq", "-5"),
        ("−5", "eq", "-5"),
        ("minus five", "eq", "-5"),
        ("  62,000.\n", "eq", "62000"),
        ("exactly 12", "eq", "12"),
        ("= 12", "eq", "12"),
        ("> 62,000", "gt", "62000"),
        ("more than 62,000", "gt", "62000"),
        ("More  Than\t62,000", "gt", "62000"),
        ("over 62,000", "gt", "62000"),
        ("upwards of 62,000", "gt", "62000"),
        (">= 5", "gte", "5"),
        ("≥5", "gte", "5"),
        ("at least 5", "gte", "5"),
        ("no fewer than 5", "gte", "5"),
        ("not less than 5", "gte", "5"),
        ("62,000+", "gte", "62000"),
        ("20 or more", "gte", "20"),
        ("<5", "lt", "5"),
        ("less than 5", "lt", "5"),
        ("fewer than 5", "lt", "5"),
        ("under 5", "lt", "5"),
        ("below 5", "lt", "5"),
        ("<= 5", "lte", "5"),
        ("≤ 5", "lte", "5"),
        ("at most 5", "lte", "5"),
        ("up to 5", "lte", "5"),
        ("no more than 5", "lte", "5"),
        ("20 or fewer", "lte", "20"),
        ("~300", "approx", "300"),
        ("≈ 300", "approx", "300"),
        ("c. 300", "approx", "300"),
        ("about 300", "approx", "300"),
        ("around 300", "approx", "300"),
        ("roughly 300", "approx", "300"),
        ("approximately 300", "approx", "300"),
        ("some 300", "approx", "300"),
        ("nearly 40,000", "nearly", "40000"),
        ("almost 40,000", "nearly", "40000"),
        ("62k", "eq", "62000"),
        ("exactly 1.2m", "eq", "1200000"),
        ("20bn", "eq", "20000000000"),
        ("3 tn", "eq", "3000000000000"),
        ("more than 1.5 million", "gt", "1500000"),
        ("1.5 dozen", "eq", "18"),
        ("3 dozen", "eq", "36"),
        ("at least four million", "gte", "4000000"),
        ("twenty-one thousand", "eq", "21000"),
        ("a dozen", "eq", "12"),
        ("two dozen", "eq", "24"),
        ("half a dozen", "eq", "6"),
        ("two dozen thousand", "eq", "24000"),
        ("half a million", "eq", "500000"),
        ("nearly a million", "nearly", "1000000"),
        ("two and a half million", "eq", "2500000"),
        ("two and a half", "eq", "2.5"),
        ("fifteen hundred", "eq", "1500"),
        ("five thousand two hundred", "eq", "5200"),
        ("one hundred and five thousand and twelve", "eq", "105012"),
        ("zero", "eq", "0"),
        ("a hundred", "eq", "100"),
    ],
)
def test_single_value_is_read(text, comparator, amount):
    assert read(text) == Value(comparator, D(amount))


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
def test_typographic_space_groups_digits(space):
    assert read(f"> 1{space}062{space}000") == Value("gt", D(1062000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US$20 billion", Value("eq", D("2E+10"), unit="USD")),
        ("over US$20 billion", Value("gt", D("2E+10"), unit="USD")),
        ("US$20 billion or more", Value("gte", D("2E+10"), unit="USD")),
        ("20 billion US dollars", Value("eq", D("2E+10"), unit="USD")),
        ("20 million bucks", Value("eq", D("2E+7"), unit="USD")),
        ("usd 5", Value("eq", D(5), unit="USD")),
        ("USD20", Value("eq", D(20), unit="USD")),
        ("$20", Value("eq", D(20), unit="USD")),
        ("-US$5", Value("eq", D(-5), unit="USD")),
        ("US$-5", Value("eq", D(-5), unit="USD")),
        ("€1.5m", Value("eq", D("1500000"), unit="EUR", rounding=D(100000))),
        ("20+ people", Value("gte", D(20), unit="persons")),
        ("20 people or more", Value("gte", D(20), unit="persons")),
        ("5km2", Value("eq", D(5), unit="km2")),
        ("45%", Value("eq", D(45), unit="percent")),
        ("4 155 mm shells", Value("eq", D(4), unit="shells")),
        ("4 million 155 mm shells", Value("eq", D(4000000), unit="shells")),
        ("1 day", Value("eq", D(1), unit="day")),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_unit_is_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 million m", Value("eq", D(5000000), unit="m")),
        ("five million m", Value("eq", D(5000000), unit="m")),
        ("US$5m", Value("eq", D(5000000), unit="USD")),
        ("5m USD", Value("eq", D(5000000), unit="USD")),
        ("5 meters", Value("eq", D(5), unit="m")),
        ("5 MW", Value("eq", D(5), unit="megawatt")),
        ("5 mW", Value("eq", D(5), unit="milliwatt")),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_scale_and_unit_with_one_spelling_are_told_apart(text, expected):
    assert read(text, [METER, USD, MEGAWATT, MILLIWATT]) == expected


@pytest.mark.parametrize("text", ["5 m", "1.2m", "five m", "1 to 5 m"])
def test_scale_or_unit_is_not_guessed(text):
    assert refusal(text, [METER, USD]) == "ambiguous_unit"


def test_unit_of_two_meanings_is_not_guessed():
    canadian = UnitSpec(
        "CAD", "Canadian dollar", "Canadian dollars", "C$", "currency", words=("$",)
    )

    assert refusal("$5", [USD, canadian]) == "ambiguous_unit"
    assert refusal("5 mw", [MEGAWATT, MILLIWATT]) == "ambiguous_unit"
    assert read("C$5", [USD, canadian]) == Value("eq", D(5), unit="CAD")


def test_bare_number_has_the_unit_only_if_a_counted_one_stands_alone():
    assert read("62,000", [PERSON]).unit == "persons"
    assert read("62,000", [PERSON, SHELL]).unit == ""
    assert read("62,000", [USD]).unit == ""


def test_word_of_the_grammar_is_no_unit():
    to = UnitSpec("to", "to", "to", "to", "items", words=("dozen",))

    assert read("5 to 6", [to, USD]) == Value("between", low=D(5), high=D(6))
    assert read("5 dozen", [to, USD]) == Value("eq", D(60))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 100 and 300", between(100, 300)),
        ("between 100 to 300", between(100, 300)),
        ("from 100 to 300", between(100, 300)),
        ("100 to 300", between(100, 300)),
        ("100-300", between(100, 300)),
        ("100 – 300", between(100, 300)),
        ("-10 - -5", between(-10, -5)),
        ("−10–5", between(-10, 5)),
        ("10-20k", between(10000, 20000)),
        ("1.7–5.5 bn USD", between("1.7E+9", "5.5E+9", unit="USD")),
        ("between 1.7 and 5.5 bn bucks", between("1.7E+9", "5.5E+9", unit="USD")),
        ("US$1.7 billion to US$5.5 billion", between("1.7E+9", "5.5E+9", unit="USD")),
        ("5 million to 1 billion", between("5E+6", "1E+9")),
        ("0 to 2 million", between(0, 2000000)),
        ("two to three hundred", between(200, 300)),
        ("ninety to one hundred", between(90, 100)),
        ("0.5 to one hundred", between("0.5", 100)),
        ("-5 to one hundred", between(-5, 100)),
        ("between one hundred and two hundred", between(100, 200)),
        ("between one hundred and one hundred and fifty", between(100, 150)),
        ("between two and a half and three million", between(2500000, 3000000)),
        ("a range of 100 to 300", between(100, 300, range_kind="reported_range")),
        ("ranging from 100 to 300", between(100, 300, range_kind="reported_range")),
        ("100 to 300, best value 200", between(100, 300, amount=D(200))),
        ("100 to 300, best estimate of 200", between(100, 300, amount=D(200))),
        ("2,975 (2,658–3,290)", between(2658, 3290, **BEST)),
        ("2,975 people (2,658 to 3,290)", between(2658, 3290, **BEST, unit="persons")),
        ("2975 (95% CI 2658–3290)", between(2658, 3290, amount=D(2975), **CONFIDENCE)),
        ("2975 [95 % CI: 2658–3290]", between(2658, 3290, amount=D(2975), **CONFIDENCE)),
        ("2658–3290 (95% confidence interval)", between(2658, 3290, **CONFIDENCE)),
        ("95% CI 2658–3290", between(2658, 3290, **CONFIDENCE)),
        ("(2658–3290)", between(2658, 3290)),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_range_is_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "amount", "rounding"),
    [
        ("62.4k", 62400, "100"),
        ("1.2m", 1200000, "100000"),
        ("1.20 million", 1200000, "10000"),
        ("1.0 billion", 1000000000, "100000000"),
        ("62.4k to the nearest 10", 62400, "10"),
        ("62,400 to the nearest 100", 62400, "100"),
        ("62,400, rounded to the nearest hundred", 62400, "100"),
        ("62,400 (to nearest hundred)", 62400, "100"),
        ("4 million to the nearest million", 4000000, "1000000"),
        ("1.5 to the nearest 0.1", "1.5", "0.1"),
    ],
)
def test_rounding_is_read_where_it_is_said_or_shown(text, amount, rounding):
    assert read(text) == Value("eq", D(amount), rounding=D(rounding))


def test_words_are_kept_as_typed():
    assert parse(" More than\u00a062,000. ").as_reported == "More than\u00a062,000."
