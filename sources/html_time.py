"""Moments on a page: as stored, in UTC. The reader's browser turns them into its own zone.

``static/sources/clock.js`` does, where there is a script; the stored moment stays in reach. What is
known to the day only is no moment and never passes through here: a day must not shift.
"""

import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString


def moment(at: datetime.datetime | None, show: str = "minute", words: str = "") -> SafeString:
    """A ``<time>``; ``show``: minute or day. ``words``: what stands for it, as “2 days ago”."""
    if at is None:
        return SafeString("")
    at = at.astimezone(datetime.UTC)
    stored = f"{at:%Y-%m-%d %H:%M} UTC"
    text = words or (stored if show == "minute" else f"{at:%Y-%m-%d}")
    return format_html(
        '<time datetime="{}" title="{}" data-moment="{}">{}</time>',
        f"{at:%Y-%m-%dT%H:%M:%SZ}",
        stored,
        "words" if words else show,
        text,
    )
