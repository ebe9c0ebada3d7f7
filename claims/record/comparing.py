"""Comparing two records, each in a database of its own: was the same published, byte for byte?"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet
from django.db.utils import load_backend

from claims.loading.snapshot import sha256
from claims.models import Event, Publication

FETCHED = 200
# Name for people → the compared column, and whether it is a text that is hashed first.
PUBLICATION = {
    "document": ("content", True),
    "kept hash": ("content_sha256", False),
    "independence": ("independence", True),
    "point": ("point", True),
}
EVENT = {"hash": ("hash", False), "kept hash of the snapshot": ("snapshot_sha256", False)}
KEPT = {
    "publication": (Publication, ("ref", "number"), PUBLICATION),
    "event": (Event, ("claim__ref", "number"), EVENT),
}
READ_ONLY = "-c default_transaction_read_only=on"  # an option of a session of PostgreSQL

Row = tuple[tuple, dict]


@contextmanager
def reading(**addresses: str) -> Iterator[None]:
    """Give Django databases to read, by alias: a URL as in ``DATABASE_URL``, or a SQLite file."""
    for alias, address in addresses.items():
        configured = connections.configure_settings({DEFAULT_DB_ALIAS: read_only(address)})
        settings = configured[DEFAULT_DB_ALIAS]
        connections[alias] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, alias)
    try:
        yield
    finally:
        for alias in addresses:
            connections[alias].close()
            del connections[alias]


def read_only(address: str) -> dict:
    """Return the settings of a database in which nothing can be written."""
    url = address if "://" in address else f"sqlite:///{quote(address)}"
    settings = dj_database_url.parse(url)
    if settings["ENGINE"].endswith("sqlite3"):
        return settings | {"NAME": f"file:{quote(str(settings['NAME']))}?mode=ro"}
    options = settings.get("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} {READ_ONLY}".strip()
    return settings | {"OPTIONS": options}


def differences(first: str, second: str, compared: Counter) -> Iterator[str]:
    """Yield a sentence for each publication or event that two databases do not have alike.

    Both are read as streams. ``compared`` counts the rows that both have, by kind.
    """
    for kind, (model, key, columns) in KEPT.items():
        with (
            closing(rows(model.objects.using(first), key, columns)) as of_first,
            closing(rows(model.objects.using(second), key, columns)) as of_second,
        ):
            for (ref, number), one, other in side_by_side(of_first, of_second):
                name = f"{ref} {kind} {-number}"
                if one is None or other is None:
                    yield f"{name}: only in the {'second' if one is None else 'first'}."
                    continue
                compared[kind] += 1
                changed = [part for part in columns if one[part] != other[part]]
                if changed:
                    yield f"{name}: differs in {', '.join(changed)}."


def rows(queryset: QuerySet, key: tuple[str, str], columns: dict) -> Iterator[Row]:
    """Yield each row's key (ref, −number) and what is compared of it, in the order of the keys."""
    ref, number = key
    named = [column for column, _is_text in columns.values()]
    ordered = queryset.order_by(ref, f"-{number}").values_list(ref, number, *named)
    with transaction.atomic(queryset.db):
        for ref_of_row, number_of_row, *values in ordered.iterator(chunk_size=FETCHED):
            parts = {
                part: sha256(value or "") if is_text else value
                for (part, (_column, is_text)), value in zip(columns.items(), values, strict=True)
            }
            yield (ref_of_row, -number_of_row), parts


def side_by_side(
    first: Iterator[Row], second: Iterator[Row]
) -> Iterator[tuple[tuple, dict | None, dict | None]]:
    """Yield each key of two streams with what either has under it; both are in order of keys."""
    one, other = next(first, None), next(second, None)
    while one or other:
        key = min(row[0] for row in (one, other) if row)
        of_first = one[1] if one and one[0] == key else None
        of_second = other[1] if other and other[0] == key else None
        yield key, of_first, of_second
        if of_first is not None:
            one = next(first, None)
        if of_second is not None:
            other = next(second, None)
