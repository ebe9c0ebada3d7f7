"""The evidence of documents: captures and checks, on their own pages and on the document's."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminFileFieldWidget

from sources.admin.forms import words
from sources.admin.registry import ID, KeptAdmin, labeled
from sources.evidence import checking, queue
from sources.evidence.keeping import MOST_BYTES, keep_by_hand
from sources.evidence.warc import warc
from sources.models import Capture, Document, LinkCheck, Watch

SHOWN = 5
MOST_CHARACTERS = 100_000  # of a text that is shown
STATE_COLORS = {
    "unchecked": "default",
    "live": "success",
    "redirected": "info",
    "changed": "warning",
    "paywalled": "warning",
    "gone": "danger",
}
OUTCOME_COLORS = {
    "live": "success",
    "redirected": "info",
    "drifted": "warning",
    "paywalled": "warning",
    "soft_404": "danger",
    "gone": "danger",
    "failed": "warning",
    "unclear": "default",
}
# State → what to do about it.
NEXT_STEPS = {
    "unchecked": "Nobody has looked yet. Check it now, or capture it by hand.",
    "redirected": "It can be read at its new address. There is nothing to do for what cites it.",
    "changed": "Compare the captures. If what is quoted still holds, accept the change; else open "
    "the claims that cite it.",
    "paywalled": "Open it with a subscription and capture it by hand: paste what you read, or "
    "upload a print.",
    "gone": "Look for a copy in a web archive and capture that by hand, or cite another document.",
}


class CaptureForm(forms.Form):
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        widget=UnfoldAdminFileFieldWidget,
        help_text=f"A saved page, a PDF or an image, of {MOST_BYTES >> 20} MB at most.",
    )
    help_text = "What you read there, or the text of the PDF. Quotes are looked for in it; the "
    text = words(None, f"{help_text}text of a saved page is found without.", rows=12)
    note = words("Where it came from", "Such as “read with our subscription”.", 0, max_length=500)


def pages(model_admin) -> list[tuple]:
    """Return the steps on a document, for those who may write captures."""
    views = {"capture": capture_page, "check": check_now, "accept": accept}
    on = partial(on_document, model_admin)
    return [(f"<int:pk>/{name}/", name, partial(on, view)) for name, view in views.items()]


def on_document(model_admin, view, request, pk):
    if not model_admin.has_view_permission(request) or not may_capture(request):
        raise PermissionDenied
    document = get_object_or_404(Document, pk=pk)
    if view is not capture_page and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return view(model_admin, request, document)


def may_capture(request) -> bool:
    return request.user.has_perm("sources.add_capture")


def about(request, document: Document) -> dict:
    """Return what the page of a document shows above its form."""
    captures = document.captures.select_related("by", "body").defer("body__content")
    captures = list(captures.order_by("-id")[: SHOWN + 1])
    checks = document.link_checks.select_related("by").order_by("-id")[:SHOWN]
    return {
        "document": document,
        "state": (document.get_state_display(), STATE_COLORS[document.state]),
        "next_step": NEXT_STEPS.get(document.state, ""),
        "watch": Watch.objects.filter(pk=document.pk).first(),
        "captures": captures[:SHOWN],
        "more": len(captures) > SHOWN,
        "checks": [(check, OUTCOME_COLORS[check.outcome]) for check in checks],
        "may_capture": may_capture(request),
        "may_fetch": settings.FETCHING,
        "is_changed": document.state == "changed",
    }


def capture_page(model_admin, request, document):
    form = CaptureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            capture = keep_by_hand(
                document,
                by=request.user,
                at=timezone.now(),
                file=file.read(MOST_BYTES + 1) if file else b"",
                media_type=(file.content_type or "") if file else "",
                text=form.cleaned_data["text"],
                note=form.cleaned_data["note"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = f"{len(capture.words()):,} characters of text" if capture.text_id else "no text"
            messages.success(request, f"Captured: {text}.")
            return redirect("admin:sources_document_change", document.pk)
    context = {"media": model_admin.media + form.media, "document": document, "form": form}
    template, title = "sources/capture.html", f"Capture {document}"
    return model_admin.render_page(request, template, title, context, document)


def check_now(model_admin, request, document):
    """Check the document while the person waits, for 20 seconds at most."""
    if not settings.FETCHING:
        messages.error(request, "Fetching is switched off on this server: capture it by hand.")
    elif watch := queue.take(document, timezone.now()):
        check = queue.check(watch, timezone.now, by=request.user)
        tell = messages.success if check.outcome in checking.KEPT else messages.warning
        tell(request, f"{check.get_outcome_display()}: {check.detail}")
    else:
        messages.warning(request, "Its host was asked a moment ago. Try again in a minute.")
    return redirect("admin:sources_document_change", document.pk)


def accept(model_admin, request, document):
    if checking.accept(document, by=request.user, at=timezone.now()):
        messages.success(request, "Accepted: changes are measured from the latest capture now.")
    else:
        messages.error(request, "There is no capture of this document yet.")
    return redirect("admin:sources_document_change", document.pk)


@admin.register(Capture)
class CaptureAdmin(KeptAdmin):
    list_display = ["__str__", "method", "media_type", "by"]
    list_select_related = ["document", "by"]
    list_filter = [("method", ChoicesDropdownFilter)]
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
        """Show the text as characters: no markup of a captured page ever takes effect here."""
        if not (text := capture.words()):
            return "There is no text in it."
        over = len(text) - MOST_CHARACTERS
        more = f"\n… and {over:,} characters more" if over > 0 else ""
        block = '<div style="white-space: pre-wrap; overflow-wrap: anywhere">{}{}</div>'
        return format_html(block, text[:MOST_CHARACTERS], more)

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

    found = labeled("outcome", "Found", OUTCOME_COLORS, ordering="outcome")
