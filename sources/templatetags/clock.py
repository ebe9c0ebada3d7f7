"""HTML for moments, in UTC as they are stored, and the filters that write it in templates.

``{{ at|moment }}``, ``{{ at|moment:"day" }}`` and ``{{ at|ago }}``. In the browser,
``static/sources/clock.js`` changes the moments to the reader's time zone; the stored moment stays
in the ``title``. Do not use it for days: with a time zone, a day could shift.
"""

import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

register = template.Library()


@register.filter
def moment(at: datetime.datetime | None, show: str = "minute", words: str = "") -> SafeString:
    """Return a ``<time>`` element. ``show``: minute or day. ``words``: to show (“2 days ago”)."""
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


@register.filter
def ago(at):
    """Return the time since a moment in words, with the exact moment in the ``title``."""
    return moment(at, words=f"{timesince(at, timezone.now())} ago") if at else ""
