"""Rows of registers as plain data, and the hash chain of their events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models

from sources.database.canonical import canonical_json, plain, sha256

EVENT_FIELDS = "registry row number verb by_id note snapshot_sha256 previous_hash".split()
HEAD = "registry row number at snapshot_sha256 hash".split()


@dataclass(frozen=True)
class Shape:
    """What is recorded of a register: its table, without some columns, and its parts.

    ``parts``: the key in the snapshot, the model, and its column that leads to the register.
    Migrations give models as they were then.
    """

    model: type[models.Model]
    parts: tuple[tuple[str, type[models.Model], str], ...] = ()
    unrecorded: tuple[str, ...] = ()

    def snapshots(self, pks: Sequence[int]) -> dict[int, dict]:
        """Return the rows of these ids with all their parts; a fixed number of queries."""
        names = columns(self.model, self.unrecorded)
        rows = self.model._base_manager.filter(pk__in=pks).values(*names)
        found = {row["id"]: filled(row) for row in rows}
        for key, model, owner in self.parts:
            names = columns(model, ())
            parts = model._base_manager.filter(**{f"{owner}__in": found}).order_by("pk")
            for part in parts.values(*names):
                pk = part.pop(owner)
                found[pk].setdefault(key, []).append(filled(part))
        for field in self.model._meta.many_to_many:
            source, target = field.m2m_column_name(), field.m2m_reverse_name()
            pairs = field.remote_field.through._base_manager.filter(**{f"{source}__in": found})
            for pk, other in pairs.order_by(target).values_list(source, target):
                found[pk].setdefault(field.name, []).append(other)
        return found


def columns(model: type[models.Model], unrecorded: Iterable[str]) -> list[str]:
    return [f.attname for f in model._meta.concrete_fields if f.name not in unrecorded]


def filled(row: dict) -> dict:
    """Return the columns that hold something, as JSON has them.

    An empty column is left out, so that a column added later changes no snapshot until it is set.
    """
    return {
        name: plain(value)
        for name, value in row.items()
        if value not in (None, "", [], {}) and value is not False
    }


def event_hash(event: dict) -> str:
    """Return the hash of an event's columns; of the snapshot it covers only the snapshot's hash."""
    covered = {name: event[name] for name in EVENT_FIELDS}
    return sha256(canonical_json(covered | {"at": plain(event["at"])}))


def sealed(*, snapshot: dict, previous: str, **event) -> dict:
    """Return the columns of the next event of a row, with its snapshot and its hashes."""
    text = canonical_json(snapshot)
    event |= {"snapshot": text, "snapshot_sha256": sha256(text), "previous_hash": previous}
    return event | {"hash": event_hash(event)}
