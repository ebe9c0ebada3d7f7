"""The dry run: every row read, built and compared, in chunks; only the reports are stored."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.db import transaction

from claims.importing import reading
from claims.importing.building import build, stored_keys
from claims.importing.drafts import Draft, drafts
from claims.importing.mapping import FileMapping
from claims.importing.packing import pack
from claims.importing.problems import FileRefused, Problem
from claims.importing.reading import Row
from claims.importing.registers import StoredRegisters
from claims.importing.storing import give_ids, insert
from claims.models import ImportBatch, ImportRow
from sources.memory import remembering

CHUNK = 500
MOST_PROBLEMS = 20


def run(batch: ImportBatch, file: BinaryIO, mapping: FileMapping, progress) -> None:
    registers = StoredRegisters()
    rows = (
        row
        for row in noted(batch, reading.read(file, batch.file_name, batch.mapping), mapping)
        if row.number > batch.rows_read
    )
    size = max(1, CHUNK // len(mapping.claims))
    for some in chunks(rows, size):
        with remembering(), transaction.atomic():
            _check(batch, some, mapping, registers)
        progress(batch.done, 0)
    batch.state = "checked"
    batch.save()


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
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


def _check(batch: ImportBatch, rows, mapping: FileMapping, registers: StoredRegisters) -> None:
    batch_now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if (batch_now.state, batch_now.rows_read) != ("checking", batch.rows_read):
        raise FileRefused("checked_elsewhere", "Somebody else is checking this file.")
    found: list[Draft] = [draft for row in rows for draft in drafts(row, mapping, registers)]
    counts = Counter(batch.counts)
    counts["empty"] += sum(draft.is_empty for draft in found)
    reports = _reports(batch, [draft for draft in found if not draft.is_empty], registers)
    for report in reports:
        counts[report.outcome] += 1
        counts["warnings"] += any(one["severity"] == "warning" for one in report.problems)
    give_ids(reports)
    insert(reports)
    batch.rows_read, batch.done = rows[-1].number, batch.done + len(reports)
    batch.counts = {**dict(counts), "rows": counts["rows"] + len(rows)}
    batch.save()


def _reports(batch: ImportBatch, found: list[Draft], registers) -> list[ImportRow]:
    built, reports = [], []
    for draft in found:
        one = None
        if not draft.is_wrong:
            plain = {
                "fields": draft.fields,
                "document": draft.document,
                "cited": draft.cited,
                "hops": draft.hops,
            }
            one = build(
                plain, batch=None, by=batch.created_by, at=batch.created_at, registers=registers
            )
            built.append(one)
            draft.problems += one.problems
        reports.append((draft, one))
    known = stored_keys(built) if built else {}
    keys = [one.key for one in built if one.key]
    earlier = dict(batch.rows.filter(key__in=keys, outcome="new").values_list("key", "number"))
    rows = []
    for draft, one in reports:
        outcome, key = "new", one.key if one else ""
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
