"""The page to merge a source into another: choose it, read the preview, give a reason, confirm."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from sources.admin.forms import words
from sources.models import Source
from sources.relations import merge_preview
from sources.relations.merging import RATIONALE_LENGTH, lock, merge_source, refusals

STALE = (
    "Something changed since this preview was made, so nothing was merged. "
    "Look at it again, then confirm."
)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Source.objects.all(),
        label="The source that stays",
        help_text="Type a part of any of its names.",
        widget=AutocompleteSelect(Source._meta.get_field("merged_into"), admin.site),
    )
    rationale = words(
        "Why the two are one",
        f"At least {RATIONALE_LENGTH} characters. It stays in the source’s history.",
        rows=4,
        max_length=2000,
    )


def merge_page(model_admin, request, source):
    """Merge this source into another. The page needs the permission to change sources."""
    if not model_admin.has_change_permission(request, source):
        return answer(model_admin, request, source, "sources/merge_refused.html", status=403)
    form = MergeForm(request.POST or None)
    previewed = None
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        if problems := refusals(source, into):
            add_errors(form, problems)
        elif seen := request.POST.get("seen"):
            previewed = confirm(model_admin, request, source, form, seen)
            if previewed is None:
                messages.success(request, f"{source} is merged into {into}.")
                return redirect("admin:sources_source_change", source.pk)
        else:
            previewed = preview(model_admin, source, into)
    context = {"form": form, "previewed": previewed, "media": model_admin.media + form.media}
    return answer(model_admin, request, source, "sources/merge.html", context)


def confirm(model_admin, request, source, form: MergeForm, seen: str) -> dict | None:
    """Merge, and return None.

    If the preview has changed since its stamp ``seen``, or the merge is refused, add the errors to
    the form and return the current preview.
    """
    into, rationale = form.cleaned_data["into"], form.cleaned_data["rationale"]
    with transaction.atomic():
        source, into = lock(source, into)
        current = preview(model_admin, source, into)
        if current["stamp"] != seen:
            form.add_error(None, STALE)
            return current
        try:
            merge_source(source, into, rationale=rationale, by=request.user, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error.error_dict)
            return current
    return None


def add_errors(form: MergeForm, problems: dict) -> None:
    for field, errors in problems.items():
        form.add_error(field if field in form.fields else None, errors)


def preview(model_admin, source: Source, into: Source) -> dict:
    own_look = merge_preview.look(source, into, timezone.localdate())
    looks = [own_look, *model_admin.merging(source, into)]
    return {
        "into": into,
        "moving": [row for look in looks for row in look.moving],
        "clashes": [sentence for look in looks for sentence in look.clashes],
        "parts": [(look.template, look.context) for look in looks if look.template],
        "stamp": merge_preview.stamp(looks),
    }


def answer(model_admin, request, source, template: str, context=None, status: int = 200):
    context = {"media": model_admin.media, "source": source, **(context or {})}
    title = f"Merge {source} into another source"
    return model_admin.render_page(request, template, title, context, source, status)
