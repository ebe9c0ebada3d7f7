"""Times in a sentence: the days for which a figure holds, and the day of speech."""

import datetime

import pytest

from claims.articles.proposals import times

PUBLISHED = datetime.date(2025, 4, 28)  # a Monday


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "start", "precision"),
    [
        ("in the past day", "2025-04-27", "day"),
        ("over the last 3 days", "2025-04-25", "day"),
        ("in the past week", "2025-04-21", "week"),
        ("during the past two weeks", "2025-04-14", "week"),
        ("within the last 12 weeks", "2025-02-03", "week"),
        ("in the past month", "2025-03-28", "month"),
        ("over the past twelve months", "2024-04-28", "month"),
        ("for the past year", "2024-04-28", "year"),
        ("in the past three years", "2022-04-28", "year"),
    ],
)
def test_span_before_the_publication_ends_with_it(words, start, precision):
    found = times.of_world(f"It lost 200 tanks {words}.", PUBLISHED)

    assert (found.start, found.end) == (day(start), PUBLISHED)
    assert found.rule == "past_span"
    # A week is no precision of the record: both ends are days.
    assert found.precision == ("day" if precision == "week" else precision)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("in December 2024", "2024-12-01", "2024-12-31"),
        ("during 2023", "2023-01-01", "2023-12-31"),
        ("since 1 April", "2025-04-01", "2025-04-28"),
    ],
)
def test_period_that_the_words_name_is_whole(words, start, end):
    found = times.of_world(f"It lost 200 tanks {words}.", PUBLISHED)

    assert (found.start, found.end) == (day(start), day(end))


@pytest.mark.parametrize(
    ("words", "said_on"),
    [
        ("he said on Sunday", "2025-04-27"),
        ("he said on Monday", "2025-04-28"),
        ("he said on Tuesday", "2025-04-22"),
        ("he said yesterday", "2025-04-27"),
        ("he said on 30 April", "2024-04-30"),
        ("he said on 3 April", "2025-04-03"),
    ],
)
def test_day_of_speech_is_the_last_one_before_the_publication(words, said_on):
    assert times.of_speech(words, PUBLISHED) == day(said_on)
