"""The seed article gives its ten claims, each with its value, chain and comparator."""

import datetime

import pytest

from claims.articles import reading
from claims.rules import values
from tests.articles.conftest import UNITS, find, seed_text, way

STATE = "sky-news ← us-state-department-spokesperson [origin_named]"
KREMLIN = "kommersant ← kremlin [origin_named]"
# kind, speech act, the value's words, the measure, the subject, the chain, how the quote begins
TEN = {
    "putin-confirmed": (
        *("speech_act", "confirmed", "", None, "Russia", KREMLIN),
        "confirmed the involvement of North Korean troops",
    ),
    "state-department-concerned": (
        *("speech_act", "expressed_concern", "", None, "North Korea", STATE),
        'stated it is "concerned" about North Korea',
    ),
    "state-department-demands": (
        *("speech_act", "demanded", "", None, "North Korea", STATE),
        'said that "military deployment to Russia',
    ),
    "putin-thanked": (
        *("speech_act", "thanked", "", None, "Russia", KREMLIN),
        "thanked the North Korean units",
    ),
    "kim-confirmed": (
        *("speech_act", "confirmed", "", None, "North Korea", "kim-jong-un [origin_named]"),
        "confirmed the deployment of troops",
    ),
    "russian-losses": (
        *("quantity", "reported", "more than 62,000", "Personnel losses", "Russian forces"),
        "general-staff-ua [origin_named]",
        "Russia has lost more than 62,000 soldiers",
    ),
    "north-korean-losses": (
        *("quantity", "reported", "more than 4,500", "Personnel losses", "North Korean forces"),
        "general-staff-ua [origin_named]",
        "more than 4,500 North Korean servicemen in the Kursk operational zone",
    ),
    "revenue": (
        *("quantity", "reported", "over US$20 billion", "Revenue", "North Korea"),
        "kida [origin_named]",
        "North Korea has earned over US$20 billion",
    ),
    "shells": (
        *("quantity", "reported", "at least four million", "Munitions delivered", "North Korea"),
        "reuters + open-source-centre [origin_named]",
        "over the past 20 months North Korea has supplied Russia with at least four million",
    ),
    "testing-ground": (
        *("state_of_affairs", "assessed", "", None, "North Korea"),
        "institute-for-the-study-of-war [origin_named]",
        'believe that "North Korea is using the war in Ukraine as a testing ground',
    ),
}


@pytest.fixture(scope="module")
def article():
    return reading.read(reading.clean(seed_text()), find, UNITS)


def test_seed_gives_ten_proposals_and_no_other(article):
    assert len(article.proposals) == len(TEN)


@pytest.mark.parametrize("number", range(len(TEN)), ids=TEN)
def test_seed_gives_the_claim(article, number):
    proposal, expected = article.proposals[number], list(TEN.values())[number]

    assert proposal.quote.startswith(expected[-1])
    assert (
        proposal.kind,
        proposal.speech_act,
        proposal.value,
        next(iter(proposal.measures), None),
        proposal.subjects[0],
        way(proposal),
    ) == expected[:-1]
    assert proposal.quote in article.text
    assert proposal.rules


@pytest.mark.parametrize(
    ("number", "comparator", "amount", "unit"),
    [
        (5, "gt", 62_000, ""),
        (6, "gt", 4_500, ""),
        (7, "gt", 20_000_000_000, "usd"),
        (8, "gte", 4_000_000, ""),
    ],
    ids=["russian losses", "north korean losses", "revenue", "shells"],
)
def test_seed_gives_the_value(article, number, comparator, amount, unit):
    value = values.parse(article.proposals[number].value, UNITS)

    assert (value.comparator, value.amount, value.unit) == (comparator, amount, unit)
    assert article.proposals[number].value_problem == ""


def test_seed_gives_times(article):
    thanked, shells = article.proposals[3], article.proposals[8]

    assert thanked.stated_on == datetime.date(2025, 4, 28)
    assert (shells.times.start, shells.times.end, shells.times.precision) == (
        datetime.date(2023, 8, 28),
        datetime.date(2025, 4, 28),
        "month",
    )


def test_seed_gives_the_document(article):
    head = article.head

    assert head.title.startswith('Putin "thanks" North Korean troops')
    assert (head.byline, head.published_on) == ("Stanislav Pohorilov", datetime.date(2025, 4, 28))


def test_statement_of_a_list_of_figures_holds_one_of_them(article):
    assert [proposal.statement for proposal in article.proposals[5:7]] == [
        "Russia has lost more than 62,000 soldiers in the Kursk operational zone since the start "
        "of the Kursk operation.",
        "Russia has lost more than 4,500 North Korean servicemen in the Kursk operational zone "
        "since the start of the Kursk operation.",
    ]


def test_sentiment_and_summary_of_the_seed_are_left_out_with_the_reason(article):
    rules = {left.rule for left in article.left_out}

    assert {"first_person", "summary", "says_too_little", "date", "duration"} <= rules
