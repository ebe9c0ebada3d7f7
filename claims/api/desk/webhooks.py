"""Webhooks over HTTP: each user has their own, with the log of what was sent."""

from django.http import HttpResponse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.desk.views import DeskView
from claims.api.http.fields import CodeField, StrictSerializer, column
from claims.api.http.parameters import OneOf
from claims.api.views import json_answer
from claims.models import Delivery, Webhook
from claims.models.webhook import DELIVERY_STATES
from claims.record.shape import moment, text, whole
from claims.rules import choices
from claims.webhooks import keeping
from sources.api import columns

WEBHOOK = (
    "id url description kinds is_active disabled_reason failures failing_since last created_at"
)


class WebhookRow(serializers.ModelSerializer):
    """A webhook and its state."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=choices.CHANGE_KINDS))
    disabled_reason = text("Why it was disabled; empty if it was not.")
    last = whole("The position of the last change that was put into its queue.", source="cursor")
    Meta = columns(Webhook, WEBHOOK, read_only=True)


class WebhookWithSecret(WebhookRow):
    secret = text("Signs what is sent. Shown this once: keep it.")
    Meta = columns(Webhook, f"{WEBHOOK} secret", read_only=True)


class Attempt(serializers.Serializer):
    at = moment()
    status = whole("Null: there was no answer.", null=True)
    error = text(allow_blank=True)
    response = text("How the answer begins.", allow_blank=True)


class DeliveryRow(serializers.ModelSerializer):
    """One message to a webhook, with every attempt, oldest first."""

    state = serializers.ChoiceField(choices=DELIVERY_STATES)
    attempts = Attempt(many=True)
    Meta = columns(
        Delivery,
        "id message_id position state attempts created_at next_attempt_at delivered_at",
        read_only=True,
    )


class WebhookInput(StrictSerializer):
    """The address of a webhook, and the kinds of change to send; no kinds: all."""

    url = serializers.CharField(max_length=500)
    description = column(Webhook, "description")
    kinds = serializers.ListField(child=CodeField(choices=choices.CHANGE_KINDS), required=False)


class WebhookEdit(WebhookInput):
    url = serializers.CharField(max_length=500, required=False)
    is_active = serializers.BooleanField(
        required=False, help_text="false: send nothing for now; true: go on, with what had waited."
    )


class DeliveryFilters(filters.FilterSet):
    state = OneOf(DELIVERY_STATES, "Where the message stands.")


class WebhookView(DeskView):
    """The views of webhooks. Only the owner may use a webhook."""

    queryset = Webhook.objects.all()
    serializer_class = WebhookRow

    def scopes(self) -> set[str]:
        return {"webhooks"}

    def own(self):
        return self.queryset.filter(owner=self.request.user)

    def hook(self, webhook: int) -> Webhook:
        return get_object_or_404(self.own(), pk=webhook)

    def shown_once(self, hook: Webhook, status: int = 200, headers=None) -> HttpResponse:
        headers = {"Cache-Control": "no-store", **(headers or {})}
        return json_answer(WebhookWithSecret(hook).data, status, headers)


class WebhookList(WebhookView):
    """Your webhooks, newest first."""

    is_list = True

    @extend_schema(operation_id="webhooks_list", responses=WebhookRow(many=True))
    def get(self, request):
        return self.page_of(self.own(), WebhookRow)

    @extend_schema(
        operation_id="webhooks_create", request=WebhookInput, responses={201: WebhookWithSecret}
    )
    def post(self, request):
        """Add a webhook for changes from now on; the answer shows its secret."""
        hook = keeping.add(by=request.user, at=timezone.now(), **self.sent(WebhookInput))
        address = reverse("webhook", kwargs={"webhook": hook.pk}, request=request)
        return self.shown_once(hook, 201, {"Location": address})


class WebhookDetail(WebhookView):
    """One of your webhooks."""

    @extend_schema(operation_id="webhooks_retrieve", responses=WebhookRow)
    def get(self, request, webhook: int):
        return Response(WebhookRow(self.hook(webhook)).data)

    @extend_schema(operation_id="webhooks_edit", request=WebhookEdit, responses=WebhookRow)
    def patch(self, request, webhook: int):
        changes = self.sent(WebhookEdit)
        return Response(WebhookRow(keeping.change(self.hook(webhook), **changes)).data)

    @extend_schema(operation_id="webhooks_delete", responses={204: None})
    def delete(self, request, webhook: int):
        """Remove a webhook with its log."""
        self.hook(webhook).delete()
        return Response(status=204)


class WebhookSecret(WebhookView):
    @extend_schema(operation_id="webhooks_rotate", request=None, responses=WebhookWithSecret)
    def post(self, request, webhook: int):
        """Make a new secret; the previous one signs too, for 24 hours."""
        return self.shown_once(keeping.rotate(self.hook(webhook), timezone.now()))


class WebhookTest(WebhookView):
    @extend_schema(operation_id="webhooks_test", request=None, responses={202: DeliveryRow})
    def post(self, request, webhook: int):
        """Queue a test message."""
        delivery = keeping.test(self.hook(webhook), timezone.now())
        return json_answer(DeliveryRow(delivery).data, 202)


class Deliveries(WebhookView):
    """The messages to a webhook, sent or waiting, newest first."""

    is_list = True
    filterset_class = DeliveryFilters
    serializer_class = DeliveryRow

    @extend_schema(operation_id="webhooks_deliveries", responses=DeliveryRow(many=True))
    def get(self, request, webhook: int):
        return self.page_of(self.hook(webhook).deliveries.all(), DeliveryRow)


class Redeliver(WebhookView):
    @extend_schema(operation_id="webhooks_redeliver", request=None, responses={202: DeliveryRow})
    def post(self, request, webhook: int, delivery: int):
        """Queue a message again with the same id, whether it was delivered or not."""
        sent = get_object_or_404(self.hook(webhook).deliveries, pk=delivery)
        return json_answer(DeliveryRow(keeping.send_again(sent, timezone.now())).data, 202)
