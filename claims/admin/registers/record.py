"""The record: publications, events, source checks and assessments. Nobody changes them here."""

from django.contrib import admin
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from claims.models import Assessment, Claim, Event, Publication, SourceCheck
from claims.rules.choices import REVIEW_BADGES, SOURCE_BADGES, VERIFICATION_BADGES
from claims.rules.refs import ref_of
from sources.admin.registry import KeptAdmin, labeled
from sources.templatetags.clock import moment


class RecordAdmin(KeptAdmin):
    """Rows of the record, searched by the ref of their claim only, which has an index."""

    of_claim = "claim"
    search_fields = ["pk"]  # shows the search box
    search_help_text = "The ref of a claim, such as CLM-000123 or 123"

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        claim = Claim.objects.filter(ref=ref_of(search_term)).values_list("pk", flat=True).first()
        return queryset.filter(**{self.of_claim: claim}) if claim else queryset.none(), False


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    list_display = ["ref", "number", "kind", "statement", "standing", "source_status", "live"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("topic", AutocompleteSelectFilter),
        ("published_until", admin.EmptyFieldListFilter),
    ]
    exclude = ["search_text"]

    standing = labeled(
        "verification_status", "Verification", VERIFICATION_BADGES, ordering="verification_status"
    )
    source_status = labeled(
        "attribution_status", "Source status", SOURCE_BADGES, ordering="attribution_status"
    )

    @display(description="Public", ordering="published_until")
    def live(self, publication):
        since, until = publication.published_from, publication.published_until
        words = "{} – {}" if until else "since {}{}"
        return format_html(words, moment(since, "day"), moment(until, "day"))


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ["at", "claim", "verb", "to", "by", "reason", "note"]
    list_select_related = ["claim", "by"]
    list_filter = [("to_state", ChoicesDropdownFilter)]

    to = labeled("to_state", "Led to", REVIEW_BADGES)


@admin.register(SourceCheck)
class SourceCheckAdmin(RecordAdmin):
    list_display = ["at", "citation", "found", "method", "by", "note"]
    list_select_related = ["citation__claim", "citation__document", "by"]
    list_filter = [("status", ChoicesDropdownFilter), ("method", ChoicesDropdownFilter)]
    of_claim = "citation__claim"

    found = labeled("status", "Source status", SOURCE_BADGES)


@admin.register(Assessment)
class AssessmentAdmin(RecordAdmin):
    list_display = ["at", "claim", "claim_version", "found", "credibility", "confidence", "by"]
    list_select_related = ["claim", "by"]
    list_filter = [("verification_status", ChoicesDropdownFilter)]

    found = labeled("verification_status", "Verification", VERIFICATION_BADGES)
