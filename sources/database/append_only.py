"""Append-only rows. The ORM refuses changes here; the triggers of the database refuse them too."""

from django.db import models


class AppendOnlyError(Exception):
    """An append-only row was to be changed or deleted."""

    def __init__(self, model: type[models.Model]):
        super().__init__(
            f"A {model._meta.verbose_name} is kept as it was written: add a new one instead."
        )


class AppendOnlyQuerySet(models.QuerySet):
    def _refuse(self, *args, **kwargs):
        raise AppendOnlyError(self.model)

    update = delete = bulk_update = update_or_create = _refuse

    def bulk_create(
        self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, *args, **kwargs
    ):
        if update_conflicts:
            self._refuse()
        return super().bulk_create(objs, batch_size, ignore_conflicts, *args, **kwargs)

    def fill(self, **columns) -> int:
        """Fill columns of ``filled_later`` that are still empty, and return the number of rows."""
        if not set(columns) <= set(self.model.filled_later):
            raise AppendOnlyError(self.model)
        empty = self.filter(**{f"{name}__isnull": True for name in columns})
        return super(AppendOnlyQuerySet, empty).update(**columns)


class AppendOnly(models.Model):
    """A row that is inserted and then never changed: ``AppendOnlyError`` from save and delete.

    ``filled_later`` names the few columns that ``fill()`` may fill later, once.
    """

    filled_later: tuple[str, ...] = ()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError(type(self))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(type(self))

    def fill(self, **columns) -> None:
        """Fill columns of ``filled_later``. Raises ``AppendOnlyError`` if one is not empty."""
        if type(self).objects.filter(pk=self.pk).fill(**columns) != 1:
            raise AppendOnlyError(type(self))
        for name, value in columns.items():
            setattr(self, name, value)
