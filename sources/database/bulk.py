"""Writing many rows at once: ids taken beforehand, so that every row is written once and whole."""

from collections.abc import Callable, Iterable, Sequence

from django.db import connection, models


def give_ids(rows: Sequence[models.Model]) -> None:
    """Give rows of one model their ids, in order; inside the transaction that inserts them."""
    if not rows:
        return
    table = rows[0]._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, len(rows)],
            )
            ids = [pk for (pk,) in cursor.fetchall()]
        else:
            # The transaction holds the only write lock: nobody else takes these.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or [0])[0]
            ids = range(last + 1, last + 1 + len(rows))
    for row, pk in zip(rows, ids, strict=True):
        row.pk = pk


# Columns whose values go to the database as they are.
PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)


def insert(rows: Iterable[models.Model]) -> None:
    """Insert rows of one model that have their ids: one statement, prepared once."""
    rows = list(rows)
    if not rows:
        return
    fields, quote = rows[0]._meta.concrete_fields, connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = quote(rows[0]._meta.db_table)
    readers = [_reader(field) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            [[read(row) for read in readers] for row in rows],
        )


def _reader(field: models.Field) -> Callable:
    attname = field.attname
    if isinstance(field, PLAIN) or field.is_relation:
        return lambda row: getattr(row, attname)
    return lambda row: field.get_db_prep_save(getattr(row, attname), connection)


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Set columns of many rows; each of ``rows`` is the columns' values, then the id."""
    rows = list(rows)
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    fields = [model._meta.get_field(name) for name in columns]
    assignments = ", ".join(f"{connection.ops.quote_name(f.column)} = %s" for f in fields)
    prepared = [
        [*(f.get_db_prep_save(v, connection) for f, v in zip(fields, row, strict=False)), row[-1]]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assignments} WHERE id = %s", prepared)
