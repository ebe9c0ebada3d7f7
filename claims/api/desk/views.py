"""The views of the desk: their permissions, their input, and a page of rows."""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import permissions
from rest_framework.generics import get_object_or_404

from claims.api.desk.outputs import DeskClaim
from claims.api.http import idempotency, preconditions
from claims.api.http.access import WithinScopes
from claims.api.views import StrictView, json_answer
from claims.loading.dossier import of_fetched
from claims.loading.facts import roles_of
from claims.loading.findings import examine
from claims.models import Claim, ClaimLink


class HasRole(permissions.BasePermission):
    """People with any of the seven roles may read the desk; each verb asks for its own role."""

    message = "Only people with a role in the newsroom may see the desk."

    def has_permission(self, request, view) -> bool:
        return request.user.is_authenticated and bool(roles_of(request.user))


class DeskView(StrictView):
    permission_classes = [permissions.IsAuthenticated, WithinScopes, HasRole]
    queryset = Claim.objects.all()
    serializer_class = DeskClaim
    is_repeatable = False  # whether a POST may run twice: its answer is then kept after it

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        takes_it = request.method == "POST" and hasattr(self, "post")
        if takes_it and idempotency.HEADER in request.headers:
            self.post = partial(self.once, self.post)

    def once(self, handler: Callable, request, **path) -> HttpResponse:
        carry_out = partial(handler, request, **path)
        return idempotency.once(request, carry_out, is_repeatable=self.is_repeatable)

    def claim(self, ref: str) -> Claim:
        return get_object_or_404(Claim.objects.all(), ref=ref)

    def sent(self, shape, claim: Claim | None = None, *, versioned: bool = False) -> dict:
        """Return the checked body; raises ``VersionRequired`` (if ``versioned``) or ``Stale``."""
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

    def page_of(self, rows: QuerySet, shape) -> HttpResponse:
        """Answer with a page of the rows that meet the filters."""
        page = self.paginate_queryset(self.filter_queryset(rows))
        return self.get_paginated_response(shape(page, many=True).data)


def whole() -> QuerySet[Claim]:
    columns = "topic subject measure scope series unit claimant merged_into"
    parts = (
        "citations__document__publisher citations__hops__source citations__checks__by "
        "assessments__by assessments__evidence rulings__by answers__by"
    )
    return Claim.objects.select_related(*columns.split()).prefetch_related(*parts.split())


def view_of(base: type[DeskView], operation_id: str, description: str, **members) -> type[DeskView]:
    """Make the view of a verb; ``members``: the ``verb``, its ``shape`` (the input) and more."""
    members["verb"] = staticmethod(members["verb"])
    described = extend_schema_view(
        post=extend_schema(
            operation_id=operation_id,
            description=description,
            request=members["shape"],
            responses=base.serializer_class,
        )
    )
    return described(type(base.__name__, (base,), members))
