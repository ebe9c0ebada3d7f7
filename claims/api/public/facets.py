"""The facets: stored counts of the claims in force, by the columns that they are filtered by."""

import re

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.http.errors import refused
from claims.api.http.parameters import A_SLUG, MOST_VALUES, SLUGS
from claims.api.views import PublicView
from claims.models import Publication
from claims.record import facet_counts, visibility
from claims.record.shape import text, whole
from sources.relations.standing import members

TOP = 20
SOURCE = OpenApiParameter(
    "source", SLUGS.schema, description="Slugs of sources: one stands in a chain."
)


class CountRow(serializers.Serializer):
    value = text("A code, or a topic's slug.")
    claims = whole()


class SourceCountRow(serializers.Serializer):
    slug = text(source="source__slug")
    name = text(source="source__name")
    claims = whole("Of those whose chains name it itself.", source="sum")


class FacetsAnswer(serializers.Serializer):
    source = text("The slugs that were asked for.", null=True)
    claims = whole()
    verification_status = CountRow(many=True)
    attribution_status = CountRow(many=True)
    kind = CountRow(many=True)
    topic, basis = CountRow(many=True), CountRow(many=True)
    speech_act = CountRow(many=True)
    sources = SourceCountRow(many=True, help_text="Those named most; empty for one source.")


class Facets(PublicView):
    """Counts of the claims in force by verification and attribution status, kind, topic, basis and
    speech act, and the sources that most of them name; of all claims, or of those with a chain
    that names one of some sources.

    They are the claims that `claims/` finds with the same `source`. Each facet counts a claim once.
    """

    own_parameters = ("source",)
    serializer_class = FacetsAnswer
    queryset = Publication.objects.none()

    @extend_schema(operation_id="claims_facets", parameters=[SOURCE])
    def get(self, request):
        given = request.query_params.get("source", "").strip()
        counts = counts_of(given)
        top = [] if given else facet_counts.top_sources(TOP)
        head = {"source": given or None, "claims": counts.pop("claims").get("", 0)}
        facets = {facet: by_count(values) for facet, values in counts.items()}
        return Response({**head, **facets, "sources": SourceCountRow(top, many=True).data})


def counts_of(given: str) -> dict[str, dict[str, int]]:
    """Return the counts of the claims that name one of the sources; without one, of all claims.

    One claim may name both a body and a source that stands for it, and counts once: the claims of
    such a body, or of several sources, are counted for each request, all other counts are stored.
    """
    if not given:
        return facet_counts.kept(None)
    slugs = [slug.strip() for slug in given.split(",", MOST_VALUES)]
    if len(slugs) > MOST_VALUES:
        raise refused("source", f"Give at most {MOST_VALUES} values.", "too_many")
    known = visibility.named(slug for slug in slugs if re.fullmatch(A_SLUG, slug))
    for slug in slugs:
        if slug not in known:
            raise refused("source", f"Nothing public is called “{slug[:40]}”.", "unknown_source")
    sources = set(known.values())
    if len(members(*sources)) == 1:
        return facet_counts.kept(sources.pop().pk)
    return facet_counts.counted(Publication.objects.in_force().citing_any(sources))


def by_count(values: dict[str, int]) -> list[dict]:
    ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"value": value, "claims": claims} for value, claims in ordered]
