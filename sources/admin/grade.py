"""Grades of reliability. The verb gives them, and nobody changes them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from sources.admin.forms import by_field, words
from sources.admin.registry import KeptAdmin, labeled
from sources.models import ReliabilityGrade, Topic
from sources.models.grade import RATIONALE_LENGTH, RELIABILITY_GRADES
from sources.reliability import give_grade

GRADE_COLORS = {"A": "success", "B": "success", "C": "info", "D": "warning", "E": "danger"}


@admin.register(ReliabilityGrade)
class ReliabilityGradeAdmin(KeptAdmin):
    list_display = ["source", "letter", "topic", "valid_from", "valid_until", "by", "at"]
    list_select_related = ["source", "topic", "by"]
    list_filter = ["grade"]
    search_fields = ["source__name"]

    letter = labeled("grade", "Grade", GRADE_COLORS)


class GradeForm(forms.Form):
    grade = forms.ChoiceField(
        choices=[("", "Choose a grade"), *RELIABILITY_GRADES], widget=UnfoldAdminSelectWidget
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        required=False,
        empty_label="In general",
        widget=UnfoldAdminSelectWidget,
        help_text="A grade on a topic goes before the general one.",
    )
    valid_from = forms.DateField(
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        help_text="The day from which it holds; the grade before it ends there.",
    )
    help_text = f"What the grade rests on, in at least {RATIONALE_LENGTH} characters. "
    rationale = words(None, f"{help_text}It stays for good.", rows=5, required=True)


def grade_page(model_admin, request, source):
    """Give a source a grade. The page is for those who may add grades."""
    if not request.user.has_perm("sources.add_reliabilitygrade"):
        raise PermissionDenied
    form = GradeForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            row = give_grade(source, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            for field, errors in by_field(error, form.fields).items():
                form.add_error(field, errors)
        else:
            messages.success(request, f"{source} is graded {row.grade} from {row.valid_from}.")
            return redirect("admin:sources_source_change", source.pk)
    context = {
        "source": source,
        "form": form,
        "grades": source.grades.select_related("topic", "by").order_by("-valid_from", "-id"),
    }
    title = f"Give {source} a grade"
    return model_admin.render_page(request, "sources/grade.html", title, context, source)
