"""The registers, as far as they are public: the rows that some publication names, and no others."""

import datetime
from collections.abc import Callable

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.settings import api_settings

from claims.api.http.parameters import Countries, Day, OneOf, Words, of_list, parameter_of
from claims.api.public.naming import NamingFilters, SourceFilter
from claims.api.shapes.counts import MeasureRow, ScopeRow, SubjectRow
from claims.api.shapes.findings import RelayRow
from claims.api.views import KNOWN_AT_PARAMETER, PublicView, moment_of, moved, or_404
from claims.models import PublicationSource
from claims.record import visibility
from claims.source_reports import relays
from sources.api import DocumentRow, SourceDetail, SourceRow, TopicRow
from sources.database.word_index import WordIndex, words
from sources.models import Alias, Document, Interest, ReliabilityGrade, Source, SourceLink
from sources.models.document import DOCUMENT_KINDS
from sources.models.source import SOURCE_KINDS
from sources.naming import normalize
from sources.relations.standing import members
from sources.urls import BadUrl, canonical

NAMES = WordIndex("sources_alias", "normalized")
TITLES = WordIndex("sources_document", "title")


class RegisterList(PublicView, generics.ListAPIView):
    is_list = True
    keyset = "slug"
    filter_backends = []

    def get(self, request):
        return self.answer(self.filter_queryset(self.get_queryset()), self.get_serializer())


def register(table: str, description: str, public_rows: Callable, shape, **members):
    """Make the list of a register; ``public_rows`` runs anew for each request."""
    model = shape.Meta.model
    members |= {"__doc__": description, "table": table, "get_queryset": staticmethod(public_rows)}
    members |= {"queryset": model.objects.none(), "serializer_class": shape}
    return type(f"{model.__name__}List", (RegisterList,), members)


def documents() -> QuerySet[Document]:
    """Return the public documents, each with whether the document that it copies is public."""
    copied = PublicationSource.objects.filter(document=OuterRef("republication_of"))
    rows = visibility.documents().select_related("publisher")
    return rows.annotate(is_copy_of_public=Exists(copied))


class RegisterFilters(NamingFilters):
    """Filters of a register. ``q`` finds words by how they begin."""

    def compare(self) -> None:
        if self.form.cleaned_data["q"] and not words(self.form.cleaned_data["q"]):
            self._refuse("q", "nothing_to_find", "Give a word to look for.")


class SourceFilters(RegisterFilters):
    q = Words("Words that begin so in one of its names; or its slug.", method="by_name")
    kind = OneOf(SOURCE_KINDS, "The kind of source.")
    country = Countries("The country: UA,RU.")

    def by_name(self, queryset, name, value):
        named = NAMES.matching(Alias.objects.all(), normalize(value))
        return queryset.filter(Q(pk__in=named.values("source")) | Q(slug=value))


class PublisherFilter(SourceFilter):
    """Documents of one of the publishers, or of one that is part of it or speaks for it."""

    def filter(self, queryset, value):
        ids = {standing.source_id for standing in members(*value)}
        return queryset.filter(publisher__in=ids)


class DocumentFilters(RegisterFilters):
    q = Words("Words that begin so in its title; or the beginning of its address.", method="by_q")
    kind = OneOf(DOCUMENT_KINDS, "The kind of document.")
    publisher = PublisherFilter("Slugs of publishers.")
    published_after = Day("Published on this day or later.", method="by_day")
    published_before = Day("Published on this day or earlier.", method="by_day")

    def by_q(self, queryset, name, value):
        if not value.startswith(("http://", "https://")):
            return TITLES.matching(queryset, value)
        # An index finds what begins so on PostgreSQL; on SQLite it finds a range.
        begins = Q(canonical_url__startswith=value)
        if connections[queryset.db].vendor == "sqlite":
            begins = Q(canonical_url__gte=value, canonical_url__lt=f"{value}\U0010ffff")
        try:
            return queryset.filter(begins | Q(canonical_url=canonical(value)))
        except BadUrl:
            return queryset.filter(begins)

    def by_day(self, queryset, name, value):
        if name == "published_after":
            start = datetime.datetime.combine(value, datetime.time.min, datetime.UTC)
            return queryset.filter(published_at__gte=start)
        end = datetime.datetime.combine(value, datetime.time.max, datetime.UTC)
        return queryset.filter(published_at__lte=end)


SourceList = register(
    "sources",
    "Sources that stand in a published chain, and the bodies that they speak for.",
    visibility.sources,
    SourceRow,
    filterset_class=SourceFilters,
    filter_backends=api_settings.DEFAULT_FILTER_BACKENDS,
)
DocumentList = register(
    "documents",
    "Documents that a publication cites, newest entry first.",
    documents,
    DocumentRow,
    keyset="-id",
    filterset_class=DocumentFilters,
    filter_backends=api_settings.DEFAULT_FILTER_BACKENDS,
)
MeasureList = register(
    "measures",
    "What is counted in published claims, with its definition.",
    lambda: visibility.measures().select_related("default_unit"),
    MeasureRow,
    keyset="code",
)
SubjectList = register(
    "subjects", "Whom or what published claims are about.", visibility.subjects, SubjectRow
)
ScopeList = register(
    "scopes",
    "Which population, territory and inclusion rules published values cover.",
    visibility.scopes,
    ScopeRow,
)
TopicList = register(
    "topics",
    "The topics of published claims, and those above them.",
    lambda: visibility.topics().select_related("parent"),
    TopicRow,
)
ALL = (SourceList, DocumentList, MeasureList, SubjectList, ScopeList, TopicList)


class DocumentDetail(PublicView, generics.RetrieveAPIView):
    """One document that a publication cites."""

    queryset = Document.objects.none()
    serializer_class = DocumentRow
    filter_backends = []
    get_queryset = staticmethod(documents)


class SourceOne(PublicView):
    """A source; one that was merged into another redirects there for good."""

    may_move = True
    follows_the_record = False  # grades and interests end with a day
    queryset = Source.objects.none()
    serializer_class = SourceDetail

    @extend_schema(operation_id="sources_retrieve")
    def get(self, request, slug: str):
        source = or_404(visibility.source(slug))
        if source.slug != slug:
            return moved(request, "source", slug=source.slug)
        return Response(self.get_serializer(source, context=self.surroundings(source)).data)

    def surroundings(self, source: Source) -> dict:
        """Return what is public around a source: its links to public sources, on public topics."""
        public, topics = visibility.sources(), visibility.topics()
        on_topic = Q(topic__isnull=True) | Q(topic__in=topics)
        links = SourceLink.objects.filter(on_topic).order_by("kind", "id")
        links = links.select_related("from_source", "to_source", "topic")
        outward = links.filter(from_source=source, to_source__in=public)
        inward = links.filter(to_source=source, from_source__in=public)
        grades = ReliabilityGrade.objects.filter(on_topic, source=source)
        interests = Interest.objects.filter(source=source, topic__in=topics)
        return {
            **self.get_serializer_context(),
            "shown_links": [("to", link) for link in outward] + [("from", link) for link in inward],
            "interests": interests.select_related("topic").order_by("id"),
            "grades": list(grades.select_related("topic").order_by("id")),
            "today": timezone.now().date(),
        }


DIRECTION = of_list([(code, code) for code in relays.DIRECTIONS])
DIRECTION_PARAMETER = OpenApiParameter(
    "direction", DIRECTION.schema, description="Only whom it relays, or only who relays it."
)


class SourceRelays(PublicView):
    """Whom a source hands on, and who hands it on: the most claims first.

    These are the sources next to it in the chains of the publications in force, now or at a moment.
    A source stands for itself and for whoever stands for it that day. A merged source redirects.
    """

    is_list = True
    table = "relays"
    knows_moments = True
    may_move = True
    own_parameters = ("direction",)
    keyset = "number"
    queryset = Source.objects.none()
    serializer_class = RelayRow

    @extend_schema(
        operation_id="sources_relays_list",
        responses=RelayRow(many=True),
        parameters=[DIRECTION_PARAMETER, KNOWN_AT_PARAMETER],
    )
    def get(self, request, slug: str):
        at, direction = moment_of(request), parameter_of(request, "direction", DIRECTION)
        source = or_404(visibility.source(slug))
        if source.slug != slug:
            return moved(request, "source-relays", slug=source.slug)
        wanted = [direction] if direction else relays.DIRECTIONS
        return self.answer(relays.of_source(source, at, wanted), self.get_serializer())

    def fetch(self, rows, after: int | None, *, is_backwards: bool, limit: int) -> list:
        """Return the rows of a page to ``KeysetPagination``."""
        if is_backwards:
            return rows[: after - 1][::-1][:limit]
        return rows[after or 0 :][:limit]
