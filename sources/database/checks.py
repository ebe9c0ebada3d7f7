"""Parts of models: check constraints, named as the rule is, and the column of a person."""

import sys

from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Length

WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))


class Strip(Func):
    """Text without white space at both ends, like ``str.strip``. Plain TRIM removes only spaces."""

    function = "TRIM"
    output_field = models.TextField()

    def __init__(self, text):
        super().__init__(text, Value(WHITE_SPACE))

    def as_postgresql(self, compiler, connection, **kwargs):
        return self.as_sql(compiler, connection, function="BTRIM", **kwargs)


@models.CharField.register_lookup
@models.TextField.register_lookup
class TrimmedLength(models.Transform):
    """The number of characters of a text without white space at both ends."""

    lookup_name = "trimmed_length"
    output_field = models.IntegerField()

    def as_sql(self, compiler, connection, **kwargs):
        return compiler.compile(Length(Strip(self.lhs)))


# Constraint name → the field at which its error is shown.
FIELDS: dict[str, str] = {}


def check(name: str, condition: Q, message: str, field: str = "") -> models.CheckConstraint:
    FIELDS[name] = field
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=message, violation_error_code=name
    )


def unique(
    name: str, fields: list[str], message: str, field: str = "", condition: Q | None = None
) -> models.UniqueConstraint:
    """Require that no two rows (with the condition) have the same ``fields``.

    The error is shown at ``field``, by default at the last of them.
    """
    FIELDS[name] = field or fields[-1]
    return models.UniqueConstraint(
        fields=fields,
        condition=condition,
        name=name,
        violation_error_message=message,
        violation_error_code=name,
    )


def known(name: str, field: str, choices, blank: bool = False) -> models.CheckConstraint:
    """Return a constraint: one of the module's choices (or nothing, where that is allowed)."""
    codes = [code for code, _label in choices]
    allowed = [*codes, ""] if blank else codes
    listed = ", ".join(map(str, codes))
    label = field.replace("_", " ").capitalize()
    return check(
        name, Q(**{f"{field}__in": allowed}), f"{label} has to be one of: {listed}.", field
    )


def in_order(name: str, first: str, second: str, message: str) -> models.CheckConstraint:
    """``first`` is not after ``second``, where both are known."""
    is_open = Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True})
    is_ordered = Q(**{f"{first}__lte": models.F(second)})
    return check(name, is_open | is_ordered, message, second)


def precision(name: str, precision_field: str, *dates: str) -> models.CheckConstraint:
    """Return a constraint: a known date has a precision; an unknown one says ``unknown``."""
    present = Q()
    absent = Q(**{precision_field: "unknown"})
    for date in dates:
        present |= Q(**{f"{date}__isnull": False})
        absent &= Q(**{f"{date}__isnull": True})
    label = dates[0].replace("_", " ")
    message = f"Give the precision of {label}, or “unknown” where there is no date."
    condition = (present & ~Q(**{precision_field: "unknown"})) | absent
    return check(name, condition, message, precision_field)


def not_empty(name: str, field: str, message: str) -> models.CheckConstraint:
    return check(name, Q(**{f"{field}__trimmed_length__gt": 0}), message, field)


def not_itself(name: str, field: str, message: str) -> models.CheckConstraint:
    """Require that a foreign key does not lead to its own row."""
    return check(name, ~Q(**{field: models.F("id")}), message, field)
