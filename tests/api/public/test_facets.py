"""Facets: the stored counts equal a new count of the claims in force."""

import random

import pytest
from django.core.management import CommandError, call_command

from claims import desk
from claims.models import Claim, ClaimCount
from claims.record import facet_counts
from tests import desk_steps
from tests.desk_steps import citation, published
from tests.factories import NOW, SourceFactory, SourceLinkFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_claims_are_counted_by_each_facet(api):
    published(citations=[citation("outlet", "origin")])
    published(citations=[citation("outlet", "other")], topic=TopicFactory(slug="climate"))

    found = api.get("claims/facets/")

    assert found == {
        "source": None,
        "claims": 2,
        "verification_status": [{"value": "attributed", "claims": 2}],
        "attribution_status": [{"value": "secondhand", "claims": 2}],
        "kind": [{"value": "quantity", "claims": 2}],
        "topic": [
            {"value": "climate", "claims": 1},
            {"value": "russia-ukraine-war", "claims": 1},
        ],
        "basis": [{"value": "unspecified", "claims": 2}],
        "speech_act": [],
        "sources": [
            {"slug": "outlet", "name": "Outlet", "claims": 2},
            {"slug": "origin", "name": "Origin", "claims": 1},
            {"slug": "other", "name": "Other", "claims": 1},
        ],
    }


def test_source_counts_the_claims_that_the_list_finds(api):
    published(citations=[citation("outlet", "origin")])
    published(citations=[citation("paper", "other")])

    found = api.get("claims/facets/", source="origin")

    assert (found["source"], found["claims"], found["sources"]) == ("origin", 1, [])
    assert len(api.refs(source="origin")) == 1


def test_several_sources_count_each_claim_once(api):
    act = {"kind": "speech_act", "speech_act": "denied", "value": None, "measure": None}
    published(citations=[citation("outlet", "origin"), citation("paper", "other")], **act)
    published(citations=[citation("paper", "third")], basis="count")

    found = api.get("claims/facets/", source="origin,other,third")

    assert (found["claims"], found["speech_act"]) == (2, [{"value": "denied", "claims": 1}])
    assert {row["value"]: row["claims"] for row in found["basis"]} == {"count": 1, "unspecified": 1}
    assert len(api.refs(source="origin,other,third")) == 2


def test_claim_that_names_a_body_and_its_spokesperson_counts_once(api):
    ministry, person = SourceFactory(slug="ministry"), SourceFactory(slug="person")
    SourceLinkFactory(from_source=person, to_source=ministry)
    published(citations=[citation("outlet", "ministry"), citation("paper", "person")])
    published(citations=[citation("outlet", "person")])

    assert api.get("claims/facets/", source="ministry")["claims"] == 2
    assert api.get("claims/facets/", source="person")["claims"] == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"source": "nobody"}, "unknown_source"),
        ({"source": "no/slug"}, "unknown_source"),
        ({"source": "," * 101}, "too_many"),
        ({"source": ""}, "empty_parameter"),
        ({"topic": "climate"}, "unknown_parameter"),
    ],
    ids=["unknown", "no slug", "too many", "empty", "another filter"],
)
def test_what_is_not_understood_is_refused_by_name(api, given, code):
    problem = api.get("claims/facets/", status=400, **given)

    assert [(one["field"], one["code"]) for one in problem["errors"]] == [(*given, code)]


def step(draw, people) -> None:
    """One thing that changes what is in force: publish, correct, retract or merge."""
    author, reviewer, chief = people
    claims = list(Claim.objects.filter(review_state="published").order_by("pk"))
    verb = draw.choice(["publish", "publish", "correct", "retract", "merge"])
    if verb == "publish" or len(claims) < 2:
        slugs = draw.sample(["outlet", "paper", "agency", "ministry"], 2)
        topic = TopicFactory(slug=draw.choice(["climate", "war"]))
        published(author=author, reviewer=reviewer, topic=topic, citations=[citation(*slugs)])
        return
    claim, target = draw.sample(claims, 2)
    if verb == "correct":
        desk.revise(claim, by=author, at=NOW)
        statement = {"statement": f"Corrected {draw.random()}."}
        desk.edit(claim, statement, by=author, at=NOW, version=claim.version, note="A slip.")
        desk.submit(claim, by=author, at=NOW)
        desk.start_review(claim, by=reviewer, at=NOW)
        desk_steps.review(claim, reviewer=reviewer)
        desk.publish(claim, by=reviewer, at=NOW, public_note="We had it wrong.")
    elif verb == "retract":
        desk.retract(claim, reason="our_error", public_note="A slip.", by=chief, at=NOW)
    else:
        desk.propose_merge(claim, target, by=author, at=NOW, note="They say the same.")
        desk.merge(claim, target, by=reviewer, at=NOW)


@pytest.mark.parametrize("seed", range(3))
def test_kept_counts_are_right_after_any_history(seed):
    draw = random.Random(seed)
    people = [UserFactory(roles=[role]) for role in ("editor", "reviewer", "chief editor")]

    for number in range(14):
        step(draw, people)
        if number % 5 == 4:
            fold_everything()

    call_command("verify_counts")
    assert ClaimCount.objects.exists()


def fold_everything() -> None:
    before = {facet: facet_counts.kept_counts(facet) for facet in facet_counts.COLUMNS}
    crowd, facet_counts.CROWD = facet_counts.CROWD, 1
    try:
        facet_counts.fold()
    finally:
        facet_counts.CROWD = crowd
    after = {facet: facet_counts.kept_counts(facet) for facet in facet_counts.COLUMNS}
    assert {f: +counts for f, counts in before.items()} == {f: +c for f, c in after.items()}


def test_wrong_count_is_named_and_mended():
    published(citations=[citation("outlet", "origin")])
    ClaimCount.objects.filter(source=None, facet="kind").update(claims=7)

    with pytest.raises(CommandError, match="kind quantity of all claims: 7 kept, 1 in the record"):
        call_command("verify_counts")
    call_command("verify_counts", mend=True)
    call_command("verify_counts")
