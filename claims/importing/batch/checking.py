"""The dry run: every row read, built and compared, in chunks; only the reports are stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from claims.importing.batch import chunks
from claims.importing.batch.building import Built, build, pack, stored_keys
from claims.importing.batch.doubts import as_problem, counts, doubts, steps
from claims.importing.batch.registers import StoredRegisters
from claims.importing.batch.series_days import TAKEN, refuse_repeated_days
from claims.importing.file import reading
from claims.importing.file.drafts import Draft, drafts, located
from claims.importing.file.mapping import FileMapping, Spec
from claims.importing.file.problems import FileRefused, warning
from claims.importing.file.reading import Row
from claims.models import ImportBatch, ImportRow
from claims.rules.plausibility import Doubt
from sources.database.bulk import insert, update

CHUNK = 500
MOST_PROBLEMS = 20
MOST_UNREAD = 100


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
    registers = StoredRegisters()
    for some in parted(rows, max(1, CHUNK // len(mapping.claims))):
        is_ours = chunks.step(
            batch,
            lambda some=some: work_out(batch, some, mapping, registers),
            lambda work, some=some: _write(batch, some, work),
        )
        if not is_ours:
            raise CheckedElsewhere("checked_elsewhere", "Somebody else is checking this file.")
        progress(batch.done, 0)
    _finish(batch, mapping)


def _finish(batch: ImportBatch, mapping: FileMapping) -> None:
    # Looked for without the lock, as all work is.
    found = steps(batch)
    with transaction.atomic():
        _close(batch, found, [claim.members.get("value", Spec()) for claim in mapping.claims])
    batch.refresh_from_db()


def _close(batch: ImportBatch, found: dict[int, Doubt], values: Sequence[Spec]) -> None:
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if now.state == "checking":
        refused = refuse_repeated_days(now)
        reports = list(now.rows.filter(outcome="new", pk__in=found))
        now.counts["warnings"] = now.counts.get("warnings", 0) + sum(
            not report.problems for report in reports
        )
        update(
            ImportRow,
            ["problems"],
            [
                (
                    [*one.problems, as_problem(found[one.pk], values[one.part].column).as_json()],
                    one.pk,
                )
                for one in reports
            ],
        )
        now.counts |= counts(now)
        now.counts["new"] = now.counts.get("new", 0) - refused
        now.counts["wrong"] = now.counts.get("wrong", 0) + refused
        now.state, now.notes = "checked", batch.notes
        now.save()


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
    """Yield the rows; refuse missing columns, note columns that nobody reads.

    In JSONL, without a head, a column is missing if no row has it, and is only noted.
    """
    has_head = reading.format_of(batch.file_name, batch.mapping.get("format", "")) != "jsonl"
    columns, unread, is_empty = mapping.columns, set(), True
    missing = set(columns)
    for row in rows:
        is_empty = False
        missing -= row.cells.keys()
        if missing and has_head:
            raise FileRefused("missing_column", f"The file has no column {listed(missing)}.")
        more = row.cells.keys() - columns - mapping.ignore - unread
        if more and len(unread) < MOST_UNREAD:
            unread |= more
            batch.notes = notes(unread, set())
        yield row
    if is_empty:
        raise FileRefused("no_rows", "The file holds no row of data.")
    batch.notes = notes(unread, missing)


def notes(unread: set[str], missing: set[str]) -> list[dict]:
    found = []
    if unread:
        fix = "Map them, or name them in “ignore”."
        found.append(warning("", "unread_columns", listed(unread), fix))
    if missing:
        fix = "No row has them: look at how the mapping writes their names."
        found.append(warning("", "columns_in_no_row", listed(missing), fix))
    return [note.as_json() for note in found]


def listed(columns: set[str]) -> str:
    return ", ".join(f"“{name}”" for name in sorted(columns))


def work_out(
    batch: ImportBatch, rows: Iterable[Row], mapping: FileMapping, registers: StoredRegisters
) -> list[Found]:
    """Return the drafts of some rows, each with its claim where it could be built."""
    registers.look()
    found = [Found(draft) for row in rows for draft in drafts(row, mapping, registers)]
    for one in found:
        draft = one.draft
        if draft.is_empty or draft.is_wrong:
            continue
        plain = {name: getattr(draft, name) for name in ("fields", "document", "cited", "hops")}
        one.built = build(
            plain, batch=None, by=batch.created_by, at=batch.created_at, registers=registers
        )
        draft.problems += [located(problem, draft) for problem in one.built.problems]
        if not draft.is_wrong:
            draft.problems += doubts(draft, one.built, registers)
    return found


def _write(batch: ImportBatch, rows: Sequence[Row], found: Sequence[Found]) -> None:
    counts = Counter(batch.counts)
    counts["empty"] += sum(one.draft.is_empty for one in found)
    reports = _reports(batch, [one for one in found if not one.draft.is_empty])
    for report in reports:
        counts[report.outcome] += 1
        counts["warnings"] += any(one["severity"] == "warning" for one in report.problems)
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
        if key and (key in known or key in earlier):
            draft.problems = [each for each in draft.problems if each.code != TAKEN]
        if draft.is_wrong:
            outcome, key = "wrong", ""
        elif key in known or key in earlier:
            where = known.get(key) or f"row {earlier[key]}"
            fix = f"{where} says the same already: measure, subject, scope, claimant, time, value."
            draft.problems.append(warning("", "duplicate", "", fix))
            outcome = "duplicate"
        else:
            earlier[key] = draft.row
        row = ImportRow(batch=batch, number=draft.row, part=draft.part, outcome=outcome, key=key)
        row.draft = pack(draft)
        row.problems = [problem.as_json() for problem in draft.problems[:MOST_PROBLEMS]]
        rows.append(row)
    return rows
