"""Finding what was changed in a register behind the application's back."""

import json
from collections.abc import Iterator, Sequence

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from sources.database.canonical import canonical_json, sha256
from sources.models import RegisterEvent, RegisterHead
from sources.registers.chain import event_hash
from sources.registers.recorded import Recorded, lock_heads, registers, shape_of

CHUNK = 200
UNREADABLE = (ObjectDoesNotExist, ValueError, TypeError, ArithmeticError)
KEYS = ("slug", "code")


def all_faults() -> Iterator[str]:
    """Yield every fault in the registers, register by register, in the order of adding.

    Rows may be written meanwhile: the heads of some at a time are locked while they are read.
    """
    for register in registers().values():
        for pks in chunks(register):
            yield from faults(register, pks)


def row_of(register: type[Recorded], key: str) -> int | None:
    """Return the id of the row with this slug, code or id."""
    named = next((name for name in KEYS if hasattr(register, name)), None)
    condition = {named: key} if named else {"pk": key}
    try:
        return register._base_manager.filter(**condition).values_list("pk", flat=True).first()
    except (ValueError, OverflowError):
        return None


def chunks(register: type[Recorded]) -> Iterator[list[int]]:
    """Yield the ids of the rows, and of those of which only events are left, in order."""
    registry, last = register._meta.model_name, 0
    tables = [
        (register._base_manager, "id"),
        (RegisterHead.objects.filter(registry=registry), "row"),
        (RegisterEvent.objects.filter(registry=registry), "row"),
    ]
    while True:
        found: set[int] = set()
        for rows, name in tables:
            rows = rows.filter(**{f"{name}__gt": last}).order_by(name)
            found.update(rows.values_list(name, flat=True).distinct()[:CHUNK])
        if not found:
            return
        pks = sorted(found)[:CHUNK]
        yield pks
        last = pks[-1]


@transaction.atomic
def faults(register: type[Recorded], pks: Sequence[int]) -> list[str]:
    """Return sentences that name what is broken in the histories of these rows."""
    heads, rows, found = lock_heads(register, pks), read(register, pks), []
    events = RegisterEvent.objects.filter(registry=register._meta.model_name, row__in=pks)
    ended: dict[int, RegisterEvent | None] = dict.fromkeys(pks)
    broken: set[int] = set()
    for event in events.order_by("row", "number").iterator(CHUNK):
        if event.row not in broken:
            lines, goes_on = event_faults(register, event, ended[event.row])
            found += lines
            broken |= set() if goes_on else {event.row}
        ended[event.row] = event
    for pk in pks:
        if pk not in broken:
            found += end_faults(register, pk, ended[pk], heads.get(pk), rows.get(pk, {}))
    return found


def read(register: type[Recorded], pks: Sequence[int]) -> dict[int, dict | str]:
    """Return the rows as they are; of one that cannot be read, why."""
    try:
        rows = shape_of(register).snapshots(pks)
        return {pk: json.loads(canonical_json(row)) for pk, row in rows.items()}
    except UNREADABLE as error:
        if len(pks) == 1:
            return {pks[0]: f"{type(error).__name__}: {error}"}
    return {key: row for pk in pks for key, row in read(register, [pk]).items()}


def event_faults(
    register: type[Recorded], event: RegisterEvent, before: RegisterEvent | None
) -> tuple[list[str], bool]:
    """Return what is broken in one event, and whether its row can be looked at further."""
    row = name_of(register, event.row, event.snapshot)
    number = before.number + 1 if before else 1
    if event.number != number:
        return [f"{row} event {number} is missing."], False
    name, found = f"{row} event {event.number} ({event.verb})", []
    if event.previous_hash != (before.hash if before else ""):
        found.append(f"{name} does not follow the event before it.")
    if event.hash != event_hash(vars(event)):
        found.append(f"{name} was changed: its hash does not fit.")
    if sha256(event.snapshot) != event.snapshot_sha256:
        return [*found, f"{name} has another snapshot than the one it was written with."], False
    return found, True


def end_faults(
    register: type[Recorded],
    pk: int,
    last: RegisterEvent | None,
    head: RegisterHead | None,
    now: dict | str,
) -> Iterator[str]:
    """Yield where the last event, the head and the row itself do not say the same."""
    row = name_of(register, pk, last.snapshot if last else canonical_json(now))
    if isinstance(now, str):
        yield f"{row} cannot be read: {now}"
        return
    if head and head.number > (last.number if last else 0):
        yield f"{row} event {head.number} is missing: its history was cut short."
        return
    if last is None:
        yield f"{row} has no history: it was added without an event."
        return
    pointed = head and (head.number, head.at, head.snapshot_sha256, head.hash)
    if pointed != (last.number, last.at, last.snapshot_sha256, last.hash):
        yield f"{row} does not point to its last event, {last.number} ({last.verb})."
    recorded = json.loads(last.snapshot)
    if recorded and not now:
        yield f"{row} was removed without an event."
    elif now and not recorded:
        yield f"{row} was added again without an event."
    elif changed := changed_names(recorded, now):
        yield f"{row} was changed without an event: {', '.join(changed)}."


def changed_names(before: dict, after: dict) -> list[str]:
    """Return the columns that differ; of a part, as “links.kind”, or “links” where one is new."""
    names: set[str] = set()
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        olds, news = by_id(was), by_id(now)
        if olds.keys() != news.keys() or not olds:
            names.add(key)
        for pk in olds.keys() & news.keys():
            names |= {f"{key}.{name}" for name in changed_names(olds[pk], news[pk])}
    return sorted(names)


def by_id(parts) -> dict[int, dict]:
    is_parts = isinstance(parts, list) and all(isinstance(part, dict) for part in parts)
    return {part["id"]: part for part in parts} if is_parts else {}


def name_of(register: type[Recorded], pk: int, snapshot: str) -> str:
    """Return a row in words, such as “Source reuters” or “Document 12”."""
    try:
        columns = json.loads(snapshot)
    except ValueError:
        columns = {}
    columns = columns if isinstance(columns, dict) else {}
    key = next((columns[name] for name in KEYS if columns.get(name)), pk)
    return f"{register._meta.verbose_name.capitalize()} {key}"
