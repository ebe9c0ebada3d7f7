"""Whole lists as CSV and NDJSON, streamed: memory does not grow with the list.

Both come from the same text: a line of NDJSON is the document of the JSON list, and a row of CSV
is read from that document by ``columns``.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice

from django.db import connections, transaction
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer

from claims import moments
from claims.api.columns import TABLES, Column

FETCHED = 500
CHUNK = 100
# A spreadsheet takes a cell that begins so for a formula. The apostrophe itself is among them, so
# that taking one off the front of a cell always gives back the text.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # fmt: skip


class Streamed(BaseRenderer):
    """Only for negotiating: a stream is written by ``stream``."""

    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        raise NotImplementedError(self.format)


class NDJSON(Streamed):
    media_type, format = "application/x-ndjson", "ndjson"


class CSV(Streamed):
    media_type, format = "text/csv", "csv"


EXPORTED = [JSONRenderer, NDJSON, CSV]


class Negotiation(DefaultContentNegotiation):
    """``?format=`` says it, else ``Accept``. An unknown format is a 400 that names it."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if request.method == "OPTIONS":
            # What it tells of an address is no list, whatever the address lists.
            return super().select_renderer(request, renderers[:1])
        given = request.query_params.get("format")
        if given is None or len(renderers) == 1:
            return super().select_renderer(request, renderers)
        for renderer in renderers:
            if renderer.format == given:
                return renderer, renderer.media_type
        listed = ", ".join(renderer.format for renderer in renderers)
        message = f"“{given[:40]}” is not one of: {listed}."
        refused = exceptions.ValidationError(message, "unknown_value").detail
        raise exceptions.ValidationError({"format": refused})


def each(queryset: QuerySet) -> Iterator:
    """The rows, fetched a few at a time from one query; closing this ends the query.

    PostgreSQL keeps a cursor as long as a transaction. SQLite reads on from one statement, and a
    transaction, which is a writer's here, would keep everybody else from writing.
    """
    is_postgresql = connections[queryset.db].vendor == "postgresql"
    with transaction.atomic(queryset.db) if is_postgresql else nullcontext():
        yield from queryset.iterator(chunk_size=FETCHED)


def stored(queryset: QuerySet, at: moments.Moment = None) -> Iterator[str]:
    """Publications as the API gives them, one document each."""
    return (moments.document(row, at) for row in each(moments.with_standing(queryset, at)))


def serialized(queryset: QuerySet, serializer) -> Iterator[str]:
    """Rows of a register as the API gives them, one document each."""
    render = JSONRenderer().render
    for row in each(queryset):
        yield render(serializer.to_representation(row)).decode()


def ndjson(documents: Iterable[str]) -> Iterator[bytes]:
    for some in batches(documents):
        yield ("\n".join(some) + "\n").encode()


def in_csv(documents: Iterable[str], columns: Iterable[Column]) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, a header first; what a spreadsheet could run is taken for text."""
    yield ",".join(column.name for column in columns).encode() + b"\r\n"
    finds = [(column.find, column.is_number) for column in columns]
    for some in batches(documents):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(
            [cell(find(found), is_number) for find, is_number in finds]
            for found in map(json.loads, some)
        )
        yield text.getvalue().encode()


def cell(value, is_number: bool = False):
    """One cell: empty for null, an apostrophe before text that could be a formula."""
    if isinstance(value, str):
        return f"'{value}" if not is_number and value.startswith(RISKY) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def batches(documents: Iterable[str]) -> Iterator[list[str]]:
    rows = iter(documents)
    try:
        while some := list(islice(rows, CHUNK)):
            yield some
    finally:
        # Close the query now, whoever else still holds the rows.
        getattr(rows, "close", lambda: None)()


def stream(request, table: str, documents: Iterator[str]) -> StreamingHttpResponse:
    """The whole list in the format that was asked for; closing the answer ends the query."""
    chosen = request.accepted_renderer
    if request.method == "HEAD":
        documents.close()
        body: Iterator[bytes] = iter(())
    elif chosen.format == "csv":
        body = in_csv(documents, TABLES[table])
    else:
        body = ndjson(documents)
    headers = {"Content-Disposition": f'attachment; filename="{table}.{chosen.format}"'}
    kind = f"{chosen.media_type}; charset=utf-8"
    return StreamingHttpResponse(body, content_type=kind, headers=headers)
