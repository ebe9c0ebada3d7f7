"""Pages by keyset: a page's cost does not depend on how deep it lies."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from urllib.parse import parse_qs

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor, CursorPagination

# What a position can be: an id or a slug. Both fit the columns that a list may be ordered by.
POSITION = {True: re.compile(r"[0-9]{1,18}"), False: re.compile(r"[-A-Za-z0-9_]{1,100}")}


class KeysetPagination(CursorPagination):
    """Pages that end in a cursor. The order is by one unique column, named by the view.

    What is published while a client walks the pages neither repeats nor hides a row of them.
    Raises ``ValidationError`` naming ``cursor`` or ``page_size``.
    """

    page_size_query_param = "page_size"
    page_size_query_description = "How many results a page holds, from 1 to 500."
    cursor_query_description = "Where the page starts: taken from `next` or `previous`."
    max_page_size = 500
    parameters = ("cursor", "page_size")

    def get_ordering(self, request, queryset, view):
        return (getattr(view, "keyset", "-id"),)

    def get_page_size(self, request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        if not re.fullmatch(r"[0-9]{1,3}", given) or not 1 <= int(given) <= self.max_page_size:
            message = f"The page size is a whole number from 1 to {self.max_page_size}."
            raise ValidationError({"page_size": ValidationError(message, "page_size").detail})
        return int(given)

    def decode_cursor(self, request) -> Cursor | None:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return None
        try:
            tokens = parse_qs(b64decode(given, validate=True).decode("ascii"), strict_parsing=True)
        except (NotBase64, ValueError):
            tokens = {}
        position, is_id = tokens.get("p", [""])[0], self.ordering[0].lstrip("-") in ("id", "number")
        if not set(tokens) <= {"p", "r"} or not POSITION[is_id].fullmatch(position):
            message = "This cursor is not one of ours: take it from “next” or “previous”."
            raise ValidationError({"cursor": ValidationError(message, "cursor").detail})
        return Cursor(offset=0, reverse="r" in tokens, position=position)

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The page after this one; null at the end."},
                "previous": {**link, "description": "The page before; null at the start."},
                "results": schema,
            },
        }
