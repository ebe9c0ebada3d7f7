"""The text that a reader sees of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.evidence.pagetext import MOST_CHARACTERS, PageText, read, tidy


def test_blocks_are_lines_and_marks_within_them_are_not():
    page = read(
        "<html><head><title>A  story</title><style>p {}</style></head><body><h1>Losses</h1>"
        "<p>More than <b>62,</b>000\n men<br>and <a href='/'>tanks</a>.<ul><li>one<li>two</ul>"
        "<script>var x = 'hidden'</script><noscript>hidden</noscript>tail</body>"
    )

    assert page.title == "A story"
    assert page.text == "Losses\nMore than 62,000 men\nand tanks.\none\ntwo\ntail"


def test_unseen_characters_are_left_out():
    assert read("<p>sol&shy;diers\u200b and&nbsp;tanks e\u0301</p>").text == "soldiers and tanks é"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('{"isAccessibleForFree": false}', False),
        ('{"isAccessibleForFree": "False"}', False),
        ('{"@graph": [{"isAccessibleForFree": true}]}', True),
        ('{"hasPart": {"isAccessibleForFree": false}, "isAccessibleForFree": true}', False),
        ("{", None),
        ("{}", None),
        ("[" * 100_000, None),
    ],
)
def test_page_says_whether_it_is_free(said, expected):
    page = read(f'<script type="application/ld+json">{said}</script><p>text')

    assert page.is_free is expected
    assert page.text == "text"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "markup",
    ["", " ", "<", "<!--", "<![CDATA[", "\x00", "<p", "&#xD800;",
     "<?xml version='1.0' encoding='x'?>", "<frameset>", "]]>", "<svg><p>x", "<title>" * 9],
)  # fmt: skip
def test_broken_markup_is_read_as_far_as_it_goes(markup):
    assert isinstance(read(markup), PageText)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 300_000 + "deep",
        "<b>" * 300_000 + "deep",
        "<p>x" * 500_000,
        "<a " * 500_000,
        "<!" * 1_000_000,
        "&amp;" * 500_000,
        "<table><tr><td>" * 50_000,
    ],
    ids=["blocks", "marks", "flat", "open", "declarations", "entities", "tables"],
)
def test_hostile_markup_comes_to_an_end(markup):
    page = read(markup)

    assert len(page.text) <= MOST_CHARACTERS


@given(st.text())
def test_no_markup_is_too_odd(markup):
    assert "\x00" not in read(markup).text


@given(st.text())
def test_tidy_text_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)
