"""The seed article on the page, with the demo's register: ten drafts, each as the demo has it."""

import pytest

from claims.demo import load, origins, registry
from claims.models import Claim, Event
from sources.models import Document
from tests.admin.article_page.paste import accept_all, fields_of, read, save
from tests.articles.conftest import seed_text

pytestmark = pytest.mark.django_db

ADDRESS = "https://www.pravda.com.ua/eng/news/2025/04/28/7509576/"
BY_QUOTE = {
    "putin-confirmed": "confirmed the involvement",
    "putin-thanked": "thanked the North",
    "state-department-concerned": "concerned",
    "state-department-demands": "must end",
    "kim-confirmed": "confirmed the deployment",
    "russian-losses-kursk": "62,000",
    "north-korean-losses-kursk": "4,500",
    "north-korean-revenue": "20 billion",
    "shells": "four million",
    "testing-ground": "testing ground",
}


@pytest.fixture
def register():
    for slug in origins.SOURCES:
        origins.source(slug)
    origins.topic()
    for code in ("personnel-losses", "killed", "munitions-delivered", "revenue"):
        registry.measure(code)
    for slug in registry.SUBJECTS:
        registry.subject(slug)
    for slug in registry.SCOPES:
        registry.scope(slug)


def chain_of(claim) -> list[tuple[int, str, str, str]]:
    hops = claim.citations.get().hops.order_by("position", "source__slug")
    return [(hop.position, hop.source.slug, hop.designation, hop.end) for hop in hops]


def without_speaker(chain: list) -> list:
    """Return a chain as it is read: it ends with whoever reported the words of a speaker."""
    if chain[-1][1] != "vladimir-putin":
        return chain
    *chain, kremlin, speaker = chain
    return [*chain, (*kremlin[:3], speaker[3])]


def test_seed_becomes_the_ten_claims_of_the_demo_as_drafts(as_editor, register):
    page = read(as_editor, seed_text(), ADDRESS)

    response = save(as_editor, accept_all(fields_of(page)))

    assert response.status_code == 302
    claims = {claim.citations.get().quote: claim for claim in Claim.objects.all()}
    assert len(claims) == 10
    for expected in (data for data in load.CLAIMS if data["key"] in BY_QUOTE):
        (claim,) = (c for quote, c in claims.items() if BY_QUOTE[expected["key"]] in quote)
        wanted = load.draft(
            {**expected, "also": ()}, note="", by=claim.created_by, at=claim.created_at
        )
        assert [
            getattr(claim, name)
            for name in ("kind", "subject", "measure", "scope", "topic", "unit")
        ] == [
            getattr(wanted, name)
            for name in ("kind", "subject", "measure", "scope", "topic", "unit")
        ], expected["key"]
        for name in (
            *("comparator", "amount", "low", "high", "lower", "upper"),
            *("as_of", "period_start", "period_end", "period_precision"),
        ):
            assert getattr(claim, name) == getattr(wanted, name), (expected["key"], name)
        if claim.kind != "quantity":
            assert claim.speech_act == wanted.speech_act
        assert chain_of(claim) == without_speaker(chain_of(wanted)), expected["key"]


def test_seed_is_stored_whole_in_one_document(as_editor, register):
    save(as_editor, accept_all(fields_of(read(as_editor, seed_text(), ADDRESS))))

    document = Document.objects.get()
    assert document.publisher.slug == "ukrainska-pravda"
    assert document.canonical_url == ADDRESS
    assert document.byline == "Stanislav Pohorilov"
    assert f"{document.published_at:%Y-%m-%d}" == "2025-04-28"
    assert document.published_precision == "day"
    assert set(Event.objects.values_list("verb", "note")) == {("create", "Read from an article.")}


def test_seed_without_an_address_finds_the_document_that_is_known(as_editor, register):
    known = registry.document("article")

    page = read(as_editor, seed_text(), "")
    response = save(as_editor, accept_all(fields_of(page)))

    assert response.status_code == 302
    assert {claim.citations.get().document for claim in Claim.objects.all()} == {known}
