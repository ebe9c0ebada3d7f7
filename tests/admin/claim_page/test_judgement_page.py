"""The judgement on the claim page: the same needs, origins and refusals as the verbs have."""

import pytest

from claims import desk
from claims.desk import publishing
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from claims.rules.choices import VERIFICATION_STATUSES
from claims.rules.refusals import NotReady
from claims.rules.requirements import unmet
from tests import desk_steps
from tests.admin.pages import text_of
from tests.desk_steps import citation
from tests.factories import NOW, InterestFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

CORROBORATED = {
    "verification_status": "corroborated",
    "rationale": "Several outlets report it, in different words.",
}


def one_origin() -> list[dict]:
    return [citation(outlet, "reuters") for outlet in ("up", "online", "kbs", "nhk")]


def test_corroborated_with_one_origin_is_refused_in_the_words_of_the_checklist(
    as_reviewer, reviewer, claim_url
):
    claim = desk_steps.reviewed(reviewer=reviewer, citations=one_origin(), assessment=CORROBORATED)

    with pytest.raises(NotReady) as refused:
        desk.publish(claim, by=reviewer, at=NOW)
    page = as_reviewer.get(claim_url(claim))
    posted = as_reviewer.post(claim_url(claim), {"verb": "publish", "version": 1})

    said = [need.message for need in refused.value.needs]
    assert said == [
        "“Corroborated” needs at least 2 independent origins; there is 1.",
    ]
    shown = next(one for one in page.context["checklists"] if one.key == "publish")
    assert [need.message for need in shown.unmet] == said
    assert all(f"Missing: {message}" in text_of(page) for message in said)
    assert posted.status_code == 409
    assert [need["message"] for need in posted.context["needs"]] == said
    assert not claim.publications.exists()


def test_every_status_has_its_needs_on_the_page(as_reviewer, claim_url):
    claim = desk_steps.reviewed()

    page = as_reviewer.get(claim_url(claim))

    examined = examine(load_one(claim), NOW.date())
    for status, label in VERIFICATION_STATUSES[1:]:
        assert all(need.message in text_of(page) for need in examined.needs(status)), label


def test_checklists_are_those_of_the_state(as_reviewer, claim_url):
    draft, published = desk_steps.draft(), desk_steps.published()

    drafted = as_reviewer.get(claim_url(draft)).context["checklists"]
    public = as_reviewer.get(claim_url(published)).context["checklists"]

    assert [(one.key, one.is_next) for one in drafted] == [("submit", True), ("publish", False)]
    needs = publishing.publish_needs(examine(load_one(draft), NOW.date()))
    assert [n.code for n in drafted[1].unmet] == [n.code for n in unmet(needs)]
    assert public == []


def test_band_is_named_with_its_cheapest_changes(as_reviewer, claim_url):
    claim = desk_steps.reviewed()

    words = text_of(as_reviewer.get(claim_url(claim)))

    assert "Our basis: low" in words
    assert "See the original, or have the origin confirm it." in words


def test_origins_are_drawn_and_told(as_reviewer, claim_url):
    InterestFactory(source=SourceFactory(slug="ministry"))
    cited = [*one_origin(), citation("paper", "agency", "ministry"), citation("blog", end="")]
    claim = desk_steps.draft(citations=cited)

    page = as_reviewer.get(claim_url(claim))

    words, markup = text_of(page), page.content.decode()
    assert "2 independent origins: 1 disinterested" in words
    assert words.count("One origin. Both lead to Reuters.") == 3
    assert "Its chain is not finished" in words
    assert 'role="img"' in markup and "<desc" in markup
    assert "Origin 1: disinterested: Up from Reuters; Online from Reuters" in markup
    assert "Paper from Agency from Ministry" in markup
    assert "Not counted: Blog." in markup
    frames = page.context["independence"]["drawing"].frames
    assert [frame.is_counted for frame in frames] == [True, True, False]


def test_drawing_is_capped_and_says_so(as_reviewer, claim_url, monkeypatch):
    monkeypatch.setattr("claims.admin.claim_page.panels.independence.MOST_DRAWN", 3)
    claim = desk_steps.draft(citations=one_origin())

    words = text_of(as_reviewer.get(claim_url(claim)))

    assert "1 more citation not drawn." in words
    assert "1 independent origin: 1 disinterested" in words


def test_names_are_escaped_in_the_drawing(as_reviewer, claim_url):
    SourceFactory(slug="evil", name="</svg><script>alert(1)</script>")
    claim = desk_steps.draft(citations=[citation("outlet", "evil")])

    assert "<script>alert(1)" not in as_reviewer.get(claim_url(claim)).content.decode()


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_ruling_joins_two_citations(client, claim_url, role):
    claim = desk_steps.draft(citations=[citation("a", "b"), citation("c", "d")])
    first, second = claim.citations.order_by("pk")
    client.force_login(UserFactory(roles=[role]))
    ruling = {"rule-first": second.pk, "rule-second": first.pk, "rule-kind": "join"}
    ruling["rule-reason"] = "Both were written from one press release."

    response = client.post(claim_url(claim), {"verb": "rule", "version": 1, **ruling})

    assert response.status_code == 302
    words = text_of(client.get(claim_url(claim)))
    assert "1 independent origin" in words
    assert "Joined by hand: Both were written from one press release." in words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule-reason": "Short."}, "A ruling needs a reason of at least 20 characters."),
        ({"rule-second": ""}, "This field is required."),
        ({"rule-second": "999999"}, "999999"),
        ({"rule-kind": "marry"}, "marry"),
    ],
)
def test_wrong_ruling_is_refused_at_its_step(as_reviewer, claim_url, changes, words):
    claim = desk_steps.draft(citations=[citation("a", "b"), citation("c", "d")])
    first, second = claim.citations.order_by("pk")
    data = {"rule-first": first.pk, "rule-second": second.pk, "rule-kind": "join"}
    data |= {"rule-reason": "Both were written from one press release.", **changes}

    response = as_reviewer.post(claim_url(claim), {"verb": "rule", "version": 1, **data})

    assert response.status_code == 400
    assert words in text_of(response)
    assert response.context["ruling"].is_open
    assert not claim.rulings.exists()


def test_joint_claimants_are_named_together(as_reviewer, claim_url):
    joint = citation("up", "reuters")
    centre = {**joint["hops"][-1], "source": SourceFactory(slug="osc", name="OSC")}
    claim = desk_steps.draft(citations=[{**joint, "hops": [*joint["hops"], centre]}])
    desk.check_source(
        claim.citations.get(),
        status="secondhand",
        method="read_document",
        note="It names both.",
        by=UserFactory(roles=["editor"]),
        at=NOW,
    )

    assert "according to Reuters and OSC" in text_of(as_reviewer.get(claim_url(claim)))
