"""Webhooks over HTTP: everybody keeps their own, and reads what was sent to them."""

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
from claims.rules import choices
from claims.webhooks import keeping

SECRET = "Signs what is sent. Shown this once: keep it."


class WebhookRow(serializers.ModelSerializer):
    """A webhook, and how it fares."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=choices.CHANGE_KINDS))
    disabled_reason = serializers.CharField(help_text="Why it was disabled; empty if it was not.")
    last = serializers.IntegerField(
        source="cursor", help_text="The position of the last change that was put into its queue."
    )

    class Meta:
        model = Webhook
        fields = ["id", "url", "description", "kinds", "is_active", "disabled_reason", "failures"]
        fields += ["failing_since", "last", "created_at"]
        read_only_fields = fields


class WebhookWithSecret(WebhookRow):
    secret = serializers.CharField(help_text=SECRET)

    class Meta(WebhookRow.Meta):
        fields = [*WebhookRow.Meta.fields, "secret"]
        read_only_fields = fields


class Attempt(serializers.Serializer):
    at = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True, help_text="Null: there was no answer.")
    error = serializers.CharField(allow_blank=True)
    response = serializers.CharField(allow_blank=True, help_text="How the answer begins.")


class DeliveryRow(serializers.ModelSerializer):
    """One message to a webhook, with every attempt, oldest first."""

    state = serializers.ChoiceField(choices=DELIVERY_STATES)
    attempts = Attempt(many=True)

    class Meta:
        model = Delivery
        fields = ["id", "message_id", "position", "state", "attempts", "created_at"]
        fields += ["next_attempt_at", "delivered_at"]
        read_only_fields = fields


class WebhookInput(StrictSerializer):
    """Where to, and of what; no kinds: of all."""

    url = serializers.CharField(max_length=500)
    description = column(Webhook, "description")
    kinds = serializers.ListField(child=CodeField(choices=choices.CHANGE_KINDS), required=False)


class WebhookEdit(WebhookInput):
    url = serializers.CharField(max_length=500, required=False)
    is_active = serializers.BooleanField(
        required=False, help_text="false: send nothing for now; true: go on, with what had waited."
    )


class DeliveryFilters(filters.FilterSet):
    state = OneOf(choices=DELIVERY_STATES, help_text="Where the message stands.")


class WebhookView(DeskView):
    """What the views of webhooks share: who may use them is said here."""

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
        """Adds one that is told of what changes from now on; the answer shows its secret."""
        given = self.sent(WebhookInput)
        hook = keeping.add(by=request.user, at=timezone.now(), **given)
        address = reverse("webhook", kwargs={"webhook": hook.pk}, request=request)
        return self.shown_once(hook, 201, {"Location": address})


class WebhookDetail(WebhookView):
    """One of your webhooks."""

    @extend_schema(operation_id="webhooks_retrieve", responses=WebhookRow)
    def get(self, request, webhook: int):
        return Response(WebhookRow(self.hook(webhook)).data)

    @extend_schema(operation_id="webhooks_edit", request=WebhookEdit, responses=WebhookRow)
    def patch(self, request, webhook: int):
        given = self.sent(WebhookEdit)
        hook = keeping.change(self.hook(webhook), **given)
        return Response(WebhookRow(hook).data)

    @extend_schema(operation_id="webhooks_delete", responses={204: None})
    def delete(self, request, webhook: int):
        """Removes it with its log."""
        self.hook(webhook).delete()
        return Response(status=204)


class WebhookSecret(WebhookView):
    @extend_schema(operation_id="webhooks_rotate", request=None, responses=WebhookWithSecret)
    def post(self, request, webhook: int):
        """Gives it a new secret; for 24 hours the one before signs, too."""
        return self.shown_once(keeping.rotate(self.hook(webhook), timezone.now()))


class WebhookTest(WebhookView):
    @extend_schema(operation_id="webhooks_test", request=None, responses={202: DeliveryRow})
    def post(self, request, webhook: int):
        """Queues a message that says it is a test."""
        delivery = keeping.test(self.hook(webhook), timezone.now())
        return json_answer(DeliveryRow(delivery).data, 202)


class Deliveries(WebhookView):
    """What was sent to a webhook, or waits to be, newest first."""

    is_list = True
    filterset_class = DeliveryFilters
    serializer_class = DeliveryRow

    @extend_schema(operation_id="webhooks_deliveries", responses=DeliveryRow(many=True))
    def get(self, request, webhook: int):
        return self.page_of(self.hook(webhook).deliveries.all(), DeliveryRow)


class Redeliver(WebhookView):
    @extend_schema(operation_id="webhooks_redeliver", request=None, responses={202: DeliveryRow})
    def post(self, request, webhook: int, delivery: int):
        """Queues a message again, whatever came of it: with the same id."""
        found = get_object_or_404(self.hook(webhook).deliveries, pk=delivery)
        again = keeping.send_again(found, timezone.now())
        return json_answer(DeliveryRow(again).data, 202)
