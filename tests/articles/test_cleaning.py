"""The cleaning of pasted text: it is cleaned or refused, in bounded time."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.articles import reading
from claims.articles.proposals import figures, tracing
from claims.articles.text import passages
from claims.articles.text.markup import LONGEST_HTML
from tests.articles.conftest import UNITS, find

STORY = "The ministry said that 300 people were arrested on Monday in the town."


def test_unseen_signs_are_taken_out():
    text = reading.clean(
        "Police said\u202e 3\u200b00 people\u00a0were\ufeff arrested here.\r\nYes."
    )

    assert text == "Police said 300 people were arrested here.\nYes."


@pytest.mark.parametrize(
    ("paste", "code"),
    [
        ("", "too_short"),
        ("12 34 56", "too_short"),
        ("\x00" + STORY, "binary"),
        ("PK\x03\x04\x14\x08\x02\x05" * 40 + STORY, "binary"),
        ("\ud800 " + STORY, "binary"),
        (STORY * 2_000, "too_long"),
    ],
    ids=["empty", "no letters", "nul", "controls", "surrogate", "too long"],
)
def test_what_is_no_article_is_refused(paste, code):
    with pytest.raises(reading.Unreadable) as refused:
        reading.clean(paste)

    assert refused.value.code == code


PAGE = """<!doctype html><html><head><title>Arrests | The Example Post</title>
<meta property="og:site_name" content="The Example Post">
<meta property="og:title" content="Hundreds arrested after the march">
<meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2025-02-10T08:00:00+02:00">
<link rel="canonical" href="https://example.org/news/arrests"></head>
<body><nav><a href="/">Home</a> <a href="/x">1,000 more stories</a></nav>
<script>document.write("9,999 people were killed, police said.")</script>
<article><h1>Hundreds arrested after the march</h1>
<p>Police in the town said that 300 people were arrested on Monday after the march, which
drew a crowd to the main square and ended in the evening.</p>
<ul><li>The Red Cross reported that 40 people were injured in the square on that evening.</li>
</ul><p hidden>Read more</p></article><footer>Call +44 20 7946 0958</footer></body></html>"""


def test_page_gives_its_document_and_its_article_without_scripts():
    text, head = reading.from_html(PAGE)
    article = reading.read(text, find, UNITS, head)

    assert reading.is_html(PAGE)
    assert (head.url, head.site) == ("https://example.org/news/arrests", "The Example Post")
    assert (head.title, head.byline) == ("Hundreds arrested after the march", "Ann Lee")
    assert head.published_on.isoformat() == "2025-02-10"
    assert [one.value for one in article.proposals] == ["300", "40"]
    assert "9,999" not in text
    assert "7946" not in text


HOSTILE_HTML = {
    "nested": "<div>" * 200_000 + "x" * 500,
    "open scripts": "<script>" * 100_000,
    "attributes": "<p " + "a=b " * 300_000 + ">hello",
    "nested tables": "<table><tr><td>" * 60_000,
    "entities": "<p>" + "&amp;" * 200_000,
    "an entity that grows": '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><p>&z;</p>',
    "too long": "<p>" + "x" * LONGEST_HTML,
    "16 MB": "<p>word word.</p>" * 1_000_000,
    "binary": "<p>\x00\x01\x02</p>" * 100,
}


@pytest.mark.parametrize("case", HOSTILE_HTML)
def test_hostile_html_is_refused_or_read(case):
    try:
        text, _head = reading.from_html(HOSTILE_HTML[case])
    except reading.Unreadable as refused:
        assert refused.message
    else:
        assert "<script" not in text


LONG = 99_000
ABC = "abcdefghijklmnop"
HOSTILE_TEXT = {
    "number words": "one hundred and " * (LONG // 16),
    "digits": "1 " * (LONG // 2),
    "commas": "a, " * (LONG // 3),
    "speakers": "Mr Ax said, " * (LONG // 12),
    "short sentences": "The Department of X. the department said so it is. " * (LONG // 51),
    "people": " ".join(f"Xa{a}{b}{c}y said no." for a in ABC for b in ABC for c in ABC),
    "quotes": '"said" ' * (LONG // 7),
    "capitals": "Aaa " * (LONG // 4),
    "phones": "+12 345-" * (LONG // 8),
    "one line": "killed 10 people and " * (LONG // 21),
    "lines": "a said b c d\n" * (LONG // 13),
    "brackets": "Source: " + "(" * LONG,
    "according": "according to Xy and " * (LONG // 20),
    "sources": "Source: A, citing B\n" * (LONG // 20),
}


@pytest.mark.parametrize("case", HOSTILE_TEXT)
def test_every_character_is_looked_at_a_bounded_number_of_times(case, monkeypatch):
    """Twice for the two readings; and a few names, each once, in the whole text."""
    given, looked_up = [], []
    find_figures, look = figures.find, tracing.once
    monkeypatch.setattr(
        figures, "find", lambda text, units: given.append(len(text)) or find_figures(text, units)
    )
    monkeypatch.setattr(
        tracing,
        "once",
        lambda known, name, how: look(known, name, lambda n: looked_up.append(n) or how(n)),
    )
    text = reading.clean(f"{STORY}\n{HOSTILE_TEXT[case]}")

    reading.read(text, find, UNITS)

    assert 0 < sum(given) <= 2 * len(text)
    assert max(given) <= passages.LONGEST_SENTENCE
    assert len(looked_up) <= 2 * tracing.MOST_LOOKED_UP


@settings(deadline=None)  # other work shares the processor
@given(st.text(max_size=600))
def test_any_text_has_a_reading(text):
    try:
        cleaned = reading.clean(text + " The ministry said that")
    except reading.Unreadable:
        return

    article = reading.read(cleaned, find, UNITS)

    assert all(one.quote in cleaned for one in article.proposals)


WORDS = st.sampled_from(
    'the The ministry said that 300 more than people killed , . “ ” " ( ) and 12 , Smith Russia '
    "US$ million Source: Background: according to was told Reuters must 5% between on Monday \n – "
    "'s investigation by in cooperation with department 3 May 2024 confirmed denied it its".split(
        " "
    )
)


@settings(deadline=None)  # other work shares the processor
@example("The ministry said that 12 US$ tanks were lost.")
@given(st.lists(WORDS, max_size=80).map(" ".join))
def test_any_run_of_the_rules_own_words_has_a_reading(text):
    cleaned = "Words that are enough to be read as text.\n" + text

    article = reading.read(cleaned, find, UNITS)

    for one in article.proposals:
        assert one.quote in cleaned
        assert len(one.quote) <= 300
        assert len(one.statement) <= 500
