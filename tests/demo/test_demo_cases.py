"""The cases of the demo: their independent origins, their needs, and the effects of a denial."""

import datetime
import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from claims import desk
from claims.demo import accounts, load
from claims.demo.load import CASES, CLAIMS
from claims.desk import publishing
from claims.loading.dossier import load_one
from claims.loading.findings import examine, find
from claims.models import Claim, Event, Publication
from claims.record.history import all_faults
from claims.rules.refusals import NotReady
from claims.rules.requirements import unmet
from sources.registers import faults
from tests.admin.pages import text_of
from tests.desk_steps import assess, cause_of, citation
from tests.factories import NOW
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
CAUSE = (
    "A source check found: denied by the origin. “Attributed” needs a citation whose original was "
    "seen or confirmed by the origin, or one that is second-hand with a finished chain."
)
OUTLETS = ["ukrainska-pravda", "online-ua", "kbs", "nhk"]


@pytest.fixture
def load_demo(tmp_path, monkeypatch, db):
    """Return a function that loads cases of the demo: ``load_demo("shells")``, or all of them."""

    def load_some(*keys, without=()):
        for name, cases in (("CLAIMS", CLAIMS), ("CASES", CASES)):
            kept = [data for data in cases if not keys or data["key"] in keys]
            kept = [{k: v for k, v in data.items() if k not in without} for data in kept]
            monkeypatch.setattr(load, name, kept)
        accounts.make_accounts(tmp_path / "var" / "logins.txt")
        load.load(at=NOW, say=lambda line: None)
        return case(keys[0]) if keys else None

    return load_some


@world
def demo(db, tmp_path_factory):
    accounts.make_accounts(tmp_path_factory.mktemp("demo") / "logins.txt")
    load.load(at=NOW, say=lambda line: None)


@pytest.fixture
def shells(load_demo):
    return load_demo("shells")


def case(key: str) -> Claim:
    return Event.objects.get(number=1, note=f"Demo: {key}").claim


def person(username: str):
    return get_user_model().objects.get(username=username)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def public(ref: str, rest: str = "") -> dict:
    response = Client().get(f"/api/v1/claims/{ref}/{rest}")
    assert response.status_code == 200
    return response.json()


def page_of(claim, username="rosa"):
    return signed_in(username).get(reverse("admin:claims_claim_change", args=[claim.pk]))


def test_every_case_stands_where_it_is_brought_and_none_is_flagged(demo):
    expected = {
        data["key"]: "retracted" if "retraction" in data else data["state"]
        for data in [*CLAIMS, *CASES]
    }

    assert {key: case(key).review_state for key in expected} == expected
    assert Claim.objects.count() == len(expected)
    assert [*all_faults(), *faults.all_faults()] == []
    assert not Claim.objects.filter(needs_reassessment=True).exists()
    two_origins = Client().get("/api/v1/claims/?min_independent=2").json()["results"]
    assert [one["ref"] for one in two_origins] == [case("warmest-year-2023").ref]


# Four outlets, one investigation, one origin.


def test_shells_claim_cites_four_outlets_and_counts_one_origin_everywhere_alike(shells):
    ids = list(shells.citations.order_by("id").values_list("pk", flat=True))

    document, finding = public(shells.ref), public(shells.ref, "independence/")
    page = page_of(shells)

    outlets = [cited["chain"][0]["source"]["slug"] for cited in document["citations"]]
    assert outlets == OUTLETS
    (cluster,) = finding["clusters"]
    assert (cluster["citations"], finding["not_counted"]) == (ids, [])
    assert cluster["origins"] == ["open-source-centre", "reuters"]
    assert finding["reasons"] == ["shared_origin"]
    sentences = {join["sentence"] for join in cluster["joins"]}
    assert len(cluster["joins"]) == 3
    assert all("Reuters" in said and "Open Source Centre" in said for said in sentences)
    live = shells.publications.get()
    counts = {
        "rules": find(load_one(shells)).independent_origins,
        "finding": finding["independent_origins"],
        "document": document["independent_origins"],
        "column": live.independent_origins,
        "page": page.context["independence"]["finding"].independent_origins,
        "drawing": len(page.context["independence"]["drawing"].frames),
    }
    assert set(counts.values()) == {1}, counts
    disinterested = [one["disinterested_origins"] for one in (document, finding)]
    assert disinterested == [live.disinterested_origins] * 2 == [1, 1]


def test_drawing_of_the_shells_claim_says_what_the_finding_says(shells):
    page = page_of(shells)

    (frame,) = page.context["independence"]["drawing"].frames
    drawn = {
        role: {box.stop.source for box in frame.boxes if box.stop.role == role}
        for role in ("outlet", "relay", "origin")
    }
    (cluster,) = public(shells.ref, "independence/")["clusters"]
    assert drawn == {"outlet": set(OUTLETS), "relay": set(), "origin": set(cluster["origins"])}
    lines = {(one.stop.source, other.stop.source) for one, other in frame.lines}
    assert lines == {(outlet, origin) for outlet in OUTLETS for origin in cluster["origins"]}
    words = text_of(page)
    assert "1 independent origin: 1 disinterested" in words
    assert all(join["sentence"] in words for join in cluster["joins"])


@pytest.mark.parametrize(("chain", "count"), [(["weekly", "reuters"], 1), (["counter"], 2)])
def test_fifth_outlet_adds_nothing_and_a_count_of_ones_own_adds_one(shells, chain, count):
    eva = person("eva")
    shells = desk.revise(shells, by=eva, at=LATER)
    cited = [{"id": one.pk} for one in shells.citations.order_by("id")]

    desk.edit(shells, {}, [*cited, citation(*chain)], by=eva, at=LATER, version=1)

    assert find(load_one(shells)).independent_origins == count


def test_corroborated_is_refused_in_the_same_words_everywhere(shells):
    eva, rosa = person("eva"), person("rosa")
    desk.revise(shells, by=eva, at=LATER)
    desk.submit(shells, by=eva, at=LATER)
    desk.start_review(shells, by=rosa, at=LATER)
    assess(shells, reviewer=rosa, at=LATER, verification_status="corroborated")
    before = public(shells.ref)

    with pytest.raises(NotReady) as refused:
        desk.publish(shells, by=rosa, at=LATER)
    at = f"/api/v1/desk/claims/{shells.ref}/"
    sent = json.dumps({"version": 1})
    problem = signed_in("rosa").post(f"{at}publish/", sent, content_type="application/json")
    page = page_of(shells)
    posted = signed_in("rosa").post(page.wsgi_request.path, {"verb": "publish", "version": 1})

    said = [need.message for need in refused.value.needs]
    assert said == ["“Corroborated” needs at least 2 independent origins; there is 1."]
    shells.refresh_from_db()
    assert said == [
        n.message for n in unmet(examine(load_one(shells), LATER.date()).needs("corroborated"))
    ]
    assert said == [
        n.message for n in unmet(publishing.publish_needs(examine(load_one(shells), LATER.date())))
    ]
    assert (problem.status_code, posted.status_code) == (409, 409)
    assert [need["message"] for need in problem.json()["needs"]] == said
    assert [need["message"] for need in posted.context["needs"]] == said
    checklist = next(one for one in page.context["checklists"] if one.key == "publish")
    assert [need.message for need in checklist.unmet] == said
    assert f"Missing: {said[0]}" in text_of(page)
    assert public(shells.ref) == before


# A copy is no second source.


def test_verbatim_copy_is_cited_and_not_counted_twice(load_demo):
    claim = load_demo("state-department-concerned")

    finding = public(claim.ref, "independence/")

    publishers = {c["chain"][0]["source"]["slug"] for c in public(claim.ref)["citations"]}
    assert publishers == {"ukrainska-pravda", "uanews"}
    assert finding["independent_origins"] == 1
    assert "republication" in finding["reasons"]


# A figure that derives from another is not a second count.


def test_monthly_figure_of_the_ministry_derives_from_the_general_staff(load_demo):
    finding = public(load_demo("losses-march-2025").ref, "independence/")

    (cluster,) = finding["clusters"]
    assert set(cluster["origins"]) == {"general-staff-ua", "uk-mod"}
    assert cluster["roots"] == ["general-staff-ua"]
    assert finding["reasons"] == ["source_link"]
    assert (finding["independent_origins"], finding["disinterested_origins"]) == (1, 0)


def test_estimate_from_the_registry_is_by_an_outlet_of_its_own(load_demo):
    finding = public(load_demo("killed-by-registry").ref, "independence/")

    assert [cluster["roots"] for cluster in finding["clusters"]] == [["mediazona"]]
    assert finding["disinterested_origins"] == 1


# The origin denies.


@pytest.fixture
def not_denied_yet(load_demo):
    """Load the case on Derna without the denial of the Libyan Red Crescent."""
    return load_demo("derna-deaths", without=("denied", "correction"))


def asked_by_the_api(claim, cited, given):
    path = f"/api/v1/desk/claims/{claim.ref}/citations/{cited.pk}/check-source/"
    body = json.dumps({"version": claim.version, **given})
    return signed_in("rosa").post(path, body, content_type="application/json").status_code == 200


def asked_on_the_page(claim, cited, given):
    verb = f"check_source-{cited.pk}"
    data = {f"{verb}-{name}": value for name, value in given.items()}
    path = reverse("admin:claims_claim_change", args=[claim.pk])
    sent = {"verb": verb, "version": claim.version, **data}
    return signed_in("rosa").post(path, sent).status_code == 302


@pytest.mark.parametrize("ask", [asked_by_the_api, asked_on_the_page], ids=lambda f: f.__name__)
def test_denial_flags_the_claim_on_derna_within_the_same_request(not_denied_yet, ask):
    claim = not_denied_yet
    assert public(claim.ref)["standing"]["needs_reassessment"] is False
    before = Publication.objects.filter(claim=claim).values().get()
    given = {"status": "denied_by_origin", "method": "asked_origin", "note": "Not our number."}

    assert ask(claim, claim.citations.get(), given)

    assert cause_of(claim) == CAUSE
    assert claim.attribution_status == "denied_by_origin"
    answer = public(claim.ref)
    assert answer["standing"]["needs_reassessment"] is True
    assert answer["standing"]["reassessment_cause"] == CAUSE
    assert answer["verification_status"] == "attributed"
    assert Publication.objects.filter(claim=claim).values().get() == before
    flagged = Client().get("/api/v1/claims/?needs_reassessment=true").json()["results"]
    assert [one["ref"] for one in flagged] == [claim.ref]
    assert CAUSE in text_of(page_of(claim))


# Corrections and a retraction, with their notes.


def test_correction_and_retraction_are_listed_with_their_notes(load_demo):
    gone = load_demo("shells-a-month", "killed-by-registry")

    listed = Client().get("/api/v1/corrections/").json()["results"]

    given = {data["key"]: data for data in CASES}
    assert {(one["ref"], one["kind"], one["public_note"]) for one in listed} == {
        (
            case("killed-by-registry").ref,
            "correction",
            given["killed-by-registry"]["correction"]["public_note"],
        ),
        (gone.ref, "retraction", given["shells-a-month"]["retraction"]),
    }
    answer = public(gone.ref)
    assert answer["retraction_reason"] == "our_error"
    assert not {"value", "statement", "citations"} & set(answer)
