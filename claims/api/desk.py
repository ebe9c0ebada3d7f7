"""The desk over HTTP: each view translates, calls one verb, and answers with the claim after it."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, permissions
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import choices, desk
from claims.api import desk_input
from claims.api.desk_output import DeskClaim, DeskEvent, DeskRow
from claims.api.parameters import YES_NO, OneOf, YesNo
from claims.api.translation import claim_arguments, fields_as_sent
from claims.api.views import StrictView
from claims.facts import roles_of
from claims.findings import examine
from claims.issuing import publish_needs
from claims.models import Claim, Event


class HasRole(permissions.BasePermission):
    """Whoever holds one of the seven roles may read the desk; each verb asks for its own."""

    message = "Only people with a role in the newsroom may see the desk."

    def has_permission(self, request, view) -> bool:
        return request.user.is_authenticated and bool(roles_of(request.user))


class VersionRequired(exceptions.APIException):
    """A step is taken on a version that somebody saw: without one, it is not taken."""

    status_code = 428
    default_code = "version_required"
    default_detail = "Give the version of the claim that you saw, as “version”."
    errors = [{"field": "version", "code": "required", "message": default_detail}]


class DeskFilters(filters.FilterSet):
    review_state = OneOf(choices=choices.REVIEW_STATES, help_text="Where the review stands.")
    needs_reassessment = YesNo(
        "needs_reassessment", help_text="Whether what its published status needs has fallen away."
    )
    mine = OneOf(choices=YES_NO, method="by_author", help_text="true: only claims that you wrote.")

    def by_author(self, queryset, name, value):
        mine = {"created_by": self.request.user}
        if set(value) == {"true", "false"}:
            return queryset
        return queryset.filter(**mine) if value == ["true"] else queryset.exclude(**mine)


class DeskView(StrictView):
    permission_classes = [permissions.IsAuthenticated, HasRole]
    queryset = Claim.objects.all()
    serializer_class = DeskClaim

    def claim(self, ref: str) -> Claim:
        return get_object_or_404(Claim.objects.all(), ref=ref)

    def sent(self, shape, *, versioned: bool = True) -> dict:
        """The body, checked for its shape. Raises ``VersionRequired`` where it names none."""
        body = self.request.data
        if versioned and isinstance(body, dict) and body.get("version") is None:
            raise VersionRequired()
        serializer = shape(data=body, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def shown(self, ref: str, status: int = 200, headers: dict | None = None) -> Response:
        claim, today = whole().get(ref=ref), timezone.now().date()
        context = {**self.get_serializer_context(), "examined": examine(claim, today)}
        context["publish_needs"] = publish_needs(claim, today)
        return Response(DeskClaim(claim, context=context).data, status=status, headers=headers)


def whole() -> QuerySet[Claim]:
    return Claim.objects.select_related(
        "topic", "subject", "measure", "scope", "series", "unit", "claimant", "merged_into"
    ).prefetch_related(
        "citations__document__publisher",
        "citations__hops__source",
        "citations__checks__by",
        "assessments__by",
        "assessments__evidence",
        "rulings__by",
    )


class DeskList(DeskView):
    """The claims of the desk, newest first."""

    filterset_class = DeskFilters

    @property
    def is_list(self) -> bool:
        return self.request.method != "POST"

    @extend_schema(operation_id="desk_claims_list", responses=DeskRow(many=True))
    def get(self, request):
        rows = Claim.objects.select_related("created_by", "last_edited_by")
        page = self.paginate_queryset(self.filter_queryset(rows))
        return self.get_paginated_response(DeskRow(page, many=True).data)

    @extend_schema(
        operation_id="desk_claims_create",
        request=desk_input.ClaimInput,
        responses={201: DeskClaim},
    )
    def post(self, request):
        data = self.sent(desk_input.ClaimInput, versioned=False)
        with transaction.atomic(), fields_as_sent(request.data):
            fields, citations = claim_arguments(data)
            note = data.get("note", "")
            claim = desk.create(
                fields, citations or (), by=request.user, at=timezone.now(), note=note
            )
        address = reverse("desk-claim", kwargs={"ref": claim.ref}, request=request)
        return self.shown(claim.ref, 201, {"Location": address})


class DeskDetail(DeskView):
    """One claim of the desk, whole."""

    @extend_schema(operation_id="desk_claims_retrieve", responses=DeskClaim)
    def get(self, request, ref: str):
        self.claim(ref)
        return self.shown(ref)

    @extend_schema(
        operation_id="desk_claims_edit", request=desk_input.EditInput, responses=DeskClaim
    )
    def patch(self, request, ref: str):
        """Change what is given; ``citations`` is the full list, where it is given at all."""
        claim = self.claim(ref)
        data = self.sent(desk_input.EditInput)
        with transaction.atomic(), fields_as_sent(request.data):
            fields, citations = claim_arguments(data, claim)
            desk.edit(
                claim,
                fields,
                citations,
                by=request.user,
                at=timezone.now(),
                version=data["version"],
                note=data.get("note", ""),
            )
        return self.shown(ref)


class DeskEvents(DeskView):
    """What happened to a claim, last step first."""

    is_list = True
    keyset = "-number"
    queryset = Event.objects.select_related("by").defer("snapshot")
    serializer_class = DeskEvent

    @extend_schema(operation_id="desk_claims_events", responses=DeskEvent(many=True))
    def get(self, request, ref: str):
        rows = self.get_queryset().filter(claim=self.claim(ref))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(DeskEvent(page, many=True).data)
