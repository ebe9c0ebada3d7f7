"""Captures of pasted articles: the text to which the quotes read from it are pinned."""

import datetime
from collections.abc import Iterable

from sources.changes import captured
from sources.evidence.keeping import keep_by_hand
from sources.evidence.locating import locate
from sources.models import Capture, Document

NOTE = "Read from an article."


def keep(document: Document, text: str, quotes: Iterable[str], *, by, at: datetime.datetime):
    """Keep a pasted text as a capture, unless it is not needed.

    It is not needed if the latest capture has every quote, or is the page as fetched. A long
    article is pasted in parts: each further part is joined to those that people have brought.
    Nothing is kept for a user without the permission to capture.
    """
    if not by.has_perm("sources.add_capture"):
        return
    latest = document.captures.filter(text__isnull=False).order_by("-id").first()
    if latest and (latest.method == "fetched" or has_all(latest, quotes)):
        captured(document, at=at)
        return
    parts = [latest.words(), text] if latest else [text]
    keep_by_hand(document, text="\n".join(parts), by=by, at=at, note=NOTE)


def has_all(capture: Capture, quotes: Iterable[str]) -> bool:
    words = capture.words()
    return all(locate(quote, words).outcome in ("found", "moved") for quote in quotes)
