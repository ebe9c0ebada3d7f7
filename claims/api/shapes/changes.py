"""A change of the public record, as the feed and the schema show it."""

from rest_framework import serializers

from claims.record.shape import code, moment, text, texts, whole
from claims.rules import choices


class ChangeRow(serializers.Serializer):
    """One thing that became different in public, with what it touched."""

    position = whole("Its place in the feed, from 1 without a gap.")
    kind = code(choices.CHANGE_KINDS, "What happened.")
    at = moment("When it was done; positions are in another order.")
    resource = code(choices.CHANGED_RESOURCES, "What changed.")
    key = text("The ref, slug, code or id of what changed.")
    number = whole("Of a claim: the number of its publication.", null=True)
    changed = texts("The members of its answer that differ; null: it is new.", allow_null=True)
    sources = texts("Slugs of the sources in its chains, and before.")
    series = texts("Slugs of the series that it touches.")
    figures = texts("Slugs of the figures whose answer it may change.")
    note = text("What was said of it in public.", null=True)
    other = text("The claim or source at the other end, where it is public.", null=True)
    url = serializers.URLField(help_text="Where what it is about can be fetched.")
