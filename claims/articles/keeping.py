"""What an editor pasted, as the capture that the quotes read from it are pinned to."""

import datetime
from collections.abc import Iterable

from sources.changes import captured
from sources.evidence.keeping import keep_by_hand
from sources.evidence.locating import locate
from sources.models import Capture, Document

NOTE = "Read from an article."


def keep(document: Document, text: str, quotes: Iterable[str], *, by, at: datetime.datetime):
    """Keep the text, unless what is kept already has every quote, or is the page as fetched.

    A long article is pasted in parts: another part joins those that people have brought. Whoever
    may not capture keeps nothing.
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
