"""Series, and figures with their policies and members, which are added and never changed."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from unfold.admin import TabularInline
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from claims.admin.choosers import RefField
from claims.admin.claim_list.filters import FigureSourceFilter
from claims.admin.registers.vocabulary import is_used
from claims.figures import policies
from claims.models import Figure, FigureMember, FigurePolicy, Series
from claims.rules import choices
from claims.rules.refusals import Refused
from claims.rules.series import CircularDerivation, derives_from
from sources.admin.forms import RegistryForm, words
from sources.admin.registry import NamedAdmin, RegistryAdmin, never


class SeriesForm(RegistryForm):
    def clean_derives_from(self):
        original = self.cleaned_data["derives_from"]
        originals = dict(Series.objects.values_list("slug", "derives_from__slug"))
        try:
            if original and self.instance.pk:
                derives_from(self.instance.slug, {**originals, self.instance.slug: original.slug})
        except CircularDerivation as error:
            raise forms.ValidationError(str(error), error.code) from error
        return original


@admin.register(Series)
class SeriesAdmin(NamedAdmin):
    form = SeriesForm
    list_display = ["name", "measure", "subject", "claimant", "is_cumulative", "derives_from"]
    list_select_related = ["measure", "subject", "claimant", "derives_from"]
    autocomplete_fields = ["measure", "subject", "scope", "claimant", "derives_from"]
    fields = [
        *("name", "slug", ("measure", "subject", "scope"), "claimant"),
        *(("is_cumulative", "starts_on"), "derives_from", "derivation_note"),
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        used = obj and (is_used("series", obj) or FigurePolicy.objects.filter(series=obj).exists())
        return (*fixed, "measure", "subject", "scope", "claimant") if used else fixed


class DecisionInline(TabularInline):
    """The decisions so far, newest first. A page of its own takes the next one."""

    extra = 0
    can_delete = False
    ordering = ["-id"]
    hide_title = True
    has_add_permission = has_change_permission = has_delete_permission = never


class PolicyInline(DecisionInline):
    model = FigurePolicy
    fields = readonly_fields = ["policy", "series", "preferred", "note", "by", "at"]
    verbose_name_plural = "Policies"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("series", "preferred", "by")


class MemberInline(DecisionInline):
    model = FigureMember
    fields = readonly_fields = ["claim", "decision", "reason", "by", "at"]
    verbose_name_plural = "Claims that were decided on"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("claim", "by")


def claim_field(**kwargs):
    widget = UnfoldAdminTextInputWidget(attrs={"placeholder": "CLM-000123"})
    return RefField(widget=widget, **kwargs)


class PolicyForm(forms.Form):
    policy = forms.ChoiceField(choices=choices.FIGURE_POLICIES, widget=UnfoldAdminSelectWidget)
    series = forms.ModelChoiceField(
        Series.objects.none(),
        required=False,
        empty_label="None",
        widget=UnfoldAdminSelectWidget,
        help_text="For the latest of a series, and only then.",
    )
    preferred = claim_field(required=False, help_text="For a preferred claim, and only then.")
    note = words("Why", "It stays for good, and stands beside the answer.", rows=4, required=True)

    def __init__(self, data, figure: Figure):
        super().__init__(data)
        self.fields["series"].queryset = Series.objects.filter(
            measure=figure.measure_id, subject=figure.subject_id, scope=figure.scope_id
        )


class MemberForm(forms.Form):
    claim = claim_field()
    decision = forms.ChoiceField(choices=choices.FIGURE_DECISIONS, widget=UnfoldAdminSelectWidget)
    reason = words(None, "It stays for good, and stands beside the claim.", rows=4, required=True)

    def __init__(self, data, figure: Figure):
        super().__init__(data)


# Address → the form, the verb, and the words of the page.
DECISIONS = {
    "policy": (PolicyForm, policies.set_policy, "How is it answered from now on?"),
    "member": (MemberForm, policies.decide_member, "Does a claim count for it?"),
}


@admin.register(Figure)
class FigureAdmin(RegistryAdmin):
    list_display = ["question", "measure", "subject", "scope"]
    list_select_related = ["measure", "subject", "scope"]
    list_filter = [FigureSourceFilter]
    search_fields = ["question", "slug"]
    ordering = ["question", "id"]
    prepopulated_fields = {"slug": ["question"]}
    autocomplete_fields = ["measure", "subject", "scope"]
    set_once = ("slug", "measure", "subject", "scope")
    fields = ["question", "slug", ("measure", "subject", "scope")]
    inlines = [PolicyInline, MemberInline]
    actions_detail = ["to_policy", "to_member"]

    @action(description="Set the policy", url_path="to-policy", permissions=["change"])
    def to_policy(self, request, object_id):
        return redirect("admin:claims_figure_policy", object_id)

    @action(description="Decide on a claim", url_path="to-member", permissions=["change"])
    def to_member(self, request, object_id):
        return redirect("admin:claims_figure_member", object_id)

    def pages(self):
        return [(f"<int:pk>/{n}/", n, partial(self.decide, name=n)) for n in DECISIONS]

    def decide(self, request, pk: int, name: str):
        """Take one decision on a figure by its verb, with refusals at their fields."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        figure = get_object_or_404(Figure, pk=pk)
        make, verb, title = DECISIONS[name]
        form = make(request.POST or None, figure)
        if request.method == "POST" and form.is_valid():
            try:
                verb(figure, **form.cleaned_data, by=request.user, at=timezone.now())
            except Refused as refused:
                for need in refused.needs:
                    form.add_error(need.field if need.field in form.fields else None, need.message)
            else:
                messages.success(request, f"Decided on “{figure}”.")
                return redirect("admin:claims_figure_change", figure.pk)
        context = {"figure": figure, "form": form}
        return self.render_page(request, "claims/figure_decision.html", title, context, figure)
