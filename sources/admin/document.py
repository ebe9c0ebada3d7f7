"""The pages of documents."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from sources.admin import evidence
from sources.admin.forms import RegistryForm
from sources.admin.registry import ID, RegistryAdmin, labeled
from sources.database.word_index import WordIndex
from sources.models import Document, Domain, Source
from sources.templatetags.clock import moment
from sources.urls import BadUrl, canonical, host


def publisher_of(url: str) -> Source | None:
    """Return the source that the host of a canonical URL, or a host above it, belongs to."""
    parts = host(url).split(".")
    hosts = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    domains = Domain.objects.select_related("source").filter(host__in=hosts)
    nearest = max(domains, key=lambda domain: len(domain.host), default=None)
    return nearest and nearest.source


class DocumentForm(RegistryForm):
    """A document. Without a publisher, the publisher is found by the URL."""

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
            return data  # the model refuses the URL
        known = Document.objects.filter(canonical_url=address).exclude(pk=self.instance.pk).first()
        if known:
            text = 'This document is already known: <a href="{}" class="underline">{}</a>.'
            link = reverse("admin:sources_document_change", args=[known.pk])
            message = format_html(text, link, known.title)
            self.add_error("url", ValidationError(message, code="known_document"))
        if not data.get("publisher") and "publisher" not in self.errors:
            data["publisher"] = publisher_of(address)
            if not data["publisher"]:
                message = f"No source has the domain {host(address)}: choose the publisher, "
                self.add_error("publisher", f"{message}and give it that domain on its page.")
        return data


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
    sortable_by = ()
    autocomplete_fields = ["publisher", "republication_of"]
    readonly_fields = ["canonical_url", "state"]
    change_form_outer_before_template = "sources/document_evidence.html"
    fieldsets = [
        (None, {"fields": ["url", "canonical_url", "publisher", "title"]}),
        ("Print", {"fields": "kind language byline published_at published_precision".split()}),
        ("Since", {"fields": ["accessed_at", "republication_of", "state"]}),
    ]

    @display(description="Published", ordering="published_at")
    def printed(self, document):
        """Show a moment in the reader's zone if the minute is known, else the day as it is."""
        if document.published_precision == "minute":
            return moment(document.published_at)
        return f"{document.published_at:%Y-%m-%d}" if document.published_at else "–"

    stand = labeled("state", "State", evidence.STATE_COLORS, ordering="state")

    def pages(self):
        return evidence.pages(self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        document = ID.fullmatch(object_id) and Document.objects.filter(pk=object_id).first()
        context = {"evidence": evidence.about(request, document)} if document else {}
        context |= extra_context or {}
        return super().change_view(request, object_id, form_url, context)

    def get_search_results(self, request, queryset, search_term):
        """Search by address if the term is an address, else by words of the title."""
        try:
            return queryset.filter(canonical_url=canonical(search_term)), False
        except BadUrl:
            return super().get_search_results(request, queryset, search_term)
