"""Merging a source into another: for good, with a reason, and with what it touches in sight."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminTextareaWidget

from sources.merging import RATIONALE_LENGTH, merge_source
from sources.models import Source


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Source.objects.all(),
        label="The source that stays",
        widget=AutocompleteSelect(Source._meta.get_field("merged_into"), admin.site),
    )
    rationale = forms.CharField(
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=f"Why the two are one, in at least {RATIONALE_LENGTH} characters.",
    )


def merge_page(model_admin, request, source):
    """Merge this source into another. Whoever may change sources may open this page."""
    if not model_admin.has_change_permission(request, source):
        raise PermissionDenied
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            merge_source(source, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            for field, errors in error.error_dict.items():
                form.add_error(field if field in form.fields else None, errors)
        else:
            messages.success(request, f"{source} is merged into {form.cleaned_data['into']}.")
            return redirect("admin:sources_source_change", source.pk)
    template, resting = model_admin.resting_on(source)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Merge {source} into another source",
        "opts": model_admin.model._meta,
        "media": model_admin.media + form.media,
        "source": source,
        "form": form,
        "resting_template": template,
        "resting": resting,
    }
    return TemplateResponse(request, "sources/merge.html", context)
