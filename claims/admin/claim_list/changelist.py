"""The list of claims, and the addresses of the pages beside it."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR
from django.db.models import DateField, Value
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
)
from unfold.decorators import display

from claims.admin import bulk
from claims.admin.article_page.page import article_page
from claims.admin.choosers import DeskAutocomplete
from claims.admin.claim_list import comparison, filters
from claims.admin.claim_page import page, preview
from claims.admin.queues import assignments, evidence, links, reports, saved_filters, stale_figures
from claims.admin.queues.claim_queues import listed_as
from claims.admin.zone import today
from claims.models import Claim
from claims.record.document import value_text
from claims.related_claims.duplicates import STATEMENTS
from claims.rules.assignment import due_words
from claims.rules.choices import REVIEW_BADGES, SOURCE_BADGES, VERIFICATION_BADGES
from claims.rules.refs import ref_of
from sources.admin.registry import DeskAdmin, DeskList, labeled, never
from sources.templatetags.clock import moment

# The modules with pages beside the list.
BESIDE = (assignments, comparison, evidence, links, preview, reports, saved_filters, stale_figures)


class ClaimList(DeskList):
    """A list that leads to its claims as the queue with the same filters does."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        pairs = request.GET.items()
        self.queue = listed_as({k: text for k, text in pairs if k not in (PAGE_VAR, ORDER_VAR)})

    def url_for_result(self, result):
        address = super().url_for_result(result)
        return f"{address}?queue={self.queue}" if self.queue else address


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    list_display = [
        *("ref", "statement", "value", "state", "source_status", "standing", "reassessment"),
        *("assigned", "subject", "claimant", "edited"),
    ]
    list_display_links = ["ref", "statement"]
    list_select_related = ["subject", "claimant", "unit", "last_edited_by", "assignment__to"]
    list_fullwidth = True
    list_filter = [
        filters.SourceFilter,
        filters.OutletFilter,
        ("review_state", ChoicesDropdownFilter),
        ("attribution_status", ChoicesDropdownFilter),
        filters.CitationStatusFilter,
        ("verification_status", ChoicesDropdownFilter),
        ("needs_reassessment", BooleanRadioFilter),
        ("topic", AutocompleteSelectFilter),
        ("subject", AutocompleteSelectFilter),
        ("measure", AutocompleteSelectFilter),
        filters.MineFilter,
        assignments.AssignedFilter,
        filters.TrackFilter,
    ]
    search_fields = ["ref", "statement"]
    word_index = STATEMENTS
    search_help_text = "A ref (CLM-123), or how words of the statement begin"
    sortable_by = ["ref", "edited"]  # these orders have an index
    actions = bulk.ACTIONS
    list_before_template = "claims/desk/saved_filters.html"
    broken_list = f"{DeskAdmin.broken_list} If a saved filter led here, delete it or save it anew."

    class Media:
        css = {"all": ["claims/desk.css", "claims/queues.css", "claims/list.css"]}

    def get_changelist(self, request, **kwargs):
        return ClaimList

    def get_queryset(self, request):
        """Return the claims with the day of the reader."""
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
        assignment = getattr(claim, "assignment", None)
        if assignment is None:
            return None
        name, due = assignment.to.get_username(), due_words(assignment.due_on, claim.day)
        is_overdue = assignment.due_on and assignment.due_on < claim.day
        return f"{name}{', ' if due else ''}{'⚠ ' if is_overdue else ''}{due}"

    @display(description="Last edited", ordering="last_edited_at")
    def edited(self, claim):
        day = moment(claim.last_edited_at, "day")
        return format_html("{} {}", day, claim.last_edited_by.get_username())

    def get_search_results(self, request, queryset, search_term):
        """Look up a ref by its index, and anything else among the words of the statements."""
        if "-" in search_term and (ref := ref_of(search_term)):
            return queryset.filter(ref=ref), False
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request):
        actions = super().get_actions(request)
        return {name: actions[name] for name in actions if name in bulk.offered(request)}

    has_delete_permission = never

    def pages(self):
        return [
            ("read-value/", "read_value", preview.read_value),
            ("choose/", "choose", DeskAutocomplete.as_view(admin_site=self.admin_site)),
            ("article/", "article", partial(article_page, self)),
            *(
                (desk_page.route, desk_page.name, partial(desk_page.answer, self))
                for module in BESIDE
                for desk_page in module.PAGES
            ),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the claim page, which writes through the verbs and not through a form of Django."""
        return page.claim_page(self, request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        return redirect(f"{reverse('admin:claims_claim_change', args=[object_id])}#history")
