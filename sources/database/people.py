"""The column of who did something."""

from django.conf import settings
from django.db import models


def person(*, on_delete=models.PROTECT, **kwargs) -> models.ForeignKey:
    """Make the column of an account, which is kept as long as a row names it."""
    kwargs = {"on_delete": on_delete, "related_name": "+", **kwargs}
    return models.ForeignKey(settings.AUTH_USER_MODEL, **kwargs)
