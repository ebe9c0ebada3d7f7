"""The fields of public documents: a shape is a serializer class that declares the members.

It writes the document, describes it in the API's schema and gives its CSV columns.
"""

import functools
from collections.abc import Callable

from rest_framework import serializers

from claims.loading.snapshot import plain


class DecimalText(serializers.RegexField):
    """A decimal string: 62000, 0.5. Never a float."""

    def __init__(self, help_text: str = "", **kwargs):
        kwargs.setdefault("regex", r"^-?[0-9]+(\.[0-9]+)?$")
        super().__init__(help_text=help_text, **{"allow_null": True, "required": True} | kwargs)


def code(pairs, help_text: str = "", *, null: bool = False, **kwargs):
    """Declare one of the codes of these pairs (code, label)."""
    return serializers.ChoiceField(
        choices=list(pairs), help_text=help_text, allow_null=null, **kwargs
    )


def fields_of(kind: type[serializers.Field]) -> Callable[..., serializers.Field]:
    """Return a function that makes fields of a kind; what a member means comes first."""

    def field(help_text: str = "", *, null: bool = False, **kwargs) -> serializers.Field:
        return kind(help_text=help_text, allow_null=null, **kwargs)

    return field


text = fields_of(serializers.CharField)
whole = fields_of(serializers.IntegerField)
flag = fields_of(serializers.BooleanField)
day = fields_of(serializers.DateField)
moment = fields_of(serializers.DateTimeField)


def texts(help_text: str = "", **kwargs):
    return serializers.ListField(child=serializers.CharField(), help_text=help_text, **kwargs)


class Lean(serializers.Serializer):
    """A shape whose members are left out where they would be null."""

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.required = field.required and not field.allow_null
        return fields


def write(shape: type[serializers.Serializer], row, **given) -> dict:
    """Return a row as plain data, in the order of the shape's members.

    A member is what ``given`` holds, else what ``get_<member>`` of the shape returns, else the
    row's attribute (``source``). An empty text that may be null is null; a dict stays as it is;
    members that are not required are left out.
    """
    is_lean = issubclass(shape, Lean)
    written = {
        name: convert(given[name] if name in given else find(row))
        for name, find, convert in members(shape)
    }
    if is_lean:
        return {name: value for name, value in written.items() if value is not None}
    return written


def complete(shape: type[serializers.Serializer], part: dict) -> dict:
    """Fill in the nulls that a lean document leaves out, in place; returns the document."""
    for name, may_lack, inner, is_list in lean_members(shape):
        value = part.get(name)
        if value is None:
            if may_lack:
                part[name] = None
        elif inner:
            for each in value if is_list else [value]:
                complete(inner, each)
    return part


@functools.cache
def lean_members(shape: type[serializers.Serializer]) -> list[tuple]:
    """Return each member: its name, whether it may be left out, its shape, whether it is a list."""
    found = []
    for name, field in shape().fields.items():
        is_list = isinstance(field, serializers.ListSerializer)
        inner = field.child if is_list else field
        is_part = isinstance(inner, serializers.Serializer)
        found.append((name, field.allow_null, type(inner) if is_part else None, is_list))
    return found


@functools.cache
def members(shape: type[serializers.Serializer]) -> list[tuple[str, Callable, Callable]]:
    """Return each member that is written: its name, its finder in a row, its converter."""
    written = shape()
    return [
        (name, getattr(written, f"get_{name}", None) or following(field.source), plainly(field))
        for name, field in written.fields.items()
        if field.required
        or field.read_only
        or (field.allow_null and isinstance(written, Lean))
        or name not in shape._declared_fields
    ]


def following(source: str) -> Callable:
    """Return a function that reads an attribute; of a path it stops at the first None."""
    first, *onward = source.split(".")

    def find(row):
        value = getattr(row, first)
        for name in onward:
            value = value if value is None else getattr(value, name)
        return value

    return find


def plainly(field: serializers.Field) -> Callable:
    """Return a function that makes a value of this field plain data."""
    if isinstance(field, serializers.Serializer):
        shape = type(field)
        return lambda row: row if row is None or isinstance(row, dict) else write(shape, row)
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        each = plainly(field.child)
        return lambda values: values if values is None else [each(value) for value in values]
    if field.allow_null and isinstance(field, serializers.CharField | serializers.ChoiceField):
        return lambda value: plain(value) or None
    return plain
