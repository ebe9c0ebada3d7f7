"""docs/editors/articles.md names every rule of reading, and no other."""

import re

from claims.articles import reading
from claims.articles.proposals import lexicon
from claims.articles.text.cleaning import LONGEST_TEXT
from claims.articles.text.markup import LONGEST_HTML
from tests import ROOT

PAGE = (ROOT / "docs/editors/articles.md").read_text()
SOURCE = "".join(path.read_text() for path in (ROOT / "claims/articles").rglob("*.py"))
FOUND, LEFT_OUT = PAGE.split("## What is left out")


def test_page_lists_what_is_left_out_with_the_reasons_of_the_code():
    listed = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", LEFT_OUT, flags=re.MULTILINE))

    assert listed == reading.WHY_NOT


def test_page_names_the_rules_that_the_code_has():
    named = set(re.findall(r"`([a-z_]+)`", FOUND.split("## What finds a part")[1]))

    in_code = {words.rule for words in lexicon.MEASURES}
    in_code |= set(re.findall(r'rule="(\w+)"', SOURCE))
    in_code |= {"expressed_concern_words", "demanded_words", "outlet_of_the_line"}
    unheard = {name for name in named - in_code if f'"{name}"' not in SOURCE}
    assert unheard == set()
    assert in_code - set(reading.WHY_NOT) <= named


def test_every_rule_of_the_invented_articles_is_on_the_page(read):
    names = "agency press_release match_report markets broadcast election science shelling".split()

    rules = {
        rule
        for name in names
        for one in read(name).proposals
        for told in one.rules
        for rule in told.split(", ")
    }

    assert rules <= set(re.findall(r"`([a-z_]+)`", FOUND))
    assert len(rules) > 15


def test_page_gives_the_limits():
    assert f"{LONGEST_TEXT:,} characters of text" in PAGE
    assert f"{LONGEST_HTML:,} of HTML" in PAGE
