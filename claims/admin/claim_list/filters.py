"""The filters of the claim list, and those that a link on a source's page sets."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q
from unfold.contrib.filters.admin import DropdownFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from claims.admin.choosers import RowField, Rows
from claims.models import Citation, FigurePolicy, Hop
from claims.rules import choices
from claims.source_reports.track_record import ASSESSED, LABELS, claims_behind
from sources.admin.registry import ID
from sources.models import Source, Topic
from sources.relations.standing import counts_as

# Up to so many hops of a source, or citations of a status, SQLite reads their claims first. Above,
# a walk from the newest claim on fills a page sooner. (PostgreSQL chooses by itself.)
MANY = 30_000
# Source, topic (0: all) and verification status.
TRACK = re.compile(rf"([0-9]{{1,18}})-([0-9]{{1,18}})-({'|'.join(ASSESSED)})")


class SourceForm(forms.Form):
    """One chooser, which shows the source that the filter has looked up."""

    Media = AutocompleteDropdownForm.Media

    def __init__(self, name: str, label: str, source: Source | None):
        super().__init__({name: str(source.pk) if source else ""})
        self.fields[name] = RowField("source", label=label, help_text="")
        self.fields[name].widget.attrs["class"] = "unfold-filter-autocomplete"
        self.fields[name].use(Rows({Source: {str(source.pk): source}} if source else {}))


def of_rows(claims, rows, column: str, counted):
    """Return the claims that the column of the rows names; the plan depends on the counted rows."""
    if counted.order_by()[: MANY + 1].count() > MANY:
        return claims.filter(Exists(rows.filter(**{column: OuterRef("pk")})))
    return claims.filter(pk__in=rows.values(column))


class SourceFilter(admin.SimpleListFilter):
    """Claims with a source, or one that stands for it, anywhere in a chain."""

    title = "source (anywhere in a chain)"
    parameter_name = "source"
    template = "unfold/filters/filters_field.html"
    form_class = SourceForm
    source: Source | None = None

    def lookups(self, request, model_admin):
        return [("", "All")]

    def choices(self, changelist):
        yield {"form": self.form_class(self.parameter_name, f"By {self.title}", self.source)}

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if not ID.fullmatch(self.value()):
            raise IncorrectLookupParameters(self.parameter_name)
        self.source = Source.objects.filter(pk=int(self.value())).first()
        hops = self.hops(self.source)
        return of_rows(queryset, hops, "citation__claim", Hop.objects.filter(source=self.source))

    def hops(self, source: Source | None):
        hops = Hop.objects.filter(citation__withdrawn_at__isnull=True)
        if source is None:
            return hops.none()
        return hops.filter(counts_as(source, "source", "citation__document__published_at__date"))


class OutletFilter(SourceFilter):
    """Claims that we read in a source: the first hop of a chain."""

    title = "outlet (what we read)"
    parameter_name = "outlet"

    def hops(self, source):
        return super().hops(source).filter(position=0)


class CitationStatusFilter(DropdownFilter):
    title = "source status of a citation"
    parameter_name = "citation_status"

    def lookups(self, request, model_admin):
        return choices.SOURCE_STATUSES

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        cited = Citation.objects.filter(withdrawn_at__isnull=True, status=self.value()).order_by()
        return of_rows(queryset, cited, "claim", cited)


class MineFilter(DropdownFilter):
    title = "my part in it"
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [
            ("written", "I wrote it"),
            ("edited", "I made the last edit"),
            ("others", "Neither written nor last edited by me"),
        ]

    def queryset(self, request, queryset):
        me = request.user.pk
        conditions = {
            "written": Q(created_by=me),
            "edited": Q(last_edited_by=me),
            "others": ~Q(created_by=me) & ~Q(last_edited_by=me),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class LinkedFilter(admin.SimpleListFilter):
    """A filter that a link sets. The list shows the filter only while it is set."""

    def lookups(self, request, model_admin):
        given = request.GET.get(self.parameter_name, "")
        return [(given, self.words(given))] if given else []


class TrackFilter(LinkedFilter):
    """The public claims behind one count of a source's track record."""

    title = "track record"
    parameter_name = "track"

    def read(self, given: str) -> tuple[Source | None, int, str]:
        if not (match := TRACK.fullmatch(given)):
            raise IncorrectLookupParameters(self.parameter_name)
        source, topic, status = match.groups()
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
    """Figures with a policy, in force or past, that names a series or claim of a source."""

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
        policies = FigurePolicy.objects.filter(Q(series__claimant=pk) | Q(preferred__claimant=pk))
        return queryset.filter(pk__in=policies.values("figure"))
