"""Imports in the admin: a file and its mapping, the report, and the steps on the batch.

Steps run in the request, and a page opened meanwhile shows their progress. For large files there
is the command.
"""

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from claims.importing.batch import batches
from claims.importing.file import mapping
from claims.importing.file.mapping import InvalidMapping
from claims.importing.file.problems import FileRefused
from claims.loading.facts import roles_of
from claims.models import ImportBatch, ImportMapping
from claims.models.batch import ROW_OUTCOMES, RUNNING
from claims.rules import lifecycle, requirements
from claims.rules.choices import WARNINGS
from claims.rules.refusals import Refused
from sources.admin.forms import words
from sources.admin.registry import DeskAdmin, KeptAdmin, never

LARGEST = 10_000_000
SHOWN = 50
COUNTS = ("rows", "new", "duplicate", "wrong", "empty", "warnings", "submitted", "published")


class UploadForm(forms.Form):
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget, help_text="CSV, JSONL or XLSX, up to 10 MB."
    )
    mapping = forms.ModelChoiceField(
        ImportMapping.objects.all(), widget=UnfoldAdminSelectWidget, to_field_name="slug"
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Above 10 MB: use the command import_claims.")
        return file


class StepForm(forms.Form):
    text = words(max_length=4000)
    leave_out_wrong = forms.BooleanField(required=False)


class MappingForm(forms.ModelForm):
    """A saved mapping. A refusal lists every fault."""

    def clean_data(self):
        data = self.cleaned_data["data"]
        try:
            mapping.parse(data)
        except mapping.InvalidMapping as error:
            errors = [(f"{need.field}: {need.message}", need.code) for need in error.needs]
            raise forms.ValidationError(
                [forms.ValidationError(*pair) for pair in errors]
            ) from error
        return data


@admin.register(ImportMapping)
class ImportMappingAdmin(DeskAdmin):
    form = MappingForm
    list_display = ["slug", "created_by", "created_at"]
    list_select_related = ["created_by"]
    search_fields = ["slug"]
    ordering = ["slug"]
    fields = ["slug", "data"]

    has_delete_permission = never

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by, obj.created_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(ImportBatch)
class ImportBatchAdmin(KeptAdmin):
    list_display = [
        *("file_name", "mapping_name", "stand", "claims_in_it"),
        *("created_by", "created_at", "approved_by"),
    ]
    list_select_related = ["created_by", "approved_by"]
    list_filter = [("state", ChoicesDropdownFilter)]
    search_fields = ["file_name", "mapping_name"]
    change_list_template = "claims/imports/list.html"

    @display(description="State", ordering="state")
    def stand(self, batch):
        return batch.get_state_display()

    @display(description="New claims")
    def claims_in_it(self, batch):
        return f"{batch.counts.get('new', 0):,}"

    def pages(self):
        return [("upload/", "upload", self.upload_page), ("<int:pk>/step/", "step", self.take_step)]

    def upload_page(self, request):
        if not self.has_view_permission(request):
            raise Http404
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            saved, file = form.cleaned_data["mapping"], form.cleaned_data["file"]
            how = {"by": request.user, "at": timezone.now(), "mapping_name": saved.slug}
            try:
                batch = batches.check(file.file, file.name, saved.data, **how)
            except (Refused, FileRefused) as error:
                form.add_error("file", str(error))
            except InvalidMapping as error:
                form.add_error("mapping", str(error))
            else:
                return redirect("admin:claims_importbatch_change", batch.pk)
        template, title = "claims/imports/upload.html", "Check a file of claims"
        return self.render_page(request, template, title, {"media": self.media, "form": form})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        batch = self.get_object(request, object_id) if object_id.isdigit() else None
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        outcome = request.GET.get("outcome", "")
        rows = batch.rows.select_related("claim").order_by("id")
        if outcome == "troubled":
            rows = rows.exclude(problems=[])
        elif outcome in dict(ROW_OUTCOMES):
            rows = rows.filter(outcome=outcome)
        context = {
            "media": self.media,
            "batch": batch,
            "outcome": outcome,
            "outcomes": [("", "All"), ("troubled", "With problems"), *ROW_OUTCOMES],
            "rows": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
            "counts": [(name, batch.counts[name]) for name in COUNTS if name in batch.counts],
            "running": batch.state in RUNNING,
            "total": batch.counts.get("submitted") or batch.counts.get("new") or 0,
            "steps": steps(batch, request.user),
            "warnings": [
                {"code": code, "label": label, "count": count, "answer": batch.answers.get(code)}
                for code, label in WARNINGS
                if (count := batch.counts.get(f"warning_{code}"))
            ],
        }
        title = f"Import {batch.pk}: {batch.file_name}"
        return self.render_page(request, "claims/imports/batch.html", title, context, batch)

    def take_step(self, request, pk: int):
        batch = ImportBatch.objects.filter(pk=pk).first()
        form = StepForm(request.POST)
        verb = request.POST.get("step", "")
        if request.method != "POST" or batch is None or not form.is_valid():
            return redirect("admin:claims_importbatch_changelist")
        how = {"by": request.user, "at": timezone.now()}
        text = form.cleaned_data["text"]
        try:
            if verb == "submit":
                leave = form.cleaned_data["leave_out_wrong"]
                batches.submit(batch, leave_out_wrong=leave, **how)
            elif verb.startswith("answer-"):
                batches.answer_warning(batch, code=verb.removeprefix("answer-"), note=text, **how)
            elif verb == "approve":
                batches.approve(batch, rationale=text, **how)
            elif verb == "undo":
                batches.undo(batch, note=text, **how)
        except Refused as refusal:
            for need in refusal.needs:
                messages.error(request, need.message)
        if not ImportBatch.objects.filter(pk=pk).exists():
            messages.success(request, "The dry run is forgotten.")
            return redirect("admin:claims_importbatch_changelist")
        return redirect("admin:claims_importbatch_change", pk)


def steps(batch: ImportBatch, user) -> set[str]:
    """Return the steps that a person may take on the batch now. The verbs have the last word."""
    roles, is_own = roles_of(user), batch.created_by_id == user.pk
    steps = set()
    if batch.state in ("checked", "submitting") and is_own and lifecycle.EDITOR in roles:
        steps.add("submit")
    actor = requirements.Actor(roles, is_author=is_own)
    may_answer = not requirements.permission_needs("answer_warning", actor)
    if may_answer and batch.state in ("checked", "submitting", "submitted"):
        steps.add("answer")
    if batch.state in ("submitted", "approving") and not is_own and lifecycle.REVIEWER in roles:
        steps.add("approve")
    is_public = batch.state in ("approving", "approved", "retracting")
    withdraws = is_own or roles & set(lifecycle.VERBS["withdraw"].roles)
    if batch.state in ("checking", "checked"):
        withdraws = is_own
    may_undo = lifecycle.CHIEF_EDITOR in roles or (withdraws and not is_public)
    if may_undo and batch.state not in ("withdrawn", "retracted"):
        steps.add("undo")
    return steps
