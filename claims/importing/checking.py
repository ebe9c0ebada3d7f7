"""The dry run: every row read, built and compared, in chunks; only the reports are stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from claims.importing import chunks, reading
from claims.importing.building import Built, build, stored_keys
from claims.importing.drafts import Draft, drafts
from claims.importing.mapping import FileMapping
from claims.importing.packing import pack
from claims.importing.problems import FileRefused, Problem
from claims.importing.reading import Row
from claims.importing.registers import StoredRegisters
from claims.importing.storing import give_ids, insert
from claims.models import ImportBatch, ImportRow

CHUNK = 500
MOST_PROBLEMS = 20


class CheckedElsewhere(FileRefused):
    """The batch is somebody else's work just now, and stays."""


@dataclass
class Found:
    draft: Draft
    built: Built | None = None


def run(batch: ImportBatch, file: BinaryIO, mapping: FileMapping, progress) -> None:
    rows = (
        row
        for row in noted(batch, reading.read(file, batch.file_name, batch.mapping), mapping)
        if row.number > batch.rows_read
    )
    for some in parted(rows, max(1, CHUNK // len(mapping.claims))):
        is_ours = chunks.step(
            batch,
            lambda some=some: work_out(batch, some, mapping),
            lambda work, some=some: _write(batch, some, work),
        )
        if not is_ours:
            raise CheckedElsewhere("checked_elsewhere", "Somebody else is checking this file.")
        progress(batch.done, 0)
    batch.state = "checked"
    batch.save()


def parted(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    some = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def noted(batch: ImportBatch, rows: Iterator[Row], mapping: FileMapping) -> Iterator[Row]:
    """The rows; columns that are missing are refused, columns that nobody reads are noted."""
    unread: set[str] = set()
    for number, row in enumerate(rows):
        if not number and batch.mapping.get("format") != "jsonl":
            missing = sorted(mapping.columns - set(row.cells))
            if missing and not batch.file_name.lower().endswith(".jsonl"):
                listed = ", ".join(f"“{name}”" for name in missing)
                raise FileRefused("missing_column", f"The file has no column {listed}.")
        found = set(row.cells) - mapping.columns - mapping.ignore - unread
        if found and len(unread) < 100:
            unread |= found
            listed = ", ".join(f"“{name}”" for name in sorted(unread))
            batch.notes = [
                Problem(
                    "", "unread_columns", listed, "Map them, or name them in “ignore”.", "warning"
                ).as_json()
            ]
        yield row


def work_out(batch: ImportBatch, rows: Iterable[Row], mapping: FileMapping) -> list[Found]:
    """The drafts of some rows, each with its claim where it could be built."""
    registers = StoredRegisters()
    found = [Found(draft) for row in rows for draft in drafts(row, mapping, registers)]
    for one in found:
        draft = one.draft
        if draft.is_empty or draft.is_wrong:
            continue
        plain = {
            "fields": draft.fields,
            "document": draft.document,
            "cited": draft.cited,
            "hops": draft.hops,
        }
        one.built = build(
            plain, batch=None, by=batch.created_by, at=batch.created_at, registers=registers
        )
        draft.problems += one.built.problems
    return found


def _write(batch: ImportBatch, rows: Sequence[Row], found: Sequence[Found]) -> None:
    counts = Counter(batch.counts)
    counts["empty"] += sum(one.draft.is_empty for one in found)
    reports = _reports(batch, [one for one in found if not one.draft.is_empty])
    for report in reports:
        counts[report.outcome] += 1
        counts["warnings"] += any(one["severity"] == "warning" for one in report.problems)
    give_ids(reports)
    insert(reports)
    batch.rows_read, batch.done = rows[-1].number, batch.done + len(reports)
    batch.counts = {**dict(counts), "rows": counts["rows"] + len(rows)}
    batch.save()


def _reports(batch: ImportBatch, found: Sequence[Found]) -> list[ImportRow]:
    built = [one.built for one in found if one.built]
    known = stored_keys(built) if built else {}
    keys = [one.key for one in built if one.key]
    earlier = dict(batch.rows.filter(key__in=keys, outcome="new").values_list("key", "number"))
    rows = []
    for one in found:
        draft = one.draft
        outcome, key = "new", one.built.key if one.built else ""
        if draft.is_wrong:
            outcome, key = "wrong", ""
        elif key in known or key in earlier:
            where = known.get(key) or f"row {earlier[key]}"
            fix = f"{where} says the same already: measure, subject, scope, claimant, time, value."
            draft.problems.append(Problem("", "duplicate", "", fix, "warning"))
            outcome = "duplicate"
        else:
            earlier[key] = draft.row
        rows.append(
            ImportRow(
                batch=batch,
                number=draft.row,
                part=draft.part,
                outcome=outcome,
                key=key,
                draft=pack(draft),
                problems=[problem.as_json() for problem in draft.problems[:MOST_PROBLEMS]],
            )
        )
    return rows
