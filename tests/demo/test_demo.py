"""The demo: its claims and accounts, and the answers of the API to a client."""

import json

import pytest
from django.contrib.auth import get_user_model

from claims import desk
from claims.demo import accounts, load
from claims.demo.load import CASES, CLAIMS
from claims.models import Claim, Event, Publication
from claims.record import history
from sources.models import Document, ReliabilityGrade, Source
from tests.factories import NOW
from tests.worlds import world

pytestmark = pytest.mark.django_db

DEMO = [*CLAIMS, *CASES]
INVESTIGATION = ["shells", "shells-used", "deliveries-by-sea-and-rail"]


@pytest.fixture(scope="session")
def logins(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "var" / "logins.txt"


@world
def demo(db, logins):
    accounts.make_accounts(logins)
    load.load(at=NOW, say=lambda line: None)


def refs(client, query: str) -> list[str]:
    answer = client.get(f"/api/v1/claims/?{query}")
    assert answer.status_code == 200, answer.content
    return sorted(claim["statement"] for claim in json.loads(answer.content)["results"])


def statements(*keys: str) -> list[str]:
    return sorted(claim["statement"] for claim in CLAIMS if claim["key"] in keys)


def state(data: dict) -> str:
    return "retracted" if "retraction" in data else data["state"]


def publication_of(key: str) -> Publication:
    claim = Event.objects.get(note=f"Demo: {key}", number=1).claim
    return claim.publications.live().get()


def test_claims_of_the_article_and_the_cases_stand_at_every_step(demo):
    states = {claim.statement: claim.review_state for claim in Claim.objects.all()}

    assert states == {data["statement"]: state(data) for data in DEMO}
    assert (len(CLAIMS), len(states)) == (13, len(DEMO))
    assert set(states.values()) == {
        "draft",
        "submitted",
        "in_review",
        "changes_requested",
        "published",
        "retracted",
    }


def test_four_outlets_of_one_investigation_are_one_origin(demo):
    shells = publication_of("shells")

    assert shells.sources.filter(role="outlet").values("source").distinct().count() == 4
    assert shells.independent_origins == 1
    (cluster,) = json.loads(shells.independence)["clusters"]
    assert len(cluster["citations"]) == 4
    assert cluster["joins"]


def test_verbatim_copy_is_no_second_source(demo):
    copies = Document.objects.filter(republication_of__isnull=False)

    cited = Publication.objects.live().filter(sources__document__in=copies).distinct()

    assert cited
    assert {publication.independent_origins for publication in cited} == {1}


def test_figure_derived_from_a_count_is_no_second_origin(demo):
    losses = publication_of("losses-march-2025")

    assert losses.sources.filter(role="outlet").count() == 2
    assert losses.independent_origins == 1


def test_denied_figure_was_flagged_and_is_published_as_denied(demo):
    live = publication_of("derna-deaths")
    verbs = [event.verb for event in live.claim.events.order_by("number")]

    assert verbs.index("publish") < verbs.index("flag") < verbs.index("revise")
    assert verbs[-1] == "publish"
    assert not Claim.objects.filter(needs_reassessment=True).exists()
    document = json.loads(live.content)
    (one,) = document["attribution"]
    assert (one["source"]["slug"], one["verdict"]) == ("libyan-red-crescent", "denied")
    assert document["citations"][-1]["stance"] == "denies_attribution"
    assert (document["claimants"], document["independent_origins"]) == ([], 0)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_sentences_hold_their_statement_and_name_nobody_twice(demo, client, language):
    answer = client.get("/api/v1/claims/", {"lang": language, "page_size": 100}).json()

    assert len(answer["results"]) > 15
    for claim in answer["results"]:
        statement = claim["statement"]
        if language == "uk":
            statement = claim["translations"]["uk"]
        words, told = claim["display"], statement.rstrip(".")
        assert words.startswith(told)
        rest = words.removeprefix(told)
        assert not any(
            f"according to {one['name']}" in rest
            for one in claim["claimants"]
            if one["name"] in statement
        ), words


def test_words_that_say_otherwise_name_the_claim_that_holds_them(demo):
    (one,) = json.loads(publication_of("duell-everything").content)["attribution"]

    other = publication_of("duell-advances")
    assert one["says"]["ref"] == other.ref
    assert one["says"]["translations"] == json.loads(other.content)["translations"]


def test_corrections_and_retractions_carry_their_notes(demo):
    said = Publication.objects.exclude(kind="first").select_related("event")

    corrected = {data["correction"]["public_note"] for data in CASES if "correction" in data}
    retracted = {data["retraction"] for data in CASES if "retraction" in data}
    assert {(one.kind, one.event.public_note) for one in said} == {
        *(("correction", note) for note in corrected),
        *(("retraction", note) for note in retracted),
    }


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("verification=confirmed", "security-council-members"),
        ("verification=corroborated", "warmest-year-2023"),
        ("verification=disputed", "nile-longest"),
        ("verification=refuted", "neutrinos-faster-than-light"),
        ("attribution=said", "security-council-members"),
        ("attribution=reported", "shells"),
        ("attribution=denied", "derna-deaths"),
        ("attribution=misattributed", "voltaire-disapprove"),
        ("attribution=says_otherwise", "duell-everything"),
        ("attribution=withdrew", "lactams"),
    ],
)
def test_each_verdict_is_public(demo, client, query, key):
    expected = next(data["statement"] for data in DEMO if data["key"] == key)

    assert expected in refs(client, query)


def test_origins_of_the_warmest_year_are_two(demo):
    finding = json.loads(publication_of("warmest-year-2023").independence)

    assert [cluster["origins"] for cluster in finding["clusters"]] == [
        ["copernicus"],
        ["nasa", "noaa"],
    ]


def test_real_organizations_carry_no_judgement(demo):
    assert set(ReliabilityGrade.objects.values_list("grade", flat=True)) == {"F"}
    unsettled = Claim.objects.exclude(verification_status="confirmed")
    assert set(unsettled.values_list("credibility", flat=True)) == {6}


def test_history_of_the_demo_is_whole(demo):
    assert list(history.all_faults()) == []


def test_second_load_changes_nothing_that_a_person_changed(demo, logins):
    eva = get_user_model().objects.get(username="eva")
    eva.set_password("her own")
    eva.save()
    Source.objects.filter(slug="reuters").update(name="Reuters News")
    shells = Event.objects.get(note="Demo: shells").claim
    desk.revise(shells, by=eva, at=NOW)
    desk.edit(shells, {"statement": "Mended."}, by=eva, at=NOW, version=1)
    before = list(Event.objects.values_list("hash", flat=True))

    new_accounts = accounts.make_accounts(logins)
    written = load.load(at=NOW, say=lambda line: None)

    assert (new_accounts, written) == ([], 0)
    assert list(Event.objects.values_list("hash", flat=True)) == before
    assert Source.objects.get(slug="reuters").name == "Reuters News"
    assert Claim.objects.get(pk=shells.pk).statement == "Mended."
    assert get_user_model().objects.get(username="eva").check_password("her own")


def test_load_that_was_cut_short_is_finished_by_the_next(tmp_path, monkeypatch):
    accounts.make_accounts(tmp_path / "logins.txt")
    ordinary, told = desk.publish, []
    cases = [data for data in CASES if data["key"] in ("killed-by-registry", "shells-a-month")]
    monkeypatch.setattr(load, "CASES", cases)

    def publish(claim, **kwargs):
        if len(told) == 3:
            raise KeyboardInterrupt
        return ordinary(claim, **kwargs)

    with monkeypatch.context() as cut_short, pytest.raises(KeyboardInterrupt):
        cut_short.setattr(desk, "publish", publish)
        load.load(at=NOW, say=told.append)
    load.load(at=NOW, say=told.append)

    published = [data for data in CLAIMS if data["state"] == "published"] + cases
    assert Claim.objects.count() == len(CLAIMS + cases)
    # One of the cases is corrected, and the other one retracted.
    assert Publication.objects.count() == len(published) + 2
    assert list(history.all_faults()) == []


def test_logins_are_random_and_kept_in_a_private_file(demo, logins):
    lines = logins.read_text().splitlines()

    assert len(lines) == len(accounts.PEOPLE)
    assert len({line.split()[-1] for line in lines}) == len(lines)
    assert logins.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param(
            "source=us-state-department",
            ["state-department-concerned", "state-department-demands"],
            id="a-body-stands-for-its-spokesperson",
        ),
        pytest.param("origin=reuters", INVESTIGATION, id="joint-origin-reuters"),
        pytest.param("origin=open-source-centre", INVESTIGATION, id="joint-origin-osc"),
        pytest.param("origin=vladimir-putin", ["putin-never-forget"], id="speaker"),
        pytest.param("via=kremlin", ["putin-never-forget"], id="through-whom-the-speaker-spoke"),
        pytest.param(
            "via=sky-news",
            ["state-department-concerned", "state-department-demands"],
            id="relay",
        ),
        pytest.param(
            "outlet=ukrainska-pravda",
            [claim["key"] for claim in CLAIMS if claim["state"] == "published"],
            id="outlet",
        ),
        pytest.param(
            "value_min=60000&measure=personnel-losses",
            ["russian-losses-kursk", "north-korean-losses-kursk"],
            id="values-that-the-words-allow",
        ),
        pytest.param(
            "value_min=60000&measure=personnel-losses&value_match=within",
            ["russian-losses-kursk"],
            id="values-wholly-within",
        ),
    ],
)
def test_analyst_finds_by_source_and_value(demo, client, query, keys):
    assert refs(client, query) == statements(*keys)
