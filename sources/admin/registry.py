"""The base of all pages of the registers: lists of bounded cost, history, fields set once."""

import re
from contextlib import nullcontext

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.views import ChangeList

from sources.admin import meantime
from sources.admin.forms import RegistryForm
from sources.admin.meantime import value_of
from sources.changes import edited
from sources.database.word_index import WordIndex
from sources.registers.reading import history, since
from sources.registers.recorded import heads_of, lock_heads, recording

MOST_COUNTED = 1_000
ID = re.compile(r"[0-9]{1,18}")
# Text that no browser sends in a list's address. SQLite takes no longer number.
NO_FILTER = re.compile(r"\x00|[0-9]{19,}")
# An address without a scheme gets https.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class AtLeast(int):
    """A count that stopped early, shown as “1000+”. The list has as many pages."""

    def __str__(self):
        return f"{int(self)}+"


class CappedPaginator(Paginator):
    """A paginator that counts up to MOST_COUNTED rows, so a list never reads its whole table."""

    @cached_property
    def count(self):
        count = self.object_list.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return count if count <= MOST_COUNTED else AtLeast(MOST_COUNTED)


class DeskList(ChangeList):
    """A list whose page is found by ids first, from the index of its order.

    If the related tables were joined at once, SQLite would begin with one of them and sort all.
    """

    def get_ordering_field(self, field_name):
        """Return the field of a column; None for an order that the page does not offer."""
        is_offered = self.sortable_by is None or field_name in self.sortable_by
        return super().get_ordering_field(field_name) if is_offered else None

    def get_results(self, request):
        super().get_results(request)
        ids = list(self.result_list.values_list("pk", flat=True))
        rows = self.apply_select_related(self.root_queryset.filter(pk__in=ids))
        self.result_list = rows.order_by(*self.get_ordering(request, rows))
        if not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


def never(model_admin, request, obj=None) -> bool:
    """Allow nobody: a permission of pages."""
    return False


class DeskAdmin(ModelAdmin):
    """The base of the admin pages: a list of bounded cost, and pages of our own."""

    ordering = ["-id"]
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # each would count the whole table
    list_filter_submit = True
    # The index to search the words of a text by, where the table can be large.
    word_index: WordIndex | None = None
    broken_list = "That list asks for a filter that is not there: this is the whole list."

    def get_changelist(self, request, **kwargs):
        return DeskList

    def changelist_view(self, request, extra_context=None):
        """Show the list. Ids and filters that do not exist redirect to the whole list."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        filters = [pair for pair in request.GET.lists() if pair[0] != SEARCH_VAR]
        texts = [text for name, values in filters for text in (name, *values)]
        if any(map(NO_FILTER.search, texts)) or not all(map(ID.fullmatch, chosen)):
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

    def pages(self) -> list[tuple]:
        """Return the pages of our own, each as (route, name, view)."""
        return []

    def get_urls(self):
        wrap, prefix = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        urls = [
            path(route, wrap(view), name=f"{prefix}_{name}") for route, name, view in self.pages()
        ]
        return urls + super().get_urls()

    def render_page(
        self, request, template: str, title: str, context: dict, record=None, status: int = 200
    ) -> TemplateResponse:
        """Render a page of our own. Its heading leads to the record, or is the title."""
        about = {"opts": record._meta, "original": record} if record else {"content_title": title}
        context = {**self.admin_site.each_context(request), "title": title, **about, **context}
        return TemplateResponse(request, template, context, status=status)

    def get_search_results(self, request, queryset, search_term):
        text = search_term.replace("\x00", "").strip()
        if self.word_index:
            return (self.word_index.matching(queryset, text) if text else queryset), False
        return super().get_search_results(request, queryset, text)


def labeled(column: str, description: str, colors: dict[str, str], ordering: str | None = None):
    """Make a list column that shows a code in words, on the color of the code."""

    @display(description=description, label=colors, ordering=ordering)
    def shown(model_admin, row):
        return getattr(row, column), getattr(row, f"get_{column}_display")()

    return shown


class RegistryAdmin(DeskAdmin):
    """A page of the register or the vocabulary, with its version and the history of its changes."""

    # Fields that other records name for good. They are set when the row is added.
    set_once: tuple[str, ...] = ()
    form = RegistryForm
    warn_unsaved_form = True
    formfield_overrides = HTTPS
    change_form_template = "sources/register_form.html"

    class Media:
        css = {"all": ["sources/source.css"]}

    def get_readonly_fields(self, request, obj=None):
        fixed = self.set_once if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(self, request, obj=None):
        if obj or not self.has_add_permission(request):
            return {}
        return super().get_prepopulated_fields(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.stale = getattr(request, "stale", "")
        return form

    def get_object(self, request, object_id, from_field=None):
        """Return the row; with ``?event=``, filled in as it was after that event, to be saved."""
        row = super().get_object(request, object_id, from_field)
        if row and (before := getattr(request, "restored", None)):
            fixed = self.get_readonly_fields(request, row)
            for column in row._meta.concrete_fields:
                if column.editable and column.name not in (*fixed, "id"):
                    setattr(row, column.attname, value_of(column, before.get(column.attname)))
        return row

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show or save a row. A save on another version than the last one is refused."""
        with recording() if request.method == "POST" else nullcontext():
            version = self.version(request, object_id)
            context = version | (extra_context or {})
            response = super().changeform_view(request, object_id, form_url, context)
        if version.get("meantime"):
            response.status_code = 412
        return response

    def version(self, request, object_id: str | None) -> dict:
        """Return the version of a row for its page; lock it, and compare, where it is saved."""
        if not (object_id and ID.fullmatch(object_id)):
            return {}
        is_saved = request.method == "POST" and "version" in request.POST
        if is_saved:
            # First the row, then its last event, as every other writer does: no deadlock.
            rows = self.model._base_manager.select_for_update(no_key=True)
            rows.filter(pk=object_id).values_list("pk").first()
        head = (lock_heads if is_saved else heads_of)(self.model, [object_id]).get(int(object_id))
        number, seen = head.number if head else 0, request.POST.get("version", "")
        found = {"version": number}
        event = request.GET.get("event", "")
        if request.method == "GET" and ID.fullmatch(event):
            request.restored = since(self.model, int(object_id), int(event))[0]
            found["restored"] = event if request.restored else ""
        row = self.get_object(request, object_id) if is_saved and seen != str(number) else None
        if row and self.has_change_permission(request, row):
            found["meantime"] = meantime.look(self, request, row, seen, number)
            request.stale = found["meantime"].sentence
        return found

    def save_model(self, request, obj, form, change):
        """Save, and report the changed columns."""
        stored = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        if stored:
            columns = obj._meta.concrete_fields
            pairs = [(f.name, getattr(stored, f.attname), getattr(obj, f.attname)) for f in columns]
            edited(obj, parts=[name for name, a, b in pairs if a != b], at=timezone.now())

    def delete_view(self, request, object_id, extra_context=None):
        with recording() if request.method == "POST" else nullcontext():
            return super().delete_view(request, object_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        """Show the events of a row, newest first, with what each changed."""
        row = ID.fullmatch(object_id) and self.get_queryset(request).filter(pk=object_id).first()
        if not row:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = history(self.model, row.pk, everything="all" in request.GET)
        context = {
            "media": self.media,
            "entries": entries,
            "earlier": entries[-1].event.number - 1 if entries else 0,
            "may_restore": self.has_change_permission(request, row),
        }
        title = f"History of {row}"
        return self.render_page(request, "sources/history.html", title, context, row)


class NamedAdmin(RegistryAdmin):
    """A register of rows with a name and a slug."""

    search_fields = ["name", "slug"]
    ordering = ["name", "id"]
    prepopulated_fields = {"slug": ["name"]}
    set_once = ("slug",)


class KeptAdmin(DeskAdmin):
    """Rows that a verb writes and nobody changes. Pages show them in the order of writing."""

    actions = None
    sortable_by = ()
    has_add_permission = has_change_permission = has_delete_permission = never
