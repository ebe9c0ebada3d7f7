"""The registers, as far as they are public: what stands in some publication, and no more."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response

from claims.api.shapes.registers import MeasureRow, ScopeRow, SubjectRow
from claims.api.views import PublicView, moved
from claims.models import Measure, PublicationSource, Scope, Subject
from claims.record import visibility
from sources.api import DocumentRow, SourceDetail, SourceRow, TopicRow
from sources.models import Document, Interest, ReliabilityGrade, Source, SourceLink, Topic


class RegisterList(PublicView, generics.ListAPIView):
    is_list = True
    keyset = "slug"
    filter_backends = []

    def get(self, request):
        return self.answer(self.get_queryset(), self.get_serializer())

    def get_queryset(self):
        """Asked anew for each request: what is public changes with each publication."""
        return self.public_rows()


class SourceList(RegisterList):
    """Sources that stand in a published chain, and the bodies that they speak for."""

    table = "sources"
    queryset = Source.objects.none()
    serializer_class = SourceRow
    public_rows = staticmethod(visibility.sources)


class DocumentList(RegisterList):
    """Documents that a publication cites, newest entry first."""

    keyset = "-id"
    table = "documents"
    queryset = Document.objects.none()
    serializer_class = DocumentRow

    @staticmethod
    def public_rows():
        copied = PublicationSource.objects.filter(document=OuterRef("republication_of"))
        rows = visibility.documents().select_related("publisher")
        return rows.annotate(is_copy_of_public=Exists(copied))


class DocumentDetail(PublicView, generics.RetrieveAPIView):
    queryset = Document.objects.none()
    serializer_class = DocumentRow
    filter_backends = []

    def get_queryset(self):
        return DocumentList.public_rows()


class MeasureList(RegisterList):
    """What is counted in published claims, with its definition."""

    keyset = "code"
    table = "measures"
    queryset = Measure.objects.none()
    serializer_class = MeasureRow

    @staticmethod
    def public_rows():
        return visibility.measures().select_related("default_unit")


class SubjectList(RegisterList):
    """Whom or what published claims are about."""

    table = "subjects"
    queryset = Subject.objects.none()
    serializer_class = SubjectRow
    public_rows = staticmethod(visibility.subjects)


class ScopeList(RegisterList):
    """Which population, territory and inclusion rules published values cover."""

    table = "scopes"
    queryset = Scope.objects.none()
    serializer_class = ScopeRow
    public_rows = staticmethod(visibility.scopes)


class TopicList(RegisterList):
    """The topics of published claims, and those above them."""

    table = "topics"
    queryset = Topic.objects.none()
    serializer_class = TopicRow

    @staticmethod
    def public_rows():
        return visibility.topics().select_related("parent")


class SourceOne(PublicView):
    """A source; one that was merged into another redirects there for good."""

    may_move = True
    follows_the_record = False  # grades and interests end with a day

    queryset = Source.objects.none()
    serializer_class = SourceDetail

    @extend_schema(operation_id="sources_retrieve")
    def get(self, request, slug: str):
        source = visibility.source(slug)
        if source is None:
            raise Http404
        if source.slug != slug:
            return moved(request, "source", slug=source.slug)
        shown = self.get_serializer(source, context=self.surroundings(source))
        return Response(shown.data)

    def surroundings(self, source: Source) -> dict:
        """What is public around a source: links to public sources, and public topics only."""
        known, topics = visibility.sources(), visibility.topics()
        on_topic = Q(topic__isnull=True) | Q(topic__in=topics)
        links = SourceLink.objects.filter(on_topic).order_by("kind", "id")
        links = links.select_related("from_source", "to_source", "topic")
        outward = links.filter(from_source=source, to_source__in=known)
        inward = links.filter(to_source=source, from_source__in=known)
        grades = ReliabilityGrade.objects.in_force(timezone.now().date()).filter(on_topic)
        interests = Interest.objects.filter(source=source, topic__in=topics)
        return {
            **self.get_serializer_context(),
            "shown_links": [("to", link) for link in outward] + [("from", link) for link in inward],
            "interests": interests.select_related("topic").order_by("id"),
            "grades": grades.filter(source=source).select_related("topic").order_by("id"),
        }
