"""What we corrected, took back, and took up again: the corrections page of a newspaper."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema

from claims.api.formats import atom
from claims.api.http.parameters import Moment, OneOf, Slug
from claims.api.public.claims import HEAVY, order_at
from claims.api.public.filters import NamingFilters, SourceFilter
from claims.api.shapes.claims import CorrectionRow
from claims.api.views import KNOWN_AT, PublicView, moment_of
from claims.models import Publication
from claims.models.record import CORRECTING
from claims.rules.choices import PUBLICATION_KINDS

CORRECTIONS = [pair for pair in PUBLICATION_KINDS if pair[0] in CORRECTING]


class CorrectionFilters(NamingFilters):
    kind = OneOf("kind", choices=CORRECTIONS, help_text="What was done.")
    source = SourceFilter(help_text="Slug of a source that stands anywhere in a chain.")
    topic = Slug(help_text="Slug of a topic; it stands for the topics below it.")
    known_at = Moment(help_text=KNOWN_AT)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        known_at = self.form.cleaned_data["known_at"]
        return super().filter_queryset(queryset.published_by(known_at))


class CorrectionList(PublicView):
    """Corrections, retractions and reinstatements with their public notes, newest first.

    As Atom, too: a page of the list as a feed.
    """

    is_list = True
    table = "corrections"
    formats = (atom.Atom,)
    serializer_class = CorrectionRow
    filterset_class = CorrectionFilters
    queryset = Publication.objects.corrections().select_related("event")

    @extend_schema(operation_id="corrections_list", responses=CorrectionRow(many=True))
    def get(self, request):
        rows = self.filter_queryset(self.get_queryset()).defer(*HEAVY)
        self.keyset = order_at(moment_of(request))
        if request.accepted_renderer.format == atom.Atom.format:
            return self.feed(rows)
        return self.answer(rows, self.get_serializer())

    def feed(self, rows: QuerySet):
        page, show = self.paginate_queryset(rows), self.get_serializer().to_representation
        links = {
            "next": self.paginator.get_next_link(),
            "previous": self.paginator.get_previous_link(),
        }
        shown = [show(row) for row in page]
        stated = {one["url"]: row.statement for one, row in zip(shown, page, strict=True)}
        return atom.corrections(self.request, shown, stated, links)
