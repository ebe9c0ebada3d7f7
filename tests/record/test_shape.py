"""A shape writes a row: attributes, given members, and nulls."""

import datetime
from decimal import Decimal
from types import SimpleNamespace as Row

import pytest
from rest_framework import serializers

from claims.record.shape import DecimalText, text, texts, write


class Part(serializers.Serializer):
    code = text(source="slug")


class Whole(serializers.Serializer):
    name = text(null=True)
    amount = DecimalText()
    part = Part(allow_null=True)
    parts = Part(many=True)
    words = texts(allow_null=True)
    at = serializers.DateTimeField(source="event.at", allow_null=True)
    told = text()
    added = text(required=False)

    def get_told(self, row) -> str:
        return f"{row.name}!"


EMPTY = {"name": "", "amount": None, "part": None, "parts": [], "words": None, "event": None}


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ({}, {"name": None, "amount": None, "part": None, "parts": [], "words": None, "at": None}),
        ({"amount": Decimal("0.50")}, {"amount": "0.5"}),
        ({"amount": Decimal(0)}, {"amount": "0"}),
        ({"part": Row(slug="a")}, {"part": {"code": "a"}}),
        ({"parts": [Row(slug="a"), {"code": "b"}]}, {"parts": [{"code": "a"}, {"code": "b"}]}),
        ({"words": ("a", "b")}, {"words": ["a", "b"]}),
        (
            {"event": Row(at=datetime.datetime(2025, 4, 28, tzinfo=datetime.UTC))},
            {"at": "2025-04-28T00:00:00.000000Z"},
        ),
        ({"name": "a"}, {"name": "a", "told": "a!"}),
    ],
    ids=["empty", "decimal", "zero", "part", "list", "texts", "path", "method"],
)
def test_row_is_written_as_the_shape_says(row, written):
    found = write(Whole, Row(**EMPTY | row))

    assert list(found) == ["name", "amount", "part", "parts", "words", "at", "told"]
    assert {name: found[name] for name in written} == written


def test_what_is_given_comes_before_the_row():
    assert write(Whole, Row(**EMPTY), told="given", name="b")["told"] == "given"
