"""Filters for moments: ``{{ at|moment }}``, ``{{ at|moment:"day" }}`` and ``{{ at|ago }}``."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from sources.html_time import moment

register = template.Library()
register.filter("moment", moment)


@register.filter
def ago(at):
    """Return the time since a moment in words, with the exact moment in the ``title``."""
    return moment(at, words=f"{timesince(at, timezone.now())} ago") if at else ""
