"""A page's HTML: its article as text, and what its metadata say about the document."""

import datetime
import re
from dataclasses import replace

from claims.articles.text.cleaning import Unreadable, clean, is_binary
from claims.articles.text.head import Head, read_head

LONGEST_HTML = 1_500_000  # characters; twice what large news pages have
BEGINNING = 5_000
TAG = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h1|ul|table|br)\b", re.I)
LONGEST = {"title": 500, "byline": 200, "site": 200}


def is_html(text: str) -> bool:
    """Whether a paste is markup: a tag of a page near its beginning."""
    return TAG.search(text[:BEGINNING]) is not None


def from_html(html: str) -> tuple[str, Head]:
    """The cleaned text of the page's article, and its head. Raises ``Unreadable``.

    Scripts, menus and comments are left out; lists and tables are kept.
    """
    if len(html) > LONGEST_HTML:
        message = (
            f"The HTML has {len(html):,} characters; at most {LONGEST_HTML:,} are read. "
            "Paste the article’s text."
        )
        raise Unreadable("too_long", message)
    if is_binary(html):
        raise Unreadable("binary", "This is no text: paste what the article says, or its HTML.")
    # Imported where it is used: half a second that no other page has to wait for.
    import trafilatura

    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        message = "No article was found in this HTML: paste the article’s text."
        raise Unreadable("no_article", message)
    text = clean(found.text)
    told = read_head(text)
    head = replace(
        told,
        url=found.url or told.url,
        site=short(found.sitename, "site"),
        title=short(found.title, "title") or told.title,
        byline=short(found.author, "byline") or told.byline,
        published_on=day(found.date) or told.published_on,
    )
    return text, head


def short(text: str | None, name: str) -> str:
    return " ".join((text or "").split())[: LONGEST[name]]


def day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
