"""Writing the claims of a checked batch: chunk by chunk, each claim with its first event."""

from django.db.models import QuerySet

from claims.desk.citations import Draft, Written, store_drafts
from claims.importing.batch import chunks, linking
from claims.importing.batch.building import PENDING, Built, build, stored_keys, unpack
from claims.importing.batch.doubts import counts
from claims.importing.batch.registers import StoredRegisters
from claims.importing.file.problems import CellError, Problem
from claims.models import Citation, Claim, Counter, ImportBatch, ImportRow
from claims.record.history import Step
from sources.database.bulk import insert, update
from sources.models import Document
from sources.registers.recorded import recording

# Claims in one transaction. While it writes, SQLite lets nobody else write: under 0.1 s.
CHUNK = 200


def run(batch: ImportBatch, progress) -> None:
    registers = StoredRegisters()
    total = batch.rows.filter(outcome="new").count()
    while batch.state == "submitting":
        if not waiting(batch).exists():
            linking.suggest(batch)
        chunks.step(
            batch, lambda: work_out(batch, registers), lambda built: _write(batch, built, registers)
        )
        progress(batch.done, max(total, batch.done))


def work_out(batch: ImportBatch, registers: StoredRegisters) -> list[tuple[ImportRow, Built]]:
    """Build the claims of the next reports; nothing is stored."""
    registers.look()
    rows = waiting(batch).order_by("id")[:CHUNK]
    return [(row, _build(batch, row, registers)) for row in rows]


def waiting(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Return the reports whose claims are still to be written."""
    return batch.rows.filter(outcome="new", id__gt=batch.last_row)


def _write(
    batch: ImportBatch, built: list[tuple[ImportRow, Built]], registers: StoredRegisters
) -> None:
    if not built:
        of_all = {name: n for name, n in batch.counts.items() if not name.startswith("warning_")}
        batch.state, batch.counts = "submitted", of_all | counts(batch) | {"submitted": batch.done}
        batch.save()
        return
    # The counter's lock lets one chunk at a time look for duplicates and write.
    Counter.objects.get_or_create(name="claim")
    Counter.objects.select_for_update().get(name="claim")
    known = stored_keys([one for _report, one in built])
    keep = []
    for report, one in built:
        if one.key in known:
            fix = f"{known[one.key]} says the same by now."
            one.problems.append(Problem("", "duplicate", "", fix, "warning"))
        if one.problems:
            _set_aside(batch, report, one)
            continue
        known[one.key] = f"Row {report.number}"
        keep.append((report, one))
    store(batch, [one for _report, one in keep], registers)
    update(ImportRow, ["claim"], [(one.claim.pk, report.pk) for report, one in keep])
    batch.done += len(keep)
    batch.last_row = built[-1][0].pk
    batch.save()


def _build(batch: ImportBatch, report: ImportRow, registers) -> Built:
    by, at = batch.created_by, batch.submitted_at
    try:
        draft = unpack(report.draft, registers)
    except CellError as error:
        lost = Built(Claim(), Citation())
        lost.problems.append(Problem("", error.code, "", error.fix))
        return lost
    return build(draft, batch=batch, by=by, at=at, registers=registers)


def _set_aside(batch: ImportBatch, report: ImportRow, one: Built) -> None:
    """Mark a row that was new at the dry run and is not any more."""
    report.outcome = "wrong" if any(p.is_error for p in one.problems) else "duplicate"
    report.problems = [*report.problems, *(problem.as_json() for problem in one.problems)]
    report.save()
    counts = dict(batch.counts)
    counts["new"] -= 1
    counts[report.outcome] = counts.get(report.outcome, 0) + 1
    batch.counts = counts


def store(batch: ImportBatch, built: list[Built], registers) -> None:
    """Store the claims with their documents, citations and chains, and the event of each."""
    if not built:
        return
    store_documents(batch, built, registers)
    for one in built:
        one.claim.review_state, one.citation.pk = "submitted", None
    note = f"{batch.file_name}, batch {batch.pk}"
    store_drafts(
        [Draft(one.claim, [Written(one.citation, one.hops)]) for one in built],
        Step("import", batch.created_by, batch.submitted_at, note),
    )


def store_documents(batch: ImportBatch, built: list[Built], registers) -> None:
    """Store documents that are not known yet, each once, with their events."""
    made: dict[str, Document] = {}
    pending = [one.citation for one in built if one.citation.document_id == PENDING]
    for citation in pending:
        made.setdefault(citation.document.canonical_url, citation.document)
    if not made:
        return
    for document in made.values():
        document.pk, document.created_at = None, batch.submitted_at
    with recording(by=batch.created_by, note=f"{batch.file_name}, batch {batch.pk}"):
        insert([*made.values()])
    for citation in pending:
        citation.document = made[citation.document.canonical_url]
    registers.pending = {}
