"""The registers, as far as they are public: the rows that some publication names, and no others."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response

from claims.api.shapes.counts import MeasureRow, ScopeRow, SubjectRow
from claims.api.views import PublicView, moved, or_404
from claims.models import PublicationSource
from claims.record import visibility
from sources.api import DocumentRow, SourceDetail, SourceRow, TopicRow
from sources.models import Document, Interest, ReliabilityGrade, Source, SourceLink


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


SourceList = register(
    "sources",
    "Sources that stand in a published chain, and the bodies that they speak for.",
    visibility.sources,
    SourceRow,
)
DocumentList = register(
    "documents",
    "Documents that a publication cites, newest entry first.",
    documents,
    DocumentRow,
    keyset="-id",
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
