"""The public record, from publications only: stored bytes with their live standing beside them."""

import json

from django.db.models import F
from django.http import Http404, HttpResponse
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema

from claims.api.formats import exports
from claims.api.formats.renderers import JSONLD
from claims.api.public import reviews
from claims.api.public.filters import ClaimFilters
from claims.api.shapes.claim_review import FEED, REVIEW
from claims.api.shapes.claims import ClaimDocument, PublicationRow, RetractionDocument
from claims.api.shapes.findings import IndependenceShape, NoIndependence
from claims.api.views import KNOWN_AT_PARAMETER, PublicView, moment_of, moved
from claims.lists.listing import Listing
from claims.lists.sets import Chained
from claims.loading.snapshot import canonical_json
from claims.models import Publication
from claims.record import moments, publication_rows, visibility
from claims.record.document import StoredClaim, StoredRetraction

# What a row of a list of publications does not show.
HEAVY = ("content", "independence", "search_text", "event__snapshot")
ANSWER = PolymorphicProxySerializer(
    "ClaimAnswer", [ClaimDocument, RetractionDocument], resource_type_field_name=None
)
INDEPENDENCE = PolymorphicProxySerializer(
    "IndependenceAnswer", [IndependenceShape, NoIndependence], resource_type_field_name=None
)
STORED = PolymorphicProxySerializer(
    "StoredAnswer", [StoredClaim, StoredRetraction], resource_type_field_name=None
)


def json_response(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


class ClaimList(PublicView):
    """The claims in force, newest publication first. Retracted claims are not among them.

    As JSON a page of what the filters find; in any other format all of it. As JSON-LD those that
    were assessed, as schema.org ClaimReview.
    """

    is_list = True
    table = "claims"
    formats = (JSONLD,)
    described = {JSONLD.media_type: FEED}
    includable = ("independence",)
    serializer_class = ClaimDocument
    filterset_class = ClaimFilters
    queryset = Publication.objects.all()

    @extend_schema(operation_id="claims_list", responses=ClaimDocument(many=True))
    def get(self, request, **kwargs):
        at = moment_of(request)
        # What was published since a moment is one range of the index that begins with moments.
        is_range = at is not None or "updated_since" in request.query_params
        self.keyset = moments.AT_A_MOMENT if is_range else ("-id",)
        self.selection = selected = self.selected()
        if self.is_stream:
            rows = self.filter_queryset(self.get_queryset()).order_by(
                *self.paginator.get_ordering(request, None, self)
            )
            documents = exports.stored(rows, at, selected)
            if request.accepted_renderer.format == "jsonld":
                return reviews.feed(request, documents)
            return self.stream(rows, documents, selected)
        rows = self.paginate_queryset(self.page_of(request, at))
        pages = [
            json.dumps(link)
            for link in (self.paginator.get_next_link(), self.paginator.get_previous_link())
        ]
        results = ",".join(selected.publication(row, at) for row in rows)
        text = f'{{"next":{pages[0]},"previous":{pages[1]},"results":[{results}]}}'
        return json_response(text)

    def page_of(self, request, at):
        """What a page is taken from: by moments the rows, else a listing that knows the way."""
        if self.keyset == moments.AT_A_MOMENT:
            rows = self.filter_queryset(self.get_queryset())
            return moments.with_standing(rows, at, *self.selection.stored)
        backend = self.filter_backends[0]()
        filters = backend.get_filterset(request, Publication.objects.all(), self)
        return self.listing(backend.valid(filters))

    def fetch(self, listing, after: int | None, *, is_backwards: bool, limit: int) -> list[dict]:
        """The rows of a page, as ``KeysetPagination`` asks for them."""
        ids = listing.page(limit, after, is_backwards=is_backwards)
        return publication_rows.of_ids(ids, *self.selection.stored)

    def listing(self, filters: ClaimFilters) -> Listing:
        return filters.listing()


class SourceClaimList(ClaimList):
    """The claims in force with a chain that names this source, or one that stands for it."""

    may_move = True

    @extend_schema(operation_id="sources_claims_list", responses=ClaimDocument(many=True))
    def get(self, request, slug: str):
        self.source = visibility.source(slug)
        if self.source is None:
            raise Http404
        if self.source.slug != slug:
            return moved(request, "source-claims", slug=self.source.slug)
        return super().get(request)

    def get_queryset(self):
        queryset = super().get_queryset()
        # The schema asks for the queryset with no source at hand.
        return queryset.citing(self.source) if hasattr(self, "source") else queryset

    def listing(self, filters: ClaimFilters) -> Listing:
        return filters.listing(Chained.naming(self.source))


class ClaimDetail(PublicView):
    """What we say of a claim, now or at a moment; of a retracted claim, that it is retracted,
    and no value.

    A claim that was merged into another redirects there for good; where that one is not public,
    the last that we said of it stays, and is not live. A draft is not found, nor is what was
    not public yet at the moment.
    """

    knows_moments = True
    may_move = True
    is_selectable = True
    formats = (JSONLD,)
    described = {JSONLD.media_type: REVIEW}
    includable = ("independence",)
    queryset = Publication.objects.all()
    serializer_class = ClaimDocument

    @extend_schema(
        operation_id="claims_retrieve", responses=ANSWER, parameters=[KNOWN_AT_PARAMETER]
    )
    def get(self, request, ref: str):
        at = moment_of(request)
        selected = self.selected()
        if at is None:
            row = publication_rows.last(ref, *selected.stored)
        else:
            rows = moments.with_standing(moments.last(ref, at), at, *selected.stored)
            row = next(iter(rows), None)
        if row is None:
            raise Http404
        target = moments.merged_into(row, ref, at)
        if target:
            return moved(request, "claim", ref=target)
        document = selected.publication(row, at)
        if self.is_stream:
            return reviews.one(request, document)
        return json_response(document)


class IndependenceDetail(PublicView):
    """How many independent origins the claim has, and why: the clusters, the reason for every
    join, and what was not counted.

    The bytes are those that were stored with the publication. A retracted claim has no finding,
    and says only that it is retracted. A merged claim redirects to where it went.
    """

    knows_moments = True
    may_move = True
    queryset = Publication.objects.all()
    serializer_class = IndependenceShape

    @extend_schema(
        operation_id="claims_independence", responses=INDEPENDENCE, parameters=[KNOWN_AT_PARAMETER]
    )
    def get(self, request, ref: str):
        at = moment_of(request)
        found = moments.last(ref, at).annotate(merged=F("claim__merged_into"))
        row = last_row(found.values("number", "kind", "independence", "published_until", "merged"))
        target = moments.merged_into(row, ref, at)
        if target:
            return moved(request, "independence", ref=target)
        if row["kind"] == "retraction":
            notice = {"ref": ref, "number": row["number"], "retracted": True}
            return json_response(canonical_json(notice))
        return json_response(row["independence"])


def order_at(at: moments.Moment) -> tuple[str, ...]:
    """The order of a list of publications: the newest first, now or at a moment."""
    return ("-id",) if at is None else moments.AT_A_MOMENT


def last_row(rows) -> dict:
    """The one row there is; raises ``Http404`` where there is none."""
    row = next(iter(rows), None)
    if row is None:
        raise Http404
    return row


class PublicationList(PublicView):
    """Everything that we ever published of a claim, newest first; or had published by a moment."""

    is_list = True
    table = "publications"
    knows_moments = True
    keyset = "-number"
    serializer_class = PublicationRow
    queryset = Publication.objects.select_related("event")

    @extend_schema(
        operation_id="claims_publications_list",
        responses=PublicationRow(many=True),
        parameters=[KNOWN_AT_PARAMETER],
    )
    def get(self, request, ref: str):
        at = moment_of(request)
        rows = self.get_queryset().published_by(at).filter(ref=ref)
        if not rows.exists():
            raise Http404
        context = {**self.get_serializer_context(), "known_at": at}
        return self.answer(rows.defer(*HEAVY), PublicationRow(context=context))


class PublicationDetail(PublicView):
    """One publication, byte for byte as it was stored: its SHA-256 is in the list, and its ETag."""

    queryset = Publication.objects.all()
    serializer_class = StoredClaim

    @extend_schema(operation_id="claims_publications_retrieve", responses=STORED)
    def get(self, request, ref: str, number: int):
        rows = self.get_queryset().filter(ref=ref, number=number)
        row = rows.values("content", "content_sha256").first()
        if row is None:
            raise Http404
        response = json_response(row["content"])
        response["ETag"] = f'"{row["content_sha256"]}"'
        return response
