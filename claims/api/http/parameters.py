"""Query parameters, read strictly: what is not understood is refused by name, never ignored."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError as FormError
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.drainage import set_override
from rest_framework.exceptions import ValidationError

from claims.record import moments

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}")
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


class CodesField(forms.CharField):
    """One or several codes of a fixed list, separated by commas."""

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = codes

    def to_python(self, value) -> list[str]:
        given = super().to_python(value)
        codes = [code.strip() for code in given.split(",")] if given else []
        for code in codes:
            if code not in self.codes:
                listed = ", ".join(self.codes)
                raise FormError(f"“{code[:40]}” is not one of: {listed}.", code="unknown_value")
        return codes


class CodeField(CodesField):
    """One code of a fixed list."""

    def to_python(self, value) -> str:
        given = forms.CharField.to_python(self, value)
        if given and given not in self.codes:
            listed = ", ".join(self.codes)
            raise FormError(f"“{given[:40]}” is not one of: {listed}.", code="unknown_value")
        return given


class SlugField(forms.CharField):
    def to_python(self, value) -> str:
        given = super().to_python(value)
        if given and not SLUG.fullmatch(given):
            message = f"“{given[:40]}” is not a slug such as sky-news."
            raise FormError(message, code="bad_slug")
        return given


class DayField(forms.CharField):
    def to_python(self, value) -> datetime.date | None:
        given = super().to_python(value)
        if not given:
            return None
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
                raise ValueError(given)
            return datetime.date.fromisoformat(given)
        except ValueError as error:
            raise FormError("Give a day such as 2025-04-28.", code="bad_day") from error


class MomentField(forms.CharField):
    def to_python(self, value) -> datetime.datetime | None:
        given = super().to_python(value)
        try:
            return moments.read(given, now=timezone.now()) if given else None
        except moments.NotAMoment as error:
            raise FormError(str(error), code=error.code) from error


class SinceField(forms.CharField):
    def to_python(self, value) -> datetime.datetime | None:
        given = super().to_python(value)
        try:
            return moments.parse(given) if given else None
        except moments.NotAMoment as error:
            raise FormError(str(error), code=error.code) from error


class NumberField(forms.DecimalField):
    def to_python(self, value):
        if value and not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", str(value).strip()):
            message = "Give a number such as 62000 or 0.5: up to 18 digits, then up to 6 decimals."
            raise FormError(message, code="bad_number")
        return super().to_python(value)


class CountField(forms.CharField):
    def to_python(self, value) -> int | None:
        given = super().to_python(value)
        if given and not re.fullmatch(r"[0-9]{1,9}", given):
            message = "Give a whole number from 0, such as 2."
            raise FormError(message, code="bad_count")
        return int(given) if given else None


class CountriesField(forms.CharField):
    """One or several countries, separated by commas."""

    def to_python(self, value) -> list[str]:
        given = super().to_python(value)
        countries = [code.strip() for code in given.split(",")] if given else []
        for country in countries:
            if not re.fullmatch(r"[A-Z]{2}", country):
                message = f"“{country[:40]}” is not two capital letters such as UA."
                raise FormError(message, code="bad_country")
        return countries


# A moment with its offset, or a day.
MOMENT = {
    "type": "string",
    "anyOf": [{"format": "date-time"}, {"format": "date"}],
}


class Described(filters.Filter):
    """A filter that tells the schema what it takes."""

    schema: dict = {"type": "string", "minLength": 1}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.describe()

    def describe(self) -> None:
        described = {**self.schema, "description": self.extra.get("help_text", "")}
        set_override(self, "field", described)


class OneOf(Described, filters.BaseCSVFilter):
    """Rows whose column holds one of the codes given; commas mean “or”."""

    def __init__(self, field_name=None, *, choices, **kwargs):
        codes = [str(code) for code, _label in choices]
        self.field_class = CodesField
        self.schema = {"type": "string", "enum": codes}
        # Not the filter's own constructor, which would replace the field by a list of its own.
        filters.Filter.__init__(self, field_name, codes=codes, **kwargs)
        self.describe()

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class JustOne(Described):
    """One code of a fixed list, and no more than one."""

    field_class = CodeField

    def __init__(self, field_name=None, *, choices, **kwargs):
        codes = [str(code) for code, _label in choices]
        self.schema = {"type": "string", "enum": codes}
        super().__init__(field_name, codes=codes, **kwargs)


class YesNo(JustOne):
    """Rows whose column is true, or is false."""

    def __init__(self, field_name=None, **kwargs):
        super().__init__(field_name, choices=YES_NO, **kwargs)

    def filter(self, queryset, value):
        return super().filter(queryset, value == "true" if value else None)


class Graded(JustOne):
    """Rows whose grade is this one or a better one: the list runs from the best to the worst."""

    def filter(self, queryset, value):
        codes = self.extra["codes"]
        good = codes[: codes.index(value) + 1] if value else []
        return queryset.filter(**{f"{self.field_name}__in": good}) if good else queryset


class AtLeast(Described):
    """Rows whose column holds this whole number or more."""

    field_class = CountField
    schema = {"type": "string", "pattern": r"^[0-9]{1,9}$"}

    def __init__(self, field_name=None, **kwargs):
        super().__init__(field_name, lookup_expr="gte", **kwargs)


class Slug(Described):
    field_class = SlugField
    schema = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,100}$"}


class Day(Described):
    field_class = DayField
    schema = {"type": "string", "format": "date"}


class Moment(Described):
    """A moment that has passed. What was public then is the view's to ask."""

    field_class = MomentField
    schema = MOMENT

    def filter(self, queryset, value):
        return queryset


class Since(Described):
    """Rows from this moment on; a day stands for its start."""

    field_class = SinceField
    schema = MOMENT

    def __init__(self, field_name=None, **kwargs):
        super().__init__(field_name, lookup_expr="gte", **kwargs)


class Number(Described):
    field_class = NumberField
    schema = {"type": "string", "pattern": r"^-?[0-9]{1,18}(\.[0-9]{1,6})?$"}


class Countries(Described):
    """Countries by their two letters; commas mean “or”."""

    field_class = CountriesField
    schema = {"type": "string", "pattern": "^[A-Z]{2}(,[A-Z]{2})*$"}


class Text(Described):
    field_class = forms.CharField

    def __init__(self, *args, max_length: int, **kwargs):
        self.schema = {"type": "string", "minLength": 1, "maxLength": max_length}
        super().__init__(*args, max_length=max_length, **kwargs)
