"""The classes and functions that all views of the API use."""

import functools
from dataclasses import replace

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
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
from claims.api.http import language
from claims.api.http.access import BearerAuthentication, WithinScopes
from claims.api.http.parameters import MOMENT, parameter_of, refuse_unknown
from claims.changes.settling import last_modified
from claims.rules.saying import SOURCE_LANGUAGE

KNOWN_AT = "What was public at this moment (RFC 3339), or at the end of this day (UTC)."
KNOWN_AT_PARAMETER = OpenApiParameter("known_at", MOMENT.schema, description=KNOWN_AT)
# The moment of ``known_at``, or None; raises ``ValidationError`` for a future one.
moment_of = functools.partial(parameter_of, name="known_at", kind=MOMENT)


@functools.cache
def members_of(shape: type[serializers.Serializer]) -> tuple[str, ...]:
    return tuple(shape().fields)


class StrictView(generics.GenericAPIView):
    """A view that refuses unknown query parameters."""

    is_list = False
    is_public = False
    knows_moments = False
    own_parameters: tuple[str, ...] = ()  # the parameters that ``get`` reads itself
    table: str | None = None  # of a list that is also a stream: the table of its CSV columns
    formats: tuple[type[BaseRenderer], ...] = ()  # more formats
    described: dict[str, dict] = {}  # media type → the schema of an answer that is not ours
    includable: tuple[str, ...] = ()  # the members that ``include`` adds to its documents
    speaks = False  # whether its documents have sentences, in the language of the request
    negotiates = True  # whether that language may come from Accept-Language
    may_move = False  # whether the row may have been merged into another
    is_selectable = False  # whether ``fields`` leaves members out; always true with a table
    content_negotiation_class = Negotiation

    def parameters(self) -> set[str]:
        """Return the parameters of this view: its filters, the moment and, for a list, the page."""
        names = {*self.own_parameters, *(["known_at"] if self.knows_moments else [])}
        if len(self.get_renderers()) > 1:
            names.add("format")
        if self.speaks:
            names.add("lang")
        # The documents of a standard have no members of ours.
        if self.members and not self.is_one_of(OWN_SHAPE):
            names.add("fields")
        if self.includable and not self.is_one_of(OWN_SHAPE | TABULAR):
            names.add("include")
        if not self.is_list or self.request.method == "POST":
            return names
        if not self.is_stream:
            names |= set(self.paginator.parameters)
        filters = getattr(self, "filterset_class", None)
        return names | set(filters.base_filters if filters else ())

    def get_renderers(self):
        exported = EXPORTED if self.table else self.renderer_classes
        return [renderer() for renderer in (*exported, *self.formats)]

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
        """Return what the request selects of each document; raises ``ValidationError``."""
        chosen = selection.read(self.request, self.members, self.key, self.includable)
        return replace(chosen, language=self.language, said_in=self.spoken)

    @functools.cached_property
    def language(self) -> str:
        """The language that the request asks for; raises ``ValidationError`` for an unknown one."""
        if not self.speaks:
            return SOURCE_LANGUAGE
        header = self.request.headers.get("Accept-Language", "") if self.negotiates else ""
        return language.asked(self.request) or language.accepted(header)

    @functools.cached_property
    def spoken(self) -> set[str]:
        """The languages that documents of the answer were said in so far."""
        return set()

    @property
    def said_in(self) -> list[str]:
        """The languages of the answer: of a stream, which may fall back, also English."""
        said = self.spoken
        if self.is_stream and self.language != SOURCE_LANGUAGE:
            said = (self.language, SOURCE_LANGUAGE)
        return sorted(said, key=lambda code: code != self.language) or [self.language]

    def is_one_of(self, formats: set[str]) -> bool:
        renderer = getattr(self.request, "accepted_renderer", None)
        return renderer is not None and renderer.format in formats

    @property
    def is_stream(self) -> bool:
        """Whether the answer is the whole list, rather than a page of it."""
        return self.is_one_of(WHOLE)

    def answer(self, rows, serializer) -> HttpResponseBase:
        """Return a page of the rows, or all of them as a stream, as the serializer writes them."""
        selected = self.selected()
        if self.is_stream:
            if isinstance(rows, QuerySet):
                rows = rows.order_by(*self.paginator.get_ordering(self.request, rows, self))
            return self.stream(rows, exports.serialized(rows, serializer, selected), selected)
        page = [serializer.to_representation(row) for row in self.paginate_queryset(rows)]
        return self.get_paginated_response([selected.members(row) for row in page])

    def stream(self, rows, documents, selected) -> HttpResponseBase:
        """Return the whole list: ``rows`` are its rows, ``documents`` their texts."""
        if self.request.accepted_renderer.format == "xlsx":
            workbook.refuse_too_many(rows)
        return exports.stream(self.request, self.table, documents, selected)

    def scopes(self) -> set[str]:
        """Return the scopes that a token needs for this request."""
        if not self.is_public:
            is_read = self.request.method in permissions.SAFE_METHODS
            return {"read:all" if is_read else "write:claims"}
        return {"read:published"} | ({"export"} if self.is_stream else set())

    def initial(self, request, *args, **kwargs):
        # This error comes before all others.
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.parameters())
        self.language  # noqa: B018  (an unknown one is refused before any work)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        # A cache asks us each time whether its copy still holds; the ETag makes that cheap.
        is_open = self.is_public and settings.ANONYMOUS_READING
        response.setdefault("Cache-Control", "no-cache" if is_open else "private, no-cache")
        return response


class PublicView(StrictView):
    """An answer that is the same for all. Strangers may read it if ``ANONYMOUS_READING``."""

    is_public = True
    permission_classes = [WithinScopes]
    follows_the_record = True  # whether its answer changes with the record only, not with the day

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.modified = last_modified(timezone.now()) if self.follows_the_record else None

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200 and self.speaks:
            language.tell(response, self.said_in, varies=self.negotiates)
            if self.language != SOURCE_LANGUAGE:
                return response  # a catalogue changes without the record: only the ETag tells
        if response.status_code == 200 and getattr(self, "modified", None):
            response.setdefault("Last-Modified", http_date(self.modified.timestamp()))
        return response

    def get_authenticators(self):
        if settings.ANONYMOUS_READING:
            return [BearerAuthentication()]  # a program with a token has its own rate
        return super().get_authenticators()


def json_answer(data, status: int = 200, headers: dict | None = None) -> HttpResponse:
    """Return an answer of JSON as bytes, which can be kept and hashed."""
    body = JSONRenderer().render(data)
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)


def moved(request, name: str, **kwargs) -> HttpResponsePermanentRedirect:
    """Redirect to the row that another one was merged into, with the same query."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse(name, kwargs=kwargs) + (query and f"?{query}"))


def or_404(row):
    """Return the row; raises ``Http404`` if it is None."""
    if row is None:
        raise Http404
    return row
