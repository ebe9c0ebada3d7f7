"""Cells are read or refused, and never guessed."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.importing.file import cells
from claims.importing.file.problems import CellError
from claims.rules import values

PERSON = values.UnitSpec("person", "person", "people", "", "persons")


@pytest.mark.parametrize(
    ("cell", "word", "comparator", "amount"),
    [
        (2800, "about", "approx", 2800),
        ("62,000", "more", "gt", 62000),
        ("62 000", "", "eq", 62000),
        ("more than 62,000", "", "gt", 62000),
        (Decimal("1.5"), "", "eq", Decimal("1.5")),
        ("12345", "", "eq", 12345),
    ],
)
def test_value_is_read_with_its_comparator(cell, word, comparator, amount):
    value = cells.value(cell, [PERSON], word=word and cells.comparator(word))

    assert (value.comparator, value.amount, value.unit) == (comparator, amount, "person")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("62.400", "ambiguous_number"),
        ("1,5", "ambiguous_number"),
        ("countless", "vague_number"),
        ("None", "zero_or_unknown"),
        (True, "not_a_number"),
        ("=A1+1", "no_number"),
    ],
)
def test_value_in_doubt_is_refused(cell, code):
    with pytest.raises(CellError) as error:
        cells.value(cell, [PERSON])

    assert error.value.code == code or code == "no_number"
    assert error.value.fix


def test_declared_decimal_mark_settles_the_doubt():
    assert cells.value("62.400", [PERSON], decimal_mark="comma").amount == 62400
    assert cells.value("1.234,5", [PERSON], decimal_mark="comma").amount == Decimal("1234.5")


@given(st.integers(0, 10**14))
def test_bare_digits_are_read_as_the_slow_reader_reads_them(number):
    assert cells.value(str(number), [PERSON]) == values.parse(str(number), [PERSON])
    assert cells.value(number, [PERSON]) == values.parse(str(number), [PERSON])


@given(st.text(max_size=40))
def test_any_text_is_a_value_or_refused(text):
    try:
        assert cells.value(text, [PERSON]).comparator
    except CellError as error:
        assert error.fix


DAY = datetime.date(2024, 4, 13)


@pytest.mark.parametrize(
    "cell",
    ["2024-04-13", "2024/4/13", "13/04/2024", "04/13/2024", "13.04.2024", "13 April 2024",
     "April 13, 2024", "Apr 13, 2024", "13th Apr. 2024", DAY,
     datetime.datetime(2024, 4, 13, tzinfo=datetime.UTC)],
)  # fmt: skip
def test_day_is_read_in_every_plain_form(cell):
    assert cells.date(cell) == (DAY, "day")


@pytest.mark.parametrize(
    ("cell", "precision"),
    [("2024-04", "month"), ("April 2024", "month"), ("2024", "year"), ("2024 Q2", "quarter")],
)
def test_precision_is_that_of_the_cell(cell, precision):
    assert cells.date(cell)[1] == precision


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("03/04/2024", "ambiguous_date"),
        ("2024-02-30", "no_such_day"),
        ("13/14/2024", "no_such_day"),
        ("45000", "not_a_date"),
        ("yesterday", "not_a_date"),
        ("3/4/24", "not_a_date"),
    ],
)
def test_date_in_doubt_is_refused(cell, code):
    with pytest.raises(CellError) as error:
        cells.date(cell)

    assert error.value.code == code


def test_declared_order_settles_the_doubt():
    assert cells.date("03/04/2024", "day_first")[0] == datetime.date(2024, 4, 3)
    assert cells.date("03/04/2024", "month_first")[0] == datetime.date(2024, 3, 4)


@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(cells.DATE_ORDERS))
def test_written_day_is_read_back(day, order):
    first, second = (day.day, day.month) if order == "day_first" else (day.month, day.day)

    assert cells.date(f"{first:02}/{second:02}/{day.year}", order)[0] == day
    assert cells.date(day.isoformat())[0] == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text):
    try:
        cells.date(text)
    except CellError as error:
        assert error.fix


def test_time_of_day_needs_a_zone():
    with pytest.raises(CellError):
        cells.moment("2024-08-06 14:30")

    moment, precision = cells.moment("2024-08-06 14:30", zone="Europe/Kyiv")

    assert (moment.isoformat(), precision) == ("2024-08-06T11:30:00+00:00", "minute")
