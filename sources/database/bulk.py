"""Updates of many rows at once."""

from collections.abc import Iterable, Sequence

from django.db import connection, models


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Set columns of many rows. Each of ``rows`` holds the values of the columns, then the id."""
    table = connection.ops.quote_name(model._meta.db_table)
    fields = [model._meta.get_field(name) for name in columns]
    assignments = ", ".join(f"{connection.ops.quote_name(f.column)} = %s" for f in fields)
    prepared = [
        [*(f.get_db_prep_save(v, connection) for f, v in zip(fields, values, strict=True)), pk]
        for *values, pk in rows
    ]
    if not prepared:
        return
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assignments} WHERE id = %s", prepared)
