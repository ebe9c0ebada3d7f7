"""The standard for assessments over HTTP: the same needs and refusals as in the verbs."""

import datetime
import json

import pytest
from django.test import Client

from claims import desk
from claims.rules.refusals import NotAllowed, NotReady
from tests.desk_steps import citation, draft, in_review, published, reviewed
from tests.factories import NOW, UserFactory
from tests.worlds import world

LATER = NOW + datetime.timedelta(days=1)
CORROBORATED = {"verification_status": "corroborated", "credibility": 2}


@world
def four_outlets(reviewer):
    """Assessed as corroborated, with four outlets and one origin."""
    cited = [citation(slug, "agency") for slug in ("gazette", "herald", "mirror", "tribune")]
    return reviewed(reviewer=reviewer, citations=cited, assessment=CORROBORATED)


def test_refusal_to_publish_has_the_words_of_the_exception(desk_of, reviewer, four_outlets):
    with pytest.raises(NotReady) as refusal:
        desk.publish(four_outlets, by=reviewer, at=LATER)

    at = f"desk/claims/{four_outlets.ref}/"
    problem = desk_of(reviewer).send("POST", f"{at}publish/", {"version": 1}, status=409)
    checklist = desk_of(reviewer).get(at)["checklist"]

    sentences = [need.message for need in refusal.value.needs]
    assert sentences == [
        "“Corroborated” needs at least 2 independent origins; there is 1.",
    ]
    assert [need["message"] for need in problem["needs"]] == sentences
    assert [(need["code"], need["field"]) for need in problem["needs"]] == [
        ("independent_origins", "citations")
    ]
    for listed in (checklist["publish"], checklist["statuses"]["corroborated"]):
        assert [need["message"] for need in listed if not need["met"]] == sentences


def test_checklist_lists_what_each_status_needs(desk_of, reviewer, four_outlets):
    claim = desk_of(reviewer).get(f"desk/claims/{four_outlets.ref}/")

    unmet = {
        status: [need["code"] for need in needs if not need["met"]]
        for status, needs in claim["checklist"]["statuses"].items()
    }
    assert unmet == {
        "unassessed": [],
        "attributed": [],
        "corroborated": ["independent_origins"],
        "confirmed": ["primary_or_broad", "second_assessor"],
        "disputed": ["dispute"],
        "refuted": ["refuting_evidence", "second_assessor"],
        "unverifiable": ["methods"],
        "not_checkable": ["not_checkable"],
    }
    assert all(need["met"] for need in claim["checklist"]["submit"])
    assert claim["band"]["level"] == "low"
    assert claim["independence"]["independent_origins"] == 1
    assert claim["independence"]["reasons"] == ["shared_origin"]


def test_need_on_the_checklist_is_answered_whole(desk_of, editor):
    claim = draft(author=editor, citations=[])

    needs = desk_of(editor).get(f"desk/claims/{claim.ref}/")["checklist"]["submit"]

    assert needs == [
        {
            "field": "citations",
            "code": "citation",
            "message": "The claim needs at least one citation, "
            "with the publisher as the first hop.",
            "met": False,
        },
        {"field": "value", "code": "value", "message": "A quantity needs a value.", "met": True},
    ]


def test_superuser_cannot_publish_what_they_wrote(desk_of, api, db):
    author = UserFactory(is_superuser=True)
    claim = reviewed(author=author)
    sent = {"version": claim.version, "public_note": "I know that it is right."}

    problem = desk_of(author).send("POST", f"desk/claims/{claim.ref}/publish/", sent, status=403)

    assert problem["code"] == "not_allowed"
    assert [need["code"] for need in problem["needs"]] == ["four_eyes_author"]
    api.get(f"claims/{claim.ref}/", status=404)
    with pytest.raises(NotAllowed) as refusal:
        desk.publish(claim, by=author, at=LATER)
    assert problem["detail"] == str(refusal.value)


def test_superuser_cannot_publish_what_they_edited_last(desk_of, api, db):
    last = UserFactory(is_superuser=True)
    claim = reviewed()
    path = f"desk/claims/{claim.ref}/"
    desk_of(last).send("PATCH", path, {"version": 1, "statement": "My own words."})

    problem = desk_of(last).send("POST", f"{path}publish/", {"version": 2}, status=403)

    assert [need["code"] for need in problem["needs"]] == ["four_eyes_editor"]
    api.get(f"claims/{claim.ref}/", status=404)


def deny(desk_of, person, claim):
    sent = {"version": 1, "status": "denied_by_origin", "method": "asked_origin", "note": "No."}
    cited = claim.citations.get().pk
    path = f"desk/claims/{claim.ref}/citations/{cited}/check-source/"
    return desk_of(person).send("POST", path, sent)


def test_denial_flags_the_claim_within_the_same_request(api, desk_of, losses, reviewer):
    told = deny(desk_of, reviewer, losses)

    cause = (
        "A source check found: denied by the origin. “Attributed” needs a citation whose original "
        "was seen or confirmed by the origin, or one that is second-hand with a finished chain."
    )
    assert (told["needs_reassessment"], told["reassessment_cause"]) == (True, cause)
    answer = api.get(f"claims/{losses.ref}/")
    assert answer["verification_status"] == "attributed"
    assert answer["standing"]["needs_reassessment"] is True
    assert answer["standing"]["reassessment_cause"] == cause
    assert api.refs(needs_reassessment="true") == [losses.ref]
    assert api.refs(needs_reassessment="false") == []


def test_denial_moves_nothing_public_but_the_standing(client, desk_of, losses, reviewer):
    paths = ["claims/", f"claims/{losses.ref}/", f"claims/{losses.ref}/publications/1/"]
    paths += [f"claims/{losses.ref}/independence/", "sources/spokesperson/", "corrections/"]

    def public():
        found = {path: Client().get(f"/api/v1/{path}").content for path in paths}
        return {path: quiet(json.loads(body)) for path, body in found.items()}

    before = public()

    deny(desk_of, reviewer, losses)

    assert public() == before
    said = Client().get(f"/api/v1/claims/{losses.ref}/").json()["display"]
    assert said.endswith("; to be assessed anew")


def quiet(answer: dict) -> dict:
    """Return an answer without what tells of an open reassessment."""
    if "results" in answer:
        return {**answer, "results": [quiet(one) for one in answer["results"]]}
    told = ("standing", "display") if "standing" in answer else ()
    return {name: value for name, value in answer.items() if name not in told}


def test_what_needs_to_be_assessed_anew_stands_on_the_desk(desk_of, reviewer, losses):
    published(statement="Unharmed.")
    deny(desk_of, reviewer, losses)
    person = desk_of(reviewer)

    assert person.refs("desk/claims/", needs_reassessment="true") == [losses.ref]
    assert losses.ref not in person.refs("desk/claims/", needs_reassessment="false")


def test_primary_evidence_is_given_and_shown(desk_of, editor, given):
    given["citations"][0]["primary_evidence"] = "official_record"
    person = desk_of(editor)

    claim = person.send("POST", "desk/claims/", given, status=201)

    cited = claim["citations"][0]
    assert cited["primary_evidence"] == "official_record"
    sent = {"version": 1, "citations": [{"id": cited["id"], "primary_evidence": ""}]}
    edited = person.send("PATCH", f"desk/claims/{claim['ref']}/", sent)
    assert edited["citations"][0]["primary_evidence"] == ""


def test_unknown_kind_of_primary_evidence_is_refused(desk_of, editor, given):
    given["citations"][0]["primary_evidence"] = "hearsay"

    problem = desk_of(editor).send("POST", "desk/claims/", given, status=400)

    assert [e["field"] for e in problem["errors"]] == ["citations.0.primary_evidence"]


def test_likelihood_beside_confidence_is_refused_by_its_field(desk_of, reviewer):
    claim = in_review(reviewer=reviewer)
    sent = {"version": 1, **CORROBORATED}
    sent["rationale"] = "We have high confidence that it is likely so, all in all."

    problem = desk_of(reviewer).send("POST", f"desk/claims/{claim.ref}/assess/", sent, status=400)

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [
        ("rationale", "likelihood_with_confidence")
    ]
