from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import path, reverse
from unfold.admin import StackedInline, TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from sources.admin.forms import RegistryForm
from sources.admin.grade import GRADE_COLORS, grade_page
from sources.admin.merge import merge_page
from sources.admin.names import AliasForm, AliasFormSet, LinkForm
from sources.admin.notices import tell
from sources.admin.overview import overview, relations_page
from sources.admin.registry import HTTPS, ID, RegistryAdmin
from sources.models import Alias, Domain, Interest, ReliabilityGrade, Source, SourceLink
from sources.naming import normalize


class AliasInline(TabularInline):
    model = Alias
    form = AliasForm
    formset = AliasFormSet
    extra = 0
    fields = ["name"]
    tab = True


class DomainInline(TabularInline):
    model = Domain
    form = RegistryForm
    extra = 0
    tab = True


class LinkInline(StackedInline):
    model = SourceLink
    form = LinkForm
    fk_name = "from_source"
    formfield_overrides = HTTPS
    extra = 0
    fields = [
        ("kind", "to_source"),
        ("topic", "evidence_url"),
        ("valid_from", "valid_until"),
        "note",
    ]
    autocomplete_fields = ["to_source", "topic"]
    verbose_name_plural = "Links"
    tab = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("to_source", "from_source", "topic")


class InterestInline(TabularInline):
    model = Interest
    form = RegistryForm
    extra = 0
    fields = ["topic", "role", "valid_from", "valid_until", "note"]
    autocomplete_fields = ["topic"]
    tab = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("topic", "source")


class UnjudgedFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [("grade", "No grade in force"), ("domain", "No domain")]

    def queryset(self, request, queryset):
        return without(queryset, self.value())


def without(sources, missing: str | None):
    """Return the sources without an open grade, or without a domain."""
    rows = {
        "grade": ReliabilityGrade.objects.filter(source=OuterRef("pk"), valid_until__isnull=True),
        "domain": Domain.objects.filter(source=OuterRef("pk")),
    }
    return sources.exclude(Exists(rows[missing])) if missing in rows else sources


@admin.register(Source)
class SourceAdmin(RegistryAdmin):
    list_display = ["name", "kind", "country", "slug", "redirects_to"]
    list_select_related = ["merged_into"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("country", admin.AllValuesFieldListFilter),
        UnjudgedFilter,
    ]
    search_fields = ["name"]
    search_help_text = "Any of its names"
    ordering = ["name", "id"]
    prepopulated_fields = {"slug": ["name"]}
    set_once = ("slug",)
    readonly_fields = ["merged_into"]
    fieldsets = [
        (None, {"fields": ["name", "in_sentence", "slug", ("kind", "country")]}),
        (
            "More",
            {"fields": [("homepage", "wikidata_id"), "description", "merged_into"]},
        ),
    ]
    inlines = [AliasInline, DomainInline, LinkInline, InterestInline]
    change_form_before_template = "sources/source_head.html"
    change_form_outer_after_template = "sources/source_foot.html"

    class Media:
        css = {"all": ["sources/source.css"]}

    @display(description="Merged into", label=GRADE_COLORS)
    def redirects_to(self, source):
        return source.merged_into or ""

    def get_search_results(self, request, queryset, search_term):
        """Return the sources that have each word of the term in an alias."""
        for word in normalize(search_term).split():
            queryset = queryset.filter(
                Exists(Alias.objects.filter(source=OuterRef("pk"), normalized__contains=word))
            )
        return queryset, False

    def resting_on(self, source):
        """Return what depends on a source as (template, context), to warn people who change it.

        ``sources`` does not know the claims that cite a source, so ``claims`` overrides this.
        """
        return "", None

    def sections(self, source):
        """Return more cards for the page of a source as (template, context) pairs.

        ``claims`` overrides this too.
        """
        return []

    def merging(self, source, into):
        """Return more ``Look`` parts for the preview of a merge. ``claims`` overrides this too."""
        return []

    def save_related(self, request, form, formsets, change):
        """Save the parts of a source, and signal the changes in the same transaction."""
        super().save_related(request, form, formsets, change)
        if change:
            tell(form, formsets, by=request.user)

    def get_urls(self):
        def guarded(view):
            return self.admin_site.admin_view(partial(self.on_source, view))

        return [
            path("<int:pk>/grade/", guarded(grade_page), name="sources_source_grade"),
            path("<int:pk>/relations/", guarded(relations_page), name="sources_source_relations"),
            path("<int:pk>/merge/", guarded(merge_page), name="sources_source_merge"),
            *super().get_urls(),
        ]

    def on_source(self, view, request, pk):
        source = self.get_queryset(request).filter(pk=pk).first()
        if source is None:
            raise Http404
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        return view(self, request, source)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        source = ID.fullmatch(object_id) and self.get_queryset(request).filter(pk=object_id).first()
        context = extra_context or {}
        if source:
            template, resting = self.resting_on(source)
            context = {
                "may_grade": request.user.has_perm("sources.add_reliabilitygrade"),
                "may_merge": self.has_change_permission(request, source)
                and not source.merged_into_id,
                "grade_url": reverse("admin:sources_source_grade", args=[source.pk]),
                "merge_url": reverse("admin:sources_source_merge", args=[source.pk]),
                "resting_template": template,
                "resting": resting,
                "overview": overview(source),
                "sections": self.sections(source),
                **context,
            }
        return super().change_view(request, object_id, form_url, context)
