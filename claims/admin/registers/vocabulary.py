"""The vocabulary: units, measures, subjects and scopes."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from claims.models import Claim, Measure, Publication, Scope, Subject, Unit
from sources.admin.forms import RegistryForm
from sources.admin.registry import NamedAdmin, RegistryAdmin


def is_used(field: str, row) -> bool:
    """Return whether a claim, on the desk or in public, names this row."""
    return any(model.objects.filter(**{field: row}).exists() for model in (Claim, Publication))


class UnitForm(RegistryForm):
    def clean_words(self):
        words = self.cleaned_data.get("words") or []
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValidationError('Give a list of words, such as ["dollars", "bucks"].')
        return words


@admin.register(Unit)
class UnitAdmin(RegistryAdmin):
    form = UnitForm
    list_display = ["plural", "code", "symbol", "dimension", "factor_to_base"]
    list_filter = [("dimension", ChoicesDropdownFilter)]
    search_fields = ["code", "name", "plural"]
    ordering = ["code"]
    set_once = ("code",)
    fields = [
        *(("name", "plural"), "code", ("symbol", "currency"), ("dimension", "factor_to_base")),
        "words",
        "names",
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        used = obj and (is_used("unit", obj) or Measure.objects.filter(default_unit=obj).exists())
        return (*fixed, "dimension", "factor_to_base") if used else fixed


class MeasureForm(RegistryForm):
    def clean(self):
        data = super().clean()
        unit = data.get("default_unit")
        dimension = data.get("dimension") or self.instance.dimension
        if unit and dimension and unit.dimension != dimension:
            self.add_error("default_unit", f"{unit.plural} do not measure {dimension}.")
        return data


@admin.register(Measure)
class MeasureAdmin(RegistryAdmin):
    form = MeasureForm
    list_display = ["name", "code", "dimension", "default_unit", "is_cumulative"]
    list_select_related = ["default_unit"]
    list_filter = [("dimension", ChoicesDropdownFilter)]
    search_fields = ["name", "code"]
    ordering = ["name", "id"]
    prepopulated_fields = {"code": ["name"]}
    autocomplete_fields = ["parts", "default_unit"]
    set_once = ("code",)
    fields = [
        *("name", "code", "definition", ("dimension", "default_unit")),
        *(("is_cumulative", "shelf_life_days"), "parts"),
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "dimension") if obj and is_used("measure", obj) else fixed


@admin.register(Subject)
class SubjectAdmin(NamedAdmin):
    list_display = ["name", "kind", "slug", "wikidata_id"]
    list_filter = [("kind", ChoicesDropdownFilter)]
    fields = ["name", "slug", ("kind", "wikidata_id")]


@admin.register(Scope)
class ScopeAdmin(NamedAdmin):
    list_display = ["name", "slug", "within"]
    list_select_related = ["within"]
    autocomplete_fields = ["within"]
    fields = ["name", "slug", "note", "within"]
