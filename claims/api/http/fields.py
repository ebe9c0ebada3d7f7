"""Input fields that take exactly what they describe, and refuse everything else by name."""

import re
from decimal import Decimal
from functools import partial

from django.db import models
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.rules import choices
from claims.rules.values import AS_REPORTED_LENGTH, Value, plain

LARGEST_ID = 2**63 - 1
NUMBER = re.compile(r"[+-]?[0-9]{1,24}(\.[0-9]{1,12})?")


class StrictSerializer(serializers.Serializer):
    """A serializer that refuses unknown members."""

    def to_internal_value(self, data):
        unknown = {}
        if isinstance(data, dict):
            message = "There is no field of this name here."
            errors = serializers.ValidationError(message, "unknown_field").detail
            unknown = {str(name)[:80]: errors for name in data if name not in self.fields}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **unknown}) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return values


class CodeField(serializers.ChoiceField):
    """One of a list of codes; the refusal of any other lists them."""

    default_error_messages = {"invalid_choice": "“{input}” is not one of: {codes}."}

    def to_internal_value(self, data):
        if data == "" and self.allow_blank:
            return ""
        if isinstance(data, str | int) and not isinstance(data, bool):
            code = self.choice_strings_to_values.get(str(data))
            if code is not None:
                return code
        shown = str(data)[:40] if isinstance(data, str | int | float) else type(data).__name__
        return self.fail("invalid_choice", input=shown, codes=", ".join(map(str, self.choices)))


# Any other column is text.
TYPED = (models.BooleanField, models.DateField, models.DateTimeField)
FIELDS = serializers.ModelSerializer.serializer_field_mapping


def column(model: type[models.Model], name: str, help_text: str | None = None, **kwargs):
    """Make the input field of a column, with the column's own codes or length."""
    of = model._meta.get_field(name)
    kwargs = {"required": False, "allow_null": of.null, "help_text": help_text} | kwargs
    if of.choices:
        return CodeField(choices=of.choices, allow_blank=of.blank, **kwargs)
    if type(of) in TYPED:
        return FIELDS[type(of)](**kwargs)
    return serializers.CharField(allow_blank=True, max_length=of.max_length, **kwargs)


class ColumnsSerializer(StrictSerializer):
    """The input of a row: of ``members``, those that are not declared are columns of ``model``."""

    model: type[models.Model]
    members: list[str]

    def get_fields(self) -> dict:
        declared = super().get_fields()
        listed = {
            name: declared.pop(name, None) or column(self.model, name) for name in self.members
        }
        return listed | declared


class NamedField(serializers.SlugRelatedField):
    """A row of a register, by its slug or code."""

    default_error_messages = {
        "does_not_exist": "There is no {slug_name} “{value}”.",
        "invalid": "Give a slug such as sky-news, as text.",
    }

    def __init__(self, model: type[models.Model], key: str = "slug", **kwargs):
        self.name = model._meta.verbose_name
        super().__init__(slug_field=key, queryset=model.objects.all(), **kwargs)

    def to_internal_value(self, data):
        if not isinstance(data, str) or not re.fullmatch(r"[-a-zA-Z0-9_]{1,100}", data):
            self.fail("invalid")
        row = self.get_queryset().filter(**{self.slug_field: data}).first()
        if row is None:
            self.fail("does_not_exist", slug_name=self.name, value=data)
        return row


class IdField(serializers.IntegerField):
    """The id of a stored row: a whole number, as a number."""

    default_error_messages = {"invalid": "Give an id: a whole number from 1."}

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, int) or not 1 <= data <= LARGEST_ID:
            self.fail("invalid")
        return data


@extend_schema_field({"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"})
class ExactField(serializers.Field):
    """A number in digits, as a string (a whole number may be a JSON number); never a float."""

    default_error_messages = {
        "invalid": "Give the number in digits, as a string such as “62000” or “0.5”."
    }

    def to_internal_value(self, data) -> Decimal:
        if isinstance(data, int) and not isinstance(data, bool):
            data = str(data) if abs(data) < 10**24 else ""
        if not isinstance(data, str) or not NUMBER.fullmatch(data.strip()):
            self.fail("invalid")
        return Decimal(data.strip())

    def to_representation(self, value) -> str | None:
        return plain(value)


part = partial(ExactField, required=False, allow_null=True)


class ValueInput(StrictSerializer):
    """A value by its parts; the numbers are decimal strings."""

    comparator = CodeField(choices.COMPARATORS)
    amount, low, high = part(), part(), part()
    unit = serializers.CharField(required=False, allow_blank=True, max_length=40)
    rounding = part()
    range_kind = CodeField(choices.RANGE_KINDS, required=False, allow_blank=True)
    confidence_level = part()
    as_reported = serializers.CharField(
        required=False, allow_blank=True, max_length=AS_REPORTED_LENGTH
    )


class PartsField(serializers.Field):
    """A value (schema ``plain``), or an object of its parts (serializer ``shape``)."""

    plain: dict
    shape: type[serializers.Serializer]
    description: str

    def parts(self, data) -> dict:
        if not isinstance(data, dict):
            self.fail("invalid")
        serializer = self.shape(data=data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


class PartsFieldSchema(OpenApiSerializerFieldExtension):
    target_class = PartsField
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction) -> dict:
        parts = auto_schema.resolve_serializer(self.target.shape, direction).ref
        return {"oneOf": [self.target.plain, parts], "description": self.target.description}


class ValueField(PartsField):
    """A value in words (a string, read later: the words need the measure) or by its parts."""

    plain = {"type": "string", "maxLength": AS_REPORTED_LENGTH}
    shape = ValueInput
    description = "In words, such as “more than 62,000”, or by its parts."
    default_error_messages = {"invalid": "Give the value as text, or as an object of its parts."}

    def to_internal_value(self, data) -> Value | str:
        return data if isinstance(data, str) else Value(**self.parts(data))
