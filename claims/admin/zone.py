"""The day of the reader, whose browser gives its time zone in a cookie."""

import datetime
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

zones = cache(available_timezones)


def today(request) -> datetime.date:
    """Return the reader's day, or the day in UTC without a known zone."""
    name = unquote(request.COOKIES.get("zone", ""))
    zone = ZoneInfo(name) if name in zones() else datetime.UTC
    return timezone.now().astimezone(zone).date()
