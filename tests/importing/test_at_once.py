"""People at the same batch at the same time, over real connections: one wins, the other is told."""

import time
from functools import partial

import pytest
from django.db import transaction

from claims import desk
from claims.importing.batch import approving, batches, submitting
from claims.importing.file.problems import FileRefused
from claims.models import Claim, ImportBatch, Measure, Publication, Series
from claims.record import history
from claims.rules.refusals import NotAllowed, NotReady, Refused
from tests import desk_steps
from tests.desk.test_concurrency import at_once
from tests.factories import NOW, SourceFactory, SubjectFactory, UserFactory
from tests.importing.files import HEAD, RATIONALE, check, lines, mapping, registers

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(90),
]
ROUNDS = 3


@pytest.fixture(autouse=True)
def _small_chunks(db, monkeypatch):
    registers()
    for module in (submitting, approving):
        monkeypatch.setattr(module, "CHUNK", 3)


def approve(batch, by):
    return batches.approve(batch, by=by, at=NOW, rationale=RATIONALE)


def parted(answers) -> tuple[list, list]:
    """The batches that were answered, and the refusals."""
    won = [answer for answer in answers if isinstance(answer, ImportBatch)]
    lost = [answer for answer in answers if isinstance(answer, Refused | FileRefused)]
    assert len(won) + len(lost) == len(answers), answers
    return won, lost


def test_two_reviewers_approve_and_one_is_told_who_was_first(editor):
    people = [UserFactory(username=name, roles=["reviewer"]) for name in ("rosa", "remy")]
    for turn in range(ROUNDS):
        text = lines(4, first=1000 * (turn + 1)).replace("2024-", f"202{turn}-")
        batch = batches.submit(check(text, editor, mapping()), by=editor, at=NOW)

        won, lost = parted(at_once(*[partial(approve, batch, by) for by in people]))

        stored = ImportBatch.objects.get(pk=batch.pk)
        assert (len(won), len(lost), stored.state) == (1, 1, "approved")
        assert type(lost[0]) in (NotAllowed, NotReady)
        assert stored.approved_by.username in str(lost[0])
        assert won[0].approved_by == stored.approved_by
        assert Publication.objects.filter(claim__batch=batch).count() == 4
        done = set(batch.claims.values_list("events__by", "events__verb"))
        assert done - {(editor.pk, "link")} == {
            (editor.pk, "import"),
            (stored.approved_by_id, "approve"),
        }
    assert list(history.all_faults()) == []


def test_one_reviewer_who_clicks_twice_approves_once(editor, reviewer):
    batch = batches.submit(check(lines(5), editor), by=editor, at=NOW)

    answers = at_once(*[partial(approve, batch, reviewer)] * 3)

    won, _lost = parted(answers)
    assert won
    assert Publication.objects.count() == 10
    stored = ImportBatch.objects.get()
    assert (stored.state, stored.counts["published"], stored.done) == ("approved", 10, 10)
    assert list(history.all_faults()) == []


def test_editor_who_clicks_twice_submits_once(editor):
    batch = check(lines(5), editor)

    parted(at_once(*[partial(batches.submit, batch, by=editor, at=NOW)] * 3))

    assert ImportBatch.objects.get().state == "submitted"
    assert sorted(Claim.objects.values_list("ref", flat=True)) == [
        f"CLM-{number:06}" for number in range(1, 11)
    ]
    assert list(history.all_faults()) == []


def test_one_file_that_two_check_at_once_is_one_batch_and_is_not_lost(editor):
    for turn in range(ROUNDS):
        people = [editor, UserFactory(roles=["editor"])]
        text = lines(6, first=1000 * (turn + 1))

        parted(at_once(*[partial(check, text, by, mapping()) for by in people]))

        batch = check(text, editor, mapping())
        assert (batch.state, batch.counts["rows"], batch.rows.count()) == ("checked", 6, 6)
    assert ImportBatch.objects.count() == ROUNDS


def test_batch_is_approved_or_undone_and_never_half(editor, reviewer, chief):
    batch = batches.submit(check(lines(6), editor), by=editor, at=NOW)

    at_once(
        partial(approve, batch, reviewer),
        partial(batches.undo, batch, by=chief, at=NOW, note="The wrong file."),
    )

    state = ImportBatch.objects.get().state
    if state == "approved":
        batches.undo(batch, by=chief, at=NOW, note="The wrong file.")
    assert ImportBatch.objects.get().state in ("withdrawn", "retracted")
    assert Publication.objects.in_force().count() == 0
    assert set(Claim.objects.values_list("review_state", flat=True)) <= {"rejected", "retracted"}
    assert list(history.all_faults()) == []


@pytest.fixture
def series(db) -> Series:
    return Series.objects.create(
        slug="losses",
        name="Losses",
        measure=Measure.objects.get(code="personnel-losses"),
        subject=SubjectFactory(),
        claimant=SourceFactory(slug="general-staff"),
    )


def test_claim_that_a_reviewer_took_from_the_batch_is_published_beside_it(series, editor, reviewer):
    own = UserFactory(roles=["reviewer"])
    for turn in range(ROUNDS):
        text = lines(6).replace("2024-", f"202{turn}-")
        batch = check(text, editor, mapping(series=series.slug))
        batch = batches.submit(batch, by=editor, at=NOW)
        taken = desk.start_review(batch.claims.order_by("id")[2], by=own, at=NOW)
        desk_steps.review(taken, reviewer=own)

        answers = at_once(
            partial(approve, batch, reviewer), partial(desk.publish, taken, by=own, at=NOW)
        )

        assert isinstance(answers[0], ImportBatch), answers
        assert isinstance(answers[1], Publication), answers
        assert Publication.objects.in_force().filter(claim__batch=batch).count() == 6
    assert list(history.all_faults()) == []


def test_approval_locks_in_the_order_of_the_verbs_on_one_claim(series, editor, reviewer):
    """First the claim, then its series: the other way round PostgreSQL ends one of the two."""
    batch = check(lines(4), editor, mapping(series=series.slug))
    batch = batches.submit(batch, by=editor, at=NOW)
    taken = batch.claims.order_by("id")[1]
    desk.start_review(taken, by=UserFactory(roles=["reviewer"]), at=NOW)

    def publish_slowly() -> bool:
        with transaction.atomic():
            Claim.objects.select_for_update().get(pk=taken.pk)
            time.sleep(0.7)
            return Series.objects.select_for_update().filter(pk=series.pk).exists()

    answers = at_once(partial(approve, batch, reviewer), publish_slowly)

    assert isinstance(answers[0], ImportBatch), answers
    assert answers[1] is True, answers
    assert ImportBatch.objects.get().counts["published"] == 3


def test_one_of_two_values_of_a_day_is_published_when_both_come_at_once(series, editor, reviewer):
    for day in range(1, ROUNDS + 1):
        text = f"{HEAD}2024-01-0{day},1,100,about,\n"
        batch = check(text, editor, mapping(series=series.slug))
        batch = batches.submit(batch, by=editor, at=NOW)
        rival = desk_steps.reviewed(
            citations=[desk_steps.citation("data-set", "general-staff")],
            series=series,
            value="about 101",
            as_of_precision="day",
            as_of=f"2024-01-0{day}",
        )

        answers = at_once(
            partial(approve, batch, reviewer),
            partial(desk.publish, rival, by=UserFactory(roles=["reviewer"]), at=NOW),
        )

        assert isinstance(answers[0], ImportBatch), answers
        assert isinstance(answers[1], Publication | NotReady), answers
        live = Publication.objects.in_force().filter(series=series, as_of=f"2024-01-0{day}")
        assert live.count() == 1
        row = batch.rows.get()
        assert (row.outcome == "held") == (live.get().claim_id == rival.pk)
    assert list(history.all_faults()) == []
