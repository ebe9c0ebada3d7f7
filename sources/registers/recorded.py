"""Rows whose changes are recorded: those of registers, and the parts that belong to them.

Whatever saves or deletes such a row through Django writes an event of the register's row in the
same transaction. ``recording()`` joins several writes into one event for each row, and says who
made them, when and why. Without it, each write has an event of its own.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone

from sources.database.canonical import canonical_json, sha256
from sources.registers.chain import HEAD, Shape, sealed

CHUNK = 500
_request: ContextVar[Any] = ContextVar("request", default=None)
_open: ContextVar["Recording | None"] = ContextVar("recording", default=None)


def remember_request(get_response):
    """Middleware: whoever sent the request is the one who makes the changes."""

    def answer(request):
        token = _request.set(request)
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return answer


@dataclass
class Recording:
    """Writes of one transaction: by whom, when and why. ``verb`` replaces “change”.

    ``touched``: register → id of the row → whether it is new, and the step that wrote it.
    """

    by: Any = None
    at: datetime.datetime | None = None
    verb: str = ""
    note: str = ""
    touched: dict[type[models.Model], dict[int, tuple[bool, "Recording"]]] = field(
        default_factory=dict
    )

    def touch(self, register: type[models.Model], pks: Iterable[int], *, is_new=False) -> None:
        rows = self.touched.setdefault(register, {})
        for pk in pks:
            was_new, step = rows.get(pk, (is_new, self))
            rows[pk] = was_new, step if step.verb else self

    def write(self) -> None:
        """Append an event for each touched row that differs from its last event."""
        for register in sorted(self.touched, key=lambda model: model._meta.model_name):
            rows = sorted(self.touched[register].items())
            for start in range(0, len(rows), CHUNK):
                append(register, dict(rows[start : start + CHUNK]))

    def person(self) -> int | None:
        """Return the id of who makes the changes; None where no person does."""
        user = self.by or getattr(_request.get(), "user", None)
        return user.pk if user is not None and user.is_authenticated else None


def append(register: type[models.Model], touched: dict[int, tuple[bool, Recording]]) -> None:
    RegisterEvent, RegisterHead = models_of_history()
    known = [pk for pk, (is_new, _step) in touched.items() if not is_new]
    heads = lock_heads(register, known) if known else {}
    snapshots = shape_of(register).snapshots(list(touched))
    now, events = timezone.now(), []
    for pk, (_is_new, step) in touched.items():
        head, snapshot = heads.get(pk), snapshots.get(pk, {})
        same = head and head.snapshot_sha256 == sha256(canonical_json(snapshot))
        if same or not (head or snapshot):
            continue
        event = {"registry": register._meta.model_name, "row": pk, "at": step.at or now}
        event |= {"by_id": step.person(), "note": step.note, "snapshot": snapshot}
        if head:
            verb = (step.verb or "change") if snapshot else "remove"
            event |= {"number": head.number + 1, "previous": head.hash, "verb": verb}
            event["at"] = max(event["at"], head.at)
        else:
            event |= {"number": 1, "previous": "", "verb": "add"}
        events.append(RegisterEvent(**sealed(**event)))
    RegisterEvent.objects.bulk_create(events)
    RegisterHead.objects.bulk_create(
        [RegisterHead(**{name: getattr(event, name) for name in HEAD}) for event in events],
        update_conflicts=True,
        unique_fields=HEAD[:2],
        update_fields=HEAD[2:],
    )


@contextmanager
def recording(
    *, by=None, at: datetime.datetime | None = None, verb: str = "", note: str = ""
) -> Iterator[Recording]:
    """Open a transaction whose writes make one event for each row, written at its end.

    Inside another one, its writes join those of the other, and what it does not say is as there.
    """
    with transaction.atomic(), _recording(Recording(by, at, verb, note)) as now:
        yield now


@contextmanager
def _recording(mine: Recording) -> Iterator[Recording]:
    outer = _open.get()
    if outer:
        for name in ("by", "at", "verb", "note"):
            setattr(mine, name, getattr(mine, name) or getattr(outer, name))
        mine.touched = outer.touched
    token = _open.set(mine)
    try:
        yield mine
        if not outer:
            mine.write()
    finally:
        _open.reset(token)


@contextmanager
def one_write() -> Iterator[Recording]:
    """Record one write of the ORM. No savepoint: it stores all or nothing by itself."""
    whole = nullcontext() if connection.in_atomic_block else transaction.atomic()
    with whole, _recording(Recording()) as now:
        yield now


def models_of_history() -> tuple[type[models.Model], type[models.Model]]:
    return apps.get_model("sources", "RegisterEvent"), apps.get_model("sources", "RegisterHead")


def heads_of(register: type[models.Model], pks: Iterable[int], *, locked: bool = False) -> dict:
    """Return the last event of each of these rows, by their ids."""
    heads = models_of_history()[1].objects
    heads = heads.select_for_update(no_key=True) if locked else heads
    heads = heads.filter(registry=register._meta.model_name, row__in=pks).order_by("row")
    return {head.row: head for head in heads}


def lock_heads(register: type[models.Model], pks: Iterable[int]) -> dict:
    """Return the same, locked until the transaction ends: then nobody writes these rows."""
    return heads_of(register, pks, locked=True)


class RecordedQuerySet(models.QuerySet):
    def update(self, **changes):
        if set(changes) <= set(self.model.unrecorded):
            return super().update(**changes)
        with one_write() as now:
            touch_rows(now, self)
            if moved := changes.get(self.model.belongs_to):
                now.touch(register_of(self.model), [getattr(moved, "pk", moved)])
            return super().update(**changes)

    update.alters_data = True

    def delete(self):
        with one_write() as now:
            touch_rows(now, self)
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        if kwargs.get("update_conflicts") or kwargs.get("ignore_conflicts") or any(args[1:]):
            raise TypeError("Rows of registers are inserted or refused, never merged in silence.")
        objs = list(objs)
        are_new = all(row.pk is None for row in objs)
        with one_write() as now:
            rows = super().bulk_create(objs, *args, **kwargs)
            for row in rows:
                row.touch(now, is_new=are_new)
            return rows


def touch_rows(now: Recording, rows: models.QuerySet) -> None:
    key = rows.model.belongs_to or "pk"
    now.touch(register_of(rows.model), set(rows.order_by().values_list(key, flat=True)))


class Recorded(models.Model):
    """A row of a register; or a part of one, whose foreign key ``belongs_to`` leads to it.

    ``unrecorded``: columns that a machine moves, which have a log of their own.
    """

    belongs_to = ""
    unrecorded: tuple[str, ...] = ()

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_base(self, *args, **kwargs):
        is_new, names = self.pk is None, kwargs.get("update_fields")
        if names is not None and set(names) <= set(self.unrecorded):
            super().save_base(*args, **kwargs)
            return
        with one_write() as now:
            if self.belongs_to and not self._state.adding:
                touch_rows(now, type(self)._base_manager.filter(pk=self.pk))
            super().save_base(*args, **kwargs)
            self.touch(now, is_new=is_new)

    def touch(self, now: Recording, *, is_new: bool = False) -> None:
        """Say that this row was written: its register's row is the one that gets an event."""
        name = self._meta.get_field(self.belongs_to).attname if self.belongs_to else "pk"
        now.touch(register_of(type(self)), [getattr(self, name)], is_new=is_new and name == "pk")

    def delete(self, *args, **kwargs):
        with one_write() as now:
            self.touch(now)
            return super().delete(*args, **kwargs)


@receiver(m2m_changed)
def on_relations_changed(instance, action, reverse, model, pk_set, **signal) -> None:
    register, pks = (model, pk_set) if reverse else (type(instance), [instance.pk])
    if not issubclass(register, Recorded):
        return
    if reverse and action == "pre_clear":
        raise TypeError("Take such rows away from the row that has them, which is then recorded.")
    if action.startswith("post_"):
        with one_write() as now:
            now.touch(register, pks)


@cache
def register_of(model: type[Recorded]) -> type[models.Model]:
    """Return the register that a model is, or that its rows belong to."""
    return model._meta.get_field(model.belongs_to).related_model if model.belongs_to else model


@cache
def registers() -> dict[str, type[Recorded]]:
    """Return every register by its name, which its events have."""
    found = [model for model in apps.get_models() if issubclass(model, Recorded)]
    return {model._meta.model_name: model for model in found if not model.belongs_to}


@cache
def shape_of(register: type[Recorded]) -> Shape:
    parts = []
    for model in apps.get_models():
        if issubclass(model, Recorded) and model.belongs_to and register_of(model) is register:
            owner = model._meta.get_field(model.belongs_to)
            parts.append((owner.remote_field.related_name, model, owner.attname))
    return Shape(register, tuple(parts), register.unrecorded)
