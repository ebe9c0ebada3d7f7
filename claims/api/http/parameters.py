"""Query parameters, read strictly: a wrong one is refused by name, never ignored."""

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
from rest_framework.exceptions import ErrorDetail, ValidationError

from claims.api.http.errors import refused
from claims.record import moments

# A list in a parameter has at most so many values, and a path so many steps.
MOST_VALUES, MOST_STEPS = 100, 8
YES_NO = [("true", "Yes"), ("false", "No")]


def refuse_unknown(request, allowed) -> None:
    """Refuse parameters that the address does not take, that come twice, or that are empty."""
    errors = {}
    for name, values in request.query_params.lists():
        if name not in allowed:
            listed = ", ".join(sorted(allowed)) or "none"
            message = f"There is no such parameter here. There is: {listed}."
            errors |= refused(name, message, "unknown_parameter").detail
        elif len(values) > 1:
            message = "Give this parameter once; commas separate several values."
            errors |= refused(name, message, "repeated_parameter").detail
        elif not values[0].strip():
            message = "Give a value, or leave the parameter out."
            errors |= refused(name, message, "empty_parameter").detail
    if errors:
        raise ValidationError(errors)


@dataclass(frozen=True)
class Kind:
    """A kind of parameter. ``read`` turns its text into a value, or raises ``FormError``."""

    read: Callable[[str], object]
    schema: dict

    def clean(self, text: str):
        """Read the text of a parameter; None if it is empty."""
        return self.read(text.strip()) if text.strip() else None


def pattern(regex: str, code: str, refusal: str, value: Callable = str, **schema) -> Kind:
    """Make the kind of a text of one pattern. ``refusal`` may quote the text as ``{given}``."""

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


def separated(kind: Kind, mark: str = ",", most: int = MOST_VALUES, **schema) -> Kind:
    """Make the kind of one or several values of a kind, separated by commas or another mark."""

    def read(text: str) -> list:
        given = text.split(mark, most)
        if len(given) > most:
            raise FormError(f"Give at most {most} values.", code="too_many")
        return [read_one(one.strip()) for one in given]

    def read_one(text: str):
        try:
            return kind.read(text)
        except FormError as error:
            if text:
                raise
            message = f"A value is missing before or after “{mark}”."
            raise FormError(message, code=error.code) from error

    return Kind(read, schema or kind.schema)


def in_text(kind: Kind, mark: str = ",", most: int = MOST_VALUES) -> Kind:
    """Make the kind of some values, which the schema describes as one text."""
    one = kind.schema["pattern"].strip("^$")
    regex = f"^{one}({mark}{one}){{0,{most - 1}}}$"
    return separated(kind, mark, most, type="string", pattern=regex)


def moment(read_moment: Callable) -> Kind:
    """Make the kind of a moment with its offset, or a day."""

    def read(text: str) -> datetime.datetime:
        try:
            return read_moment(text)
        except moments.NotAMoment as error:
            raise FormError(str(error), code=error.code) from error

    either = [{"format": "date-time"}, {"format": "date"}]
    return Kind(read, {"type": "string", "anyOf": either})


WORDS = Kind(str, {"type": "string", "minLength": 1, "maxLength": 200})
A_SLUG = "[-a-zA-Z0-9_]{1,100}"
SLUG = pattern(A_SLUG, "bad_slug", "“{given}” is not a slug such as sky-news.")
SLUGS, PATH = in_text(SLUG), in_text(SLUG, ">", MOST_STEPS)
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
ID = pattern("[1-9][0-9]{0,17}", "bad_id", "“{given}” is not the id of a document.", int)
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
# A past moment; and any moment, where a day stands for its start.
MOMENT = moment(lambda text: moments.read(text, now=timezone.now()))
SINCE = moment(moments.parse)


def parameter_of(request, name: str, kind: Kind):
    """Read one parameter, None if it is missing; raises ``ValidationError`` that names it."""
    try:
        return kind.clean(request.query_params.get(name, ""))
    except FormError as error:
        raise refused(name, error.messages[0], error.code) from error


class KindField(forms.CharField):
    def __init__(self, *, kind: Kind, **kwargs):
        super().__init__(**kwargs)
        self.kind = kind

    def to_python(self, value):
        return self.kind.clean(super().to_python(value))


class Parameter(filters.Filter):
    """A filter by a parameter of one kind; ``column``: if it is not named as the parameter."""

    field_class = KindField

    def __init__(self, help_text: str, column=None, *, kind: Kind, **kwargs):
        # Not the __init__ of ``BaseCSVFilter``, which would replace the field by its own.
        filters.Filter.__init__(self, column, kind=kind, help_text=help_text, **kwargs)
        set_override(self, "field", {**kind.schema, "description": help_text})


Ref, Words = partial(Parameter, kind=REF), partial(Parameter, kind=WORDS, max_length=200)
Day, Number = partial(Parameter, kind=DAY), partial(Parameter, kind=NUMBER)
# Rows whose column holds this number or more, this moment or a later one, a later position.
AtLeast = partial(Parameter, kind=COUNT, lookup_expr="gte")
Since = partial(Parameter, kind=SINCE, lookup_expr="gte")
After = partial(Parameter, kind=POSITION, lookup_expr="gt")


class Unfiltered(Parameter):
    """A parameter that the filter set reads itself."""

    def filter(self, queryset, value):
        return queryset


Moment = partial(Unfiltered, kind=MOMENT)


class Listed(Parameter):
    """Rows whose column holds one of some values; commas mean “or”."""

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


Slugs, Ids = partial(Listed, kind=SLUGS), partial(Listed, kind=in_text(ID))
Countries = partial(Listed, kind=in_text(COUNTRY))


class OneOf(Listed, filters.BaseCSVFilter):
    """Rows whose column holds one of the codes; commas mean “or”."""

    def __init__(self, choices, *args, **kwargs):
        super().__init__(*args, kind=separated(of_list(choices)), **kwargs)


class YesNo(Parameter):
    """Rows whose column is true, or is false."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, kind=of_list(YES_NO), **kwargs)

    def filter(self, queryset, value):
        return super().filter(queryset, value == "true" if value else None)


class Graded(Parameter):
    """Rows with this grade or a better one: the list begins with the best."""

    def __init__(self, choices, *args, **kwargs):
        super().__init__(*args, kind=of_list(choices), **kwargs)

    def filter(self, queryset, value):
        codes = self.extra["kind"].schema["enum"]
        good = codes[: codes.index(value) + 1] if value else []
        return queryset.filter(**{f"{self.field_name}__in": good}) if good else queryset


class StrictFilterBackend(filters.DjangoFilterBackend):
    """The filter set of a view; a value that it cannot read is a 400 that names the parameter."""

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        return queryset if filterset is None else self.valid(filterset).qs

    def valid(self, filterset):
        """Return the filter set if its values are valid; else raise ``ValidationError``."""
        if not filterset.is_valid():
            # The library's own translation fails on a “%” in a value.
            raise ValidationError(
                {
                    name: [ErrorDetail(error.messages[0], code=error.code) for error in errors]
                    for name, errors in filterset.errors.as_data().items()
                }
            )
        return filterset
