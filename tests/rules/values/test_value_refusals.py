"""Texts that are refused and never guessed; no text raises another error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.values import AS_REPORTED_LENGTH, InvalidValue, parse, problems
from claims.rules.values.vocabulary import NUMBER_WORDS, PHRASES, VAGUE_WORDS

from .value_cases import (
    METER,
    UNITS,
    refusal,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("1" * (AS_REPORTED_LENGTH + 1), "too_long"),
        ("1,5", "ambiguous_number"),
        ("1,23,456", "ambiguous_number"),
        ("0,500", "ambiguous_number"),
        ("1.234.567", "ambiguous_number"),
        ("1.234,5", "ambiguous_number"),
        ("62 000,5", "ambiguous_number"),
        ("5 12", "unrelated_numbers"),
        ("100\t300", "unrelated_numbers"),
        ("100  300", "unrelated_numbers"),
        ("1,234 567", "unrelated_numbers"),
        ("0 500", "unrelated_numbers"),
        ("4 five", "unrelated_numbers"),
        ("100 and 300", "unrelated_numbers"),
        ("5 wombats", "unknown_unit"),
        ("five wombats", "unknown_unit"),
        ("¥20", "unknown_unit"),
        ("NZ$20", "unknown_unit"),
        ("1e6", "unknown_unit"),
        ("wombats", "unknown_word"),
        ("5 ± 1", "unknown_word"),
        ("٦٢", "unknown_word"),
        ("mİnus 5", "unknown_word"),
        ("62000\x00", "unknown_word"),
        ("\ud800", "unknown_word"),
        ("many", "vague_number"),
        ("countless people", "vague_number"),
        ("nearly hundreds", "misplaced_comparator"),
        ("dozens to 300", "vague_range"),
        ("hundreds to the nearest 100", "rounding_not_allowed"),
        ("five hundreds", "unreadable"),
        ("no", "no_number"),
        ("no 5 people", "unreadable"),
        ("(1,234) or more", "misplaced_comparator"),
        ("a loss of at most 4 to 6", "unclear_loss"),
        ("six in five", "unreadable_share"),
        ("1 in 0", "unreadable_share"),
        ("5 1 in 0", "unreadable"),
        ("5 a quarter", "unreadable"),
        ("a loss of -5", "unclear_loss"),
        ("500 to the nearest hundreds", "misplaced_comparator"),
        ("1 to 9, best value hundreds", "misplaced_comparator"),
        ("700 < 1,000", "misplaced_comparator"),
        ("a third of a million", "unreadable_share"),
        ("two million and a third", "unreadable"),
        ("more than 5 and more than 6", "misplaced_comparator"),
        ("more than 1,000 but fewer than 700", "low_not_below_high"),
        ("62,000 осіб", "ambiguous_number"),
        ("more than", "no_number"),
        ("US$", "no_number"),
        ("- 5", "loose_sign"),
        ("+5", "misplaced_comparator"),
        ("20 or", "unreadable"),
        ("5 -", "unreadable"),
        ("5 (", "unreadable"),
        ("5 ()", "unreadable"),
        ("hundred", "unreadable_number_words"),
        ("twenty thirty", "unreadable_number_words"),
        ("two million and a half", "unreadable_number_words"),
        ("a dozen five", "unreadable_number_words"),
        ("more than 20 or more", "misplaced_comparator"),
        ("at least about 300", "misplaced_comparator"),
        ("more than 100 to 300", "misplaced_comparator"),
        ("nearly 100 to 300", "misplaced_comparator"),
        ("about 100 to 300 to the nearest 100", "rounding_not_allowed"),
        ("about 100 to 300, best value 200", "amount_not_allowed"),
        ("between under 100 and 300", "low_not_below_high"),
        ("100 to 300 or more", "misplaced_comparator"),
        ("about 2,975 (2,658–3,290)", "misplaced_comparator"),
        ("62,400 to the nearest 100 or more", "misplaced_comparator"),
        ("between 100", "range_expected"),
        ("from 100 and 300", "range_expected"),
        ("95% CI 300", "range_expected"),
        ("200, best value 200", "range_expected"),
        ("95% CI 90% CI 1-2", "two_levels"),
        ("5 (3 to 8), best value 6", "two_best_values"),
        ("between one thousand and two hundred and three thousand", "ambiguous_range"),
        ("900 to 1.2 million", "ambiguous_scale"),
        ("US$5 EUR", "two_units"),
        ("US$5 to €6", "two_units"),
        ("300 to 100", "low_not_below_high"),
        ("100 (200–300)", "amount_outside_range"),
        ("100% CI 1–2", "confidence_level_out_of_range"),
        ("nearly 0", "nearly_zero"),
        ("about 300 to the nearest 100", "rounding_not_allowed"),
        ("5 to the nearest 0", "rounding_not_positive"),
        ("1234567890123456", "too_many_digits"),
        ("0.0000001", "too_many_decimals"),
        ("1000000 trillion", "too_large"),
    ],
    ids=lambda part: ascii(part)[:60],
)
def test_text_is_refused_rather_than_guessed(text, code):
    assert refusal(text) == code


def test_unknown_unit_is_answered_with_the_known_ones():
    with pytest.raises(InvalidValue, match=r"“wombats” is not a unit known here; .* US dollars"):
        parse("5 wombats", UNITS)
    with pytest.raises(InvalidValue, match="known units: none"):
        parse("5 wombats")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        *("1" * 10_000_000, " " * 10_000_000, "1 to " * 24, "and " * 30, "-" * 120, "1 111" * 24),
        *("a hundred and " * 8, "1,111" * 24, "(" * 120, "1.1." * 30, "between 1 and " * 8),
    ],
    ids=lambda text: f"{text[:14]!r} × {len(text)}",
)
def test_odd_text_is_refused_at_once(text):
    assert refusal(text)


PIECES = st.sampled_from(
    [
        *PHRASES,
        *sorted(NUMBER_WORDS),
        *sorted(VAGUE_WORDS),
        *["US$", "m", "km²", "people", "%", "1", "62,000", "1.5", "100", ".", ",", "İ", "ß", "²"],
        *("1 in 5", "2 of 0", "0 in 0", "62.4k", "понад", "1,5 млн", "(", ")"),
        *("95% CI", "\u00a0", " ", " ", " "),
    ]
)
TEXTS = st.text() | st.lists(PIECES, max_size=12).map("".join)
TEXTS |= st.lists(PIECES, max_size=9).map(" ".join)


@settings(max_examples=1000, deadline=None)
@given(TEXTS, st.sampled_from([(), UNITS, (*UNITS, METER)]))
def test_any_text_is_a_valid_value_or_refused(text, units):
    try:
        value = parse(text, units)
    except InvalidValue as refused:
        assert {problem.field for problem in refused.problems} == {"value"}
        return

    assert problems(value) == []
    assert value.as_reported == text.strip()
