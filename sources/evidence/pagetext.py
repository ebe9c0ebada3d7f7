"""The text that a reader sees of an HTML page, valid or not: a pure rule."""

import json
import re
import unicodedata
from dataclasses import dataclass

from lxml import etree, html

MOST_CHARACTERS = 2_000_000  # of a text that is stored and searched
SKIPPED = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"}
INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
# Soft hyphens and other characters without width, which no reader sees.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"))
SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r" ?\n[ \n]*")
MOST_JSON = 200_000
DEEPEST = 6


@dataclass(frozen=True)
class PageText:
    """The visible text of a page, with each block on a line of its own.

    ``is_free``: the page says that reading it is free (schema.org isAccessibleForFree); None if it
    does not say.
    """

    title: str = ""
    text: str = ""
    is_free: bool | None = None


def read(markup: str) -> PageText:
    """Return the text of a page. Never raises."""
    markup = markup.replace("\x00", "")
    if not markup.strip():
        return PageText()
    # The markup is decoded already, so a declared encoding no longer applies.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return PageText()
    title = next(root.iter("title"), None)
    parts: list[str] = []
    collect(root, parts)
    return PageText(
        title=tidy("".join(title.itertext())).replace("\n", " ")[:500] if title is not None else "",
        text=tidy("".join(parts)),
        is_free=free_of_charge(root),
    )


def tidy(text: str) -> str:
    """Return a text as stored: composed, single spaces, no empty lines, no invisible characters."""
    text = text.encode("utf-8", "ignore").decode()  # removes lone surrogates
    text = unicodedata.normalize("NFC", text.translate(UNSEEN))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip()[:MOST_CHARACTERS]


def collect(root, parts: list[str]) -> None:
    """Add the text of an element to ``parts``. Recursion would fail on deeply nested pages."""
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start" and skipped is None:
            if tag in SKIPPED:
                skipped = element
                continue
            if tag not in INLINE:
                parts.append("\n")
            if element.text:
                parts.append(SPACES.sub(" ", element.text.replace("\n", " ")))
        elif event == "end":
            if skipped is element:
                skipped = None
            elif skipped is None and tag not in INLINE:
                parts.append("\n")
            if skipped is None and element.tail:
                parts.append(SPACES.sub(" ", element.tail.replace("\n", " ")))


def free_of_charge(root) -> bool | None:
    values = []
    for script in root.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            try:
                data = json.loads((script.text or "")[:MOST_JSON])
            except (ValueError, RecursionError):
                continue
            values += said_of_access(data, DEEPEST)
    return all(values) if values else None


def said_of_access(data, deepest: int) -> list[bool]:
    """Return every isAccessibleForFree in nested data, given as a boolean or as a word."""
    if deepest == 0:
        return []
    if isinstance(data, list):
        return [value for item in data for value in said_of_access(item, deepest - 1)]
    if not isinstance(data, dict):
        return []
    inner = [value for item in data.values() for value in said_of_access(item, deepest - 1)]
    value = str(data.get("isAccessibleForFree", "")).strip().lower()
    return [value == "true", *inner] if value in ("true", "false") else inner
