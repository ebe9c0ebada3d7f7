"""Pages by keyset: a page's cost does not depend on how deep it lies."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from urllib.parse import parse_qs

from django.db.models import BooleanField, F, Func, Value
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor, CursorPagination

from claims.api.http.errors import refused

# A position is an id (True) or a slug (False).
POSITION = {True: re.compile(r"[0-9]{1,18}"), False: re.compile(r"[-A-Za-z0-9_]{1,100}")}


class KeysetPagination(CursorPagination):
    """Pages that end in a cursor. The order, named by the view, ends in one unique column.

    The cursor names a row by that column; if the order begins with another column, the page starts
    at the value that the row has there. A view with a faster way to its rows has a method
    ``fetch``: it takes the list, the id of the row before the page (None: the first page), the
    direction and the number of rows, and returns the rows, nearest first.

    New rows neither repeat nor hide a row of the pages that a client walks through.
    Raises ``ValidationError`` naming ``cursor`` or ``page_size``.
    """

    page_size_query_param = "page_size"
    page_size_query_description = "How many results a page holds, from 1 to 500."
    cursor_query_description = "Where the page starts: taken from `next` or `previous`."
    max_page_size = 500
    parameters = ("cursor", "page_size")

    def get_ordering(self, request, queryset, view):
        keyset = getattr(view, "keyset", "-id")
        return (keyset,) if isinstance(keyset, str) else tuple(keyset)

    def paginate_queryset(self, queryset, request, view=None):
        self.ordering = self.get_ordering(request, queryset, view)
        fetch = getattr(view, "fetch", None) if len(self.ordering) == 1 else None
        if len(self.ordering) == 1 and fetch is None:
            return super().paginate_queryset(queryset, request, view)
        self.request, self.base_url = request, request.build_absolute_uri()
        self.page_size = self.get_page_size(request)
        self.cursor = cursor = self.decode_cursor(request)
        columns = [name.lstrip("-") for name in self.ordering]
        is_backwards = bool(cursor and cursor.reverse)
        if fetch:
            after = int(cursor.position) if cursor else None
            rows = fetch(queryset, after, is_backwards=is_backwards, limit=self.page_size + 1)
        else:
            rows = queryset.order_by(*(columns if is_backwards else self.ordering))
            if cursor:
                rows = rows.filter(self.beyond(queryset, columns, cursor))
            rows = list(rows[: self.page_size + 1])
        has_more, self.page = len(rows) > self.page_size, rows[: self.page_size]
        further = cursor and cursor.position
        if is_backwards:
            self.page.reverse()
            self.has_previous, self.has_next, self.next_position = has_more, True, further
        else:
            self.has_next, self.has_previous = has_more, bool(cursor)
            self.previous_position = further
        if has_more:
            position = self._get_position_from_instance(rows[-1], self.ordering)
            if is_backwards:
                self.previous_position = position
            else:
                self.next_position = position
        return self.page

    def beyond(self, queryset, columns: list[str], cursor: Cursor) -> Func:
        """Return the condition for rows beyond the row of the cursor: one range of the index."""
        named = queryset.model.objects.filter(**{columns[-1]: cursor.position})
        values = named.values_list(*columns).first()
        if values is None:
            raise self.strange_cursor()
        fields = [queryset.model._meta.get_field(name) for name in columns]
        row = Func(*map(F, columns), template="(%(expressions)s)", output_field=BooleanField())
        given = [
            Value(value, output_field=field) for value, field in zip(values, fields, strict=True)
        ]
        at = Func(*given, template="(%(expressions)s)", output_field=BooleanField())
        how = {"template": "%(expressions)s", "arg_joiner": " > " if cursor.reverse else " < "}
        return Func(row, at, **how, output_field=BooleanField())

    def _get_position_from_instance(self, instance, ordering) -> str:
        return super()._get_position_from_instance(instance, ordering[-1:])

    def strange_cursor(self) -> ValidationError:
        message = "This cursor is not one of ours: take it from “next” or “previous”."
        return refused("cursor", message, "cursor")

    def get_page_size(self, request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        if not re.fullmatch(r"[0-9]{1,3}", given) or not 1 <= int(given) <= self.max_page_size:
            message = f"The page size is a whole number from 1 to {self.max_page_size}."
            raise refused("page_size", message, "page_size")
        return int(given)

    def decode_cursor(self, request) -> Cursor | None:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return None
        try:
            tokens = parse_qs(b64decode(given, validate=True).decode("ascii"), strict_parsing=True)
        except (NotBase64, ValueError):
            tokens = {}
        position = tokens.get("p", [""])[0]
        is_id = self.ordering[-1].lstrip("-") in ("id", "number")
        if not set(tokens) <= {"p", "r"} or not POSITION[is_id].fullmatch(position):
            raise self.strange_cursor()
        return Cursor(offset=0, reverse="r" in tokens, position=position)

    def get_schema_operation_parameters(self, view) -> list[dict]:
        cursor = {"type": "string", "pattern": "^[A-Za-z0-9+/]{1,400}={0,2}$"}
        size = {"type": "integer", "minimum": 1, "maximum": self.max_page_size}
        described = {
            "cursor": {"description": self.cursor_query_description, "schema": cursor},
            "page_size": {"description": self.page_size_query_description, "schema": size},
        }
        return [
            {"name": name, "in": "query", "required": False, **described[name]}
            for name in self.parameters
        ]

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {
            "next": {**link, "description": "The page after this one; null at the end."},
            "previous": {**link, "description": "The page before; null at the start."},
            "results": schema,
        }
        return {"type": "object", "required": list(properties), "properties": properties}
