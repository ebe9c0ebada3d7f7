"""Query parameters, read strictly: what is not understood is refused by name, never ignored."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django import forms
from django.core.exceptions import ValidationError as FormError
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override
from rest_framework.exceptions import ValidationError

from claims.record import moments

YES_NO = [("true", "Yes"), ("false", "No")]


def refuse_unknown(request, allowed) -> None:
    """Refuse parameters that the address does not take, that stand twice, or that are empty."""
    errors = {}
    for name, values in request.query_params.lists():
        if name not in allowed:
            listed = ", ".join(sorted(allowed)) or "none"
            message = f"There is no such parameter here. There is: {listed}."
            errors[name] = ValidationError(message, "unknown_parameter").detail
        elif len(values) > 1:
            message = "Give this parameter once."
            errors[name] = ValidationError(message, "repeated_parameter").detail
        elif not values[0].strip():
            message = "Give a value, or leave the parameter out."
            errors[name] = ValidationError(message, "empty_parameter").detail
    if errors:
        raise ValidationError(errors)


@dataclass(frozen=True)
class Kind:
    """What a parameter takes. ``read`` turns its text into a value, or raises ``FormError``."""

    read: Callable[[str], object]
    schema: dict

    def clean(self, text: str):
        """Read what stands in an address; None where nothing does."""
        return self.read(text.strip()) if text.strip() else None


def pattern(regex: str, code: str, refusal: str, value: Callable = str, **schema) -> Kind:
    """Make the kind of a text of one pattern. ``refusal`` may quote what was ``{given}``."""

    def read(text: str):
        try:
            if not re.fullmatch(regex, text):
                raise ValueError(text)
            return value(text)
        except ValueError as error:
            raise FormError(refusal.format(given=text[:40]), code=code) from error

    return Kind(read, schema or {"type": "string", "pattern": f"^{regex}$"})


def of_list(choices) -> Kind:
    """Make the kind of one code of a fixed list."""
    codes = [str(code) for code, _label in choices]

    def read(text: str) -> str:
        if text not in codes:
            listed = ", ".join(codes)
            raise FormError(f"“{text[:40]}” is not one of: {listed}.", code="unknown_value")
        return text

    return Kind(read, {"type": "string", "enum": codes})


def separated(kind: Kind, **schema) -> Kind:
    """Make the kind of one or several of a kind, separated by commas."""

    def read(text: str) -> list:
        return [kind.read(one.strip()) for one in text.split(",")]

    return Kind(read, schema or kind.schema)


def moment(read_moment: Callable) -> Kind:
    """Make the kind of a moment with its offset, or a day."""

    def read(text: str) -> datetime.datetime:
        try:
            return read_moment(text)
        except moments.NotAMoment as error:
            raise FormError(str(error), code=error.code) from error

    either = [{"format": "date-time"}, {"format": "date"}]
    return Kind(read, {"type": "string", "anyOf": either})


ANY_TEXT = Kind(str, {"type": "string", "minLength": 1})
SLUG = pattern("[-a-zA-Z0-9_]{1,100}", "bad_slug", "“{given}” is not a slug such as sky-news.")
REF = pattern("CLM-[0-9]{6,12}", "bad_ref", "“{given}” is not a ref such as CLM-000123.")
DAY = pattern(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "bad_day",
    "Give a day such as 2025-04-28.",
    datetime.date.fromisoformat,
    type="string",
    format="date",
)
NUMBER = pattern(
    r"-?[0-9]{1,18}(\.[0-9]{1,6})?",
    "bad_number",
    "Give a number such as 62000 or 0.5: up to 18 digits, then up to 6 decimals.",
    Decimal,
)
COUNT = pattern("[0-9]{1,9}", "bad_count", "Give a whole number from 0, such as 2.", int)
POSITION = pattern(
    "[0-9]{1,18}",
    "bad_position",
    "Give a position: a whole number from 0.",
    int,
    type="integer",
    minimum=0,
    default=0,
)
COUNTRY = pattern("[A-Z]{2}", "bad_country", "“{given}” is not two capital letters such as UA.")
COUNTRIES = separated(COUNTRY, type="string", pattern="^[A-Z]{2}(,[A-Z]{2})*$")
# One that has passed; and one from which on, where a day stands for its start.
MOMENT = moment(lambda text: moments.read(text, now=timezone.now()))
SINCE = moment(moments.parse)


def parameter_of(request, name: str, kind: Kind):
    """Read one parameter, None where it is not given; raises ``ValidationError`` that names it."""
    try:
        return kind.clean(request.query_params.get(name, ""))
    except FormError as error:
        refused = ValidationError(error.messages[0], error.code).detail
        raise ValidationError({name: refused}) from error


class KindField(forms.CharField):
    def __init__(self, *args, kind: Kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def to_python(self, value):
        return self.kind.clean(super().to_python(value))


class Parameter(filters.Filter):
    """A filter by a parameter of one kind, which tells the schema what it takes."""

    field_class = KindField
    kind = ANY_TEXT

    def __init__(self, field_name=None, *, kind: Kind | None = None, **kwargs):
        kind = kind or self.kind
        # Not that of a subclass of the library, which would replace the field by one of its own.
        filters.Filter.__init__(self, field_name, kind=kind, **kwargs)
        described = {**kind.schema, "description": self.extra.get("help_text", "")}
        set_override(self, "field", described)


Slug, Ref = partial(Parameter, kind=SLUG), partial(Parameter, kind=REF)
Day, Number = partial(Parameter, kind=DAY), partial(Parameter, kind=NUMBER)
Countries = partial(Parameter, kind=COUNTRIES)
# Rows whose column holds this whole number or more; rows from this moment on.
AtLeast = partial(Parameter, kind=COUNT, lookup_expr="gte")
Since = partial(Parameter, kind=SINCE, lookup_expr="gte")
After = partial(Parameter, kind=POSITION, lookup_expr="gt")


class Moment(Parameter):
    """A moment that has passed. What was public then is the view's to ask."""

    kind = MOMENT

    def filter(self, queryset, value):
        return queryset


class OneOf(Parameter, filters.BaseCSVFilter):
    """Rows whose column holds one of the codes given; commas mean “or”."""

    def __init__(self, field_name=None, *, choices, **kwargs):
        super().__init__(field_name, kind=separated(of_list(choices)), **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class JustOne(Parameter):
    """One code of a fixed list, and no more than one."""

    def __init__(self, field_name=None, *, choices, **kwargs):
        super().__init__(field_name, kind=of_list(choices), **kwargs)


class YesNo(JustOne):
    """Rows whose column is true, or is false."""

    def __init__(self, field_name=None, **kwargs):
        super().__init__(field_name, choices=YES_NO, **kwargs)

    def filter(self, queryset, value):
        return super().filter(queryset, value == "true" if value else None)


class Graded(JustOne):
    """Rows whose grade is this one or a better one: the list runs from the best to the worst."""

    def filter(self, queryset, value):
        codes = self.extra["kind"].schema["enum"]
        good = codes[: codes.index(value) + 1] if value else []
        return queryset.filter(**{f"{self.field_name}__in": good}) if good else queryset


class Text(Parameter):
    def __init__(self, *args, max_length: int, **kwargs):
        kind = Kind(str, {"type": "string", "minLength": 1, "maxLength": max_length})
        super().__init__(*args, kind=kind, max_length=max_length, **kwargs)
