"""What the views of the API have in common."""

import datetime
import functools

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from drf_spectacular.utils import OpenApiParameter
from rest_framework import generics, permissions, serializers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.renderers import BaseRenderer, JSONRenderer

from claims.api.formats import exports, selection, workbook
from claims.api.formats.renderers import EXPORTED, OWN_SHAPE, TABULAR, WHOLE, Negotiation
from claims.api.http.access import BearerAuthentication, WithinScopes
from claims.api.http.parameters import MOMENT, parameter_of, refuse_unknown
from claims.changes.settling import last_modified

KNOWN_AT = "What was public at this moment (RFC 3339), or at the end of this day (UTC)."
KNOWN_AT_PARAMETER = OpenApiParameter("known_at", MOMENT.schema, description=KNOWN_AT)


@functools.cache
def members_of(shape: type[serializers.Serializer]) -> tuple[str, ...]:
    return tuple(shape().fields)


class StrictView(generics.GenericAPIView):
    """A view that refuses query parameters which it does not take."""

    is_list = False
    is_public = False
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
        if self.members and not self.has_own_shape:
            names.add("fields")
        if self.includable and not self.has_own_shape and not self.is_tabular:
            names.add("include")
        if not self.is_list or self.request.method == "POST":
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
    def has_own_shape(self) -> bool:
        """Whether a standard's own documents are asked for: members of ours are not to choose."""
        renderer = getattr(self.request, "accepted_renderer", None)
        return renderer is not None and renderer.format in OWN_SHAPE

    @property
    def is_tabular(self) -> bool:
        renderer = getattr(self.request, "accepted_renderer", None)
        return renderer is not None and renderer.format in TABULAR

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

    def scopes(self) -> set[str]:
        """What a token has to be good for, to ask this."""
        if not self.is_public:
            is_read = self.request.method in permissions.SAFE_METHODS
            return {"read:all" if is_read else "write:claims"}
        return {"read:published"} | ({"export"} if self.is_stream else set())

    def initial(self, request, *args, **kwargs):
        if request.method not in self.allowed_methods:
            # Whatever else is wrong with the request.
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.parameters())

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        # Kept by nobody without asking us whether it still holds: the ETag makes that cheap.
        is_open = self.is_public and settings.ANONYMOUS_READING
        response.setdefault("Cache-Control", "no-cache" if is_open else "private, no-cache")
        return response


class PublicView(StrictView):
    """The same for everybody. Strangers may read it, unless the operator asks who they are."""

    is_public = True
    permission_classes = [WithinScopes]
    # Whether what it answers changes with the record alone, and not with the day.
    follows_the_record = True

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.modified = last_modified(timezone.now()) if self.follows_the_record else None

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200 and getattr(self, "modified", None):
            response.setdefault("Last-Modified", http_date(self.modified.timestamp()))
        return response

    def get_authenticators(self):
        if settings.ANONYMOUS_READING:
            # Nobody has to say who they are; a program may, and then has its own rate.
            return [BearerAuthentication()]
        return super().get_authenticators()


def json_answer(data, status: int = 200, headers: dict | None = None) -> HttpResponse:
    """JSON as bytes, so that it can be kept and hashed."""
    body = JSONRenderer().render(data)
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)


def moved(request, name: str, **kwargs) -> HttpResponsePermanentRedirect:
    """To where a merged thing went, with the same question."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, kwargs=kwargs) + (query and f"?{query}"))


def moment_of(request) -> datetime.datetime | None:
    """The moment that ``known_at`` names, or None; one that has not passed is refused by name."""
    return parameter_of(request, "known_at", MOMENT)
