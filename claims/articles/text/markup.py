"""The HTML of a page: the text of its article, and its metadata on the document."""

import datetime
import re
from dataclasses import replace

from claims.articles.text.cleaning import Unreadable, clean, is_binary
from claims.articles.text.head import Head, read_head

LONGEST_HTML = 1_500_000  # characters; twice the size of large news pages
BEGINNING = 5_000
TAG = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h1|ul|table|br)\b", re.I)
LONGEST = {"title": 500, "byline": 200, "site": 200}


def is_html(text: str) -> bool:
    """Return whether a paste is markup: it has a tag of a page near its beginning."""
    return TAG.search(text[:BEGINNING]) is not None


def from_html(html: str) -> tuple[str, Head]:
    """Return the page's article, without menus or comments, and its head. Raises ``Unreadable``."""
    if len(html) > LONGEST_HTML:
        message = (
            f"The HTML has {len(html):,} characters; at most {LONGEST_HTML:,} are read. "
            "Paste the article’s text."
        )
        raise Unreadable("too_long", message)
    if is_binary(html):
        raise Unreadable("binary", "This is no text: paste what the article says, or its HTML.")
    # Imported here because it takes half a second, which no other page should wait for.
    import trafilatura

    page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if page is None or not page.text:
        message = "No article was found in this HTML: paste the article’s text."
        raise Unreadable("no_article", message)
    text = clean(page.text)
    text_head = read_head(text)
    head = replace(
        text_head,
        url=page.url or text_head.url,
        site=short(page.sitename, "site"),
        title=short(page.title, "title") or text_head.title,
        byline=short(page.author, "byline") or text_head.byline,
        published_on=day(page.date) or text_head.published_on,
    )
    return text, head


def short(text: str | None, name: str) -> str:
    return " ".join((text or "").split())[: LONGEST[name]]


def day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
