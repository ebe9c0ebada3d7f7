"""The change feed: the changes of the public record after a position, oldest first."""

import json

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import extend_schema
from rest_framework.utils.urls import replace_query_param

from claims.api.formats import exports
from claims.api.http.errors import refused
from claims.api.http.parameters import After, OneOf, Ref
from claims.api.public.claims import json_response
from claims.api.public.naming import NamingFilters, SourceFilter
from claims.api.shapes.claims import ChangeRow
from claims.api.views import PublicView
from claims.changes import documents
from claims.changes.settling import last_position, settle_if_possible
from claims.models import Change, Publication
from claims.rules import choices

# The positions that one page looks at: rows that a filter leaves out cost time, too.
LOOKED_AT = 10_000


class ChangeFilters(NamingFilters):
    since = After("The position that you have read up to; 0: from the start.", "position")
    kind = OneOf(choices.CHANGE_KINDS, "What happened.")
    ref = Ref("Changes of this claim.", method="of_claim")
    source = SourceFilter(
        "Slugs of sources: changes of claims whose chains name one, and of its own entry."
    )

    def compare(self) -> None:
        ref = self.form.cleaned_data["ref"]
        if ref and not Publication.objects.filter(ref=ref).exists():
            self._refuse("ref", "unknown_ref", f"Nothing public is called “{ref}”.")

    def of_claim(self, queryset, name, value):
        return queryset.filter(resource="claim", key=value)


class Onward(PublicView.pagination_class):
    """Pages that only go forward: the next one starts where this one ended."""

    parameters = ("page_size",)

    def get_paginated_response_schema(self, schema: dict) -> dict:
        onward = "The page after this one, now or whenever there is one."
        properties = {
            "results": schema,
            "last": {"type": "integer", "description": "The `since` to go on from."},
            "more": {"type": "boolean", "description": "Whether to go on at once."},
            "next": {"type": "string", "format": "uri", "description": onward},
        }
        required = ["next", "last", "more", "results"]
        return {"type": "object", "required": required, "properties": properties}


class ChangeList(PublicView):
    """The changes of the public record after the position `since`, oldest first.

    Ask `next` again and again: no change is missed or repeated, even with many writers. Positions
    never change. A page looks at 10,000 positions at most: with a filter it can be empty although
    `more` is true.
    """

    is_list = True
    table = "changes"
    serializer_class = ChangeRow
    filterset_class = ChangeFilters
    pagination_class = Onward
    follows_the_record = False  # its own position tells when it last changed
    queryset = Change.objects.all()

    @extend_schema(operation_id="changes_list", responses=ChangeRow(many=True))
    def get(self, request):
        changes = self.filter_queryset(self.get_queryset()).order_by("position")
        selected = self.selected()
        settle_if_possible(everything=self.is_stream)
        since, newest = int(request.query_params.get("since", 0)), last_position()
        if since > newest:
            # The client read another record, or a newer copy of this one.
            message = f"The last position is {newest}: none after it was given out here."
            raise refused("since", message, "not_given_out")
        if self.is_stream:
            rows = documents.rows(changes.filter(position__lte=newest))
            lines = documents.documents(exports.each(rows), request)
            return self.stream(rows, selected.texts(lines), selected)
        size = self.paginator.get_page_size(request)
        # Nothing before the newest position ever changes: it names the whole answer.
        etag = f'"changes-{newest}"'
        response = get_conditional_response(request, etag)
        if response is None or response.status_code != 304:
            response = self.page(changes, since, newest, size, selected)
        response["ETag"] = etag
        return response

    def page(self, changes, since: int, newest: int, size: int, selected) -> HttpResponse:
        ceiling = min(newest, since + LOOKED_AT)
        rows = list(documents.rows(changes.filter(position__lte=ceiling))[:size])
        last = rows[-1][0] if len(rows) == size else ceiling
        url = replace_query_param(self.request.build_absolute_uri(), "since", last)
        results = ",".join(selected.texts(documents.documents(rows, self.request)))
        more = json.dumps(last < newest)
        return json_response(
            f'{{"next":{json.dumps(url)},"last":{last},"more":{more},"results":[{results}]}}'
        )
