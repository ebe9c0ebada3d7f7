"""Links between claims, merges and rulings over HTTP, by who may do what."""

import pytest

from claims import desk
from tests.desk_steps import citation, draft, published, reviewed
from tests.factories import NOW, UserFactory
from tests.worlds import world

WHY = "Both quote the same briefing of the ministry."


@world
def pair(db):
    return published(statement="One."), published(statement="Two.")


def suggest(one, other, kind="contradicts"):
    person = UserFactory(roles=["editor"])
    return desk.link(one, other, kind=kind, by=person, at=NOW, note="At odds.")


def test_link_is_suggested_and_shown_at_both_ends(desk_of, editor, pair):
    one, other = pair
    sent = {"to": one.ref, "kind": "supersedes", "note": "Later."}

    claim = desk_of(editor).send("POST", f"desk/claims/{other.ref}/link/", sent)

    (shown,) = claim["links"]
    assert shown | {"suggested_at": ""} == {
        "id": shown["id"],
        "from_claim": other.ref,
        "to_claim": one.ref,
        "kind": "supersedes",
        "state": "suggested",
        "rule": "hand",
        "score": None,
        "note": "Later.",
        "suggested_by": "eva",
        "suggested_at": "",
        "decided_by": None,
        "decided_at": None,
    }
    assert desk_of(editor).get(f"desk/claims/{one.ref}/")["links"] == [shown]


@pytest.mark.parametrize("decision", ["confirm", "reject"])
def test_link_is_decided_by_a_reviewer(desk_of, reviewer, pair, decision):
    one, other = pair
    path = f"desk/claims/{other.ref}/links/{suggest(one, other).pk}/{decision}/"

    claim = desk_of(reviewer).send("POST", path, {"note": WHY})
    again = desk_of(reviewer).send("POST", path, {"note": WHY}, status=409)

    assert claim["links"][0]["state"] == {"confirm": "confirmed", "reject": "rejected"}[decision]
    assert claim["links"][0]["decided_by"] == "rosa"
    assert [need["code"] for need in again["needs"]] == ["link_decided"]


def test_confirmed_contradiction_stands_in_the_way_of_corroborated(desk_of, reviewer, pair):
    one, other = pair
    path = f"desk/claims/{one.ref}/links/{suggest(one, other).pk}/confirm/"

    claim = desk_of(reviewer).send("POST", path, {"note": WHY})

    needs = {need["code"]: need for need in claim["checklist"]["statuses"]["corroborated"]}
    assert needs["no_open_contradiction"]["met"] is False
    assert other.ref in needs["no_open_contradiction"]["message"]
    assert claim["independence"]["contradictions"] == [other.ref]


def test_whoever_suggested_a_link_cannot_decide_on_it(desk_of, pair, db):
    superuser = UserFactory(is_superuser=True)
    one, other = pair
    linked = desk.link(one, other, kind="contradicts", by=superuser, at=NOW)
    path = f"desk/claims/{one.ref}/links/{linked.pk}/confirm/"

    problem = desk_of(superuser).send("POST", path, {"note": WHY}, status=403)

    assert [need["code"] for need in problem["needs"]] == ["four_eyes_suggester"]


def test_decision_needs_its_grounds(desk_of, reviewer, pair):
    one, other = pair
    path = f"desk/claims/{one.ref}/links/{suggest(one, other).pk}/reject/"

    problem = desk_of(reviewer).send("POST", path, {}, status=400)

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("note", "comment")]


def test_link_of_other_claims_is_not_found(desk_of, reviewer, pair):
    linked = suggest(*pair)

    desk_of(reviewer).send(
        "POST",
        f"desk/claims/{draft().ref}/links/{linked.pk}/confirm/",
        {"note": WHY},
        status=404,
    )


LINKS = {
    "itself": ({"to": "{ref}", "kind": "corrects"}, "to", "claim_link_joins_two_claims"),
    "nobody": ({"to": "CLM-999999", "kind": "corrects"}, "to", "does_not_exist"),
    "no such kind": ({"to": "{other}", "kind": "likes"}, "kind", "invalid_choice"),
    "no kind": ({"to": "{other}"}, "kind", "required"),
    "a version": ({"to": "{other}", "kind": "corrects", "version": 1}, "version", "unknown_field"),
}


@pytest.mark.parametrize(("sent", "field", "code"), LINKS.values(), ids=LINKS)
def test_link_is_refused_by_its_field(desk_of, editor, pair, sent, field, code):
    one, other = pair
    names = {"ref": one.ref, "other": other.ref}
    sent = {key: v.format(**names) if key == "to" else v for key, v in sent.items()}

    problem = desk_of(editor).send("POST", f"desk/claims/{one.ref}/link/", sent, status=400)

    assert (field, code) in [(e["field"], e["code"]) for e in problem["errors"]]


def test_merge_is_proposed_by_one_and_made_by_another(api, client, desk_of, pair):
    one, other = pair
    editor, reviewer = UserFactory(roles=["editor"]), UserFactory(roles=["reviewer"])
    path = f"desk/claims/{one.ref}/"
    sent = {"target": other.ref, "note": WHY}

    early = desk_of(reviewer).send("POST", f"{path}merge/", {"version": 1, **sent}, status=409)
    desk_of(editor).send("POST", f"{path}propose-merge/", sent)
    merged = desk_of(reviewer).send("POST", f"{path}merge/", {"version": 1, **sent})

    assert [(n["code"], n["field"]) for n in early["needs"]] == [("merge_proposed", "target")]
    assert (merged["review_state"], merged["merged_into"]) == ("merged", other.ref)
    assert merged["verbs"] == []
    moved = client.get(f"/api/v1/claims/{one.ref}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/claims/{other.ref}/")
    assert api.refs() == [other.ref]


def test_merge_is_not_made_by_whoever_proposed_it(desk_of, pair, db):
    one, other = pair
    superuser, path = UserFactory(is_superuser=True), f"desk/claims/{one.ref}/"
    sent = {"target": other.ref, "note": WHY}
    desk_of(superuser).send("POST", f"{path}propose-merge/", sent)

    problem = desk_of(superuser).send("POST", f"{path}merge/", {"version": 1, **sent}, status=403)

    assert [need["code"] for need in problem["needs"]] == ["four_eyes_suggester"]


def test_proposal_needs_its_grounds(desk_of, editor, pair):
    one, other = pair
    sent = {"target": other.ref}

    problem = desk_of(editor).send(
        "POST", f"desk/claims/{one.ref}/propose-merge/", sent, status=400
    )

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("note", "comment")]


@pytest.mark.parametrize("verb", ["link", "propose-merge", "merge", "rule"])
def test_roles_that_only_read_may_not(desk_of, pair, db, verb):
    one, other = pair
    first = one.citations.get().pk
    sent = {
        "link": {"to": other.ref, "kind": "corrects"},
        "propose-merge": {"target": other.ref, "note": WHY},
        "merge": {"target": other.ref, "note": WHY, "version": 1},
        "rule": {"first": first, "second": first, "kind": "join", "reason": WHY},
    }[verb]

    problem = desk_of(UserFactory(roles=["auditor"])).send(
        "POST", f"desk/claims/{one.ref}/{verb}/", sent, status=403
    )

    assert [need["code"] for need in problem["needs"]] == ["role"]


@world
def two_origins(reviewer):
    cited = [citation("outlet", "agency"), citation("paper", "witness")]
    return reviewed(reviewer=reviewer, citations=cited)


def test_ruling_joins_two_citations(desk_of, editor, two_origins):
    first, second = two_origins.citations.order_by("id").values_list("pk", flat=True)
    person, path = desk_of(editor), f"desk/claims/{two_origins.ref}/"
    sent = {"first": second, "second": first, "kind": "join", "reason": WHY}
    before = person.get(path)["independence"]["independent_origins"]

    claim = person.send("POST", f"{path}rule/", sent)

    (shown,) = claim["rulings"]
    assert (before, claim["independence"]["independent_origins"]) == (2, 1)
    assert claim["independence"]["reasons"] == ["by_hand"]
    assert shown | {"id": 0, "at": ""} == {
        "id": 0,
        "first": first,
        "second": second,
        "kind": "join",
        "reason": WHY,
        "by": "eva",
        "at": "",
    }


RULINGS = {
    "unknown citation": ({"second": 999_999}, "second", "unknown_citation"),
    "short reason": ({"reason": "Same."}, "reason", "ruling_has_a_reason"),
    "no reason": ({"reason": ""}, "reason", "blank"),
    "one citation": ({"second": None}, "second", "null"),
    "no such kind": ({"kind": "guess"}, "kind", "invalid_choice"),
}


@pytest.mark.parametrize(("changes", "field", "code"), RULINGS.values(), ids=RULINGS)
def test_ruling_is_refused_by_its_field(desk_of, editor, two_origins, changes, field, code):
    first, second = two_origins.citations.order_by("id").values_list("pk", flat=True)
    sent = {"first": first, "second": second, "kind": "join", "reason": WHY, **changes}

    problem = desk_of(editor).send("POST", f"desk/claims/{two_origins.ref}/rule/", sent, status=400)

    assert (field, code) in [(e["field"], e["code"]) for e in problem["errors"]]
    assert not two_origins.rulings.exists()


def test_citation_of_another_claim_is_unknown_here(desk_of, editor, two_origins):
    first, foreign = two_origins.citations.first().pk, published().citations.get().pk
    sent = {"first": first, "second": foreign, "kind": "join", "reason": WHY}

    problem = desk_of(editor).send("POST", f"desk/claims/{two_origins.ref}/rule/", sent, status=400)

    assert [e["field"] for e in problem["errors"]] == ["second"]
