"""Claims: the list, and the way to their page."""

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR
from django.db.models import DateField, Value
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
)
from unfold.decorators import display

from claims.admin.article_page.page import article_page
from claims.admin.choosers import DeskAutocomplete
from claims.admin.claim_list import actions, comparison
from claims.admin.claim_list.filters import (
    CitationStatusFilter,
    MineFilter,
    OutletFilter,
    SourceFilter,
)
from claims.admin.claim_list.source_filters import TrackFilter
from claims.admin.claim_page import duplicates, page
from claims.admin.claim_page.preview import read_value
from claims.admin.queues import assignments, evidence, links, reports, saved_filters, stale_figures
from claims.admin.queues.claim_queues import listed_as
from claims.admin.zone import today
from claims.models import Claim
from claims.record.document import value_text
from claims.related_claims.duplicates import STATEMENTS
from claims.rules.assignment import due_words
from claims.rules.choices import REVIEW_BADGES, SOURCE_BADGES, VERIFICATION_BADGES
from claims.rules.refs import ref_of
from sources.admin.registry import DeskAdmin, DeskList, labeled
from sources.templatetags.clock import moment

# Pages of their own beside the list.
PAGES = [
    *duplicates.PAGES,
    *comparison.PAGES,
    *assignments.PAGES,
    *evidence.PAGES,
    *links.PAGES,
    *reports.PAGES,
    *saved_filters.PAGES,
    *stale_figures.PAGES,
]
SHOWS = {PAGE_VAR, ORDER_VAR}  # of the same claims a part, or another order


class ClaimList(DeskList):
    """A list that shows a queue leads to its claims as the queue does."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        given = request.GET.items()
        self.queue = listed_as({name: value for name, value in given if name not in SHOWS})

    def url_for_result(self, result):
        address = super().url_for_result(result)
        return f"{address}?queue={self.queue}" if self.queue else address


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    list_display = [
        "ref",
        "statement",
        "value",
        "state",
        "source_status",
        "standing",
        "reassessment",
        "assigned",
        "subject",
        "claimant",
        "edited",
    ]
    list_display_links = ["ref", "statement"]
    list_select_related = ["subject", "claimant", "unit", "last_edited_by", "assignment__to"]
    list_fullwidth = True
    list_filter = [
        SourceFilter,
        OutletFilter,
        ("review_state", ChoicesDropdownFilter),
        ("attribution_status", ChoicesDropdownFilter),
        CitationStatusFilter,
        ("verification_status", ChoicesDropdownFilter),
        ("needs_reassessment", BooleanRadioFilter),
        ("topic", AutocompleteSelectFilter),
        ("subject", AutocompleteSelectFilter),
        ("measure", AutocompleteSelectFilter),
        MineFilter,
        assignments.AssignedFilter,
        TrackFilter,
    ]
    search_fields = ["ref", "statement"]
    word_index = STATEMENTS
    search_help_text = "A ref (CLM-123), or how words of the statement begin"
    ordering = ["-id"]
    # In an order that has an index; everything else is a filter.
    sortable_by = ["ref", "edited"]
    actions = actions.ACTIONS
    list_before_template = "claims/desk/saved_filters.html"
    broken_list = f"{DeskAdmin.broken_list} If a saved filter led here, delete it or save it anew."

    class Media:
        css = {"all": ["claims/desk.css", "claims/queues.css", "claims/list.css"]}

    def get_changelist(self, request, **kwargs):
        return ClaimList

    def get_queryset(self, request):
        """Each row knows what day it is for the reader."""
        day = Value(today(request), DateField())
        return super().get_queryset(request).annotate(day=day)

    def changelist_view(self, request, extra_context=None):
        above = saved_filters.above_list(request) if request.method == "GET" else {}
        return super().changelist_view(request, {**above, **(extra_context or {})})

    @display(description="Value")
    def value(self, claim):
        return value_text(claim)

    state = labeled("review_state", "Review", REVIEW_BADGES)
    source_status = labeled("attribution_status", "Source status", SOURCE_BADGES)
    standing = labeled("verification_status", "Verification", VERIFICATION_BADGES)

    @display(description="Reassessment", label="danger")
    def reassessment(self, claim):
        return claim.reassessment_cause or ""

    @display(description="Assigned to", empty_value="Nobody")
    def assigned(self, claim):
        held = getattr(claim, "assignment", None)
        if held is None:
            return None
        due = due_words(held.due_on, claim.day)
        is_overdue = held.due_on and held.due_on < claim.day
        return f"{held.to.get_username()}{', ' if due else ''}{'⚠ ' if is_overdue else ''}{due}"

    @display(description="Last edited", ordering="last_edited_at")
    def edited(self, claim):
        day = moment(claim.last_edited_at, "day")
        return format_html("{} {}", day, claim.last_edited_by.get_username())

    def get_search_results(self, request, queryset, search_term):
        """A ref is looked up by its index; anything else among the words of the statements."""
        if "-" in search_term and (ref := ref_of(search_term)):
            return queryset.filter(ref=ref), False
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request):
        offered = actions.offered(request)
        return {
            name: action for name, action in super().get_actions(request).items() if name in offered
        }

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        def guarded(view):
            return self.admin_site.admin_view(view)

        return [
            path("read-value/", guarded(read_value), name="claims_claim_read_value"),
            path(
                "choose/",
                guarded(DeskAutocomplete.as_view(admin_site=self.admin_site)),
                name="claims_claim_choose",
            ),
            path(
                "article/",
                guarded(lambda request: article_page(self, request)),
                name="claims_claim_article",
            ),
            *(one.url(self) for one in PAGES),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The page reads and writes through the verbs: no form of Django's stands between."""
        return page.claim_page(self, request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        change = reverse("admin:claims_claim_change", args=[object_id])
        return HttpResponseRedirect(f"{change}#history")
