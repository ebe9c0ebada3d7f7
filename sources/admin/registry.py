"""Base classes of admin pages: history, lists without a full count, permanent names."""

import re

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.core.paginator import Paginator
from django.db import models, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.views import ChangeList

from sources.admin.forms import RegistryForm
from sources.changes import edited
from sources.database.word_index import WordIndex

MOST_COUNTED = 1_000
ID = re.compile(r"[0-9]{1,18}")
# NUL, and numbers too long for SQLite. The admin's own links never contain them.
NO_FILTER = re.compile(r"\x00|[0-9]{19,}")
# Read an address without a scheme as https.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class AtLeast(int):
    """The count of a list that is longer than ``MOST_COUNTED``, shown as “1000+”."""

    def __str__(self):
        return f"{int(self)}+"


class CappedPaginator(Paginator):
    """A paginator that counts at most ``MOST_COUNTED`` rows, so no list reads a whole table."""

    @cached_property
    def count(self):
        number = self.object_list.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return number if number <= MOST_COUNTED else AtLeast(MOST_COUNTED)


class DeskList(ChangeList):
    """A list that first finds the ids of a page with the index of its order.

    In one query with the joined tables, SQLite would start with one of these, and sort the whole
    table.
    """

    def get_ordering_field(self, field_name):
        """Return the field of a column, or None if the page does not offer to sort by it."""
        is_offered = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if is_offered else None

    def get_results(self, request):
        super().get_results(request)
        ids = list(self.result_list.values_list("pk", flat=True))
        rows = self.apply_select_related(self.root_queryset.filter(pk__in=ids))
        self.result_list = rows.order_by(*self.get_ordering(request, rows))
        if not self.query and not self.has_active_filters:
            # Without a filter, the page shows all rows.
            self.full_result_count = self.result_count


class DeskAdmin(ModelAdmin):
    """An admin with a list page whose cost does not grow with the table."""

    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # each facet would count the whole table
    list_filter_submit = True
    # The index for the search by words, for large tables.
    word_index: WordIndex | None = None
    broken_list = "That list asks for a filter that is not there: this is the whole list."

    def get_changelist(self, request, **kwargs):
        return DeskList

    def changelist_view(self, request, extra_context=None):
        """Show the list. Redirect invalid ids and filters, or old filters, to the whole list."""
        ids = request.POST.getlist(ACTION_CHECKBOX_NAME)
        filters = [pair for pair in request.GET.lists() if pair[0] != SEARCH_VAR]
        texts = [text for name, values in filters for text in (name, *values)]
        if any(map(NO_FILTER.search, texts)) or not all(map(ID.fullmatch, ids)):
            messages.error(request, "That list does not exist.")
            return redirect(request.path)
        try:
            response = super().changelist_view(request, extra_context)
        except DisallowedModelAdminLookup:
            response = redirect(request.path)
            messages.error(request, self.broken_list)
        else:
            if response.get("Location") == f"{request.path}?{ERROR_FLAG}=1":
                messages.error(request, self.broken_list)
        return response

    def render_page(
        self, request, template: str, title: str, context: dict, record=None, status: int = 200
    ) -> TemplateResponse:
        """Show a page of our own. The heading links to the record, or is the title without one."""
        about = {"opts": record._meta, "original": record} if record else {"content_title": title}
        context = {**self.admin_site.each_context(request), "title": title, **about, **context}
        return TemplateResponse(request, template, context, status=status)

    def get_search_results(self, request, queryset, search_term):
        text = search_term.replace("\x00", "").strip()
        if self.word_index:
            return (self.word_index.matching(queryset, text) if text else queryset), False
        return super().get_search_results(request, queryset, text)


def labeled(column: str, description: str, colors: dict[str, str], ordering: str | None = None):
    """Return a column of a list that shows a code in words, on the color of the code."""

    @display(description=description, label=colors, ordering=ordering)
    def shown(model_admin, row):
        return getattr(row, column), getattr(row, f"get_{column}_display")()

    return shown


class RegistryAdmin(SimpleHistoryAdmin, DeskAdmin):
    """The admin of a register or of the vocabulary, with the history of changes."""

    # Fields that other records refer to. They are set when the row is added, and never change.
    set_once: tuple[str, ...] = ()
    form = RegistryForm
    warn_unsaved_form = True
    formfield_overrides = HTTPS

    def get_readonly_fields(self, request, obj=None):
        fixed = self.set_once if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(self, request, obj=None):
        if obj or not self.has_add_permission(request):
            return {}
        return super().get_prepopulated_fields(request, obj)

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Save a row, also when an earlier state is restored, and signal the changed columns."""
        stored = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if stored:
            columns = [f.name for f in obj._meta.concrete_fields if differs(f, stored, obj)]
            edited(obj, parts=columns, at=timezone.now())

    def history_view(self, request, object_id, extra_context=None):
        if not ID.fullmatch(object_id):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if not (ID.fullmatch(object_id) and ID.fullmatch(version_id)):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)


def differs(field: models.Field, before: models.Model, after: models.Model) -> bool:
    return getattr(before, field.attname) != getattr(after, field.attname)


class KeptAdmin(DeskAdmin):
    """The admin of append-only rows, which verbs write. It only shows them."""

    actions = None
    # The tables are large, so only the order of writing is offered.
    sortable_by = ()

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
