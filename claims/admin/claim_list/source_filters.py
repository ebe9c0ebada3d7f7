"""Filters that a link on a source's page sets; a list shows them only while they are set."""

import re

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q

from claims.models import FigurePolicy
from claims.source_reports.track_record import ASSESSED, LABELS, claims_behind
from sources.admin.registry import ID
from sources.models import Source, Topic

# Source, topic (0: all) and verification status.
TRACK = re.compile(rf"([0-9]{{1,18}})-([0-9]{{1,18}})-({'|'.join(ASSESSED)})")


class LinkedFilter(admin.SimpleListFilter):
    def lookups(self, request, model_admin):
        given = request.GET.get(self.parameter_name, "")
        return [(given, self.words(given))] if given else []

    def words(self, given: str) -> str:
        raise NotImplementedError


class TrackFilter(LinkedFilter):
    """The public claims that one count of a source's track record counts."""

    title = "track record"
    parameter_name = "track"

    def read(self, given: str) -> tuple[Source | None, int, str]:
        found = TRACK.fullmatch(given)
        if not found:
            raise IncorrectLookupParameters(self.parameter_name)
        source, topic, status = found.groups()
        return Source.objects.filter(pk=int(source)).first(), int(topic), status

    def words(self, given):
        source, topic, status = self.read(given)
        topic = Topic.objects.filter(pk=topic).first()
        on = f" on {topic}" if topic else ""
        return f"Public claims of {source or 'nobody'}{on}: {LABELS[status].lower()}"

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        source, topic, status = self.read(self.value())
        if source is None:
            return queryset.none()
        return queryset.filter(pk__in=claims_behind(source, status, topic))


class FigureSourceFilter(LinkedFilter):
    """Figures with a policy, of now or of once, that names a count or claim of a source."""

    title = "answered from the counts of"
    parameter_name = "of_source"

    def words(self, given):
        source = Source.objects.filter(pk=int(given)).first() if ID.fullmatch(given) else None
        return str(source or "nobody")

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if not ID.fullmatch(self.value()):
            raise IncorrectLookupParameters(self.parameter_name)
        pk = int(self.value())
        of_it = FigurePolicy.objects.filter(Q(series__claimant=pk) | Q(preferred__claimant=pk))
        return queryset.filter(pk__in=of_it.values("figure"))
