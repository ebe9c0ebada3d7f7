"""Warnings on dates: stated ≤ printed ≤ recorded, and a value is for no later day."""

import datetime

import pytest

from claims.rules.plausibility import Cited, Facts, of_dates

RECORDED = datetime.datetime(2025, 5, 1, 12, tzinfo=datetime.UTC)


def day(text: str) -> tuple:
    """Read a date with its precision: 2025, 2025-04, 2025-04-28 or 2025-04-28T09:36."""
    precision = {4: "year", 7: "month", 10: "day"}.get(len(text), "minute")
    full = {"year": f"{text}-01-01", "month": f"{text}-01"}.get(precision, text)
    return datetime.datetime.fromisoformat(full).replace(tzinfo=datetime.UTC), precision


def facts(*, kind="quantity", stance=True, docs=(), **dates) -> Facts:
    given = {}
    for name, text in dates.items():
        at, precision = day(text)
        of = name.removesuffix("_at").partition("_")[0] if name != "as_of" else "as_of"
        given |= {name: at if name == "stated_at" else at.date(), f"{of}_precision": precision}
    cited = [Cited(f"Doc {n}", stance, published_at=at, published_precision=precision)
             for n, (at, precision) in enumerate(map(day, docs))]  # fmt: skip
    return Facts(kind=kind, recorded_at=RECORDED, citations=cited, **given)


CASES = {
    "all in order": (
        {"as_of": "2025-04-26", "stated_at": "2025-04-27", "docs": ["2025-04-28"]},
        [],
    ),
    "all on one day": (
        {"as_of": "2025-04-26", "stated_at": "2025-04-26", "docs": ["2025-04-26"]},
        [],
    ),
    "nothing known": ({}, []),
    "said after it was printed": (
        {"stated_at": "2025-04-29", "docs": ["2025-04-28"]},
        [("stated_after_document", "stated_at")],
    ),
    "said in the month of print": ({"stated_at": "2025-04-29", "docs": ["2025-04"]}, []),
    "said in a month, printed within it": ({"stated_at": "2025-04", "docs": ["2025-04-02"]}, []),
    "said in the month after": (
        {"stated_at": "2025-05-01", "docs": ["2025-04"]},
        [("stated_after_document", "stated_at")],
    ),
    "said a minute after print": (
        {"stated_at": "2025-04-28T09:37", "docs": ["2025-04-28T09:36"]},
        [("stated_after_document", "stated_at")],
    ),
    "said at one in the morning in UTC, printed the evening before in New York": (
        {"stated_at": "2025-04-29T01:00", "docs": ["2025-04-28"]},
        [],
    ),
    "said after the earlier one of two documents": (
        {"stated_at": "2025-04-29", "docs": ["2025-04-30", "2025-04-28"]},
        [("stated_after_document", "stated_at")],
    ),
    "said after a document that only contradicts": (
        {"stated_at": "2025-04-29", "docs": ["2025-04-28"], "stance": False},
        [],
    ),
    "for a day after it was said": (
        {"as_of": "2025-04-28", "stated_at": "2025-04-27", "docs": ["2025-04-29"]},
        [("as_of_after_statement", "as_of")],
    ),
    "for a day after statement and print": (
        {"as_of": "2025-04-30", "stated_at": "2025-04-27", "docs": ["2025-04-29"]},
        [("as_of_after_statement", "as_of")],
    ),
    "for the month in which it was said": ({"as_of": "2025-04", "stated_at": "2025-04-02"}, []),
    "for the year in which it was said": ({"as_of": "2025", "stated_at": "2025-04-02"}, []),
    "for a day after print": (
        {"as_of": "2025-04-29", "docs": ["2025-04-28"]},
        [("as_of_after_document", "as_of")],
    ),
    "for the next day, in the zone of Tokyo": (
        {"as_of": "2025-04-29", "docs": ["2025-04-28T22:00"]},
        [],
    ),
    "for the day after the next": (
        {"as_of": "2025-04-30", "docs": ["2025-04-28T22:00"]},
        [("as_of_after_document", "as_of")],
    ),
    "a prediction for a later day": (
        {"kind": "prediction", "as_of": "2030-01-01", "stated_at": "2025-04-27"},
        [],
    ),
    "a prediction for the year 2100": ({"kind": "prediction", "as_of": "2100"}, []),
    "a prediction for the year 9999": (
        {"kind": "prediction", "as_of": "9999-12-31"},
        [("year_unlikely", "as_of")],
    ),
    "a prediction said in the future": (
        {"kind": "prediction", "stated_at": "2025-06-01"},
        [("in_the_future", "stated_at")],
    ),
    "a period that was not over": (
        {"period_start": "2025-04-01", "period_end": "2025-04-30", "stated_at": "2025-04-28"},
        [("as_of_after_statement", "period_end")],
    ),
    "a year that was not over, by its precision": (
        {"period_start": "2025", "period_end": "2025", "stated_at": "2025-04-28"},
        [],
    ),
    "a period without an end, from a later day": (
        {"period_start": "2025-04-29", "stated_at": "2025-04-28"},
        [("as_of_after_statement", "period_start")],
    ),
    "a later period is told once": (
        {"period_start": "2025-04-29", "period_end": "2025-04-30", "docs": ["2025-04-28"]},
        [("as_of_after_document", "period_end")],
    ),
    "year 21": ({"as_of": "0021-05-01"}, [("year_unlikely", "as_of")]),
    "year 25, said and printed": (
        {"stated_at": "0025-04-28", "docs": ["0025-04-28"]},
        [("year_unlikely", "stated_at"), ("year_unlikely", "citations.0.document")],
    ),
    "year 9999": ({"as_of": "9999-12-31"}, [("year_unlikely", "as_of")]),
    "the first day that there is, to the minute": (
        {"stated_at": "0001-01-01T00:00", "as_of": "2025-01-01"},
        [("year_unlikely", "stated_at")],
    ),
    "the last day that there is, to the minute": (
        {"stated_at": "9999-12-31T23:59"},
        [("year_unlikely", "stated_at")],
    ),
    "a battle of 1066": ({"as_of": "1066-10-14"}, []),
    "printed before Gutenberg": ({"docs": ["1066"]}, [("year_unlikely", "citations.0.document")]),
    "a report of 1812": ({"as_of": "1812-09-07", "docs": ["1812-09-20"]}, []),
    "a wrong year does not accuse the right ones": (
        {"as_of": "2025-04-26", "stated_at": "0025-04-27", "docs": ["2025-04-28"]},
        [("year_unlikely", "stated_at")],
    ),
    "a day in the future": ({"as_of": "2052-04-26"}, [("in_the_future", "as_of")]),
    "tomorrow, where it is tomorrow already": ({"as_of": "2025-05-02"}, []),
    "printed after it was recorded": (
        {"docs": ["2025-05-03"]},
        [("document_after_record", "citations.0.document")],
    ),
    "printed in the month of the record": ({"docs": ["2025-05"]}, []),
    "a future document does not accuse the statement": (
        {"stated_at": "2025-04-30", "docs": ["2025-06-01", "2025-05-01"]},
        [("document_after_record", "citations.0.document")],
    ),
    "the first day of Unix": (
        {"docs": ["1970-01-01T00:00"]},
        [("code_for_unknown", "citations.0.document")],
    ),
    "the first day of spreadsheets": (
        {"stated_at": "1899-12-30"},
        [("code_for_unknown", "stated_at")],
    ),
    "a count for the first day of 1970": ({"as_of": "1970-01-01"}, []),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
def test_dates_in_and_out_of_order(given, expected):
    found = list(of_dates(facts(**given)))

    assert [(doubt.code, doubt.field) for doubt in found] == expected
    assert all(doubt.message.endswith(".") and doubt.seen for doubt in found)


def test_sentence_names_both_dates_as_precise_as_they_are():
    (doubt,) = of_dates(facts(as_of="2025-04-29", docs=["2025-03"]))

    assert doubt.message == (
        "The value is for 2025-04-29, and “Doc 0” came out on 2025-03, before that. "
        "Correct the one that is wrong."
    )
    assert doubt.seen == "as_of 2025-04-29, document 2025-03"
