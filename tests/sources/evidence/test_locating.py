"""Finding a quote in a text that may have changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.evidence.locating import AROUND, locate

TEXT = """Ukrainska Pravda, Monday 28 April 2025
Russia has lost more than 62,000 soldiers in the Kursk operational zone, the General Staff said.
Of these, more than 25,000 were killed.
It was the “largest” operation of its kind – so far."""


@pytest.mark.parametrize(
    "quote",
    [
        "more than 62,000 soldiers",
        "MORE  than\n62,000 soldiers",
        "more\u00a0than 62,000 sol\u00addiers",
        'the "largest" operation',
        "of its kind - so far",
        "General Staff said. Of these",
    ],
    ids=["exact", "case and spaces", "unseen characters", "quotation marks", "dashes", "lines"],
)
def test_quote_is_found_whatever_its_spaces_case_and_marks(quote):
    assert locate(quote, TEXT).outcome == "found"


def test_place_says_where_and_what_stands_around_it():
    place = locate("more than 62,000 soldiers", TEXT)

    assert TEXT[place.start : place.end] == place.exact == "more than 62,000 soldiers"
    assert place.prefix.endswith("Russia has lost ") and len(place.prefix) <= AROUND
    assert place.suffix.startswith(" in the Kursk operational zone")
    assert (place.times, place.likeness) == (1, 1.0)


def test_number_is_not_found_within_another():
    text = "They counted 162,000 soldiers, then 62,000.5 soldiers; the 62,000,000 soldiers of old."

    assert locate("62,000 soldiers", text).outcome == "gone"
    assert locate("62,000", text).outcome == "gone"


def test_words_around_a_quote_tell_which_place_is_meant():
    text = "In March 900 tanks were lost. " + "x " * 200 + "In April 900 tanks were lost by them."

    first = locate("900 tanks were lost", text, prefix="In March ")
    second = locate("900 tanks were lost", text, prefix="In April ", suffix=" by them")

    assert (first.outcome, second.outcome) == ("found", "found")
    assert first.start < 20 < 200 < second.start
    assert first.times == second.times == 2


def test_quote_in_another_context_has_moved():
    place = locate(
        "more than 62,000 soldiers",
        "Correction: an earlier version spoke of more than 62,000 soldiers. That was wrong.",
        prefix="Russia has lost ",
        suffix=" in the Kursk operational zone",
    )

    assert place.outcome == "moved"


def test_one_side_of_the_context_is_enough():
    place = locate(
        "more than 62,000 soldiers",
        "Read more: more than 62,000 soldiers in the Kursk operational zone",
        prefix="Russia has lost ",
        suffix=" in the Kursk operational zone",
    )

    assert place.outcome == "found"


def test_changed_quote_is_found_by_the_passage_most_like_it():
    text = TEXT.replace("62,000", "61,500")

    place = locate("Russia has lost more than 62,000 soldiers in the Kursk zone", text)

    assert place.outcome == "changed"
    assert place.exact.startswith("Russia has lost more than 61,500 soldiers in the Kursk")
    assert 0.6 < place.likeness < 1


def test_word_that_was_changed_at_either_end_is_shown():
    place = locate(
        "Many of them had been killed before noon", "x. Most of them had been killed before dawn. y"
    )

    assert place.exact == "Most of them had been killed before dawn"


def test_several_words_that_were_changed_at_the_start_are_shown_and_no_line_before():
    place = locate(
        "more than 4,500 North Korean servicemen in the zone",
        "lost 61,500 soldiers\nsome 4,700 North Korean servicemen in the zone\nand so on",
    )

    assert place.exact == "some 4,700 North Korean servicemen in the zone"


@pytest.mark.parametrize("text", ["", "Nothing of the kind.", "soldiers more 62,000 than " * 3])
def test_quote_that_is_not_there_is_gone(text):
    assert locate("Russia has lost more than 62,000 soldiers near Kursk", text).outcome == "gone"


def test_short_quote_is_never_guessed_at():
    assert locate("62,000 soldiers", "61,000 soldiers").outcome == "gone"


@pytest.mark.parametrize("quote", ["", "   ", "\u200b"])
def test_nothing_is_nowhere(quote):
    assert locate(quote, TEXT).outcome == "gone"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "more than " * 100_000,
        "more than 62,000 " * 60_000,
        "a" * 1_000_000,
        "(" * 1_000_000,
        " ".join(f"lost{n} soldiers{n}" for n in range(60_000)),
    ],
    ids=["two words", "three words", "one word", "signs", "many words"],
)
def test_hostile_text_comes_to_an_end(text):
    quote = "Russia has lost more than 62,000 soldiers in the Kursk zone"

    assert locate(quote, text, prefix="so ").outcome in ("changed", "gone")


WORDS = st.lists(st.sampled_from("lost won 62,000 men of the and “war” peace – zone".split()))


@given(WORDS, st.lists(st.text("abcdefg", min_size=1), min_size=1), WORDS)
def test_what_is_in_a_text_is_found_there(before, quoted, after):
    quote = " ".join(quoted)
    text = " ".join([*before, quote, *after])

    place = locate(quote, text)

    assert place.outcome == "found"
    assert text[place.start : place.end].casefold() == quote


@given(st.text(), st.text(), st.text(max_size=64), st.text(max_size=64))
def test_no_text_is_too_odd(quote, text, prefix, suffix):
    place = locate(quote, text, prefix=prefix, suffix=suffix)

    assert place.outcome in ("found", "moved", "changed", "gone")
    assert text[place.start : place.end] == place.exact
