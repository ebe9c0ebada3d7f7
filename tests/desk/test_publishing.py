"""Publishing, retracting and reinstating: the actors, the notes and the refusals."""

import datetime
import json

import pytest
from django.test import Client
from django.urls import reverse

from claims import desk
from claims.desk import publishing
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from claims.models import Claim
from claims.record.history import all_faults
from claims.rules.choices import REINSTATEMENT_REASONS, RETRACTION_REASONS, VERIFICATION_STATUSES
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from claims.rules.requirements import unmet
from claims.rules.roles import ROLES
from tests import desk_steps
from tests.desk_steps import citation, refusal
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
NOTE = "We took the figure of a month for that of a year."
STATUSES = [code for code, _label in VERIFICATION_STATUSES]


# Publishing refuses in the words of the findings.


@pytest.mark.parametrize("status", STATUSES)
def test_publish_refuses_with_exactly_what_the_status_lacks(status, reviewer):
    cited = [citation(slug, "agency", quote="") for slug in ("gazette", "herald")]
    claim = desk_steps.reviewed(
        reviewer=reviewer, citations=cited, assessment={"verification_status": status}
    )

    with pytest.raises(NotReady) as refused:
        desk.publish(claim, by=reviewer, at=NOW)

    lacking = unmet(examine(load_one(claim), NOW.date()).needs(status))
    quotes, rest = refused.value.needs[:2], refused.value.needs[2:]
    assert [need.code for need in quotes] == ["quote", "quote"]
    assert rest == lacking
    assert refused.value.needs == unmet(
        publishing.publish_needs(examine(load_one(claim), NOW.date()))
    )
    assert str(refused.value) == " ".join(need.message for need in refused.value.needs)
    assert bool(lacking) == (status not in ("unassessed", "attributed"))
    assert not claim.publications.exists()


@pytest.mark.parametrize(
    ("status", "assessed"),
    [
        ("unverifiable", {"method": ["contact", "records"]}),
        ("not_checkable", {"method": ["opinion"]}),
        ("unassessed", {}),
    ],
)
def test_status_that_lacks_nothing_is_published_as_such(status, assessed, reviewer):
    assessed = {"verification_status": status, **assessed}

    claim = desk_steps.published(reviewer=reviewer, assessment=assessed)

    live = claim.publications.get()
    assert (live.verification_status, live.band) == (status, "not_rated")
    assert json.loads(live.content)["verification_status"] == status


# Nobody publishes what they wrote, by any path.


def by_the_verb(claim, person):
    with pytest.raises(NotAllowed) as refused:
        desk.publish(claim, by=person, at=LATER, public_note=NOTE)
    return str(refused.value)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def by_the_api(claim, person):
    body = json.dumps({"version": claim.version, "public_note": NOTE})
    path = f"/api/v1/desk/claims/{claim.ref}/publish/"
    response = signed_in(person).post(path, body, content_type="application/json")
    assert response.status_code == 403
    return response.json()["detail"]


def by_the_page(claim, person):
    sent = {"verb": "publish", "version": claim.version, "publish-public_note": NOTE}
    path = reverse("admin:claims_claim_change", args=[claim.pk])
    response = signed_in(person).post(path, sent)
    assert response.status_code == 403
    return " ".join(need["message"] for need in response.context["needs"])


def by_the_list(claim, person):
    sent = {"action": "publish", "_selected_action": [claim.pk]}
    path = reverse("admin:claims_claim_changelist")
    response = signed_in(person).post(path, sent, follow=True)
    assert response.context["done"] == []
    (row,) = response.context["refused"]
    assert row["pk"] == claim.pk
    return " ".join(reason["message"] for reason in row["reasons"])


PATHS = [by_the_verb, by_the_api, by_the_page, by_the_list]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("created_by", "The author of a claim cannot review it: ask a colleague."),
        (
            "last_edited_by",
            "Whoever made the last substantive edit cannot review the claim: ask a colleague.",
        ),
    ],
)
def test_superuser_does_not_publish_what_they_wrote(path, column, words):
    root = UserFactory(is_superuser=True)
    claim = desk_steps.reviewed()
    Claim.objects.filter(pk=claim.pk).update(**{column: root})

    assert path(Claim.objects.get(pk=claim.pk), root) == words

    claim.refresh_from_db()
    assert claim.review_state == "in_review"
    assert not claim.publications.exists()


def test_superuser_who_wrote_it_takes_no_other_step_of_the_review_either():
    root = UserFactory(is_superuser=True)
    submitted, reviewed = desk_steps.submitted(author=root), desk_steps.reviewed(author=root)

    for verb, claim in (("start_review", submitted), ("reject", reviewed)):
        found = refusal(NotAllowed, getattr(desk, verb), claim, by=root, note=NOTE)
        assert found == [("four_eyes_author", "")]


def test_taking_back_and_up_again_is_no_way_round_the_second_pair_of_eyes():
    root = UserFactory(is_superuser=True)
    claim = desk_steps.published(author=root)
    desk.retract(claim, reason="other", public_note=NOTE, by=root, at=LATER)

    claim = desk.reinstate(claim, reason="other", public_note=NOTE, by=root, at=LATER)

    assert refusal(NotAllowed, desk.publish, claim, by=root) == [("four_eyes_author", "")]
    assert not claim.publications.in_force().exists()


# A chief editor takes back, and takes up again.


GIVEN = {"reason": "other", "public_note": NOTE}
OTHERS = [role for role in ROLES if role != "chief editor"]


@pytest.mark.parametrize("role", OTHERS)
def test_only_a_chief_editor_retracts_and_reinstates(role):
    person, public, gone = UserFactory(roles=[role]), desk_steps.published(), desk_steps.retracted()

    assert refusal(NotAllowed, desk.retract, public, by=person, **GIVEN) == [("role", "")]
    assert refusal(NotAllowed, desk.reinstate, gone, by=person, **GIVEN) == [("role", "")]


ASSESSED = {"verification_status": "attributed", "credibility": 6, "rationale": NOTE}


@pytest.mark.parametrize(
    ("verb", "make", "given"),
    [
        ("start_review", desk_steps.submitted, {}),
        ("assess", desk_steps.in_review, ASSESSED),
        ("publish", desk_steps.reviewed, {}),
    ],
)
def test_chief_editor_as_such_reviews_nothing(verb, make, given, chief):
    claim = make()

    assert refusal(NotAllowed, getattr(desk, verb), claim, by=chief, **given) == [("role", "")]


@pytest.mark.parametrize("reason", dict(RETRACTION_REASONS))
def test_retraction_keeps_its_reason_and_leaves_no_flag(reason, chief, reviewer):
    claim = desk_steps.published()
    desk_steps.check(claim, reviewer=reviewer, source_status="denied_by_origin")
    assert Claim.objects.get(pk=claim.pk).needs_reassessment

    notice = desk.retract(claim, reason=reason, public_note=NOTE, by=chief, at=LATER)

    claim.refresh_from_db()
    assert (claim.review_state, claim.needs_reassessment) == ("retracted", False)
    assert claim.reassessment_cause == ""
    content = json.loads(notice.content)
    assert (content["retraction_reason"], content["display"]) == (
        reason,
        f"Retracted: {NOTE.rstrip('.')}",
    )
    event = claim.events.last()
    assert (event.verb, event.reason, event.public_note) == ("retract", reason, NOTE)


REFUSED = {
    "reason": ({"reason": "bored"}, "{}_reason", "reason"),
    "empty-note": ({"public_note": ""}, "public_note", "public_note"),
    "blank-note": ({"public_note": " \n"}, "public_note", "public_note"),
    "nul": ({"public_note": "\x00"}, "null_characters", "public_note"),
}


@pytest.mark.parametrize(("changes", "code", "field"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("verb", ["retract", "reinstate"])
def test_reason_code_and_public_note_are_asked_for(verb, changes, code, field, chief):
    claim = desk_steps.published() if verb == "retract" else desk_steps.retracted()
    noun = {"retract": "retraction", "reinstate": "reinstatement"}[verb]

    found = refusal(Invalid, getattr(desk, verb), claim, by=chief, **{**GIVEN, **changes})

    assert found == [(code.format(noun), field)]


@pytest.mark.parametrize("reason", dict(REINSTATEMENT_REASONS))
def test_reinstated_claim_is_reviewed_and_public_only_once_published(
    client, reason, chief, reviewer
):
    claim = desk_steps.retracted()
    path = f"/api/v1/claims/{claim.ref}/"

    claim = desk.reinstate(claim, reason=reason, public_note=NOTE, by=chief, at=LATER)

    event = claim.events.last()
    assert (event.verb, event.from_state, event.to_state) == ("reinstate", "retracted", "in_review")
    assert (event.reason, event.public_note) == (reason, NOTE)
    assert "retraction_reason" in client.get(path).json()
    live = desk.publish(claim, by=reviewer, at=LATER)
    assert (live.kind, live.number) == ("reinstatement", 3)
    answer = client.get(path).json()
    assert answer["publication"]["public_note"] == NOTE
    assert answer["value"]["amount"] == "62000"
    assert list(all_faults()) == []


def test_note_of_the_publication_goes_before_the_latest_of_the_reinstatements(chief, reviewer):
    claim, public = desk_steps.retracted(), []
    for reinstated, published in (("One.", "Own."), ("Two.", " ")):
        claim = desk.reinstate(claim, reason="other", public_note=reinstated, by=chief, at=LATER)
        live = desk.publish(claim, by=reviewer, at=LATER, public_note=published)
        public.append(json.loads(live.content)["publication"]["public_note"])
        desk.retract(claim, reason="other", public_note="Again.", by=chief, at=LATER)

    assert public == ["Own.", "Two."]


def test_corrections_give_each_change_of_what_we_said_with_its_note(client, chief, reviewer):
    claim = desk_steps.published()
    author = claim.created_by
    desk.revise(claim, by=author, at=LATER)
    desk.edit(claim, {"statement": "At least that many."}, by=author, at=LATER, version=1)
    desk.submit(claim, by=author, at=LATER)
    desk.start_review(claim, by=reviewer, at=LATER)
    desk_steps.assess(claim, reviewer=reviewer, at=LATER)
    desk.publish(claim, by=reviewer, at=LATER, public_note="Our words were too strong.")
    desk.retract(claim, reason="withdrawn_by_claimant", public_note=NOTE, by=chief, at=LATER)
    desk.reinstate(claim, reason="new_evidence", public_note="It stands.", by=chief, at=LATER)
    desk.publish(claim, by=reviewer, at=LATER)

    listed = client.get("/api/v1/corrections/").json()["results"]

    said = {(one["kind"], one["public_note"]) for one in listed}
    assert said >= {("correction", "Our words were too strong."), ("retraction", NOTE)}
    assert "first" not in {one["kind"] for one in listed}
    kinds = list(claim.publications.order_by("number").values_list("kind", flat=True))
    assert kinds == ["first", "correction", "retraction", "reinstatement"]
