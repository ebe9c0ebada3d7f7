"""A rerun after a kill at any point ends with the rows of one clean run."""

import os
import random
import re
import signal

import pytest
from django.db import connection, transaction

from claims.importing.batch import approving, batches, checking, submitting, undoing
from claims.models import Claim, ImportBatch, ImportRow, Publication
from claims.record import history
from tests import IS_LONG
from tests.factories import NOW
from tests.importing.files import RATIONALE, check, lines, registers

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(90),
]
TEXT = lines(12)
CLAIMS = 24
KILLS = 8 if IS_LONG else 2  # of each step


@pytest.fixture
def people(db, editor, reviewer, chief, monkeypatch):
    registers()
    for module in (checking, submitting, approving, undoing):
        monkeypatch.setattr(module, "CHUNK", 5)
    return editor, reviewer, chief


def dry_run(people) -> None:
    check(TEXT, people[0])


def submit(people) -> None:
    batch = ImportBatch.objects.get()
    if batch.state in ("checked", "submitting"):
        batches.submit(batch, by=people[0], at=NOW)


def approve(people) -> None:
    batch = ImportBatch.objects.get()
    if batch.state in ("submitted", "approving"):
        batches.approve(batch, by=people[1], at=NOW, rationale=RATIONALE)


def undo(people) -> None:
    batch = ImportBatch.objects.get()
    if batch.state in ("approved", "retracting"):
        batches.undo(batch, by=people[2], at=NOW, note="The wrong file.")


# The ids of a document: its rows, and the lists that name citations.
ID = re.compile(r'"id":\d+|"(?:citations|evidence)":\[[\d,]*\]')
STEPS = (dry_run, submit, approve, undo)


class Statements:
    """Counts the statements, and ends the process by SIGKILL before the ``last`` one."""

    def __init__(self, last: int = 0):
        self.last, self.count = last, 0

    def __call__(self, execute, *args):
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)


def killed(work, *args, after: int) -> bool:
    """Do the work in a process of its own that dies after so many statements; whether it did."""
    connection.close()
    child = os.fork()
    if not child:
        status = 1
        try:
            with connection.execute_wrapper(Statements(after)):
                work(*args)
            status = 0
        finally:
            os._exit(status)
    _pid, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status == signal.SIGKILL


def statements(work, *args) -> int:
    counter = Statements()
    with connection.execute_wrapper(counter):
        work(*args)
    return counter.count


def outcome() -> dict:
    """What one clean run leaves, but for ids, of which PostgreSQL skips some after a rollback."""
    around = ("citations__checks", "citations__hops", "assessments", "events")
    claims = Claim.objects.order_by("ref").prefetch_related(*around, "publications__sources")
    rows = ImportRow.objects.select_related("claim")
    return {claim.ref: of_claim(claim) for claim in claims} | {
        (row.number, row.part): (row.outcome, row.draft, row.problems, row.claim and row.claim.ref)
        for row in rows
    }


def of_claim(claim: Claim) -> list:
    publications, citations = claim.publications.all(), claim.citations.all()
    return [
        *(claim.statement, claim.review_state, claim.verification_status, claim.events_count),
        [(e.number, e.verb, e.from_state, e.to_state, e.at) for e in claim.events.all()],
        [(p.kind, p.published_until, ID.sub("", p.content)) for p in publications],
        [len(p.sources.all()) for p in publications],
        [(len(c.checks.all()), len(c.hops.all())) for c in citations],
        len(claim.assessments.all()),
    ]


def test_steps_killed_at_random_moments_end_with_the_rows_of_a_clean_run(people):
    with transaction.atomic():
        clean = [(step, statements(step, people), outcome()) for step in STEPS]
        transaction.set_rollback(True)
    deaths, chance = [], random.Random() if IS_LONG else random.Random(2026)

    for step, length, expected in clean:
        # The earliest first: it comes before the end, whatever the others leave to do.
        for after in sorted(chance.sample(range(1, length + 1), KILLS)):
            deaths.append((step.__name__, after, killed(step, people, after=after)))
            assert list(history.all_faults()) == []
        step(people)
        assert outcome() == expected, deaths

    assert Publication.objects.filter(kind="retraction").count() == CLAIMS
    assert sum(died for _step, _after, died in deaths) >= len(STEPS), deaths
    assert list(history.all_faults()) == []
