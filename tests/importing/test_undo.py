"""A batch is undone as a whole while nothing rests on it; else the dependents are named."""

import pytest

from claims import desk
from claims.figures import policies
from claims.importing.batch import batches
from claims.loading.dossier import load_one
from claims.models import Claim, Figure, ImportBatch, Publication, Series
from claims.record import history
from claims.record.history import Step
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from tests import desk_steps
from tests.factories import NOW, SourceFactory, SubjectFactory, UserFactory
from tests.importing.files import approved, check, lines, mapping, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db
NOTE = "We imported the wrong file."
REASON = "The only count that is complete for that day."


@world
def batch(editor, reviewer):
    registers()
    return approved(check(lines(3), editor, mapping()), editor, reviewer)


@pytest.fixture
def undo(chief):
    return lambda batch, by=chief, note=NOTE: batches.undo(batch, by=by, at=NOW, note=note)


@pytest.fixture
def refusal(undo):
    """``refusal(batch)``: the messages with which the undoing is refused; nothing is undone."""

    def refused(batch) -> list[str]:
        with pytest.raises(NotReady) as caught:
            undo(batch)
        assert Publication.objects.in_force().filter(claim__batch=batch).count() == 3
        assert ImportBatch.objects.get(pk=batch.pk).state == "approved"
        assert {need.code for need in caught.value.needs} == {"batch_is_used"}
        return [need.message for need in caught.value.needs]

    return refused


def first(batch) -> Claim:
    return batch.claims.order_by("id").first()


def linked(batch, editor):
    """A suggested contradiction between a claim of the batch and one of somebody else."""
    other = desk_steps.submitted(value="5", as_of="2023-01-01", as_of_precision="day")
    return desk.link(first(batch), other, kind="contradicts", by=editor, at=NOW)


def test_confirmed_link_stops_it_and_a_suggested_or_rejected_one_does_not(
    batch, refusal, undo, editor
):
    reviewers = [UserFactory(roles=["reviewer"]) for _ in range(2)]
    confirmed, rejected, suggested = (linked(batch, editor) for _ in range(3))
    note = "They count the same people on the same day."
    desk.confirm_link(confirmed, by=reviewers[0], at=NOW, note=note)
    desk.reject_link(rejected, by=reviewers[0], at=NOW, note="Another day.")

    (message,) = refusal(batch)

    assert message.startswith("There are confirmed links on CLM-000001, CLM-000004")
    desk.reject_link(confirmed, by=reviewers[1], at=NOW, note="Another place.")
    assert undo(batch).state == "retracted"
    assert suggested.state == "suggested"


def test_later_revision_by_a_person_stops_it(batch, refusal, editor):
    desk.revise(first(batch), by=editor, at=NOW)

    (message,) = refusal(batch)

    assert message.startswith("There are later steps on CLM-000001")


def test_merge_into_a_claim_of_the_batch_stops_it(batch, refusal, editor):
    other = desk_steps.submitted(author=editor, value="about 1,000")
    desk.propose_merge(other, first(batch), by=editor, at=NOW, note="The same count.")
    by = UserFactory(roles=["reviewer"])
    desk.merge(other, first(batch), by=by, at=NOW, note="Checked: the same.")

    assert any("merges on CLM-000004" in message for message in refusal(batch))


@world
def figure(batch):
    claim = first(batch)
    return Figure.objects.create(
        slug="losses", question="How many?", measure=claim.measure, subject=claim.subject
    )


def test_figure_that_prefers_a_claim_stops_it_until_it_has_another_policy(
    batch, figure, refusal, undo, editor
):
    given = {"note": REASON, "by": editor, "at": NOW}
    policies.set_policy(figure, policy="preferred_claim", preferred=first(batch), **given)

    assert refusal(batch) == ["The figure “losses” prefers CLM-000001: change that first."]

    policies.set_policy(figure, policy="envelope", **given)
    assert undo(batch).state == "retracted"


@pytest.mark.parametrize("decision", ["include", "exclude"])
def test_decision_on_a_claim_for_a_figure_stops_it_until_it_is_taken_back(
    batch, figure, refusal, undo, editor, decision
):
    given = {"reason": REASON, "by": editor, "at": NOW}
    policies.decide_member(figure, first(batch), decision=decision, **given)

    (message,) = refusal(batch)

    assert message == "The figure “losses” has a decision on CLM-000001: change that first."
    policies.decide_member(figure, first(batch), decision="undo", **given)
    assert undo(batch).state == "retracted"


def test_every_reason_is_told_at_once(batch, figure, refusal, editor):
    given = {"note": REASON, "by": editor, "at": NOW}
    policies.set_policy(figure, policy="preferred_claim", preferred=first(batch), **given)
    desk.revise(first(batch), by=editor, at=NOW)

    assert len(refusal(batch)) == 2


def test_policy_that_prefers_another_claim_does_not_matter(batch, figure, undo, editor):
    other = desk_steps.published(value="7", as_of="2020-01-01", as_of_precision="day")
    given = {"note": REASON, "by": editor, "at": NOW}
    policies.set_policy(figure, policy="preferred_claim", preferred=other, **given)

    assert undo(batch).state == "retracted"


def test_flag_of_a_machine_does_not_stop_it_and_a_check_by_a_person_does(batch, refusal, editor):
    desk.check_source(
        first(batch).citations.get(),
        status="denied_by_origin",
        method="read_document",
        note="The origin says that it never said so.",
        by=UserFactory(roles=["reviewer"]),
        at=NOW,
    )
    flagged = batch.claims.order_by("id").last()
    history.append(load_one(flagged), Step("flag", editor, NOW, "It fell."))

    (message,) = refusal(batch)

    assert "later steps on CLM-000001:" in message


def test_undone_claims_are_flagged_no_more(batch, undo, editor):
    for claim in batch.claims.all():
        dossier = load_one(claim)
        dossier.claim.needs_reassessment = True
        dossier.claim.reassessment_cause = "A grade fell."
        history.append(dossier, Step("flag", editor, NOW, "It fell."))

    undo(batch)

    assert not Claim.objects.filter(needs_reassessment=True).exists()
    assert not Claim.objects.exclude(reassessment_cause="").exists()
    assert list(history.all_faults()) == []


def test_undone_days_of_a_series_are_free_and_the_same_file_may_come_again(editor, reviewer, undo):
    registers()
    subject, claimant = SubjectFactory(), SourceFactory(slug="general-staff")
    measure = desk_steps.claim_fields()["measure"]
    Series.objects.create(slug="s", name="S", measure=measure, subject=subject, claimant=claimant)
    data = mapping(series="s")
    undo(approved(check(lines(3), editor, data), editor, reviewer))

    again = approved(check(lines(3), editor, data), editor, reviewer)

    assert again.counts["published"] == 3
    assert Publication.objects.in_force().filter(series__slug="s").count() == 3
    assert list(history.all_faults()) == []


@pytest.mark.parametrize("roles", [["editor"], ["reviewer"], ["analyst"], []])
def test_only_a_chief_editor_takes_back_what_is_public(batch, undo, roles):
    with pytest.raises(NotAllowed):
        undo(batch, UserFactory(roles=roles))


@pytest.mark.parametrize(
    ("roles", "may"), [(["editor"], True), (["reviewer"], True), (["analyst"], False), ([], False)]
)
def test_editors_and_reviewers_withdraw_what_is_not_public(editor, undo, roles, may):
    registers()
    batch = batches.submit(check(lines(1), editor), by=editor, at=NOW)
    person = UserFactory(roles=roles)

    if not may:
        with pytest.raises(NotAllowed):
            undo(batch, person)
        return
    assert undo(batch, person).state == "withdrawn"
    assert batch.claims.filter(review_state="rejected").count() == 2


@pytest.mark.parametrize("note", ["", "  ", "x\0y"])
def test_note_is_needed(batch, undo, note):
    with pytest.raises(Invalid):
        undo(batch, note=note)
    assert Publication.objects.in_force().count() == 3


def test_dry_run_is_forgotten_by_whoever_made_it_and_nobody_else(editor, undo):
    registers()
    batch = check(lines(1), editor)

    with pytest.raises(NotAllowed):
        undo(batch, UserFactory(roles=["editor"]))
    undo(batch, editor, note="")

    assert not ImportBatch.objects.exists()


def test_what_is_undone_is_not_undone_again(batch, undo):
    undo(batch)

    with pytest.raises(NotReady) as refused:
        undo(batch)

    assert "Retracted" in str(refused.value)
    assert Publication.objects.filter(kind="retraction").count() == 3


def test_another_chief_editor_does_not_end_what_one_has_begun(batch, undo, chief):
    ImportBatch.objects.filter(pk=batch.pk).update(
        state="retracting", undone_by=chief, undone_at=NOW, undo_note=NOTE, last_row=0, done=0
    )

    with pytest.raises(NotAllowed) as refused:
        undo(batch, UserFactory(roles=["chief editor"]))

    assert chief.username in str(refused.value)
    assert undo(batch, chief).state == "retracted"
