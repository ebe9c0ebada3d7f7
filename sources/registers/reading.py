"""The history of a register's row in words: who changed what, when, and why."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models

from sources.database.canonical import canonical_json
from sources.models import RegisterEvent
from sources.registers.chain import Shape
from sources.registers.recorded import Recorded, shape_of

SHOWN = 50


@dataclass(frozen=True)
class Change:
    """A column, or a part, that differs after an event. ``column``: its name; "" of a part."""

    label: str
    was: str
    now: str
    column: str = ""


@dataclass(frozen=True)
class Entry:
    event: RegisterEvent
    changes: list[Change] = field(default_factory=list)

    @property
    def who(self) -> str:
        return self.event.by.get_username() if self.event.by else "The program"


def history(register: type[Recorded], pk: int, *, everything: bool = False) -> list[Entry]:
    """Return the last events of a row, newest first; all of them with ``everything``."""
    events = events_of(register, pk).order_by("-number")
    events = list(events if everything else events[: SHOWN + 1])[::-1]
    entries = compared(register, events)
    return (entries if everything else entries[-SHOWN:])[::-1]


def since(register: type[Recorded], pk: int, number: int) -> tuple[dict, list[Entry]]:
    """Return the row as it was at a version, {} if there was none, and the events after it."""
    events = list(events_of(register, pk).filter(number__gte=number).order_by("number"))
    if not events or events[0].number != number:
        return {}, []
    return json.loads(events[0].snapshot), compared(register, events)[1:]


def events_of(register: type[Recorded], pk: int) -> models.QuerySet[RegisterEvent]:
    events = RegisterEvent.objects.filter(registry=register._meta.model_name, row=pk)
    return events.select_related("by")


def compared(register: type[Recorded], events: Sequence[RegisterEvent]) -> list[Entry]:
    """Return these events, each with what it changed since the one before it."""
    snapshots = [json.loads(event.snapshot) for event in events]
    words = Words(shape_of(register), snapshots)
    entries, before = [], None
    for event, snapshot in zip(events, snapshots, strict=True):
        lines = words.lines(snapshot)
        is_told = before is not None and event.verb != "take_over"
        entries.append(Entry(event, differences(before, lines) if is_told else []))
        before = lines
    return entries


def differences(before: dict, after: dict) -> list[Change]:
    keys = [*after, *(key for key in before if key not in after)]
    pairs = [(key, before.get(key, ("", "")), after.get(key, ("", ""))) for key in keys]
    return [
        Change(now[0] or was[0], was[1], now[1], column=key if isinstance(key, str) else "")
        for key, was, now in pairs
        if was[1] != now[1]
    ]


class Words:
    """Snapshots in words. The names of the rows that they lead to are fetched once for all."""

    def __init__(self, shape: Shape, snapshots: Iterable[dict]):
        self.model = shape.model
        self.parts = {key: model for key, model, _owner in shape.parts}
        wanted: dict[type[models.Model], set] = {}
        for snapshot in snapshots:
            for model, row in self.rows(snapshot):
                for column, value in row.items():
                    related = (
                        fields(model)[column].related_model if column in fields(model) else None
                    )
                    if related:
                        wanted.setdefault(related, set()).update(as_list(value))
        self.names = {
            (model, pk): str(row)
            for model, pks in wanted.items()
            for pk, row in model._base_manager.in_bulk(pks).items()
        }

    def rows(self, snapshot: dict) -> Iterable[tuple[type[models.Model], dict]]:
        yield self.model, {key: v for key, v in snapshot.items() if key not in self.parts}
        for key, model in self.parts.items():
            yield from ((model, part) for part in snapshot.get(key, ()))

    def lines(self, snapshot: dict) -> dict:
        """Return label and text by column; then of each part, by key and id."""
        own = fields(self.model)
        found: dict = {
            key: (label(self.model, key), self.word(self.model, key, snapshot[key]))
            for key in own
            if key in snapshot
        }
        for key, model in self.parts.items():
            for part in snapshot.get(key, ()):
                told = {name: part[name] for name in fields(model) if name in part}
                words = [
                    (f"{label(model, name).lower()}: " if len(told) > 1 else "")
                    + self.word(model, name, value)
                    for name, value in told.items()
                ]
                found[key, part["id"]] = model._meta.verbose_name.capitalize(), "; ".join(words)
        return found

    def word(self, model: type[models.Model], column: str, value) -> str:
        """Return a value as a person reads it."""
        about = fields(model)[column]
        if about.related_model:
            words = (
                self.names.get((about.related_model, pk), f"no. {pk}") for pk in as_list(value)
            )
            return ", ".join(words)
        if isinstance(about, models.DateTimeField):
            return f"{value[:10]} {value[11:16]} UTC"
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return canonical_json(value)
        return dict(about.flatchoices).get(value, "yes" if value is True else str(value))


def fields(model: type[models.Model]) -> dict[str, models.Field]:
    """Return the columns that people fill in, by their names in a snapshot."""
    found = {f.attname: f for f in model._meta.concrete_fields if f.editable and not f.primary_key}
    return found | {f.name: f for f in model._meta.many_to_many}


def label(model: type[models.Model], column: str) -> str:
    text = str(fields(model)[column].verbose_name)
    return text[:1].upper() + text[1:]


def as_list(value) -> list:
    return value if isinstance(value, list) else [value]
