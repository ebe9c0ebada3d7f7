"""Webhooks in the admin: adding one, its secret (shown once), its log, and sending again.

Chief editors manage all webhooks, by the verbs of the API (``claims.webhooks.keeping``).
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from claims.models import Delivery, Webhook
from claims.rules import choices
from claims.webhooks import keeping
from sources.admin.registry import DeskAdmin, KeptAdmin, labeled, never

STATE_COLORS = {"waiting": "info", "delivered": "success", "failed": "danger"}
STEPS = {
    "rotate": "Give it a new secret. For 24 hours the one before signs, too.",
    "test": "Queue a message that says it is a test.",
    "enable": "Send again, from where it stopped.",
    "pause": "Send nothing until it is enabled again. Nothing is lost meanwhile.",
}


class WebhookForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        choices=choices.CHANGE_KINDS,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="Only changes of these kinds; none ticked: of all.",
    )


def to_step(name: str, description: str):
    """Make a button that leads to the page of a step."""

    def lead(self, request, object_id):
        return redirect("admin:claims_webhook_step", object_id, name)

    lead.__name__ = f"to_{name}"
    return action(description=description, url_path=f"to-{name}", permissions=["change"])(lead)


@admin.register(Webhook)
class WebhookAdmin(DeskAdmin):
    form = WebhookForm
    actions = None
    list_display = ["name", "owner", "stand", "failures", "cursor"]
    list_select_related = ["owner"]
    search_fields = ["url", "description"]
    readonly_fields = ["owner", "stand", "disabled_reason", "failing_since", "cursor", "rotated_at"]
    actions_detail = ["to_log", *(f"to_{step}" for step in STEPS)]

    @display(description="Webhook", ordering="url")
    def name(self, hook):
        return str(hook)

    @display(description="State", label={"Active": "success", "Disabled": "danger"})
    def stand(self, hook):
        if hook.is_active:
            return "Active"
        return "Disabled" if hook.disabled_reason else "Paused"

    def get_fields(self, request, obj=None):
        fields = ["url", "description", "kinds"]
        return [*fields, *self.readonly_fields] if obj else fields

    def has_add_permission(self, request):
        own = Webhook.objects.filter(owner=request.user.pk)
        return super().has_add_permission(request) and own.count() < keeping.MOST

    # The log of deliveries stays; a webhook that is not wanted is paused.
    has_delete_permission = never

    def save_model(self, request, obj, form, change):
        data = {name: form.cleaned_data[name] for name in keeping.GIVEN}
        if change:
            keeping.change(obj, **data)
            return
        hook = keeping.add(by=request.user, at=timezone.now(), **data)
        obj.pk, obj.secret = hook.pk, hook.secret

    def response_add(self, request, obj, post_url_continue=None):
        return self.secret_page(request, obj)

    def secret_page(self, request, hook: Webhook) -> TemplateResponse:
        """Show the secret in the answer itself; no other page ever shows it."""
        template, title = "claims/webhooks/secret.html", "The secret of the webhook"
        return self.render_page(request, template, title, {"hook": hook}, hook)

    @action(description="Log", url_path="to-log", permissions=["view"])
    def to_log(self, request, object_id):
        log = reverse("admin:claims_delivery_changelist")
        return redirect(f"{log}?webhook__id__exact={object_id}")

    to_rotate = to_step("rotate", "New secret")
    to_test = to_step("test", "Send a test")
    to_enable = to_step("enable", "Enable")
    to_pause = to_step("pause", "Pause")

    def pages(self):
        return [("<int:pk>/step/<slug:name>/", "step", self.take_step)]

    def take_step(self, request, pk: int, name: str):
        """Ask whether to take a step, and take it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        hook = get_object_or_404(Webhook, pk=pk)
        if name not in STEPS:
            return redirect("admin:claims_webhook_change", pk)
        if request.method != "POST":
            context = {"hook": hook, "told": STEPS[name]}
            return self.render_page(request, "claims/webhooks/step.html", str(hook), context, hook)
        if name == "rotate":
            return self.secret_page(request, keeping.rotate(hook, timezone.now()))
        if name == "test":
            keeping.test(hook, timezone.now())
        else:
            {"enable": keeping.enable, "pause": keeping.pause}[name](hook)
        messages.success(request, f"Done: {STEPS[name]}")
        return redirect("admin:claims_webhook_change", pk)


@admin.register(Delivery)
class DeliveryAdmin(KeptAdmin):
    actions = ["send_again"]
    list_display = ["__str__", "webhook", "stand", "last_answer", "created_at", "next_attempt_at"]
    list_select_related = ["webhook"]
    list_filter = [("webhook", RelatedDropdownFilter), ("state", ChoicesDropdownFilter)]
    fields = readonly_fields = [
        *("webhook", "position", "message_id", "stand", "created_at"),
        *("next_attempt_at", "delivered_at", "log"),
    ]

    stand = labeled("state", "State", STATE_COLORS, ordering="state")

    @display(description="Last answer")
    def last_answer(self, delivery):
        return answer(delivery.attempts[-1]) if delivery.attempts else "–"

    @display(description="Attempts")
    def log(self, delivery):
        lines = ((one["at"], answer(one), one["response"]) for one in delivery.attempts)
        return format_html_join("", "<p>{}: {}<br><code>{}</code></p>", lines) or "None yet."

    def has_resend_permission(self, request) -> bool:
        return request.user.has_perm("claims.change_webhook")

    @admin.action(description="Send again", permissions=["resend"])
    def send_again(self, request, queryset):
        for delivery in queryset:
            keeping.send_again(delivery, timezone.now())
        messages.success(request, f"Queued again: {len(queryset)}.")


def answer(attempt: dict) -> str:
    return attempt["error"] or f"HTTP {attempt['status']}"
