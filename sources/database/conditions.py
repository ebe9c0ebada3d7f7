"""Test check constraints on a row in memory, without a query.

Django sends one query for each constraint, about twenty for a claim. This module turns the simple
conditions that the models use into Python functions. It leaves other conditions to Django
(``compiled`` returns None).
"""

import functools
import re
from collections.abc import Callable

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Q

# The result of a condition on a row, as in SQL: true, false, or unknown (None).
Condition = Callable[[models.Model], bool | None]
COMPARISONS: dict[str, Callable] = {
    "exact": lambda left, right: left == right,
    "in": lambda left, right: left in right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "regex": lambda left, right: re.search(right, left) is not None,
    "contains": lambda left, right: right in left,
    "startswith": lambda left, right: left.startswith(right),
}


class NotPlainError(Exception):
    """The condition contains something that only the database can compute."""


def clean(row: models.Model, exclude=()) -> None:
    """Check a row as ``row.full_clean(exclude)`` does, without a query for a check constraint.

    Related rows in memory are not queried either, because they were loaded before. The foreign keys
    of the database still check them at the end. Raises ``ValidationError``.
    """
    errors: dict = {}
    exclude = set(exclude)
    loaded = {
        field.name
        for field in row._meta.fields
        if field.is_relation and field.is_cached(row) and getattr(row, field.attname) is not None
    }
    steps = (
        lambda: row.clean_fields(exclude=exclude | loaded),
        row.clean,
        lambda: row.validate_unique(exclude=exclude | set(errors)),
        lambda: _constraints(row, exclude | set(errors)),
    )
    for step in steps:
        try:
            step()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def _constraints(row: models.Model, exclude: set[str]) -> None:
    errors: dict = {}
    if _holds_all(row, exclude):
        return
    for model, constraints in row.get_constraints():
        for constraint in constraints:
            try:
                validate(constraint, model, row, exclude)
            except ValidationError as error:
                if getattr(error, "code", None) == "unique" and len(constraint.fields) == 1:
                    errors.setdefault(constraint.fields[0], []).append(error)
                else:
                    errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def _holds_all(row: models.Model, exclude: set[str]) -> bool:
    """Say whether all constraints are simple ones and hold. This is the fast and usual case."""
    for constraint, compiled_check in _plain(type(row)):
        if compiled_check is None:
            if exclude.isdisjoint(getattr(constraint, "fields", ())):
                return False
        elif compiled_check[1](row) is False and compiled_check[0].isdisjoint(exclude):
            return False
    return True


@functools.cache
def _plain(model: type[models.Model]) -> list[tuple]:
    return [
        (
            constraint,
            compiled(model, constraint.name)
            if isinstance(constraint, models.CheckConstraint)
            else None,
        )
        for constraint in model._meta.constraints
    ]


def validate(constraint, model: type[models.Model], row: models.Model, exclude) -> None:
    """Do the same as ``constraint.validate``, without a query if the condition is a simple one."""
    compiled_check = None
    if isinstance(constraint, models.CheckConstraint):
        compiled_check = compiled(model, constraint.name)
    if compiled_check is None:
        constraint.validate(model, row, exclude=exclude)
        return
    names, condition = compiled_check
    if names.isdisjoint(exclude) and condition(row) is False:
        raise ValidationError(
            constraint.get_violation_error_message(), code=constraint.violation_error_code
        )


@functools.cache
def compiled(model: type[models.Model], name: str) -> tuple[frozenset[str], Condition] | None:
    """Return the fields and the condition of a constraint, or None if it is not a simple one."""
    constraint = next(c for c in model._meta.constraints if c.name == name)
    names: set[str] = set()
    try:
        condition = _condition(model, constraint.condition, names)
    except (NotPlainError, FieldDoesNotExist):
        return None
    return frozenset(names), condition


def _condition(model, node, names: set[str]) -> Condition:
    if not isinstance(node, Q):
        return _lookup(model, *node, names)
    parts = [_condition(model, child, names) for child in node.children]
    if node.connector not in (Q.AND, Q.OR):
        raise NotPlainError
    joined = _all(parts) if node.connector == Q.AND else _any(parts)
    return _not(joined) if node.negated else joined


def _all(parts: list[Condition]) -> Condition:
    def holds(row):
        unknown = False
        for part in parts:
            result = part(row)
            if result is False:
                return False
            unknown = unknown or result is None
        return None if unknown else True

    return holds


def _any(parts: list[Condition]) -> Condition:
    def holds(row):
        unknown = False
        for part in parts:
            result = part(row)
            if result:
                return True
            unknown = unknown or result is None
        return None if unknown else False

    return holds


def _not(part: Condition) -> Condition:
    def holds(row):
        result = part(row)
        return None if result is None else not result

    return holds


def _lookup(model, path: str, right, names: set[str]) -> Condition:
    name, *steps = path.split("__")
    left = _reader(model, name, names)
    if steps == ["isnull"]:
        return lambda row: (left(row) is None) == right
    if steps[:1] == ["trimmed_length"]:
        left, steps = _trimmed_length(left), steps[1:]
    lookup = steps[0] if steps else "exact"
    if len(steps) > 1 or lookup not in COMPARISONS:
        raise NotPlainError
    compare = COMPARISONS[lookup]
    if isinstance(right, F):
        other = _reader(model, right.name, names)
    elif hasattr(right, "resolve_expression"):
        raise NotPlainError
    else:
        fixed = frozenset(right) if lookup == "in" else right
        return lambda row: None if (value := left(row)) is None else compare(value, fixed)

    def holds(row):
        value, against = left(row), other(row)
        return None if value is None or against is None else compare(value, against)

    return holds


def _trimmed_length(text: Callable) -> Callable:
    return lambda row: None if (value := text(row)) is None else len(value.strip())


def _reader(model, name: str, names: set[str]) -> Callable:
    field = model._meta.get_field(name)
    names.add(field.name)
    attname = field.attname
    return lambda row: getattr(row, attname)
