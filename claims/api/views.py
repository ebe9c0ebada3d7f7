"""What the views of the API have in common."""

import datetime
import functools

from django.http import HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import generics, permissions, serializers
from rest_framework.exceptions import MethodNotAllowed, ValidationError
from rest_framework.renderers import BaseRenderer

from claims import moments
from claims.api import exports, selection, workbook
from claims.api.parameters import MOMENT, refuse_unknown
from claims.api.renderers import EXPORTED, WHOLE, Negotiation

KNOWN_AT = "What was public at this moment (RFC 3339), or at the end of this day (UTC)."
KNOWN_AT_PARAMETER = OpenApiParameter("known_at", MOMENT, description=KNOWN_AT)


@functools.cache
def members_of(shape: type[serializers.Serializer]) -> tuple[str, ...]:
    return tuple(shape().fields)


class StrictView(generics.GenericAPIView):
    """A view that refuses query parameters which it does not take."""

    is_list = False
    knows_moments = False
    table: str | None = None  # its columns as CSV, where the list is also a stream
    formats: tuple[type[BaseRenderer], ...] = ()  # that it has besides
    described: dict[str, dict] = {}  # the schema of an answer by media type, where it is another
    includable: tuple[str, ...] = ()  # what ``include`` adds to its documents
    may_move = False  # whether what was asked for may have been merged into another
    is_selectable = False  # whether ``fields`` leaves members out; of a list with a table it does
    content_negotiation_class = Negotiation

    def parameters(self) -> set[str]:
        """The names that this view takes: its filters, the moment and, for a list, the page."""
        names = {"known_at"} if self.knows_moments else set()
        if len(self.get_renderers()) > 1:
            names.add("format")
        if self.members and not self.is_review:
            names.add("fields")
        if self.includable and not self.is_review:
            names.add("include")
        if not self.is_list:
            return names
        if not self.is_stream:
            names |= set(self.paginator.parameters)
        filters = getattr(self, "filterset_class", None)
        return names | set(filters.base_filters if filters else ())

    def get_renderers(self):
        exported = EXPORTED if self.table else self.renderer_classes
        return [one() for one in (*exported, *self.formats)]

    @property
    def members(self) -> list[str]:
        """The members that ``fields`` can name: those of a document of this view."""
        if not self.table and not self.is_selectable:
            return []
        shape = getattr(self, "row_class", self.serializer_class)
        return [name for name in members_of(shape) if name not in self.includable]

    @property
    def key(self) -> str:
        """The member that names a document, which ``fields`` never leaves out."""
        return "ref" if "ref" in self.members else self.members[0]

    def selected(self) -> selection.Selection:
        """What the request asks for of each document; raises ``ValidationError``."""
        return selection.read(
            self.request, members=self.members, key=self.key, includable=self.includable
        )

    @property
    def is_review(self) -> bool:
        """Whether JSON-LD is asked for, which has a shape of its own."""
        renderer = getattr(self.request, "accepted_renderer", None)
        return renderer is not None and renderer.format == "jsonld"

    @property
    def is_stream(self) -> bool:
        """Whether the whole list is asked for, rather than a page of it."""
        return getattr(self.request, "accepted_renderer", None) and (
            self.request.accepted_renderer.format in WHOLE
        )

    def answer(self, rows, serializer) -> HttpResponseBase:
        """A page of the rows, or all of them as a stream, as the serializer writes each."""
        selected = self.selected()
        if self.is_stream:
            rows = rows.order_by(*self.paginator.get_ordering(self.request, rows, self))
            return self.stream(rows, exports.serialized(rows, serializer, selected), selected)
        page = [serializer.to_representation(row) for row in self.paginate_queryset(rows)]
        return self.get_paginated_response([selected.members(row) for row in page])

    def stream(self, rows, documents, selected) -> HttpResponseBase:
        """The whole list, of which ``rows`` are the rows and ``documents`` the texts."""
        if self.request.accepted_renderer.format == "xlsx":
            workbook.refuse_too_many(rows)
        return exports.stream(self.request, self.table, documents, selected)

    def initial(self, request, *args, **kwargs):
        if request.method not in self.allowed_methods:
            # Whatever else is wrong with the request.
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.parameters())


class PublicView(StrictView):
    """Open to everybody, and the same for everybody: nobody is asked who they are."""

    authentication_classes = []
    permission_classes = [permissions.AllowAny]


def moved(request, name: str, **kwargs) -> HttpResponsePermanentRedirect:
    """To where a merged thing went, with the same question."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, kwargs=kwargs) + (query and f"?{query}"))


def moment_of(request) -> datetime.datetime | None:
    """The moment that ``known_at`` names, or None; one that has not passed is refused by name."""
    given = request.query_params.get("known_at")
    try:
        return moments.read(given.strip(), now=timezone.now()) if given else None
    except moments.NotAMoment as error:
        refused = ValidationError(str(error), error.code).detail
        raise ValidationError({"known_at": refused}) from error
