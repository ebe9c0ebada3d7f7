"""Series, and figures with their policies and members; these are added and never changed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from unfold.admin import TabularInline
from unfold.decorators import action
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from claims.admin.claim_list.source_filters import FigureSourceFilter
from claims.figures import policies
from claims.models import Claim, Figure, FigureMember, FigurePolicy, Publication, Series
from claims.rules import choices
from claims.rules.refs import ref_of
from claims.rules.refusals import Refused
from claims.rules.series import CircularDerivation, derives_from
from sources.admin.forms import RegistryForm, words
from sources.admin.registry import RegistryAdmin


class SeriesForm(RegistryForm):
    def clean_derives_from(self):
        original = self.cleaned_data["derives_from"]
        known = dict(Series.objects.values_list("slug", "derives_from__slug"))
        try:
            if original and self.instance.pk:
                derives_from(self.instance.slug, {**known, self.instance.slug: original.slug})
        except CircularDerivation as error:
            raise forms.ValidationError(str(error), error.code) from error
        return original


@admin.register(Series)
class SeriesAdmin(RegistryAdmin):
    form = SeriesForm
    list_display = ["name", "measure", "subject", "claimant", "is_cumulative", "derives_from"]
    list_select_related = ["measure", "subject", "claimant", "derives_from"]
    search_fields = ["name", "slug"]
    ordering = ["name", "id"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["measure", "subject", "scope", "claimant", "derives_from"]
    set_once = ("slug",)
    fields = [
        "name",
        "slug",
        ("measure", "subject", "scope"),
        "claimant",
        ("is_cumulative", "starts_on"),
        "derives_from",
        "derivation_note",
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        used = obj and any(
            model.objects.filter(series=obj).exists()
            for model in (Claim, Publication, FigurePolicy)
        )
        return (*fixed, "measure", "subject", "scope", "claimant") if used else fixed


class Kept(TabularInline):
    """What was decided, newest first; the next is decided on a page of its own."""

    extra = 0
    can_delete = False
    ordering = ["-id"]
    hide_title = True

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class PolicyInline(Kept):
    model = FigurePolicy
    fields = readonly_fields = ["policy", "series", "preferred", "note", "by", "at"]
    verbose_name_plural = "Policies"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("series", "preferred", "by")


class MemberInline(Kept):
    model = FigureMember
    fields = readonly_fields = ["claim", "decision", "reason", "by", "at"]
    verbose_name_plural = "Claims that were decided on"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("claim", "by")


class ClaimField(forms.CharField):
    """A claim by its ref."""

    def __init__(self, **kwargs):
        widget = UnfoldAdminTextInputWidget(attrs={"placeholder": "CLM-000123"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        found = Claim.objects.filter(ref=ref_of(typed)).first()
        if typed and found is None:
            raise forms.ValidationError(f"There is no claim “{typed}”: give a ref like CLM-000123.")
        return found


class PolicyForm(forms.Form):
    policy = forms.ChoiceField(choices=choices.FIGURE_POLICIES, widget=UnfoldAdminSelectWidget)
    series = forms.ModelChoiceField(
        Series.objects.none(),
        required=False,
        empty_label="None",
        widget=UnfoldAdminSelectWidget,
        help_text="For the latest of a series, and only then.",
    )
    preferred = ClaimField(required=False, help_text="For a preferred claim, and only then.")
    note = words("Why", "It stays for good, and stands beside the answer.", rows=4, required=True)

    def __init__(self, data, figure: Figure):
        super().__init__(data)
        self.fields["series"].queryset = Series.objects.filter(
            measure=figure.measure_id, subject=figure.subject_id, scope=figure.scope_id
        )


class MemberForm(forms.Form):
    claim = ClaimField()
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
        return redirect(reverse("admin:claims_figure_policy", args=[object_id]))

    @action(description="Decide on a claim", url_path="to-member", permissions=["change"])
    def to_member(self, request, object_id):
        return redirect(reverse("admin:claims_figure_member", args=[object_id]))

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self.decide),
                {"name": name},
                name=f"claims_figure_{name}",
            )
            for name in DECISIONS
        ]
        return own + super().get_urls()

    def decide(self, request, pk: int, name: str):
        """One decision on a figure, by its verb; a refusal stands at the field it is about."""
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
