"""The desk over HTTP: each view translates, calls one verb, and answers with the claim after it."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import permissions
from rest_framework.generics import get_object_or_404
from rest_framework.reverse import reverse

from claims.api.desk import desk_input
from claims.api.desk.desk_output import DeskClaim, DeskEvent, DeskRow
from claims.api.desk.translation import claim_arguments, fields_as_sent
from claims.api.http import idempotency, preconditions
from claims.api.http.access import WithinScopes
from claims.api.http.parameters import YES_NO, OneOf, YesNo
from claims.api.views import StrictView, json_answer
from claims.desk import review as desk
from claims.loading.claim import roles_of
from claims.loading.dossier import of_fetched
from claims.loading.findings import examine
from claims.models import Claim, ClaimLink, Event
from claims.rules import choices


class HasRole(permissions.BasePermission):
    """Whoever holds one of the seven roles may read the desk; each verb asks for its own."""

    message = "Only people with a role in the newsroom may see the desk."

    def has_permission(self, request, view) -> bool:
        return request.user.is_authenticated and bool(roles_of(request.user))


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
    permission_classes = [permissions.IsAuthenticated, WithinScopes, HasRole]
    queryset = Claim.objects.all()
    serializer_class = DeskClaim
    # Whether a POST may be carried out twice: the answer to its key is then kept after it.
    is_repeatable = False

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        takes_it = request.method == "POST" and hasattr(self, "post")
        if takes_it and idempotency.HEADER in request.headers:
            self.post = self.once(self.post)

    def once(self, handler: Callable) -> Callable:
        def answered(request, *args, **kwargs) -> HttpResponse:
            carry_out = partial(handler, request, *args, **kwargs)
            return idempotency.once(request, carry_out, is_repeatable=self.is_repeatable)

        return answered

    def claim(self, ref: str) -> Claim:
        return get_object_or_404(Claim.objects.all(), ref=ref)

    def sent(self, shape, claim: Claim | None = None, *, versioned: bool = False) -> dict:
        """The body, checked for its shape; ``versioned``: with the version that was seen.

        Raises ``VersionRequired`` where none is named, and ``Stale`` for the ETag of another state.
        """
        body = self.request.data
        if versioned and isinstance(body, dict):
            body = preconditions.versioned(self.request, claim, body)
        elif claim:
            preconditions.refuse_other(self.request, claim)
        serializer = shape(data=body, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def shown(self, ref: str, status: int = 200, headers: dict | None = None) -> HttpResponse:
        claim = whole().get(ref=ref)
        links = ClaimLink.objects.of(claim).order_by("id")
        links = links.select_related("from_claim", "to_claim", "suggested_by", "decided_by")
        examined = examine(of_fetched(claim, links), timezone.now().date())
        context = {**self.get_serializer_context(), "examined": examined}
        data = DeskClaim(claim, context=context).data
        return preconditions.tagged(json_answer(data, status, headers), claim)


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
        data = self.sent(desk_input.ClaimInput)
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
        data = self.sent(desk_input.EditInput, claim, versioned=True)
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
