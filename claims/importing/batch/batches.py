"""The verbs on batches: check a file, submit, approve, undo. The steps run in chunks.

Each chunk is one transaction with its counters, so a killed step goes on where it stopped. All of a
step is dated by its start. Every verb raises a ``Refused`` with every reason, or ``FileRefused``.
"""

import datetime
import hashlib
from collections.abc import Callable
from typing import BinaryIO

from django.db import transaction

from claims.desk.gate import refuse_if
from claims.importing.batch import approving, checking, submitting, undoing
from claims.importing.file import mapping
from claims.importing.file.problems import FileRefused, storable
from claims.loading import facts
from claims.loading.snapshot import canonical_json, sha256
from claims.models import ImportBatch
from claims.models.batch import UNDONE
from claims.models.judgement import ANSWER_LENGTH, RATIONALE_LENGTH
from claims.rules import requirements, verification
from claims.rules.choices import WARNINGS
from claims.rules.lifecycle import CHIEF_EDITOR
from claims.rules.refusals import Invalid, Need, NotAllowed, NotReady
from claims.rules.text import note_needs

Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Say nothing of how far a step has come."""


def check(
    file: BinaryIO,
    name: str,
    data: dict,
    *,
    by,
    at: datetime.datetime,
    mapping_name: str = "",
    progress: Progress = silent,
) -> ImportBatch:
    """Report on every row in a dry run. The same file again is the same batch.

    Raises ``mapping.InvalidMapping`` and ``FileRefused``; then nothing is kept.
    """
    refuse_if(NotAllowed, requirements.permission_needs("import", facts.actor(None, by)))
    parsed = mapping.parse(data)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    same = {"file_sha256": digest, "mapping_sha256": sha256(canonical_json(data))}
    new = {"file_name": storable(name[-200:]), "mapping": data, "mapping_name": mapping_name}
    # Of two people at the same moment, the second gets the batch of the first.
    batch, _is_new = ImportBatch.objects.exclude(state__in=UNDONE).get_or_create(
        **same, defaults={**new, "created_by": by, "created_at": at}
    )
    if batch.state == "checking":
        try:
            checking.run(batch, file, parsed, progress)
        except checking.CheckedElsewhere:
            raise
        except FileRefused:
            batch.delete()
            raise
    return batch


def submit(
    batch: ImportBatch,
    *,
    by,
    at: datetime.datetime,
    leave_out_wrong: bool = False,
    progress: Progress = silent,
) -> ImportBatch:
    """Write the claims of a checked batch, submitted as a whole; whoever had it checked does it."""
    with transaction.atomic():
        batch = _locked(batch)
        needs = requirements.permission_needs("import", facts.actor(None, by))
        if batch.created_by_id != by.pk:
            message = f"{batch.created_by} had this file checked, and submits it."
            needs.append(Need("own_batch", message))
        refuse_if(NotAllowed, needs)
        _in_state(batch, "Submit", ("checked", "submitting"))
        wrong = batch.counts.get("wrong", 0)
        if batch.state == "checked":
            if wrong and not leave_out_wrong:
                message = f"{wrong} rows are wrong: mend the file, or submit without them."
                raise NotReady([Need("wrong_rows", message, "leave_out_wrong")])
            if not batch.counts.get("new"):
                raise NotReady([Need("nothing_new", "The file holds no new claim.", "")])
            _begin(batch, "submitting", submitted_at=at, leave_out_wrong=leave_out_wrong)
    submitting.run(batch, progress)
    return batch


@transaction.atomic
def answer_warning(
    batch: ImportBatch,
    *,
    code: str,
    note: str,
    by,
    at: datetime.datetime,
    progress: Progress = silent,
) -> ImportBatch:
    """Say why a warning on claims of a batch is no reason to wait; the last word on it holds."""
    batch = _locked(batch)
    actor = requirements.Actor(facts.roles_of(by), is_author=batch.created_by_id == by.pk)
    refuse_if(NotAllowed, requirements.permission_needs("answer_warning", actor))
    _in_state(batch, "Answer a warning", ("checked", "submitting", "submitted"))
    if not batch.counts.get(f"warning_{code}"):
        raise NotReady([Need("no_such_warning", "No claim of the batch has this warning.", "code")])
    needs = note_needs(note=note)
    if len((note or "").strip()) < ANSWER_LENGTH:
        message = f"Say why it is right all the same, in at least {ANSWER_LENGTH} characters."
        needs.append(Need("answer_says_why", message, "note"))
    refuse_if(Invalid, needs)
    said = {"note": note.strip(), "by": by.pk, "at": at.isoformat()}
    batch.answers = {**batch.answers, code: said}
    batch.save(update_fields=["answers"])
    return batch


def unanswered(batch: ImportBatch) -> list[Need]:
    """Return a need for each warning on claims of a batch that nobody has answered."""
    return [
        Need(
            f"warning_{code}",
            f"{label}: {batch.counts[f'warning_{code}']:,} claims. Look at them in the report, and "
            "answer why they are right all the same.",
            "answers",
        )
        for code, label in WARNINGS
        if batch.counts.get(f"warning_{code}") and code not in batch.answers
    ]


def approve(
    batch: ImportBatch, *, by, at: datetime.datetime, rationale: str, progress: Progress = silent
) -> ImportBatch:
    """Publish the claims of a submitted batch; ``rationale`` is the assessment of each of them."""
    with transaction.atomic():
        batch = _locked(batch)
        actor = requirements.Actor(facts.roles_of(by), is_author=batch.created_by_id == by.pk)
        needs = requirements.permission_needs("approve", actor)
        if batch.state == "approving" and batch.approved_by_id != by.pk:
            message = f"{batch.approved_by} has begun to approve this batch, and ends it."
            needs.append(Need("begun_by_another", message))
        refuse_if(NotAllowed, needs)
        _in_state(batch, "Approve", ("submitted", "approving"))
        if batch.state == "submitted":
            needs = note_needs(rationale=rationale) + verification.rationale_needs(rationale)
            if len(rationale.strip()) < RATIONALE_LENGTH:
                message = f"Say in at least {RATIONALE_LENGTH} characters what was looked at."
                needs.append(Need("assessment_has_a_rationale", message, "rationale"))
            refuse_if(Invalid, needs)
            refuse_if(NotReady, unanswered(batch))
            _begin(batch, "approving", approved_by=by, approved_at=at, rationale=rationale)
    approving.run(batch, progress)
    return batch


def undo(
    batch: ImportBatch, *, by, at: datetime.datetime, note: str, progress: Progress = silent
) -> ImportBatch:
    """Take a whole batch back, while nothing depends on it.

    Claims are withdrawn, public ones retracted with ``note`` as the public note. A batch that was
    only checked is forgotten.
    """
    with transaction.atomic():
        batch = _locked(batch)
        target = {
            **dict.fromkeys(("checking", "checked"), ""),
            **dict.fromkeys(("submitting", "submitted", "withdrawing"), "withdrawing"),
            **dict.fromkeys(("approving", "approved", "retracting"), "retracting"),
        }
        _in_state(batch, "Undo", tuple(target))
        towards = target[batch.state]
        refuse_if(NotAllowed, _undo_permission(batch, towards, by))
        if not towards:
            batch.rows.all().delete()
            batch.delete()
            batch.state = "withdrawn"
            return batch
        if batch.state != towards:
            needs = note_needs(undo_note=note)
            if not note.strip():
                needs.append(Need("undo_note", "Say why the batch is taken back.", "note"))
            refuse_if(Invalid, needs)
            refuse_if(NotReady, undoing.dependents(batch))
            _begin(batch, towards, undone_by=by, undone_at=at, undo_note=note)
    undoing.run(batch, progress)
    return batch


def _undo_permission(batch: ImportBatch, towards: str, by) -> list[Need]:
    if towards == "retracting":
        needs = requirements.permission_needs("retract", facts.actor(None, by))
        if batch.state == towards and batch.undone_by_id != by.pk:
            needs.append(Need("begun_by_another", f"{batch.undone_by} has begun, and ends it."))
        return needs
    roles = facts.roles_of(by)
    if batch.created_by_id == by.pk or CHIEF_EDITOR in roles:
        return []
    if towards:
        return requirements.permission_needs("withdraw", facts.actor(None, by))
    return [Need("own_batch", f"{batch.created_by} had this file checked, and drops it.")]


def _locked(batch: ImportBatch) -> ImportBatch:
    # Alone: PostgreSQL, having waited, reads the row again, but not the people joined to it.
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _begin(batch: ImportBatch, state: str, **columns) -> None:
    batch.state, batch.done, batch.last_row = state, 0, 0
    for name, value in columns.items():
        setattr(batch, name, value)
    batch.save()


def _in_state(batch: ImportBatch, step: str, states: tuple[str, ...]) -> None:
    if batch.state not in states:
        told = f"{step} needs a batch in another state; this one is: {batch.get_state_display()}"
        by, at = batch.undone_by, batch.undone_at
        if by is None:
            by, at = batch.approved_by, batch.approved_at
        who = f" ({by}, {at:%Y-%m-%d %H:%M} UTC)" if by else ""
        raise NotReady([Need("state", f"{told}{who}.", "state")])
