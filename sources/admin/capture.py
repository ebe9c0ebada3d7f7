"""Admin pages of captures and link checks, which nobody can change."""

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from sources.admin.evidence import OUTCOME_COLORS
from sources.admin.registry import ID, KeptAdmin, labeled
from sources.evidence.warc import warc
from sources.models import Capture, LinkCheck

SHOWN = 100_000  # characters of a text


@admin.register(Capture)
class CaptureAdmin(KeptAdmin):
    list_display = ["__str__", "method", "media_type", "by"]
    list_select_related = ["document", "by"]
    list_filter = [("method", ChoicesDropdownFilter)]
    ordering = ["-id"]
    fields = readonly_fields = [
        *("cited", "captured_at", "method", "by", "note", "http_status", "final_url"),
        *("media_type", "charset", "bytes", "sha256", "text_sha256", "title", "shown"),
    ]
    actions_detail = ["download_warc"]

    @display(description="Document")
    def cited(self, capture):
        url = reverse("admin:sources_document_change", args=[capture.document_id])
        return format_html('<a href="{}" class="underline">{}</a>', url, capture.document)

    @display(description="Bytes")
    def bytes(self, capture):
        return f"{capture.body.size:,}"

    @display(description="SHA-256 of the bytes")
    def sha256(self, capture):
        return capture.body_id

    @display(description="SHA-256 of the text")
    def text_sha256(self, capture):
        return capture.text_id or "–"

    @display(description="Text")
    def shown(self, capture):
        """Return the text, escaped: markup and scripts of the captured page must not run here."""
        text = capture.words()
        more = f"\n… and {len(text) - SHOWN:,} characters more" if len(text) > SHOWN else ""
        block = '<div style="white-space: pre-wrap; overflow-wrap: anywhere">{}{}</div>'
        return format_html(block, text[:SHOWN], more) if text else "There is no text in it."

    @action(description="Download as WARC", url_path="warc", permissions=["view"])
    def download_warc(self, request, object_id):
        captures = Capture.objects.select_related("document", "body", "text")
        capture = ID.fullmatch(str(object_id)) and captures.filter(pk=object_id).first()
        if not capture:
            raise Http404
        name = f'attachment; filename="capture-{capture.pk}.warc.gz"'
        headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
        return HttpResponse(warc(capture), content_type="application/warc", headers=headers)


@admin.register(LinkCheck)
class LinkCheckAdmin(KeptAdmin):
    list_display = ["document", "found", "detail", "http_status", "checked_at", "by"]
    list_select_related = ["document", "by"]
    list_filter = [("outcome", ChoicesDropdownFilter)]
    ordering = ["-id"]

    found = labeled("outcome", "Found", OUTCOME_COLORS, ordering="outcome")
