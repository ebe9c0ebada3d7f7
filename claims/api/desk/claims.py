"""The claims of the desk over HTTP: the list, one claim, and its history."""

from django.db import transaction
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.reverse import reverse

from claims import desk
from claims.api.desk import inputs
from claims.api.desk.outputs import DeskClaim, DeskEvent, DeskRow
from claims.api.desk.translation import claim_arguments, fields_as_sent
from claims.api.desk.views import DeskView
from claims.api.http.parameters import YES_NO, OneOf, YesNo
from claims.models import Claim, Event
from claims.rules import choices


class DeskFilters(filters.FilterSet):
    review_state = OneOf(choices.REVIEW_STATES, "Where the review stands.")
    needs_reassessment = YesNo("Whether what its published status needs has fallen away.")
    mine = OneOf(YES_NO, "true: only claims that you wrote.", method="by_author")

    def by_author(self, queryset, name, value):
        mine = {"created_by": self.request.user}
        if set(value) == {"true", "false"}:
            return queryset
        return queryset.filter(**mine) if value == ["true"] else queryset.exclude(**mine)


class DeskList(DeskView):
    """The claims of the desk, newest first."""

    is_list = True
    filterset_class = DeskFilters

    @extend_schema(operation_id="desk_claims_list", responses=DeskRow(many=True))
    def get(self, request):
        return self.page_of(Claim.objects.select_related("created_by", "last_edited_by"), DeskRow)

    @extend_schema(
        operation_id="desk_claims_create", request=inputs.ClaimInput, responses={201: DeskClaim}
    )
    def post(self, request):
        data = self.sent(inputs.ClaimInput)
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

    @extend_schema(operation_id="desk_claims_edit", request=inputs.EditInput, responses=DeskClaim)
    def patch(self, request, ref: str):
        """Change the members of the body; ``citations``, if there, is the full list."""
        claim = self.claim(ref)
        data = self.sent(inputs.EditInput, claim, versioned=True)
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
    """The history of a claim, last step first."""

    is_list = True
    keyset = "-number"
    queryset = Event.objects.select_related("by").defer("snapshot")
    serializer_class = DeskEvent

    @extend_schema(operation_id="desk_claims_events", responses=DeskEvent(many=True))
    def get(self, request, ref: str):
        return self.page_of(self.get_queryset().filter(claim=self.claim(ref)), DeskEvent)
