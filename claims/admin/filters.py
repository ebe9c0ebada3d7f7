"""How the claim list is narrowed down."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q
from unfold.contrib.filters.admin import DropdownFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from claims import choices
from claims.models import Citation, Hop
from sources.models import Source
from sources.standing import counts_as


class SourceFilter(admin.SimpleListFilter):
    """Claims with this source, or one that stands for it, anywhere in a chain."""

    title = "source (anywhere in a chain)"
    parameter_name = "source"
    template = "unfold/filters/filters_field.html"
    form_class = AutocompleteDropdownForm

    def __init__(self, request, params, model, model_admin):
        self.request, self.model_admin = request, model_admin
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [("", "All")]

    def choices(self, changelist):
        yield {
            "form": self.form_class(
                request=self.request,
                label=f"By {self.title}",
                name=self.parameter_name,
                choices=(),
                field=Hop._meta.get_field("source"),
                model_admin=self.model_admin,
                data={self.parameter_name: self.value()},
            )
        }

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        source = Source.objects.filter(pk=self.chosen()).first()
        return queryset.filter(pk__in=self.hops(source).values("citation__claim"))

    def chosen(self) -> int:
        try:
            return int(self.value())
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error

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
        cited = Citation.objects.filter(
            claim=OuterRef("pk"), withdrawn_at__isnull=True, status=self.value()
        )
        return queryset.filter(Exists(cited))


class MineFilter(DropdownFilter):
    title = "me"
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
