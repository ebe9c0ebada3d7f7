"""Independent origins as the public reads them: the stored finding, byte for byte."""

import datetime

from claims import desk
from tests.desk_steps import citation, draft, published
from tests.factories import NOW, InterestFactory, SourceFactory

LATER = NOW + datetime.timedelta(days=1)


def test_four_outlets_of_one_investigation_are_one_origin(api):
    outlets = ["gazette", "herald", "mirror", "tribune"]
    claim = published(citations=[citation(slug, "agency") for slug in outlets])
    ids = list(claim.citations.order_by("id").values_list("pk", flat=True))

    answer = api.get(f"claims/{claim.ref}/independence/")

    joins = answer["clusters"][0].pop("joins")
    assert answer == {
        "ref": claim.ref,
        "number": 1,
        "independent_origins": 1,
        "disinterested_origins": 1,
        "clusters": [
            {
                "citations": ids,
                "origins": ["agency"],
                "roots": ["agency"],
                "relays": [],
                "interested": [],
                "disinterested": True,
            }
        ],
        "reasons": ["shared_origin"],
        "not_counted": [],
        "denied": [],
        "withdrawn": [],
        "splits": [],
        "contradictions": [],
        "denials": [],
    }
    assert [join["reason"] for join in joins] == ["shared_origin"] * 3
    assert all("Agency" in join["sentence"] for join in joins)
    document = api.get(f"claims/{claim.ref}/")
    assert (document["independent_origins"], document["disinterested_origins"]) == (1, 1)
    assert [cited["id"] for cited in document["citations"]] == ids


def test_finding_is_served_byte_for_byte(client, losses):
    response = client.get(f"/api/v1/claims/{losses.ref}/independence/")

    assert response.content.decode() == losses.publications.get().independence
    assert response["Content-Type"] == "application/json"


def test_finding_stays_as_it_was_when_the_rules_read_another_world(client, losses):
    path = f"/api/v1/claims/{losses.ref}/independence/"
    before = client.get(path).content
    InterestFactory(source=SourceFactory(slug="spokesperson"))

    assert client.get(path).content == before
    assert b'"disinterested_origins":1' in before


def test_denied_origin_is_named_with_the_cause(api):
    denial = citation("origin", stance="denies_attribution", quote="no", end="own_reporting")
    claim = published(citations=[citation("outlet", "origin"), citation("paper"), denial])

    answer = api.get(f"claims/{claim.ref}/independence/")

    assert [one["origin"] for one in answer["denied"]] == ["origin"]
    assert answer["independent_origins"] == 1
    assert all(row["cause"] and row["sentence"] for row in answer["not_counted"])


def test_retracted_claim_has_no_finding(api, losses, chief):
    desk.retract(losses, reason="our_error", public_note="Misread.", by=chief, at=LATER)

    assert api.get(f"claims/{losses.ref}/independence/") == {
        "ref": losses.ref,
        "number": 2,
        "retracted": True,
    }


def test_draft_and_unknown_claim_have_no_finding(api, db):
    api.get(f"claims/{draft().ref}/independence/", status=404)
    api.get("claims/CLM-999999/independence/", status=404)
