"""The public record, from publications only: claims, their publications, and corrections."""

import json
from functools import partial

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema

from claims.api.formats import atom, claim_review, exports
from claims.api.formats.renderers import JSONLD
from claims.api.http.parameters import Moment, OneOf, Slugs
from claims.api.public.filters import ClaimFilters
from claims.api.public.naming import NamingFilters, SourceFilter
from claims.api.shapes.claims import (
    ClaimDocument,
    CorrectionRow,
    PublicationRow,
    RetractionDocument,
)
from claims.api.shapes.findings import IndependenceShape, NoIndependence
from claims.api.views import KNOWN_AT, KNOWN_AT_PARAMETER, PublicView, moment_of, moved, or_404
from claims.loading.snapshot import canonical_json
from claims.models import Publication
from claims.models.record import CORRECTING
from claims.record import moments, publication_rows, visibility
from claims.record.document import StoredClaim, StoredRetraction
from claims.rules.choices import PUBLICATION_KINDS
from claims.rules.saying import SOURCE_LANGUAGE

# The columns that a list of publications does not need.
HEAVY = ("content", "independence", "search_text", "event__snapshot")
either = partial(PolymorphicProxySerializer, resource_type_field_name=None)
ANSWER = either("ClaimAnswer", [ClaimDocument, RetractionDocument])
INDEPENDENCE = either("IndependenceAnswer", [IndependenceShape, NoIndependence])
STORED = either("StoredAnswer", [StoredClaim, StoredRetraction])
AT = [KNOWN_AT_PARAMETER]
json_response = partial(HttpResponse, content_type="application/json")


class ClaimList(PublicView):
    """The claims in force, newest publication first, without retracted claims.

    As JSON a page of what the filters find; in any other format all of it. As JSON-LD the assessed
    claims, as schema.org ClaimReview.
    """

    is_list = True
    speaks = True
    table = "claims"
    formats = (JSONLD,)
    described = {JSONLD.media_type: claim_review.FEED}
    includable = ("independence",)
    serializer_class = ClaimDocument
    filterset_class = ClaimFilters
    queryset = Publication.objects.all()
    source = None  # that the chain has to name, too

    @extend_schema(operation_id="claims_list", responses=ClaimDocument(many=True))
    def get(self, request, **kwargs):
        at = moment_of(request)
        # Publications since a moment are one range of the index that begins with moments.
        is_range = at is not None or "updated_since" in request.query_params
        self.keyset = moments.AT_A_MOMENT if is_range else ("-id",)
        self.selection = selected = self.selected()
        filters = self.filters(request)
        if self.is_stream:
            rows = filters.qs.order_by(*self.paginator.get_ordering(request, None, self))
            documents = exports.stored(rows, at, selected)
            if request.accepted_renderer.format == "jsonld":
                return claim_review.feed(request, documents, self.language)
            return self.stream(rows, documents, selected)
        if is_range:
            page = moments.with_standing(filters.qs, at, *selected.stored)
        else:
            page = filters.listing()
        rows = self.paginate_queryset(page)
        onward = json.dumps(self.paginator.get_next_link())
        back = json.dumps(self.paginator.get_previous_link())
        results = ",".join(selected.publication(row, at) for row in rows)
        return json_response(f'{{"next":{onward},"previous":{back},"results":[{results}]}}')

    def filters(self, request) -> ClaimFilters:
        """Return the filters of the request; raises ``ValidationError``."""
        backend = self.filter_backends[0]()
        filters = backend.get_filterset(request, self.get_queryset(), self)
        filters.about = self.source
        return backend.valid(filters)

    def fetch(self, listing, after: int | None, *, is_backwards: bool, limit: int) -> list[dict]:
        """Return the rows of a page to ``KeysetPagination``."""
        ids = listing.page(limit, after, is_backwards=is_backwards)
        return publication_rows.of_ids(ids, *self.selection.stored)


class SourceClaimList(ClaimList):
    """The claims in force with a chain that names this source, or one that stands for it."""

    may_move = True

    @extend_schema(operation_id="sources_claims_list", responses=ClaimDocument(many=True))
    def get(self, request, slug: str):
        self.source = or_404(visibility.source(slug))
        if self.source.slug != slug:
            return moved(request, "source-claims", slug=self.source.slug)
        return super().get(request)


class ClaimDetail(PublicView):
    """One claim as published, now or at a moment; a retracted claim has a notice and no value.

    A claim that was merged into another redirects there for good; if that one is not public, the
    last publication stays, and is not live. A draft is not found, nor is a claim that was not
    public yet at the moment.
    """

    knows_moments = True
    speaks = True
    may_move = True
    is_selectable = True
    formats = (JSONLD,)
    described = {JSONLD.media_type: claim_review.REVIEW}
    includable = ("independence",)
    queryset = Publication.objects.all()
    serializer_class = ClaimDocument

    @extend_schema(operation_id="claims_retrieve", responses=ANSWER, parameters=AT)
    def get(self, request, ref: str):
        at, selected = moment_of(request), self.selected()
        if at is None:
            row = publication_rows.last(ref, *selected.stored)
        else:
            rows = moments.with_standing(moments.last(ref, at), at, *selected.stored)
            row = next(iter(rows), None)
        if target := moments.merged_into(or_404(row), ref, at):
            return moved(request, "claim", ref=target)
        document = selected.publication(row, at)
        if self.is_stream:
            return claim_review.one(request, document, self.language)
        return json_response(document)


class IndependenceDetail(PublicView):
    """The count of independent origins with its reasons: the clusters, joins and what is left out.

    The bytes are those that were stored with the publication. A retracted claim has no finding,
    only a notice. A merged claim redirects to the other claim.
    """

    knows_moments = True
    may_move = True
    queryset = Publication.objects.all()
    serializer_class = IndependenceShape

    @extend_schema(operation_id="claims_independence", responses=INDEPENDENCE, parameters=AT)
    def get(self, request, ref: str):
        at = moment_of(request)
        rows = moments.last(ref, at).annotate(merged=F("claim__merged_into"))
        rows = rows.values("number", "kind", "independence", "published_until", "merged")
        row = or_404(next(iter(rows), None))
        if target := moments.merged_into(row, ref, at):
            return moved(request, "independence", ref=target)
        if row["kind"] == "retraction":
            notice = {"ref": ref, "number": row["number"], "retracted": True}
            return json_response(canonical_json(notice))
        return json_response(row["independence"])


class PublicationList(PublicView):
    """All publications of a claim, newest first; or those by a moment."""

    is_list = True
    table = "publications"
    knows_moments = True
    keyset = "-number"
    serializer_class = PublicationRow
    queryset = Publication.objects.select_related("event")

    @extend_schema(
        operation_id="claims_publications_list", responses=PublicationRow(many=True), parameters=AT
    )
    def get(self, request, ref: str):
        at = moment_of(request)
        rows = self.get_queryset().published_by(at).filter(ref=ref)
        if not rows.exists():
            raise Http404
        context = {**self.get_serializer_context(), "known_at": at}
        return self.answer(rows.defer(*HEAVY), PublicationRow(context=context))


class PublicationDetail(PublicView):
    """One publication, byte for byte as it was stored: its SHA-256 is in the list, and its ETag.

    Only `lang` says its sentence in another language, and gives other bytes.
    """

    speaks = True
    negotiates = False
    queryset = Publication.objects.all()
    serializer_class = StoredClaim

    @extend_schema(operation_id="claims_publications_retrieve", responses=STORED)
    def get(self, request, ref: str, number: int):
        rows = self.get_queryset().filter(ref=ref, number=number)
        row = or_404(rows.values("content", "content_sha256").first())
        if self.language != SOURCE_LANGUAGE:
            document, code = moments.said_anew(row["content"], {}, self.language)
            self.spoken.add(code)
            return json_response(canonical_json(document))
        response = json_response(row["content"])
        response["ETag"] = f'"{row["content_sha256"]}"'
        return response


class CorrectionFilters(NamingFilters):
    kind = OneOf([one for one in PUBLICATION_KINDS if one[0] in CORRECTING], "What was done.")
    source = SourceFilter("Slugs of sources: one stands anywhere in a chain.")
    topic = Slugs("Slugs of topics; each stands for the topics below it.")
    known_at = Moment(KNOWN_AT)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        known_at = self.form.cleaned_data["known_at"]
        return super().filter_queryset(queryset.published_by(known_at))


class CorrectionList(PublicView):
    """Corrections, retractions and reinstatements with their public notes, newest first.

    As Atom a page of the list is a feed.
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
        self.keyset = "-id" if moment_of(request) is None else moments.AT_A_MOMENT
        if request.accepted_renderer.format == atom.Atom.format:
            return self.feed(rows)
        return self.answer(rows, self.get_serializer())

    def feed(self, rows: QuerySet):
        page, pages = self.paginate_queryset(rows), self.paginator
        links = {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
        shown = [self.get_serializer().to_representation(row) for row in page]
        statements = {entry["url"]: row.statement for entry, row in zip(shown, page, strict=True)}
        return atom.corrections(self.request, shown, statements, links)
