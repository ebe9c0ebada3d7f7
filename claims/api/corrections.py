"""What we corrected, took back, and took up again: the corrections page of a newspaper."""

from drf_spectacular.utils import extend_schema

from claims.api.filters import NamingFilters, RowFilter, SourceFilter
from claims.api.parameters import OneOf
from claims.api.shapes import CorrectionRow
from claims.api.views import PublicView
from claims.choices import PUBLICATION_KINDS
from claims.models import Publication

CORRECTIONS = [pair for pair in PUBLICATION_KINDS if pair[0] not in ("first", "update")]


class CorrectionFilters(NamingFilters):
    kind = OneOf("kind", choices=CORRECTIONS, help_text="What was done.")
    source = SourceFilter(help_text="Slug of a source that stands anywhere in a chain.")
    topic = RowFilter(help_text="Slug of a topic; it stands for the topics below it.")


class CorrectionList(PublicView):
    """Corrections, retractions and reinstatements with their public notes, newest first."""

    is_list = True
    serializer_class = CorrectionRow
    filterset_class = CorrectionFilters
    queryset = Publication.objects.filter(kind__in=dict(CORRECTIONS)).select_related("event")

    @extend_schema(operation_id="corrections_list", responses=CorrectionRow(many=True))
    def get(self, request):
        rows = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(
            rows.defer("content", "independence", "search_text", "event__snapshot")
        )
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
