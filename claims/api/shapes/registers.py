"""What is counted, of whom and within which bounds, as the registers show it."""

from rest_framework import serializers

from claims.models import Measure, Scope, Subject
from sources.api import NAMED, TextOrNull


class MeasureRow(serializers.ModelSerializer):
    unit = serializers.SlugRelatedField(
        source="default_unit", read_only=True, slug_field="code", help_text="Its usual unit."
    )

    class Meta:
        model = Measure
        fields = ["code", "name", "definition", "dimension", "is_cumulative", "unit"]
        extra_kwargs = NAMED | {"dimension": {"help_text": "What it is a number of."}}


class SubjectRow(serializers.ModelSerializer):
    wikidata_id = TextOrNull(help_text="Its Wikidata item, such as Q846574.")

    class Meta:
        model = Subject
        fields = ["slug", "name", "kind", "wikidata_id"]
        extra_kwargs = NAMED | {"kind": {"help_text": "The kind of subject."}}


class ScopeRow(serializers.ModelSerializer):
    note = TextOrNull(help_text="What it takes in, and what not.")

    class Meta:
        model = Scope
        fields = ["slug", "name", "note"]
        extra_kwargs = NAMED
