from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from sources.admin import evidence
from sources.admin.evidence import STATE_COLORS
from sources.admin.forms import RegistryForm
from sources.admin.registry import ID, RegistryAdmin, labeled
from sources.database.word_index import WordIndex
from sources.models import Document, Domain, Source
from sources.templatetags.clock import moment
from sources.urls import BadUrl, canonical, host


def publisher_of(url: str) -> Source | None:
    """Return the source with the host of a canonical URL, or with a host above it, or None."""
    parts = host(url).split(".")
    hosts = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    domains = Domain.objects.select_related("source").filter(host__in=hosts)
    nearest = max(domains, key=lambda domain: len(domain.host), default=None)
    return nearest and nearest.source


class DocumentForm(RegistryForm):
    """The form of a document. If no publisher is chosen, the URL decides on it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if publisher := self.fields.get("publisher"):
            publisher.required = False
            publisher.help_text = "Empty: found by the domain of the URL."

    def clean(self):
        data = super().clean()
        try:
            address = canonical(data.get("url") or "")
        except BadUrl:
            return data  # the model reports the error
        twin = Document.objects.filter(canonical_url=address).exclude(pk=self.instance.pk).first()
        if twin:
            self.add_error("url", already_known(twin))
        if not data.get("publisher") and "publisher" not in self.errors:
            data["publisher"] = publisher_of(address)
            if not data["publisher"]:
                self.add_error(
                    "publisher",
                    f"No source has the domain {host(address)}: choose the publisher, "
                    "and give it that domain on its page.",
                )
        return data


def already_known(document: Document) -> ValidationError:
    link = format_html(
        'This document is already known: <a href="{}" class="underline">{}</a>.',
        reverse("admin:sources_document_change", args=[document.pk]),
        document.title,
    )
    return ValidationError(link, code="known_document")


@admin.register(Document)
class DocumentAdmin(RegistryAdmin):
    form = DocumentForm
    list_display = ["title", "publisher", "kind", "printed", "stand"]
    list_select_related = ["publisher"]
    list_filter = [
        ("publisher", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        ("state", ChoicesDropdownFilter),
    ]
    search_fields = ["title"]
    search_help_text = "How words of the title begin, or a whole address"
    word_index = WordIndex("sources_document", "title")
    ordering = ["-id"]
    sortable_by = ()
    autocomplete_fields = ["publisher", "republication_of"]
    readonly_fields = ["canonical_url", "state"]
    change_form_outer_before_template = "sources/document_evidence.html"
    fieldsets = [
        (None, {"fields": ["url", "canonical_url", "publisher", "title"]}),
        (
            "Print",
            {"fields": ["kind", "language", "byline", "published_at", "published_precision"]},
        ),
        ("Since", {"fields": ["accessed_at", "republication_of", "state"]}),
    ]

    @display(description="Published", ordering="published_at")
    def printed(self, document):
        """Return the date of publication. Only a moment known to the minute has a time zone."""
        if document.published_precision == "minute":
            return moment(document.published_at)
        return f"{document.published_at:%Y-%m-%d}" if document.published_at else "–"

    stand = labeled("state", "State", STATE_COLORS, ordering="state")

    def get_urls(self):
        return [*evidence.urls(self), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        document = ID.fullmatch(object_id) and Document.objects.filter(pk=object_id).first()
        context = {"evidence": evidence.about(request, document)} if document else {}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def get_search_results(self, request, queryset, search_term):
        """Search by address if the term is one, else by words of the title."""
        try:
            return queryset.filter(canonical_url=canonical(search_term)), False
        except BadUrl:
            return super().get_search_results(request, queryset, search_term)
