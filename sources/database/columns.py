"""Columns and indexes in the form that most models need."""

from django.conf import settings
from django.db import models


def person(*, on_delete=models.PROTECT, **kwargs) -> models.ForeignKey:
    """Return a foreign key to an account. By default, a named account cannot be deleted."""
    kwargs = {"on_delete": on_delete, "related_name": "+", **kwargs}
    return models.ForeignKey(settings.AUTH_USER_MODEL, **kwargs)


def protected(to, *, optional: bool = False, **kwargs) -> models.ForeignKey:
    """Return a foreign key to a row that cannot be deleted then. ``optional``: it may be empty."""
    empty = {"null": True, "blank": True} if optional else {}
    return models.ForeignKey(to, on_delete=models.PROTECT, **empty, **kwargs)


def index(name: str, fields: str, condition: models.Q | None = None) -> models.Index:
    """Return an index over the fields, whose names are separated by spaces."""
    return models.Index(fields=fields.split(), condition=condition, name=name)
