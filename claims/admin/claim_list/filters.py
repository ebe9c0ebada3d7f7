"""How the claim list is narrowed down."""

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q
from unfold.contrib.filters.admin import DropdownFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from claims.admin.choosers import RowField, Rows
from claims.models import Citation, Hop
from claims.rules import choices
from sources.admin.registry import ID
from sources.models import Source
from sources.relations.standing import counts_as

# Hops of a source, or citations of a status, up to which their claims are gathered first. Of what
# is met more often, a page is soon full on a walk from the newest claim on. (PostgreSQL chooses
# by itself.)
MANY = 30_000


class SourceForm(forms.Form):
    """One chooser; the row that it shows is the one that the filter has looked up."""

    Media = AutocompleteDropdownForm.Media

    def __init__(self, name: str, label: str, source: Source | None):
        super().__init__({name: str(source.pk) if source else ""})
        self.fields[name] = RowField("source", label=label, help_text="")
        self.fields[name].widget.attrs["class"] = "unfold-filter-autocomplete"
        self.fields[name].use(Rows({Source: {str(source.pk): source}} if source else {}))


class SourceFilter(admin.SimpleListFilter):
    """Claims with this source, or one that stands for it, anywhere in a chain."""

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
        its_own = Hop.objects.filter(source=self.source).order_by()
        if its_own[: MANY + 1].count() > MANY:
            return queryset.filter(Exists(hops.filter(citation__claim=OuterRef("pk"))))
        return queryset.filter(pk__in=hops.values("citation__claim"))

    def hops(self, source: Source | None):
        hops = Hop.objects.filter(citation__withdrawn_at__isnull=True)
        if source is None:
            return hops.none()
        return hops.filter(counts_as(source, "source", "citation__document__published_at__date"))


class OutletFilter(SourceFilter):
    """Claims that we read in this source: the first hop of a chain."""

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
        if cited[: MANY + 1].count() > MANY:
            return queryset.filter(Exists(cited.filter(claim=OuterRef("pk"))))
        return queryset.filter(pk__in=cited.values("claim"))


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
