"""Hints on names and texts: what looks like one body, and near misses."""

import pytest

from claims.rules.hints import look_like_one, repeats, spoken_for

ALIKE = [
    ("Ministry of Defence of Ukraine", "Ukrainian Ministry of Defence"),
    ("Ministry of Defence of Ukraine", "Ukraine's Defense Ministry"),
    ("US State Department", "State Department"),
    ("U.S. Department of State", "US State Department"),
    ("World Health Organization", "WHO"),
    ("World Health Organisation (WHO)", "World Health Organization"),
    ("UK MoD", "UK Ministry of Defence"),
    ("UK MoD", "Ministry of Defence (United Kingdom)"),
    ("OCHA", "UN Office for the Coordination of Humanitarian Affairs"),
    ("The Kremlin", "Kremlin"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Israel Defense Forces", "IDF"),
    ("UN High Commissioner for Refugees", "UNHCR"),
    ("Libyan Red Crescent", "Libyan Red Crescent Society"),
    ("General Staff of the Armed Forces of Ukraine", "Ukrainian General Staff"),
    ("DeepState", "Deep State"),
]
APART = [
    ("Ministry of Defence of Russia", "Ministry of Defence of Ukraine"),
    ("US State Department", "US State Department spokesperson"),
    ("47th Brigade", "48th Brigade"),
    ("Minister of Defence", "Ministry of Defence"),
    ("Foreign Minister of France", "Foreign Minister of Germany"),
    ("Austria Press Agency", "Australia Press Agency"),
    ("Reuters", "AFP"),
    ("Ukraine", "Ukrainska Pravda"),
    ("US Army", "US Navy"),
    ("UK", "UK Ministry of Defence"),
    ("UN", "UN Women"),
    ("Iranian Red Crescent", "Iraqi Red Crescent"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=str)
def test_names_of_one_body_look_alike_both_ways(one, other):
    assert look_like_one(one, other)
    assert look_like_one(other, one)


@pytest.mark.parametrize(("one", "other"), APART, ids=str)
def test_names_of_two_bodies_do_not(one, other):
    assert not look_like_one(one, other)
    assert not look_like_one(other, one)


@pytest.mark.parametrize("name", ["", "()", "…", "(" * 300, "a" * 10_000, "U.S.", "the of"])
def test_names_that_are_none_look_like_nothing(name):
    assert not look_like_one(name, "Ministry of Defence")
    assert spoken_for(name) == ""


VOICES = {
    "spokesperson for the US State Department": "US State Department",
    "State Department spokesperson": "State Department",
    "Press service of the General Staff": "General Staff",
    "Kremlin’s press secretary": "Kremlin",
    "Dmitry Peskov, Kremlin spokesman": "Kremlin",
    "Maria Zakharova, spokeswoman for the Foreign Ministry": "Foreign Ministry",
    "Reuters": "",
    "Press Trust of India": "",
    "Spokesperson": "",
}


@pytest.mark.parametrize(("name", "body"), VOICES.items(), ids=VOICES)
def test_name_says_for_whom_somebody_speaks(name, body):
    assert spoken_for(name) == body


STORY = (
    "At least 62,000 soldiers have died since the first winter of the war, the ministry said on "
    "Monday in a statement that gave no further details of the places or of the units concerned."
)


def test_texts_that_repeat_each_other_are_found_with_their_share():
    texts = {1: STORY, 2: f"Kyiv, Monday. {STORY.upper()} Our correspondents report.", 3: "Else."}

    assert list(repeats(texts)) == [(1, 2, 100)]


def test_texts_that_share_a_phrase_do_not_repeat_each_other():
    other = "The ministry said on Monday in a statement that bridges will be closed, and why so."

    assert list(repeats({1: STORY, 2: f"{other} {' '.join(map(str, range(60)))}"})) == []


def test_short_quotes_are_no_sign():
    assert list(repeats({1: "more than 62,000 soldiers", 2: "more than 62,000 soldiers"})) == []
