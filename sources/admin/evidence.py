"""The evidence on the page of a document: captures, link checks, and the steps of people."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminTextInputWidget,
)

from sources.admin.forms import words
from sources.evidence import checking, queue
from sources.evidence.keeping import MOST_BYTES, keep_by_hand
from sources.models import Document, Watch

SHOWN = 5
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
# State → the advice to the editor.
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
    text = words(
        None,
        "What you read there, or the text of the PDF. Quotes are looked for in it; the "
        "text of a saved page is found without.",
        rows=12,
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label="Where it came from",
        widget=UnfoldAdminTextInputWidget,
        help_text="Such as “read with our subscription”.",
    )


def urls(model_admin) -> list:
    def guarded(view):
        return model_admin.admin_site.admin_view(partial(on_document, model_admin, view))

    return [
        path("<int:pk>/capture/", guarded(capture_page), name="sources_document_capture"),
        path("<int:pk>/check/", guarded(check_now), name="sources_document_check"),
        path("<int:pk>/accept/", guarded(accept), name="sources_document_accept"),
    ]


def on_document(model_admin, view, request, pk):
    """Show a view of a document to people who may write captures."""
    if not model_admin.has_view_permission(request) or not may_capture(request):
        raise PermissionDenied
    return view(model_admin, request, get_object_or_404(Document, pk=pk))


def may_capture(request) -> bool:
    return request.user.has_perm("sources.add_capture")


def about(request, document: Document) -> dict:
    """Return the context of the part above the form of a document."""
    captures = document.captures.select_related("by", "body").defer("body__content")
    checks = document.link_checks.select_related("by")
    latest, log = list(captures.order_by("-id")[: SHOWN + 1]), list(checks.order_by("-id")[:SHOWN])
    watch = Watch.objects.filter(pk=document.pk).first()
    return {
        "document": document,
        "state": (document.get_state_display(), STATE_COLORS[document.state]),
        "next_step": NEXT_STEPS.get(document.state, ""),
        "watch": watch,
        "captures": latest[:SHOWN],
        "more": len(latest) > SHOWN,
        "checks": [(check, OUTCOME_COLORS[check.outcome]) for check in log],
        "may_capture": may_capture(request),
        "may_fetch": settings.FETCHING,
        "is_changed": document.state == "changed",
    }


def capture_page(model_admin, request, document):
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CaptureForm(*data)
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
            size = f"{len(capture.words()):,} characters of text" if capture.text_id else "no text"
            messages.success(request, f"Captured: {size}.")
            return redirect("admin:sources_document_change", document.pk)
    context = {
        "media": model_admin.media + form.media,
        "document": document,
        "form": form,
    }
    template, title = "sources/capture.html", f"Capture {document}"
    return model_admin.render_page(request, template, title, context, document)


def check_now(model_admin, request, document):
    """Check the document while the person waits, at most 20 seconds."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not settings.FETCHING:
        messages.error(request, "Fetching is switched off on this server: capture it by hand.")
    elif watch := queue.take(document, timezone.now()):
        result = queue.check(watch, timezone.now, by=request.user)
        show = messages.success if result.outcome in checking.KEPT else messages.warning
        show(request, f"{result.get_outcome_display()}: {result.detail}")
    else:
        messages.warning(request, "Its host was asked a moment ago. Try again in a minute.")
    return redirect("admin:sources_document_change", document.pk)


def accept(model_admin, request, document):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if checking.accept(document, by=request.user, at=timezone.now()):
        messages.success(request, "Accepted: changes are measured from the latest capture now.")
    else:
        messages.error(request, "There is no capture of this document yet.")
    return redirect("admin:sources_document_change", document.pk)
