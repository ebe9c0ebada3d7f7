"""The public record, from publications only: stored bytes with their live standing beside them."""

import json

from django.http import Http404, HttpResponse
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema

from claims import public
from claims.api.filters import ClaimFilters
from claims.api.finding_shapes import IndependenceShape, NoIndependence
from claims.api.shapes import (
    ClaimDocument,
    PublicationRow,
    RetractionDocument,
    StoredClaim,
    StoredRetraction,
)
from claims.api.views import PublicView, moved
from claims.models import Claim, Publication
from claims.snapshot import canonical_json, instant

STANDING_COLUMNS = (
    "id number kind content content_sha256 published_until "
    "claim__needs_reassessment claim__reassessment_cause claim__merged_into"
).split()
ANSWER = PolymorphicProxySerializer(
    "ClaimAnswer", [ClaimDocument, RetractionDocument], resource_type_field_name=None
)
INDEPENDENCE = PolymorphicProxySerializer(
    "IndependenceAnswer", [IndependenceShape, NoIndependence], resource_type_field_name=None
)
STORED = PolymorphicProxySerializer(
    "StoredAnswer", [StoredClaim, StoredRetraction], resource_type_field_name=None
)


def standing(row: dict) -> dict:
    """How things are with a publication today; everything else in an answer is as it was stored."""
    until = row["published_until"]
    is_last = until is None or row["claim__merged_into"] is not None
    return {
        "live": until is None,
        "published_until": until and instant(until),
        "superseded_by": None if is_last else row["number"] + 1,
        "retracted": row["kind"] == "retraction",
        "needs_reassessment": row["claim__needs_reassessment"],
        "reassessment_cause": row["claim__reassessment_cause"] or None,
        "content_sha256": row["content_sha256"],
    }


def with_standing(row: dict) -> str:
    """The stored document with ``standing`` as its last member; the document is not read."""
    live = json.dumps(standing(row), ensure_ascii=False, separators=(",", ":"))
    return f'{row["content"][:-1]},"standing":{live}}}'


def json_response(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


class ClaimList(PublicView):
    """The claims in force, newest publication first. Retracted claims are not among them."""

    is_list = True
    serializer_class = ClaimDocument
    filterset_class = ClaimFilters
    queryset = Publication.objects.in_force()

    @extend_schema(operation_id="claims_list", responses=ClaimDocument(many=True))
    def get(self, request, **kwargs):
        queryset = self.filter_queryset(self.get_queryset())
        rows = self.paginate_queryset(queryset.values(*STANDING_COLUMNS))
        pages = [
            json.dumps(link)
            for link in (self.paginator.get_next_link(), self.paginator.get_previous_link())
        ]
        results = ",".join(map(with_standing, rows))
        text = f'{{"next":{pages[0]},"previous":{pages[1]},"results":[{results}]}}'
        return json_response(text)


class SourceClaimList(ClaimList):
    """The claims in force with a chain that names this source, or one that stands for it."""

    @extend_schema(operation_id="sources_claims_list", responses=ClaimDocument(many=True))
    def get(self, request, slug: str):
        self.source = public.source(slug)
        if self.source is None:
            raise Http404
        if self.source.slug != slug:
            return moved("source-claims", slug=self.source.slug)
        return super().get(request)

    def get_queryset(self):
        queryset = super().get_queryset()
        # The schema asks for the queryset with no source at hand.
        return queryset.citing(self.source) if hasattr(self, "source") else queryset


class ClaimDetail(PublicView):
    """What we say of a claim now; of a retracted claim, that it is retracted, and no value.

    A claim that was merged into another redirects there for good; where that one is not public,
    the last that we said of it stays, and is not live. A draft is not found.
    """

    queryset = Publication.objects.all()
    serializer_class = ClaimDocument

    @extend_schema(operation_id="claims_retrieve", responses=ANSWER)
    def get(self, request, ref: str):
        row = last_row(self.get_queryset(), ref, STANDING_COLUMNS)
        target = row["claim__merged_into"] and merge_target(ref)
        return moved("claim", ref=target) if target else json_response(with_standing(row))


class IndependenceDetail(PublicView):
    """How many independent origins the claim has, and why: the clusters, the reason for every
    join, and what was not counted.

    The bytes are those that were stored with the publication. A retracted claim has no finding,
    and says only that it is retracted. A merged claim redirects to where it went.
    """

    queryset = Publication.objects.all()
    serializer_class = IndependenceShape

    @extend_schema(operation_id="claims_independence", responses=INDEPENDENCE)
    def get(self, request, ref: str):
        columns = ("number", "kind", "independence", "claim__merged_into")
        row = last_row(self.get_queryset(), ref, columns)
        target = row["claim__merged_into"] and merge_target(ref)
        if target:
            return moved("independence", ref=target)
        if row["kind"] == "retraction":
            notice = {"ref": ref, "number": row["number"], "retracted": True}
            return json_response(canonical_json(notice))
        return json_response(row["independence"])


def last_row(queryset, ref: str, columns) -> dict:
    """The columns of the last publication of a claim; raises ``Http404`` where it has none."""
    row = queryset.filter(ref=ref).order_by("-number").values(*columns).first()
    if row is None:
        raise Http404
    return row


def merge_target(ref: str) -> str | None:
    """The ref of the public claim that this one ended up in, through any number of merges."""
    seen: set[str] = set()
    claim = Claim.objects.select_related("merged_into").get(ref=ref)
    while claim.merged_into and claim.ref not in seen:
        seen.add(claim.ref)
        claim = claim.merged_into
    is_public = Publication.objects.live().filter(claim=claim).exists()
    return claim.ref if is_public and claim.ref not in seen else None


class PublicationList(PublicView):
    """Everything that we ever published of a claim, newest first."""

    is_list = True
    keyset = "-number"
    serializer_class = PublicationRow
    queryset = Publication.objects.select_related("event")

    @extend_schema(operation_id="claims_publications_list", responses=PublicationRow(many=True))
    def get(self, request, ref: str):
        rows = self.get_queryset().filter(ref=ref)
        page = self.paginate_queryset(
            rows.defer("content", "independence", "search_text", "event__snapshot")
        )
        if not page and not rows.exists():
            raise Http404
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


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
