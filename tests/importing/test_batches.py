"""The steps of a file: dry run, submission, approval, undo."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.importing.batch import approving, batches, submitting
from claims.models import Claim, Event, ImportBatch, ImportRow, Publication
from claims.record import history
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from sources.models import RegisterEvent
from sources.registers import faults
from tests.factories import NOW, UserFactory
from tests.importing.files import HEAD, MAPPING, file, lines, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db
RATIONALE = "The data set names its origin; nobody else has counted."


@world
def people(editor, reviewer, chief):
    registers()
    return editor, reviewer, chief


def check(text, by, mapping=MAPPING):
    return batches.check(file(text), "counts.csv", mapping, by=by, at=NOW)


def submitted(people, text=None):
    batch = check(text or lines(4), people[0])
    return batches.submit(batch, by=people[0], at=NOW)


def approved(people, text=None):
    batch = submitted(people, text)
    return batches.approve(batch, by=people[1], at=NOW, rationale=RATIONALE)


def test_dry_run_reports_and_creates_nothing(people):
    batch = check(f"{HEAD}2024-01-01,1,100,about,5\n03/04/2024,2,200,about,\n", people[0])

    assert batch.state == "checked"
    assert {n: batch.counts[n] for n in ("rows", "new", "wrong", "empty")} == {
        "rows": 2, "new": 2, "wrong": 1, "empty": 1,
    }  # fmt: skip
    (wrong,) = ImportRow.objects.filter(outcome="wrong")
    (problem,) = wrong.problems
    assert (wrong.number, problem["field"], problem["code"], problem["value"]) == (
        3, "date", "ambiguous_date", "03/04/2024",
    )  # fmt: skip
    assert not Claim.objects.exists()


def test_batch_is_published_as_a_whole_with_a_whole_history(people):
    batch = approved(people)

    assert (batch.state, batch.counts["published"]) == ("approved", 8)
    assert set(Claim.objects.values_list("review_state", flat=True)) == {"published"}
    assert set(Event.objects.values_list("verb", flat=True)) == {"import", "approve"}
    assert Publication.objects.live().count() == 8
    [added] = RegisterEvent.objects.filter(registry="document")
    assert (added.verb, added.by) == ("add", people[0])
    assert added.note == f"counts.csv, batch {batch.pk}"
    assert [*history.all_faults(), *faults.all_faults()] == []


def test_imported_claim_is_what_the_desk_would_have_published(people, client):
    approved(people)

    answer = client.get("/api/v1/claims/?measure=personnel-losses&source=general-staff").json()

    assert answer["results"][-1]["display"] == (
        "Russian forces have lost approximately 1,000 soldiers as of 2024-01-01, "
        "according to General Staff; not independently verified"
    )
    claim = Claim.objects.order_by("id").first()
    revised = desk.revise(claim, by=people[0], at=NOW)
    desk.submit(revised, by=people[0], at=NOW)
    assert list(history.all_faults()) == []


def test_same_file_again_creates_nothing(people):
    batch = approved(people)

    again = check(lines(4), people[0])

    assert again == batch
    assert Claim.objects.count() == 8


def test_other_file_with_the_same_claims_reports_duplicates(people):
    approved(people)

    again = check(lines(5), people[0])

    assert (again.counts["duplicate"], again.counts["new"]) == (8, 2)
    row = again.rows.filter(outcome="duplicate").first()
    assert row.problems[-1]["fix"].startswith("CLM-000001")


def test_row_that_stands_twice_in_a_file_is_a_duplicate(people):
    text = lines(1) + lines(1).removeprefix(HEAD)

    assert check(text, people[0]).counts["duplicate"] == 2


def test_wrong_rows_are_left_out_only_if_said_so(people):
    batch = check(f"{HEAD}2024-01-01,1,100,about,5\nnever,2,200,about,7\n", people[0])

    with pytest.raises(NotReady):
        batches.submit(batch, by=people[0], at=NOW)
    batch = batches.submit(batch, by=people[0], at=NOW, leave_out_wrong=True)

    assert (batch.state, Claim.objects.count()) == ("submitted", 2)


@pytest.mark.parametrize("role", ["contributor", "analyst", "reviewer"])
def test_only_an_editor_imports(people, role):
    with pytest.raises(NotAllowed):
        check(lines(1), UserFactory(roles=[role]))


def test_nobody_approves_their_own_batch_not_even_a_superuser(people):
    boss = UserFactory(is_superuser=True)
    batch = batches.submit(check(lines(1), boss), by=boss, at=NOW)

    with pytest.raises(NotAllowed):
        batches.approve(batch, by=boss, at=NOW, rationale=RATIONALE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportBatch.objects.update(approved_by=boss, approved_at=NOW)


def test_second_approver_is_told_that_it_is_done(people):
    batch = submitted(people)
    batches.approve(batch, by=people[1], at=NOW, rationale=RATIONALE)

    with pytest.raises(NotReady):
        batches.approve(batch, by=UserFactory(roles=["reviewer"]), at=NOW, rationale=RATIONALE)
    assert Publication.objects.count() == 8


def test_approval_needs_a_rationale(people):
    with pytest.raises(Invalid):
        batches.approve(submitted(people), by=people[1], at=NOW, rationale="Fine.")


def test_claim_that_somebody_took_up_meanwhile_is_left_to_them(people):
    batch = submitted(people)
    desk.start_review(Claim.objects.first(), by=people[1], at=NOW)

    batch = batches.approve(batch, by=people[1], at=NOW, rationale=RATIONALE)

    assert (batch.counts["published"], batch.counts["left"]) == (7, 1)


def test_unapproved_batch_is_withdrawn_and_can_come_again(people):
    batch = batches.undo(submitted(people), by=people[0], at=NOW, note="Wrong file.")

    assert batch.state == "withdrawn"
    assert set(Claim.objects.values_list("review_state", flat=True)) == {"rejected"}
    assert list(history.all_faults()) == []
    assert check(lines(4), people[0]).counts["new"] == 8


def test_published_batch_is_retracted_in_public(people):
    batch = approved(people)
    with pytest.raises(NotAllowed):
        batches.undo(batch, by=people[0], at=NOW, note="Wrong file.")

    batch = batches.undo(batch, by=people[2], at=NOW, note="We imported the wrong file.")

    assert batch.state == "retracted"
    assert Publication.objects.in_force().count() == 0
    assert list(history.all_faults()) == []


def test_batch_that_something_rests_on_is_not_undone(people):
    batch = approved(people)
    desk.revise(Claim.objects.first(), by=people[0], at=NOW)

    with pytest.raises(NotReady) as refused:
        batches.undo(batch, by=people[2], at=NOW, note="Wrong file.")

    assert "CLM-00000" in str(refused.value)


def questions(people, rows: int) -> tuple[int, int]:
    """Return the numbers of other statements and of inserts for a whole batch, then undo it."""
    with transaction.atomic(), CaptureQueriesContext(connection) as put:
        approved(people, lines(rows))
        transaction.set_rollback(True)
    inserts = sum(query["sql"].startswith("INSERT") for query in put)
    return len(put) - inserts, inserts


def test_questions_do_not_grow_with_the_rows(people):
    questions(people, 1)

    (few, _inserts), (many, inserts) = questions(people, 3), questions(people, 60)

    assert many == few
    assert inserts < 60  # SQLite takes so many values in one statement, and no more.


def contents() -> list:
    claims = Claim.objects.order_by("id").values_list("ref", "review_state", "head_hash")
    events = Event.objects.order_by("id").values_list("id", "verb", "snapshot_sha256", "hash")
    published = Publication.objects.order_by("id").values_list("id", "content_sha256")
    return [list(claims), list(events), list(published)]


class Cut(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("stop", range(1, 12, 2))
def test_run_that_was_cut_short_ends_with_the_same_rows(people, monkeypatch, stop):
    monkeypatch.setattr(submitting, "CHUNK", 3)
    monkeypatch.setattr(approving, "CHUNK", 3)
    monkeypatch.setattr("claims.importing.batch.checking.CHUNK", 4)
    with transaction.atomic():
        approved(people)
        whole = contents()
        transaction.set_rollback(True)
    calls, ordinary = [], history.next_event

    def fall(*args, **kwargs):
        calls.append(1)
        if len(calls) == stop:
            raise Cut
        return ordinary(*args, **kwargs)

    monkeypatch.setattr(history, "next_event", fall)
    with pytest.raises(Cut):
        approved(people)
    monkeypatch.undo()
    batch = check(lines(4), people[0])
    if batch.state in ("checked", "submitting"):
        batch = batches.submit(batch, by=people[0], at=NOW)
    batches.approve(batch, by=people[1], at=NOW, rationale=RATIONALE)

    if connection.vendor == "sqlite":  # PostgreSQL's ids have gaps after a rollback.
        assert contents()[0][0][0] == whole[0][0][0]
    assert len(contents()[1]) == len(whole[1]) == 16
    assert list(history.all_faults()) == []
