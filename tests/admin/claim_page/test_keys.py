"""The keys of the desk: the pages and the docs name every key."""

import re

import pytest

from tests import ROOT
from tests.admin.pages import text_of
from tests.desk_steps import draft, submitted

pytestmark = pytest.mark.django_db
# Of the article's page; the others are of the first page and the claim's.
ELSEWHERE = {"A", "N"}


def documented() -> set[str]:
    """Return the letters that the docs give with Alt."""
    page = (ROOT / "docs/editors/desk.md").read_text()
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ")]
    return {letter for row in rows for letter in re.findall(r"Alt ([A-Z])", row)}


def pressed(response) -> set[str]:
    return {key.upper() for key in re.findall(r'accesskey="(.)"', response.content.decode())}


def test_keys_of_the_pages_are_those_of_the_docs(as_editor, editor, claim_url):
    claims = [draft(author=editor) for _ in range(2)]

    home = pressed(as_editor.get("/admin/"))
    page = pressed(as_editor.get(f"{claim_url(claims[0])}?queue=drafts"))

    assert home == ELSEWHERE
    assert home | page == documented()
    assert page == {"C", "L", "N", "Q", "K"}


def test_page_shows_every_key_that_it_answers_to(as_reviewer, claim_url):
    claims = [submitted() for _ in range(2)]

    words = text_of(as_reviewer.get(f"{claim_url(claims[0])}?queue=submitted"))

    shown = words[words.index("Keyboard ") :]
    for key in ("Ctrl S", "Ctrl Enter", "Alt N / Q", "Alt C / L", "Ctrl ? or Alt K"):
        assert key in shown


def test_no_key_stands_alone():
    """A letter without Ctrl, Cmd or Alt does nothing (WCAG 2.2, 2.1.4)."""
    script = (ROOT / "claims/static/claims/desk.js").read_text()

    handlers = re.findall(r'addEventListener\("keydown", \(event\) => \{\n(.*)\n', script)

    assert handlers == [
        '    if (event.key !== "Enter" || !event.target.matches("[data-answer] input")) return;',
        "    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;",
    ]
