"""What the register pages share: history, lists without a full count, names that stay."""

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
# What no browser sends in a list's address: SQLite takes no longer number.
NO_FILTER = re.compile(r"\x00|[0-9]{19,}")
# An address without a scheme is meant as https.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class AtLeast(int):
    """A count that was not finished: the pages go so far, and it is told as “1000+”."""

    def __str__(self):
        return f"{int(self)}+"


class CappedPaginator(Paginator):
    """Counts up to MOST_COUNTED rows and no further: a list never reads its whole table."""

    @cached_property
    def count(self):
        found = self.object_list.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return found if found <= MOST_COUNTED else AtLeast(MOST_COUNTED)


class DeskList(ChangeList):
    """A list whose page is found by ids first, from the index of its order.

    Together with the tables that each row shows, SQLite would begin with one of those, and sort
    the whole table.
    """

    def get_ordering_field(self, field_name):
        """An address cannot ask for an order that the page does not offer."""
        is_offered = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if is_offered else None

    def get_results(self, request):
        super().get_results(request)
        ids = list(self.result_list.values_list("pk", flat=True))
        rows = self.apply_select_related(self.root_queryset.filter(pk__in=ids))
        self.result_list = rows.order_by(*self.get_ordering(request, rows))
        if not self.query and not self.has_active_filters:
            # There is nothing more to show.
            self.full_result_count = self.result_count


class DeskAdmin(ModelAdmin):
    """A list page of bounded cost."""

    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # each would count the whole table
    list_filter_submit = True
    # By which words of a text are looked for, where the table can be large.
    word_index: WordIndex | None = None
    broken_list = "That list asks for a filter that is not there: this is the whole list."

    def get_changelist(self, request, **kwargs):
        return DeskList

    def changelist_view(self, request, extra_context=None):
        """Ids and filters that no browser would send, and filters that are not there any more,
        lead back to the list, not to a fault."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        filters = [pair for pair in request.GET.lists() if pair[0] != SEARCH_VAR]
        sent = [text for name, given in filters for text in (name, *given)]
        if any(map(NO_FILTER.search, sent)) or not all(map(ID.fullmatch, chosen)):
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
        """Show a page of our own. Its heading leads to the record, or is the title."""
        about = {"opts": record._meta, "original": record} if record else {"content_title": title}
        context = {**self.admin_site.each_context(request), "title": title, **about, **context}
        return TemplateResponse(request, template, context, status=status)

    def get_search_results(self, request, queryset, search_term):
        text = search_term.replace("\x00", "").strip()
        if self.word_index:
            return (self.word_index.matching(queryset, text) if text else queryset), False
        return super().get_search_results(request, queryset, text)


def labeled(column: str, description: str, colors: dict[str, str], ordering: str | None = None):
    """Make a column of a list that shows a code in words, on the color of the code."""

    @display(description=description, label=colors, ordering=ordering)
    def shown(model_admin, row):
        return getattr(row, column), getattr(row, f"get_{column}_display")()

    return shown


class RegistryAdmin(SimpleHistoryAdmin, DeskAdmin):
    """A page of the register or the vocabulary, with the history of its changes."""

    # Fields that other records name for good: they are set once, when the row is added.
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
        """Also where an earlier state is restored: whoever shows the entry hears what changed."""
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
    """Rows that are written by a verb and kept as they are: shown, and nothing else."""

    actions = None
    # They are many, and stand in the order in which they were written.
    sortable_by = ()

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
