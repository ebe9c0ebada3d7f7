"""The migration of rows that were there before the events: each gets its history, and a last event.

The earlier histories, a table for each model, become events, so that nothing of them is lost.
Their snapshots have the columns that those tables had. Then the row is taken over as it stands.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import migrations
from django.utils import timezone

from sources.registers.chain import HEAD, Shape, columns, filled, sealed

CHUNK = 300
VERBS = {"+": "add", "~": "change", "-": "remove"}


@dataclass(frozen=True)
class Register:
    """A register of a migration, by the names of its models and of the columns of its parts."""

    app: str
    name: str
    parts: tuple[tuple[str, str, str], ...] = ()  # key, model, column that leads to the register
    unrecorded: tuple[str, ...] = ()

    def shape(self, apps, history: str = "") -> Shape:
        """Return the shape of the rows; with “Historical”, of the earlier histories there are."""
        names = {model._meta.object_name for model in apps.get_app_config(self.app).get_models()}
        parts = [
            (key, apps.get_model(self.app, history + model), owner)
            for key, model, owner in self.parts
            if history + model in names
        ]
        return Shape(apps.get_model(self.app, history + self.name), tuple(parts), self.unrecorded)


def take_over(*registers: Register) -> migrations.RunPython:
    """Return the operation that gives every row of these registers its first events."""

    def forwards(apps, schema_editor):
        for register in registers:
            now, then = register.shape(apps), register.shape(apps, "Historical")
            for pks in chunks(now.model, then.model):
                store(apps, register.name.lower(), pks, now, then)

    # The events stay on the way back: coming forward again goes on from them.
    return migrations.RunPython(forwards, migrations.RunPython.noop)


def chunks(model, history) -> Iterator[list[int]]:
    """Yield the ids of the rows and of those that were removed, in order, some at a time."""
    last = 0
    while True:
        found = [
            rows.filter(id__gt=last).order_by("id").values_list("id", flat=True).distinct()[:CHUNK]
            for rows in (model._base_manager, history._base_manager)
        ]
        pks = sorted({*found[0], *found[1]})[:CHUNK]
        if not pks:
            return
        yield pks
        last = pks[-1]


def store(apps, registry: str, pks: Sequence[int], now: Shape, then: Shape) -> None:
    RegisterEvent = apps.get_model("sources", "RegisterEvent")
    RegisterHead = apps.get_model("sources", "RegisterHead")
    known = RegisterHead.objects.filter(registry=registry, row__in=pks).values(*HEAD)
    at, heads, events = timezone.now(), {head["row"]: head for head in known}, []
    standing = (
        {"row": pk, "snapshot": snapshot, "verb": "take_over", "at": at, "by_id": None, "note": ""}
        for pk, snapshot in sorted(now.snapshots(pks).items())
    )
    for event in chain(earlier(then, pks), standing):
        last = heads.get(event["row"])
        follows = {"number": last["number"] + 1 if last else 1, "registry": registry}
        event["at"] = max(event["at"], last["at"]) if last else event["at"]
        columns = sealed(**event, **follows, previous=last["hash"] if last else "")
        events.append(RegisterEvent(**columns))
        heads[event["row"]] = {name: columns[name] for name in HEAD}
    RegisterEvent.objects.bulk_create(events)
    RegisterHead.objects.bulk_create(
        [RegisterHead(**head) for head in heads.values()],
        update_conflicts=True,
        unique_fields=HEAD[:2],
        update_fields=HEAD[2:],
    )


def earlier(then: Shape, pks: Sequence[int]) -> Iterator[dict]:
    """Yield an event for each row of the earlier histories of these rows, first things first."""
    tables = [("", then.model, "id"), *then.parts]
    rows = heapq.merge(*(logged(*table, then, pks) for table in tables), key=lambda row: row[0])
    states: dict[int, dict[str, dict]] = {}
    for _moment, pk, key, own, event in rows:
        state = states.setdefault(pk, {})
        part = (key, own["id"])
        if event["verb"] == "remove":
            state.pop(part, None)
        else:
            state[part] = own
        if key:
            event["verb"] = "change"
        yield {"row": pk, "snapshot": snapshot_of(state), **event}


def logged(key: str, model, owner: str, then: Shape, pks: Sequence[int]) -> Iterator[tuple]:
    """Yield the rows of one earlier history: its moment, register row, part, columns and event."""
    names = [name for name in columns(model, then.unrecorded) if not name.startswith("history_")]
    rows = model._base_manager.filter(**{f"{owner}__in": pks}).order_by("history_date", "pk")
    for row in rows.iterator(CHUNK):
        own = filled({name: getattr(row, name) for name in names if name != owner or not key})
        event = {
            "verb": VERBS[row.history_type],
            "at": row.history_date,
            "by_id": row.history_user_id,
            "note": row.history_change_reason or "",
        }
        yield (row.history_date, row.history_id), getattr(row, owner), key, own, event


def snapshot_of(state: dict) -> dict:
    """Return the row with its parts, as ``Shape.snapshots`` gives them; {} once it is removed."""
    snapshot: dict = {}
    for (key, _pk), own in sorted(state.items()):
        if not key:
            snapshot |= own
        else:
            snapshot.setdefault(key, []).append(own)
    return snapshot if ("" in {key for key, _pk in state}) else {}
