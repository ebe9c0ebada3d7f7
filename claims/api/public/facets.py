"""How many claims in force there are, by what they are listed by: from counts that are kept."""

import re

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from claims.api.http.parameters import SLUG
from claims.api.views import PublicView
from claims.models import Publication
from claims.record import facet_counts, visibility
from sources.relations.standing import members

TOP = 20
SOURCE = OpenApiParameter("source", str, description="Slug of a source that stands in a chain.")


class CountRow(serializers.Serializer):
    value = serializers.CharField(help_text="A code, or a topic's slug.")
    claims = serializers.IntegerField()


class SourceCountRow(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    claims = serializers.IntegerField(help_text="Of those whose chains name it itself.")


class FacetsAnswer(serializers.Serializer):
    source = serializers.CharField(allow_null=True)
    claims = serializers.IntegerField()
    verification_status = CountRow(many=True)
    attribution_status = CountRow(many=True)
    kind = CountRow(many=True)
    topic = CountRow(many=True)
    sources = SourceCountRow(many=True, help_text="Those named most; empty for one source.")


class Facets(PublicView):
    """How many claims are in force, by verification and attribution status, kind and topic, and
    the sources that most of them name; of all, or of those with a chain that names a source.

    They are what `claims/` finds with the same `source`. A claim is counted once in each facet.
    """

    serializer_class = FacetsAnswer
    queryset = Publication.objects.none()

    def parameters(self) -> set[str]:
        return {*super().parameters(), "source"}

    @extend_schema(operation_id="claims_facets", parameters=[SOURCE])
    def get(self, request):
        slug = request.query_params.get("source", "").strip()
        found = counts_of(slug)
        top = [] if slug else facet_counts.top_sources(TOP)
        return Response(
            {
                "source": slug or None,
                "claims": found.pop("claims").get("", 0),
                **{facet: by_count(values) for facet, values in found.items()},
                "sources": [
                    {
                        "slug": row["source__slug"],
                        "name": row["source__name"],
                        "claims": row["sum"],
                    }
                    for row in top
                ],
            }
        )


def counts_of(slug: str) -> dict[str, dict[str, int]]:
    """The counts of a source, of all claims without one.

    A body and whoever stands for it may be named by one claim, which is one all the same: such
    claims are counted when they are asked for, all others are kept.
    """
    if not slug:
        return facet_counts.kept(None)
    source = visibility.source(slug) if re.fullmatch(SLUG.schema["pattern"], slug) else None
    if source is None:
        refused = ValidationError(f"Nothing public is called “{slug[:40]}”.", "unknown_source")
        raise ValidationError({"source": refused.detail})
    if len(members(source)) == 1:
        return facet_counts.kept(source.pk)
    return facet_counts.counted(Publication.objects.in_force().citing(source))


def by_count(values: dict[str, int]) -> list[dict]:
    ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"value": value, "claims": claims} for value, claims in ordered]
