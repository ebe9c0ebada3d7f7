"""People, roles and API tokens. A superuser makes tokens for service accounts, too."""

import datetime

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils import timezone
from knox.models import get_digest_token
from knox.settings import CONSTANTS
from unfold import widgets
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from claims.loading.facts import roles_of
from claims.models import ApiToken
from claims.models.client import SCOPES
from claims.rules.lifecycle import CHIEF_EDITOR
from sources.admin.registry import DeskAdmin, never

SHOWN = ("begins", "created", "last_used_at", "revoked_at")
A_YEAR = datetime.timedelta(days=365)
STATES = {"valid": "success", "expired": "warning", "revoked": "danger"}

admin.site.unregister([User, Group])


@admin.register(User)
class DeskUserAdmin(UserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class DeskGroupAdmin(GroupAdmin, ModelAdmin):
    pass


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        choices=[(code, f"{label} ({code})") for code, label in SCOPES],
        widget=widgets.UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="No more than the program needs. It never may do more than the person may.",
    )
    expiry = forms.SplitDateTimeField(
        label="Valid until",
        required=False,
        widget=widgets.UnfoldAdminSplitDateTimeWidget,
        help_text="UTC; empty: until it is revoked.",
    )
    revoke = forms.BooleanField(
        required=False,
        widget=widgets.UnfoldBooleanSwitchWidget,
        help_text="It is refused from then on, for good.",
    )

    class Meta:
        model = ApiToken
        fields = ["name", "user", "scopes", "expiry", "rate"]
        widgets = {"name": widgets.UnfoldAdminTextInputWidget}

    def clean_expiry(self):
        expiry = self.cleaned_data["expiry"]
        if expiry and "expiry" in self.changed_data and expiry <= timezone.now():
            raise forms.ValidationError("That has passed: give a later moment.", "passed")
        return expiry


@admin.register(ApiToken)
class ApiTokenAdmin(DeskAdmin):
    form = TokenForm
    list_display = ["name", "user", "good_for", "state", "expiry", "last_used_at", "begins"]
    list_select_related = ["user"]
    search_fields = ["name", "token_key__startswith"]
    search_help_text = "Name, or how the token begins"
    autocomplete_fields = ["user"]

    @display(description="Scopes")
    def good_for(self, token):
        return ", ".join(token.scopes)

    @display(description="Begins with", ordering="token_key")
    def begins(self, token):
        return f"{token.token_key}…"

    @display(description="State", label=STATES)
    def state(self, token):
        if token.revoked_at:
            return "revoked", "Revoked"
        is_over = token.expiry and token.expiry <= timezone.now()
        return ("expired", "Expired") if is_over else ("valid", "Valid")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(user=request.user)

    def get_fields(self, request, obj=None):
        fields = ["name", "good_for" if obj else "scopes", "expiry"]
        if request.user.is_superuser:
            fields.insert(1, "user")
        if CHIEF_EDITOR in roles_of(request.user):
            fields.append("rate")
        if obj is None:
            return fields
        may_revoke = [] if obj.revoked_at else ["revoke"]
        return [*fields, *may_revoke, *SHOWN]

    def get_readonly_fields(self, request, obj=None):
        # The scopes of a token stay as they are: the holder makes another token for more.
        return [*SHOWN, "user", "good_for", "scopes"] if obj else []

    def get_changeform_initial_data(self, request):
        return {"user": request.user.pk, "expiry": timezone.now() + A_YEAR}

    has_delete_permission = never

    def save_model(self, request, obj, form, change):
        if change:
            if form.cleaned_data.get("revoke"):
                obj.revoked_at = timezone.now()
            return super().save_model(request, obj, form, change)
        if obj.user_id is None:
            obj.user = request.user
        obj.digest, request.made_token = get_digest_token()
        obj.token_key = request.made_token[: CONSTANTS.TOKEN_KEY_LENGTH]
        return super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """Show the token, once: it is stored nowhere, and so in no message either."""
        context = {"made": obj, "token": request.made_token}
        return self.render_page(request, "claims/token_made.html", "The token", context, obj)
