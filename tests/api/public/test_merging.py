"""The redirects of merged claims."""

import datetime
import json

import pytest

from claims import desk
from claims.models import Claim
from tests.desk_steps import draft, published
from tests.factories import NOW, UserFactory

LATER = NOW + datetime.timedelta(days=1)


def merge(claim, target):
    editor, reviewer = UserFactory(roles=["editor"]), UserFactory(roles=["reviewer"])
    desk.propose_merge(claim, target, by=editor, at=LATER, note="The same figure.")
    desk.merge(claim, target, by=reviewer, at=LATER)


@pytest.mark.parametrize("rest", ["", "independence/"])
def test_merged_claim_redirects_to_where_it_ended_up(client, losses, rest):
    middle, last = published(statement="Middle."), published(statement="Last.")
    merge(losses, middle)
    merge(middle, last)

    response = client.get(f"/api/v1/claims/{losses.ref}/{rest}")

    assert response.status_code == 301
    assert response["Location"] == f"/api/v1/claims/{last.ref}/{rest}"


def test_merged_claim_is_not_listed_and_keeps_its_publications(api, losses):
    last = published(statement="Last.")
    stored = losses.publications.get().content
    merge(losses, last)

    assert api.refs() == [last.ref]
    assert api.get(f"claims/{losses.ref}/publications/1/") == json.loads(stored)


def test_claim_merged_into_a_draft_does_not_name_it(api, losses):
    hidden = draft()
    merge(losses, hidden)

    answer = api.get(f"claims/{losses.ref}/")

    assert hidden.ref not in json.dumps(answer)
    assert answer["standing"] | {"content_sha256": ""} == {
        "live": False,
        "published_until": "2025-05-02T12:00:00.000000Z",
        "superseded_by": None,
        "retracted": False,
        "needs_reassessment": False,
        "reassessment_cause": None,
        "content_sha256": "",
    }
    assert api.get(f"claims/{losses.ref}/independence/")["independent_origins"] == 1


def test_draft_that_was_merged_is_not_public(api, losses):
    hidden = draft()
    merge(hidden, losses)

    api.get(f"claims/{hidden.ref}/", status=404)
    api.get(f"claims/{hidden.ref}/independence/", status=404)


def test_claims_merged_in_a_circle_do_not_hang(api, losses):
    other = published(statement="Other.")
    for claim, target in ((losses, other), (other, losses)):
        Claim.objects.filter(pk=claim.pk).update(review_state="merged", merged_into=target)

    assert api.get(f"claims/{losses.ref}/")["ref"] == losses.ref
