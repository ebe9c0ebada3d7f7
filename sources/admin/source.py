"""The pages of sources, with their aliases, domains, links and interests, and of topics."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from unfold.admin import StackedInline, TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.forms import PaginationInlineFormSet

from sources.admin.forms import RegistryForm
from sources.admin.grade import GRADE_COLORS, grade_page
from sources.admin.merge import merge_page
from sources.admin.overview import overview, relations_page
from sources.admin.registry import HTTPS, ID, NamedAdmin
from sources.changes import changed
from sources.models import Alias, Domain, Interest, ReliabilityGrade, Source, SourceLink, Topic
from sources.naming import normalize

# Inline model → the name of the part in the report of a change.
PARTS = {SourceLink: "links", Interest: "interests", Alias: "aliases", Domain: "domains"}


class AliasForm(RegistryForm):
    def clean_name(self):
        name = self.cleaned_data["name"]
        if not normalize(name):
            raise ValidationError("An alias needs a letter or a digit.")
        return name


class AliasFormSet(PaginationInlineFormSet):
    def clean(self):
        """Refuse a name that stands here already, on the source itself, or on another source."""
        super().clean()
        forms = [
            form
            for form in self.initial_forms + self.extra_forms
            if form.cleaned_data.get("name") and form not in self.deleted_forms
        ]
        own = {form.instance.pk for form in self.initial_forms}
        names = [normalize(form.cleaned_data["name"]) for form in forms]
        others = Alias.objects.filter(normalized__in=names).exclude(pk__in=own)
        taken = {alias.normalized: alias.source for alias in others.select_related("source")}
        # Saving the source makes an alias of its own name: a new one would be the second.
        own_name, earlier = normalize(self.instance.name or ""), set()
        for form, name in zip(forms, names, strict=True):
            if name in taken:
                form.add_error("name", f"{taken[name]} already has this name.")
            elif name in earlier or (form.instance.pk is None and name == own_name):
                form.add_error("name", "This source has this name already.")
            earlier.add(name)


class LinkForm(RegistryForm):
    def clean(self):
        """Refuse a link to the source itself, which Django does not check in an inline."""
        data = super().clean()
        if data.get("to_source") and data["to_source"] == self.instance.from_source:
            self.add_error("to_source", "A source cannot be linked to itself.")
        return data


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
    """Return the sources that lack an open grade, or a domain."""
    lacking = {
        "grade": ReliabilityGrade.objects.filter(source=OuterRef("pk"), valid_until__isnull=True),
        "domain": Domain.objects.filter(source=OuterRef("pk")),
    }
    return sources.exclude(Exists(lacking[missing])) if missing in lacking else sources


def report(form, formsets, *, by) -> None:
    """Report the changed parts of a saved source; to both ends of a link, also of a removed one."""
    source, at = form.instance, timezone.now()
    parts = ["details"] if form.has_changed() else []
    parts += [PARTS[f.model] for f in formsets if f.model in PARTS and f.has_changed()]
    if not parts:
        return
    linked = [form for formset in formsets if formset.model is SourceLink for form in formset.forms]
    ends = {link.initial.get("to_source") for link in linked}
    ends |= {link.instance.to_source_id for link in linked}
    cause = f"The {' and '.join(parts)} of {source} changed."
    changed([source], parts=parts, cause=cause, by=by, at=at)
    others = Source.objects.filter(pk__in=ends - {None, source.pk})
    if others:
        parts = ["links"] if "links" in parts else ["details"]
        changed(others, parts=parts, cause=cause, by=by, at=at)


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    list_display = ["name", "kind", "country", "slug", "redirects_to"]
    list_select_related = ["merged_into"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("country", admin.AllValuesFieldListFilter),
        UnjudgedFilter,
    ]
    search_fields = ["name"]
    search_help_text = "Any of its names"
    readonly_fields = ["merged_into"]
    fieldsets = [
        (None, {"fields": ["name", "in_sentence", "slug", ("kind", "country"), "names"]}),
        ("More", {"fields": [("homepage", "wikidata_id"), "description", "merged_into"]}),
    ]
    inlines = [AliasInline, DomainInline, LinkInline, InterestInline]
    change_form_before_template = "sources/source_head.html"
    change_form_outer_after_template = "sources/source_foot.html"

    @display(description="Merged into", label=GRADE_COLORS)
    def redirects_to(self, source):
        return source.merged_into or ""

    def get_search_results(self, request, queryset, search_term):
        """Return the sources with an alias that has every word of the term in it."""
        for word in normalize(search_term).split():
            aliases = Alias.objects.filter(source=OuterRef("pk"), normalized__contains=word)
            queryset = queryset.filter(Exists(aliases))
        return queryset, False

    def resting_on(self, source):
        """Return what rests on a source, as (template, context). The app that cites knows it."""
        return "", None

    def sections(self, source):
        """Return more cards for the page of a source, as (template, context) pairs."""
        return []

    def merging(self, source, into):
        """Return what a merge would do to those who cite the two: ``Look`` parts of its preview."""
        return []

    def save_related(self, request, form, formsets, change):
        """Save the parts, and report the changes in the same transaction."""
        super().save_related(request, form, formsets, change)
        if change:
            report(form, formsets, by=request.user)

    def pages(self):
        views = {"grade": grade_page, "relations": relations_page, "merge": merge_page}
        return [(f"<int:pk>/{n}/", n, partial(self.on_source, view)) for n, view in views.items()]

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


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    list_display = ["name", "slug", "parent"]
    list_select_related = ["parent"]
    fields = ["name", "slug", "parent"]
    autocomplete_fields = ["parent"]
