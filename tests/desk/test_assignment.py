"""Assigning claims: who may assign whom, what the history keeps, and how it ends."""

import datetime
import json

import pytest

from claims import desk
from claims.desk import assignment
from claims.importing.batch import batches
from claims.models import Assignment, Claim
from claims.record.history import all_faults
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from tests.desk_steps import draft, in_review, published, refusal, retracted, reviewed, submitted
from tests.factories import NOW, UserFactory
from tests.importing.files import RATIONALE, check, lines, registers

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2025, 5, 2)


def holder(claim):
    found = Assignment.objects.select_related("to").filter(claim=claim).first()
    return found and (found.to.username, found.due_on)


def flagged():
    claim = published()
    Claim.objects.filter(pk=claim.pk).update(
        needs_reassessment=True, reassessment_cause="A source was graded down."
    )
    claim.refresh_from_db()
    return claim


def test_reviewer_assigns_a_colleague_and_the_history_says_who_and_until_when(reviewer, editor):
    claim = draft(author=editor)

    assignment.assign(claim, to=editor, due_on=FRIDAY, by=reviewer, at=NOW, note="You know Kursk.")

    assert holder(claim) == ("eva", FRIDAY)
    event = claim.events.get(verb="assign")
    assert (event.by, event.note, event.from_state, event.to_state) == (
        reviewer,
        "You know Kursk.",
        "draft",
        "draft",
    )
    assert json.loads(event.snapshot)["assignment"] == {
        "before": None,
        "after": {"to_id": editor.pk, "to": "eva", "due_on": "2025-05-02"},
    }
    assert list(all_faults()) == []


def test_later_one_holds_and_the_history_tells_both(reviewer, chief, editor):
    claim = draft(author=editor)
    assignment.assign(claim, to=editor, due_on=FRIDAY, by=reviewer, at=NOW)

    assignment.assign(claim, to=chief, by=chief, at=NOW)

    assert holder(claim) == ("charlie", None)
    last = json.loads(claim.events.order_by("-number").first().snapshot)["assignment"]
    assert (last["before"]["to"], last["after"]["to"]) == ("eva", "charlie")


def test_version_is_left_alone_so_that_nobody_at_work_is_stale(reviewer, editor):
    claim = draft(author=editor)

    assignment.assign(claim, to=editor, by=reviewer, at=NOW)

    desk.submit(claim, by=editor, at=NOW, version=claim.version)
    assert holder(claim) == ("eva", None)


@pytest.mark.parametrize(
    ("role", "code"),
    [("contributor", "role"), ("analyst", "role"), ("source curator", "role"), ("editor", "role")],
)
def test_role_may_not_assign_somebody_else(role, code, reviewer):
    claim, by = draft(), UserFactory(roles=[role])

    assert refusal(NotAllowed, assignment.assign, claim, to=reviewer, by=by) == [(code, "")]


@pytest.mark.parametrize("role", ["editor", "reviewer", "chief editor"])
def test_role_takes_a_claim_that_is_nobodys(role):
    claim, by = draft(), UserFactory(roles=[role], username="me")

    assignment.assign(claim, to=by, by=by, at=NOW)

    assert holder(claim) == ("me", None)


def test_editor_takes_no_claim_out_of_the_hands_of_another(editor, reviewer):
    claim = draft()
    assignment.assign(claim, to=reviewer, by=reviewer, at=NOW)

    assert refusal(NotAllowed, assignment.assign, claim, to=editor, by=editor) == [("holder", "")]
    assert refusal(NotAllowed, assignment.unassign, claim, by=editor) == [("holder", "")]


def test_contributor_hands_back_what_they_were_given(reviewer):
    contributor = UserFactory(roles=["contributor"])
    claim = draft(author=contributor)
    assignment.assign(claim, to=contributor, by=reviewer, at=NOW)

    assignment.unassign(claim, by=contributor, at=NOW, note="I am away.")

    assert holder(claim) is None
    event = claim.events.get(verb="unassign")
    assert json.loads(event.snapshot)["assignment"]["after"] is None
    assert event.note == "I am away."


@pytest.mark.parametrize(
    "somebody",
    [{"roles": ["analyst"]}, {"roles": []}, {"roles": ["editor"], "is_active": False}],
    ids=["analyst", "no-role", "left"],
)
def test_who_does_not_work_on_claims_is_assigned_none(somebody, reviewer):
    claim, to = draft(), UserFactory(**somebody)

    found = refusal(NotAllowed, assignment.assign, claim, to=to, by=reviewer)

    assert found == [("assignee", "to")]
    assert to not in assignment.people()


def test_day_that_is_over_everywhere_is_refused(reviewer):
    claim = draft()
    at = datetime.datetime(2025, 5, 3, 11, 0, tzinfo=datetime.UTC)
    given = {"to": reviewer, "due_on": FRIDAY, "by": reviewer}

    assignment.assign(claim, at=at, **given)
    later = refusal(
        Invalid, assignment.assign, draft(), at=at + datetime.timedelta(hours=1), **given
    )

    assert later == [("due_in_the_past", "due_on")]


def test_same_again_is_refused(reviewer):
    claim = draft()
    given = {"to": reviewer, "due_on": FRIDAY, "by": reviewer}
    assignment.assign(claim, at=NOW, **given)

    assert refusal(NotReady, assignment.assign, claim, **given) == [("assigned_already", "to")]


def test_nobody_is_taken_off_what_nobody_has(reviewer):
    assert refusal(NotReady, assignment.unassign, draft(), by=reviewer) == [("not_assigned", "to")]


@pytest.mark.parametrize("make", [published, retracted])
def test_claim_at_the_end_of_its_way_is_assigned_to_nobody(make, reviewer):
    claim = make()

    found = refusal(NotReady, assignment.assign, claim, to=reviewer, by=reviewer)

    assert found == [("state", "review_state")]


def test_flagged_claim_is_assigned_until_it_is_published_anew(reviewer, editor):
    claim = flagged()

    assignment.assign(claim, to=editor, by=reviewer, at=NOW)

    assert holder(claim) == ("eva", None)
    desk.revise(claim, by=editor, at=NOW)
    assert holder(claim) == ("eva", None)


def publish(claim, reviewer):
    desk.publish(claim, by=reviewer, at=NOW)


def reject(claim, reviewer):
    desk.reject(claim, by=reviewer, at=NOW, note="Nobody said so.")


def retract(claim, reviewer):
    chief = UserFactory(roles=["chief editor"])
    desk.publish(claim, by=reviewer, at=NOW)
    Claim.objects.filter(pk=claim.pk).update(
        needs_reassessment=True, reassessment_cause="A source was graded down."
    )
    assignment.assign(claim, to=chief, by=chief, at=NOW)
    desk.retract(claim, reason="our_error", public_note="We misread.", by=chief, at=NOW)


def merge(claim, reviewer):
    target, editor = draft(statement="The same."), UserFactory(roles=["editor"])
    desk.propose_merge(claim, target, by=editor, at=NOW, note="One and the same.")
    desk.merge(claim, target, by=reviewer, at=NOW)


@pytest.mark.parametrize("end", [publish, reject, retract, merge])
def test_assignment_ends_with_the_way_of_the_claim(end, reviewer):
    claim = reviewed(reviewer=reviewer)
    assignment.assign(claim, to=reviewer, by=reviewer, at=NOW)

    end(claim, reviewer)

    assert holder(claim) is None


def test_assignment_stays_while_the_claim_goes_to_and_fro(reviewer, editor):
    claim = in_review(author=editor, reviewer=reviewer)
    assignment.assign(claim, to=reviewer, by=reviewer, at=NOW)

    desk.request_changes(claim, by=reviewer, at=NOW, note="Whose count?")
    desk.submit(claim, by=editor, at=NOW)

    assert holder(claim) == ("rosa", None)


@pytest.mark.parametrize("step", ["approve", "undo"])
def test_assignment_ends_with_the_batch(step, editor, reviewer):
    registers()
    batch = batches.submit(check(lines(2), editor), by=editor, at=NOW)
    claims = list(batch.claims.all())
    for claim in claims:
        assignment.assign(claim, to=reviewer, by=reviewer, at=NOW)

    if step == "approve":
        batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)
    else:
        batches.undo(batch, by=editor, at=NOW, note="The wrong file.")

    assert Assignment.objects.count() == 0
    assert {claim.review_state for claim in batch.claims.all()} <= {"published", "rejected"}


def test_refusal_names_who_moved_the_claim_and_not_who_was_assigned(reviewer, editor):
    claim = submitted(author=editor)
    assignment.assign(claim, to=reviewer, by=reviewer, at=NOW)

    with pytest.raises(NotReady) as caught:
        desk.submit(claim, by=editor, at=NOW)

    assert "(submit by eva" in str(caught.value)
