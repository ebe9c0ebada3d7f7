"""Whole lists, streamed as CSV and NDJSON: memory does not grow with the list. XLSX is limited.

All come from the same text: a line of NDJSON is the document of the JSON list, and ``columns`` read
a row of CSV or of a workbook from that document.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice

from django.db import connections, transaction
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import JSONRenderer

from claims.api.formats import workbook
from claims.api.formats.columns import TABLES, Column
from claims.api.formats.renderers import RISKY
from claims.api.formats.selection import Selection, close
from claims.record import moments

FETCHED = 500
CHUNK = 100
EVERYTHING = Selection()


def each(queryset: QuerySet) -> Iterator:
    """Yield the rows of one query, fetched in parts; closing this ends the query.

    A cursor of PostgreSQL needs a transaction. SQLite needs none, and its transaction would keep
    all others from writing.
    """
    is_postgresql = connections[queryset.db].vendor == "postgresql"
    with transaction.atomic(queryset.db) if is_postgresql else nullcontext():
        yield from queryset.iterator(chunk_size=FETCHED)


def stored(
    queryset: QuerySet, at: moments.Moment = None, selected: Selection = EVERYTHING
) -> Iterator[str]:
    """Yield publications as the API gives them, one document each, with what is selected."""
    rows = moments.with_standing(queryset, at, *selected.stored)
    return (selected.publication(row, at) for row in each(rows))


def serialized(
    rows: QuerySet | list, serializer, selected: Selection = EVERYTHING
) -> Iterator[str]:
    """Yield rows of a register as the API gives them, one document each, with what is selected."""
    render = JSONRenderer().render
    for row in rows if isinstance(rows, list) else each(rows):
        yield render(selected.members(serializer.to_representation(row))).decode()


def ndjson(documents: Iterable[str]) -> Iterator[bytes]:
    for batch in batches(documents):
        yield ("\n".join(batch) + "\n").encode()


def in_csv(documents: Iterable[str], columns: Iterable[Column]) -> Iterator[bytes]:
    """Yield RFC 4180 in UTF-8, a header first; formulas are made plain text (``cell``)."""
    yield ",".join(column.name for column in columns).encode() + b"\r\n"
    finds = [(column.find, column.is_number) for column in columns]
    for batch in batches(documents):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(
            [cell(find(document), is_number) for find, is_number in finds]
            for document in map(json.loads, batch)
        )
        yield text.getvalue().encode()


def cell(value, is_number: bool = False):
    """Return one cell: empty for null, an apostrophe before text that could be a formula."""
    if value is None or is_number:
        return value
    if value is True or value is False:
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value[:1] in RISKY else value


def batches(documents: Iterable[str]) -> Iterator[list[str]]:
    rows = iter(documents)
    try:
        while batch := list(islice(rows, CHUNK)):
            yield batch
    finally:
        close(rows)


def stream(
    request, table: str, documents: Iterator[str], selected: Selection = EVERYTHING
) -> HttpResponseBase:
    """Return the whole list in the format of the request; closing the answer ends the query."""
    chosen, columns = request.accepted_renderer, selected.columns(TABLES[table])
    headers = {"Content-Disposition": f'attachment; filename="{table}.{chosen.format}"'}
    kind = f"{chosen.media_type}; charset=utf-8" if chosen.charset else chosen.media_type
    if request.method == "HEAD":
        documents.close()
        return StreamingHttpResponse(iter(()), content_type=kind, headers=headers)
    if chosen.format == "xlsx":
        file = workbook.write(documents, columns, title=table)
        return FileResponse(file, content_type=kind, headers=headers)
    lines = in_csv(documents, columns) if chosen.format == "csv" else ndjson(documents)
    return StreamingHttpResponse(lines, content_type=kind, headers=headers)
