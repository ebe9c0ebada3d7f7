"""If-Match names the version that a client saw, taken from the ETag of a claim on the desk."""

import pytest
from django.test import Client

from claims import desk
from tests.desk_steps import citation, draft, in_review, published
from tests.factories import NOW
from tests.worlds import world


@world
def person(reviewer):
    client = Client()
    client.force_login(reviewer)
    return client


def send(client, path, body, **headers):
    return client.post(
        f"/api/v1/desk/claims/{path}/", body, content_type="application/json", headers=headers
    )


def etag(client, claim) -> str:
    return client.get(f"/api/v1/desk/claims/{claim.ref}/")["ETag"]


def test_step_takes_the_etag_that_was_seen(person, reviewer):
    claim = in_review(reviewer=reviewer)
    seen = etag(person, claim)

    answer = send(person, f"{claim.ref}/reject", {"note": "No."}, **{"If-Match": seen})

    assert answer.status_code == 200, answer.content
    assert answer["ETag"] not in ("", seen)
    assert answer["ETag"] == etag(person, claim)


def test_etag_of_an_earlier_version_is_stale_and_says_what_changed(person, reviewer, editor):
    claim = in_review(reviewer=reviewer)
    seen = etag(person, claim)
    desk.edit(claim, {"statement": "Other."}, by=editor, at=NOW, version=1)

    answer = send(person, f"{claim.ref}/reject", {"note": "No."}, **{"If-Match": seen})

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert [change["by"] for change in answer.json()["changes"]] == [editor.username]


def test_finding_of_a_colleague_makes_no_etag_stale(person, reviewer, editor):
    claim = in_review(reviewer=reviewer)
    seen = etag(person, claim)
    found = {"status": "original_seen", "method": "read_document", "note": "I read it there."}
    desk.check_source(claim.citations.get(), **found, by=editor, at=NOW)

    assert etag(person, claim) != seen
    answer = send(person, f"{claim.ref}/reject", {"note": "No."}, **{"If-Match": seen})
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("given", ['"other"', '"v0"', '"v99-ab"', "v1", '"v"', "\xff"])
def test_etag_that_is_not_ours_is_stale(person, reviewer, given):
    claim = in_review(reviewer=reviewer)

    answer = send(person, f"{claim.ref}/reject", {"note": "No."}, **{"If-Match": given})

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")


@pytest.mark.parametrize("given", ['"v1"', 'W/"v1-00"', '"v9-aa", "v1-bb"'])
def test_etag_is_read_as_the_standard_writes_it(person, reviewer, given):
    claim = in_review(reviewer=reviewer)

    answer = send(person, f"{claim.ref}/reject", {"note": "No."}, **{"If-Match": given})

    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("given", [None, "", "*"])
def test_step_without_a_version_is_not_taken(person, reviewer, given):
    claim = in_review(reviewer=reviewer)
    headers = {} if given is None else {"If-Match": given}

    answer = send(person, f"{claim.ref}/reject", {"note": "No."}, **headers)

    assert (answer.status_code, answer.json()["code"]) == (428, "version_required")


def test_header_and_body_that_contradict_each_other_are_refused(person, reviewer):
    claim = in_review(reviewer=reviewer)
    sent = {"note": "No.", "version": 2}

    answer = send(person, f"{claim.ref}/reject", sent, **{"If-Match": etag(person, claim)})

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["version"]


def test_precondition_holds_where_none_is_needed(person):
    claim = published(citations=[citation("outlet", "agency"), citation("paper", "agency")])
    first, second = claim.citations.values_list("pk", flat=True)
    ruling = {
        "first": first,
        "second": second,
        "kind": "join",
        "reason": "They share their notes, as both say.",
    }

    refused = send(person, f"{claim.ref}/rule", ruling, **{"If-Match": '"v9"'})

    assert refused.status_code == 412
    assert claim.rulings.count() == 0
    assert send(person, f"{claim.ref}/rule", ruling, **{"If-Match": '"v1"'}).status_code == 200


def test_claim_on_the_desk_that_did_not_change_is_a_304(person):
    claim = draft()
    path = f"/api/v1/desk/claims/{claim.ref}/"

    answer = person.get(path, headers={"If-None-Match": etag(person, claim)})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("path", ["desk/claims/{ref}/", "claims/{ref}/"])
def test_reading_with_a_precondition_that_fails_is_a_problem(person, losses, path):
    answer = person.get(f"/api/v1/{path.format(ref=losses.ref)}", headers={"If-Match": '"x"'})

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert answer["Content-Type"] == "application/problem+json"
