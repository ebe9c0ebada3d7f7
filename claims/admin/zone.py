"""What day it is for the person at the browser, whose script tells its time zone in a cookie."""

import datetime
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

COOKIE = "zone"


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def today(request) -> datetime.date:
    """The person's day; that of UTC where the browser tells no zone that we know."""
    name = unquote(request.COOKIES.get(COOKIE, ""))
    zone = ZoneInfo(name) if name in zones() else datetime.UTC
    return timezone.now().astimezone(zone).date()
