"""The public answers of claims, compared whole."""

import datetime
import json

import pytest

from claims import desk
from claims.models import Claim
from tests.desk_steps import claim_fields, draft, published, review
from tests.factories import NOW

LATER = NOW + datetime.timedelta(days=1)


def named(slug, kind="news_outlet"):
    return {"slug": slug, "name": slug.title(), "kind": kind, "country": None}


def standing(claim, **changes):
    live = claim.publications.live().get()
    return {
        "live": True,
        "published_until": None,
        "superseded_by": None,
        "retracted": False,
        "needs_reassessment": False,
        "reassessment_cause": None,
        "content_sha256": live.content_sha256,
        **changes,
    }


STEPS = [
    ("origin_found", True),
    ("no_contradiction", True),
    ("original_seen", False),
    ("disinterested", True),
    ("independent", False),
    ("primary", False),
]
SENTENCES = [
    "An origin is known, and somebody has checked that the chain leads to it.",
    "No confirmed contradiction is open, and no citation denies that it is so.",
    "The original was seen, or the origin has confirmed it.",
    "At least one origin is no interested party.",
    "At least 2 origins are independent of one another.",
    "A checked citation is primary evidence, or 2 disinterested origins are graded A–C.",
]


def test_claim_is_answered_whole(api, losses):
    stored = json.loads(losses.publications.get().content)

    answer = api.get(f"claims/{losses.ref}/")

    assert answer == {**stored, "links": [], "standing": standing(losses)}


def test_list_holds_the_same_claims_newest_first(api, losses):
    second = published(statement="Another.")

    assert api.get("claims/") == {
        "next": None,
        "previous": None,
        "results": [api.get(f"claims/{second.ref}/"), api.get(f"claims/{losses.ref}/")],
    }


def test_answer_begins_with_the_stored_bytes(client, losses):
    stored = losses.publications.get().content

    one = client.get(f"/api/v1/claims/{losses.ref}/").content.decode()
    many = client.get("/api/v1/claims/").content.decode()

    assert one.startswith(f'{stored[:-1]},"links":[],"standing":{{')
    assert one in many


def test_publication_is_served_byte_for_byte(client, losses):
    stored = losses.publications.get()

    response = client.get(f"/api/v1/claims/{losses.ref}/publications/1/")

    assert response.content.decode() == stored.content
    assert response["ETag"] == f'"{stored.content_sha256}"'
    assert response["Content-Type"] == "application/json"


def revised(claim, reviewer, **changes):
    author = claim.created_by
    claim = desk.revise(claim, by=author, at=LATER)
    claim = desk.edit(claim, changes, by=author, at=LATER, version=claim.version)
    claim = desk.submit(claim, by=author, at=LATER)
    claim = desk.start_review(claim, by=reviewer, at=LATER)
    review(claim, reviewer=reviewer, at=LATER)
    desk.publish(claim, by=reviewer, at=LATER, public_note="It was 63,000.")


def test_history_of_a_claim_lists_its_publications(api, losses, reviewer):
    revised(losses, reviewer, value=claim_fields(value="more than 63,000")["value"])
    first, second = losses.publications.order_by("number")
    base = f"http://testserver/api/v1/claims/{losses.ref}/publications"

    assert api.get(f"claims/{losses.ref}/publications/")["results"] == [
        {
            "ref": losses.ref,
            "number": 2,
            "kind": "correction",
            "published_from": "2025-05-02T12:00:00.000000Z",
            "published_until": None,
            "public_note": "It was 63,000.",
            "content_sha256": second.content_sha256,
            "url": f"{base}/2/",
        },
        {
            "ref": losses.ref,
            "number": 1,
            "kind": "first",
            "published_from": "2025-05-01T12:00:00.000000Z",
            "published_until": "2025-05-02T12:00:00.000000Z",
            "public_note": None,
            "content_sha256": first.content_sha256,
            "url": f"{base}/1/",
        },
    ]


def test_corrected_claim_is_listed_once_as_it_is_now(api, losses, reviewer):
    revised(losses, reviewer, value=claim_fields(value="more than 63,000")["value"])

    assert [claim["value"]["amount"] for claim in api.get("claims/")["results"]] == ["63000"]


def test_retracted_claim_says_so_and_gives_no_value(api, losses, chief):
    desk.retract(losses, reason="our_error", public_note="We misread it.", by=chief, at=LATER)

    assert api.get(f"claims/{losses.ref}/") == {
        "ref": losses.ref,
        "publication": {
            "number": 2,
            "kind": "retraction",
            "published_from": "2025-05-02T12:00:00.000000Z",
            "public_note": "We misread it.",
        },
        "kind": "quantity",
        "topic": {"slug": "russia-ukraine-war", "name": "Russia–Ukraine war"},
        "subject": {"slug": "russian-forces", "name": "Russian forces"},
        "retraction_reason": "our_error",
        "display": "Retracted: We misread it",
        "standing": standing(losses, retracted=True),
    }
    assert api.refs() == []


def test_draft_and_unknown_claim_get_the_same_404(client, db):
    claim = draft()

    unpublished = client.get(f"/api/v1/claims/{claim.ref}/")
    unknown = client.get("/api/v1/claims/CLM-999999/")

    assert unpublished.status_code == 404
    assert unpublished.content == unknown.content


@pytest.mark.parametrize("rest", ["publications/", "publications/1/"])
def test_draft_has_no_publications_to_show(api, rest):
    api.get(f"claims/{draft().ref}/{rest}", status=404)


def test_need_of_reassessment_is_shown_live(api, losses):
    Claim.objects.filter(pk=losses.pk).update(
        needs_reassessment=True, reassessment_cause="The origin denies “it”."
    )

    assert api.get(f"claims/{losses.ref}/")["standing"] == standing(
        losses, needs_reassessment=True, reassessment_cause="The origin denies “it”."
    )


def test_unchanged_claim_answers_304(client, losses):
    at = f"claims/{losses.ref}/"
    for path in (at, "claims/", f"{at}publications/1/", f"{at}independence/", "corrections/"):
        first = client.get(f"/api/v1/{path}")

        again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["claims/", "sources/", "documents/", "measures/", "subjects/"])
def test_head_and_options_are_answered(client, losses, path):
    head, options = client.head(f"/api/v1/{path}"), client.options(f"/api/v1/{path}")

    assert (head.status_code, head.content) == (200, b"")
    assert options.status_code == 200
    assert options["Allow"] == "GET, HEAD, OPTIONS"
