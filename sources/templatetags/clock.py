"""``{{ at|moment }}``, ``{{ at|moment:"day" }}`` and ``{{ at|ago }}``."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from sources.html_time import moment

register = template.Library()
register.filter("moment", moment)


@register.filter
def ago(at):
    """How long ago in words; when exactly is in reach."""
    return moment(at, words=f"{timesince(at, timezone.now())} ago") if at else ""
