"""Updates of many rows at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db import connection, models

from sources.registers.recorded import Recorded, one_write

Row = TypeVar("Row", bound=models.Model)
# Columns whose values go to the database as they are.
PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)


def insert(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert new rows of one model and set their ids, as ``bulk_create`` does, in half the time."""
    if rows and isinstance(rows[0], Recorded):
        with one_write() as now:
            _insert(rows)
            for row in rows:
                row.touch(now, is_new=True)
    elif rows:
        _insert(rows)
    return rows


def _insert(rows: Sequence[Row]) -> None:
    meta, quote = rows[0]._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    relations = [field for field in fields if field.is_relation]
    prepared, converted = [], conversions(fields)
    for row in rows:
        state = row.__dict__
        for field in relations:
            if state[field.attname] is None and field.is_cached(row):
                setattr(row, field.name, getattr(row, field.name))  # it has its id by now
        values = [state[field.attname] for field in fields]
        for index, prepare in converted:
            values[index] = prepare(values[index], connection)
        prepared.append(values)
    columns = ", ".join(quote(field.column) for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    size = connection.ops.bulk_batch_size(fields, prepared)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            some = prepared[start : start + size]
            cursor.execute(
                f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES "
                f"{', '.join([marks] * len(some))} RETURNING {quote(meta.pk.column)}",
                [value for values in some for value in values],
            )
            for row, (pk,) in zip(rows[start:], cursor.fetchall(), strict=False):
                row.pk, row._state.adding, row._state.db = pk, False, connection.alias


def conversions(fields: Sequence[models.Field]) -> list[tuple[int, Callable]]:
    """Return the places of columns whose values are converted, each with its conversion."""
    return [
        (index, field.get_db_prep_save)
        for index, field in enumerate(fields)
        if not field.is_relation and not isinstance(field, PLAIN)
    ]


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Set columns of many rows. Each of ``rows`` holds the values of the columns, then the id.

    Rows of registers are refused: ``QuerySet.bulk_update`` records them.
    """
    if issubclass(model, Recorded):
        raise TypeError(f"Update {model._meta.verbose_name_plural} by QuerySet.bulk_update.")
    table = connection.ops.quote_name(model._meta.db_table)
    fields = [model._meta.get_field(name) for name in columns]
    assignments = ", ".join(f"{connection.ops.quote_name(f.column)} = %s" for f in fields)
    prepared, converted = [[*values] for values in rows], conversions(fields)
    if not prepared:
        return
    for values in prepared:
        for index, prepare in converted:
            values[index] = prepare(values[index], connection)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assignments} WHERE id = %s", prepared)
