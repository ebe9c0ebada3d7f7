"""Columns that name a person."""

from django.conf import settings
from django.db import models


def person(*, on_delete=models.PROTECT, **kwargs) -> models.ForeignKey:
    """Return a foreign key to an account. By default, a named account cannot be deleted."""
    kwargs = {"on_delete": on_delete, "related_name": "+", **kwargs}
    return models.ForeignKey(settings.AUTH_USER_MODEL, **kwargs)
