"""ClaimReview: valid by schema.org, equal to the document, and without unknown values."""

import json
import re

import pytest

from claims import desk
from claims.api.formats import claim_review
from claims.rules import choices
from claims.rules.citations import VERDICTS
from tests import ROOT
from tests.api.test_schema import faults
from tests.desk_steps import citation, corroborated, published, retracted
from tests.factories import NOW, DocumentFactory, SourceFactory
from tests.worlds import world

TERMS = json.loads((ROOT / "tests/data/schema_org.json").read_text())
# What schema.org calls a text, a number or a moment, as JSON holds it.
DATA = {"Text": str, "URL": str, "DateTime": str, "Date": str, "Number": (int, float)}


def lineage(kind: str) -> list[str]:
    """A type and all above it."""
    found = [kind]
    for one in found:
        found += TERMS[one]["parents"]
    return found


def strangers(node: dict) -> list[str]:
    """What in a node schema.org does not know: a type, a property of it, or a value for that."""
    above = lineage(node["@type"])
    known = {name: kinds for one in above for name, kinds in TERMS[one]["properties"].items()}
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in known:
            found.append(f"{node['@type']} has no {name}")
            continue
        for one in value if isinstance(value, list) else [value]:
            found += misfits(node["@type"], name, one, known[name])
    return found


def misfits(kind: str, name: str, value, expected: list[str]) -> list[str]:
    if isinstance(value, dict):
        fits = set(expected) & set(lineage(value["@type"]))
        return strangers(value) if fits else [f"{kind}.{name} is no {value['@type']}"]
    fits = any(isinstance(value, DATA[one]) for one in expected if one in DATA)
    return [] if fits else [f"{kind}.{name} is no {type(value).__name__}"]


@world
def disputed(db):
    """By a person and a data set, denied by another; with days."""
    SourceFactory(slug="expert", kind="person")
    SourceFactory(slug="table", kind="dataset")
    document = DocumentFactory(
        publisher=SourceFactory(slug="paper"), published_at=NOW, published_precision="minute"
    )
    joint = citation("paper", "expert", document=document)
    joint["hops"].append({**joint["hops"][-1], "source": SourceFactory(slug="table")})
    return published(
        citations=[joint, citation("denier", stance="denies_truth", end="own_reporting")],
        assessment={"verification_status": "disputed"},
        stated_at=NOW,
        stated_precision="minute",
    )


def review_of(api, claim) -> dict:
    response = api.client.get(f"/api/v1/claims/{claim.ref}/?format=jsonld")
    assert (response.status_code, response["Content-Type"]) == (200, "application/ld+json")
    return response.json()


def test_review_says_what_the_document_says(api, disputed):
    address = f"http://testserver/api/v1/claims/{disputed.ref}/"
    us = {"@type": "Organization", "name": "Corroborate", "url": "http://testserver/"}
    given = api.get(f"claims/{disputed.ref}/")
    first, second = (one["document"] for one in given["citations"])

    assert review_of(api, disputed) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{address}publications/1/",
        "url": address,
        "identifier": disputed.ref,
        "version": 1,
        "datePublished": given["publication"]["published_from"],
        "inLanguage": "en",
        "author": us,
        "sdPublisher": us,
        "claimReviewed": "Russia has lost more than 62,000 soldiers.",
        "reviewBody": given["display"],
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Disputed",
            "ratingExplanation": given["assessment"]["rationale"],
            "ratingValue": 2,
            "worstRating": 1,
            "bestRating": 4,
        },
        "itemReviewed": {
            "@type": "Claim",
            "text": "Russia has lost more than 62,000 soldiers.",
            "inLanguage": "en",
            "datePublished": "2025-05-01T12:00:00.000000Z",
            "author": [{"@type": "Person", "name": "Expert"}],
            "appearance": [
                {
                    "@type": "CreativeWork",
                    "url": first["url"],
                    "headline": first["title"],
                    "inLanguage": "en",
                    "datePublished": "2025-05-01T12:00:00.000000Z",
                    "publisher": {"@type": "Organization", "name": "Paper"},
                }
            ],
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "url": second["url"],
                "headline": second["title"],
                "inLanguage": "en",
                "publisher": {"@type": "Organization", "name": "Denier"},
            }
        ],
    }


def test_correction_is_told(api, losses, reviewer):
    claim = desk.revise(losses, by=losses.created_by, at=NOW)
    words = {"statement": "Another number."}
    claim = desk.edit(claim, words, by=claim.created_by, at=NOW, version=claim.version)
    from tests.desk_steps import review

    claim = desk.submit(claim, by=claim.created_by, at=NOW)
    claim = desk.start_review(claim, by=reviewer, at=NOW)
    review(claim, reviewer=reviewer)
    desk.publish(claim, by=reviewer, at=NOW, public_note="We misread.")

    found = review_of(api, losses)

    assert found["correction"]["text"] == "We misread."
    assert strangers(found) == []


def test_every_type_and_property_is_schema_orgs(api, disputed, losses):
    corroborated()
    feed = json.loads(b"".join(api.client.get("/api/v1/claims/?format=jsonld")))

    assert len(feed["dataFeedElement"]) == 3
    assert strangers(feed) == []
    assert strangers(review_of(api, disputed)) == []


@pytest.mark.parametrize(
    ("node", "told"),
    [
        ({"@type": "ClaimReview", "verdict": "false"}, "ClaimReview has no verdict"),
        ({"@type": "Rating", "appearance": "x"}, "Rating has no appearance"),
        ({"@type": "Claim", "author": "Somebody"}, "Claim.author is no str"),
        ({"@type": "Claim", "author": {"@type": "Rating"}}, "Claim.author is no Rating"),
    ],
)
def test_what_is_not_schema_orgs_is_found(node, told):
    assert strangers(node) == [told]


@pytest.mark.parametrize("status", [code for code, _label in choices.VERIFICATION_STATUSES])
def test_only_a_finding_on_truth_has_a_number(status):
    document = {
        "verification_status": status,
        "assessment": {"rationale": "Why."},
        "attribution": [],
    }

    rating = claim_review.RATING.write(document)

    order = ["refuted", "disputed", "corroborated", "confirmed"]
    assert rating.get("ratingValue") == (order.index(status) + 1 if status in order else None)
    assert ("bestRating" in rating) == ("ratingValue" in rating)


@pytest.mark.parametrize("verdict", ["denied", "misattributed", "says_otherwise"])
def test_claim_that_nobody_made_is_rated_as_an_attribution(verdict):
    alleged = [{"source": {"name": "Voltaire"}, "verdict": verdict}]
    document = {
        "verification_status": "unverifiable",
        "assessment": {"rationale": "Why."},
        "attribution": alleged,
        "statement": "I disapprove of what you say",
    }

    rating = claim_review.RATING.write(document)

    assert (rating["ratingValue"], rating["bestRating"]) == (1, 4)
    assert rating["alternateName"] == VERDICTS[verdict].label
    assert claim_review.reviewed(document) == "Voltaire: “I disapprove of what you say”"
    document["attribution"] = [*alleged, {"source": {"name": "Hall"}, "verdict": "said"}]
    assert "ratingValue" not in claim_review.RATING.write(document)


def test_claim_without_a_finding_has_no_review(api, losses):
    gone = retracted()
    unassessed = published(assessment={"verification_status": "unassessed"})

    for claim, why in ((gone, "was retracted"), (unassessed, "has not been assessed")):
        problem = api.get(f"claims/{claim.ref}/", status=406, format="jsonld")
        assert problem["code"] == "not_acceptable"
        assert why in problem["detail"]
        api.get(f"claims/{claim.ref}/")
    feed = json.loads(b"".join(api.client.get("/api/v1/claims/?format=jsonld")))
    assert [one["item"]["identifier"] for one in feed["dataFeedElement"]] == [losses.ref]


def test_feed_of_nothing_is_empty(api):
    feed = json.loads(b"".join(api.client.get("/api/v1/claims/?format=jsonld")))

    assert feed["dataFeedElement"] == []


def test_review_is_of_what_was_known(api, losses, chief):
    desk.retract(losses, reason="our_error", public_note="No.", by=chief, at=NOW.replace(hour=13))

    api.get(f"claims/{losses.ref}/", status=406, format="jsonld")
    then = api.get(f"claims/{losses.ref}/", format="jsonld", known_at="2025-05-01T12:30:00Z")
    assert then["identifier"] == losses.ref


def test_accept_asks_for_it_too(api, losses):
    asked = {"headers": {"accept": "application/ld+json"}}

    one = api.client.get(f"/api/v1/claims/{losses.ref}/", **asked)
    assert one["Content-Type"] == "application/ld+json"
    many = api.client.get("/api/v1/claims/", **asked)
    assert many["Content-Type"] == "application/ld+json; charset=utf-8"


@pytest.mark.parametrize("name", ["fields", "include", "cursor", "page_size"])
def test_what_does_not_go_with_a_review_is_refused_by_name(api, losses, name):
    problem = api.get("claims/", status=400, format="jsonld", **{name: "ref"})

    assert [error["field"] for error in problem["errors"]] == [name]


def test_review_is_as_described(api, disputed):
    schema = api.get("schema/")
    feed = json.loads(b"".join(api.client.get("/api/v1/claims/?format=jsonld")))

    kind = "application/ld+json"
    assert faults(schema, review_of(api, disputed), "claims/{ref}/", kind=kind) == []
    assert faults(schema, feed, "claims/", kind=kind) == []


def test_page_maps_every_property_that_is_given():
    page = (ROOT / "docs/clients/claimreview.md").read_text()
    cells = re.findall(r"^\| ([^|]*) \|", page, flags=re.MULTILINE)
    named = {code for cell in cells for code in re.findall(r"`([^`]+)`", cell)}

    properties = claim_review.ITEM.schema["properties"]
    parts = {
        f"{name}.{part}"
        for name in ("reviewRating", "itemReviewed")
        for part in properties[name]["properties"]
    }
    given = (set(properties) | parts) - {"@type", "reviewRating", "itemReviewed"}
    ends = {"worstRating", "bestRating", "@type", "inLanguage"}
    assert named == {name for name in given if name.split(".")[-1] not in ends} | {"inLanguage"}
