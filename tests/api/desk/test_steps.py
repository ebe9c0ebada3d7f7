"""Each step by each role, and the input that it needs."""

import pytest

from claims import desk
from claims.rules.roles import ROLES
from tests.desk_steps import draft, in_review, published, reviewed, submitted
from tests.factories import NOW, UserFactory

STEPS = {
    "submit": {},
    "start-review": {},
    "request-changes": {"note": "Say when."},
    "reject": {"note": "No."},
    "assess": {"verification_status": "attributed", "credibility": 6, "rationale": "x" * 40},
    "publish": {},
    "revise": {},
    "retract": {"reason": "our_error", "public_note": "We misread it."},
    "reinstate": {"reason": "retracted_in_error", "public_note": "It was right."},
}


def retracted(**kwargs):
    claim, chief = published(**kwargs), UserFactory(roles=["chief editor"])
    desk.retract(claim, reason="our_error", public_note="We misread it.", by=chief, at=NOW)
    claim.refresh_from_db()
    return claim


# Verb → how a claim is brought before it, who may do it, and where it leads.
ALLOWED = {
    "submit": (draft, {"editor"}, "submitted"),
    "start-review": (submitted, {"reviewer"}, "in_review"),
    "request-changes": (in_review, {"reviewer"}, "changes_requested"),
    "reject": (in_review, {"reviewer"}, "rejected"),
    "assess": (in_review, {"reviewer"}, "in_review"),
    "publish": (reviewed, {"reviewer"}, "published"),
    "revise": (published, {"editor"}, "draft"),
    "retract": (published, {"chief editor"}, "retracted"),
    "reinstate": (retracted, {"chief editor"}, "in_review"),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", STEPS)
def test_verb_by_role(desk_of, db, verb, role):
    bring, allowed, target = ALLOWED[verb]
    claim = bring()
    before, events = claim.review_state, claim.events.count()
    person = desk_of(UserFactory(roles=[role]))
    path, sent = f"desk/claims/{claim.ref}/{verb}/", {"version": 1, **STEPS[verb]}

    if role in allowed:
        assert person.send("POST", path, sent)["review_state"] == target
        return
    problem = person.send("POST", path, sent, status=403)

    assert problem["code"] == "not_allowed"
    # Each of them writes claims; this one is somebody else's.
    expected = "own_claim" if (role, verb) in CONTRIBUTED else "role"
    assert [need["code"] for need in problem["needs"]] == [expected]
    claim.refresh_from_db()
    assert (claim.review_state, claim.events.count()) == (before, events)


CONTRIBUTED = {("contributor", "submit"), ("contributor", "revise")}


@pytest.mark.parametrize("verb", ["start-review", "publish", "assess", "reject"])
def test_nobody_reviews_their_own_claim_superusers_included(desk_of, db, verb):
    author = UserFactory(is_superuser=True)
    claim = ALLOWED[verb][0](author=author)

    problem = desk_of(author).send(
        "POST", f"desk/claims/{claim.ref}/{verb}/", {"version": 1, **STEPS[verb]}, status=403
    )

    assert [need["code"] for need in problem["needs"]] == ["four_eyes_author"]
    assert verb not in desk_of(author).get(f"desk/claims/{claim.ref}/")["verbs"]


@pytest.mark.parametrize("verb", ["request-changes", "reject"])
def test_comment_is_asked_for_by_its_field(desk_of, reviewer, verb):
    claim = in_review(reviewer=reviewer)

    problem = desk_of(reviewer).send(
        "POST", f"desk/claims/{claim.ref}/{verb}/", {"version": 1}, status=400
    )

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("note", "comment")]


@pytest.mark.parametrize("verb", [*STEPS, "citations/{id}/check-source"])
def test_step_without_a_version_is_not_taken(desk_of, reviewer, verb):
    claim = in_review(reviewer=reviewer)
    path = verb.format(id=claim.citations.get().pk)

    problem = desk_of(reviewer).send("POST", f"desk/claims/{claim.ref}/{path}/", {}, status=428)

    assert problem["code"] == "version_required"
    assert [e["field"] for e in problem["errors"]] == ["If-Match"]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_with_a_role_may_read_the_desk(desk_of, db, role):
    claim = draft()
    person = desk_of(UserFactory(roles=[role]))

    assert [row["ref"] for row in person.get("desk/claims/")["results"]] == [claim.ref]
    assert person.get(f"desk/claims/{claim.ref}/")["ref"] == claim.ref
    assert person.get(f"desk/claims/{claim.ref}/events/")["results"][0]["verb"] == "create"
