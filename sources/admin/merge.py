"""Merging a source into another: choose the source, see the effects, give a reason, confirm."""

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
    """Merge this source into another. The page is for those who may change sources."""
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
    """Merge if the preview still holds; else return the new preview, with an error in the form."""
    into, why = form.cleaned_data["into"], form.cleaned_data["rationale"]
    with transaction.atomic():
        source, into = lock(source, into)
        now = preview(model_admin, source, into)
        if now["stamp"] != seen:
            message = "Something changed since this preview was made, so nothing was merged. "
            form.add_error(None, f"{message}Look at it again, then confirm.")
            return now
        try:
            merge_source(source, into, rationale=why, by=request.user, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error.error_dict)
            return now
    return None


def add_errors(form: MergeForm, problems: dict) -> None:
    for field, errors in problems.items():
        form.add_error(field if field in form.fields else None, errors)


def preview(model_admin, source: Source, into: Source) -> dict:
    own = merge_preview.look(source, into, timezone.localdate())
    looks = [own, *model_admin.merging(source, into)]
    return {
        "into": into,
        "moving": [row for one in looks for row in one.moving],
        "clashes": [sentence for one in looks for sentence in one.clashes],
        "parts": [(one.template, one.context) for one in looks if one.template],
        "stamp": merge_preview.stamp(looks),
    }


def answer(model_admin, request, source, template: str, context=None, status: int = 200):
    context = {"media": model_admin.media, "source": source} | (context or {})
    title = f"Merge {source} into another source"
    return model_admin.render_page(request, template, title, context, source, status)
