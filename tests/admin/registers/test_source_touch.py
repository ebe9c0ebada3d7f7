"""Changing a source: the page names the affected claims first, and the change flags them."""

import pytest

from sources.models import Source
from tests import desk_steps
from tests.admin.pages import text_of
from tests.admin.registers.test_sources import change, form_of
from tests.desk_steps import citation
from tests.factories import SourceFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

CORROBORATED = {
    "verification_status": "corroborated",
    "rationale": "Two newsrooms counted, each by itself.",
}


@pytest.fixture
def curator(client):
    client.force_login(UserFactory(username="sol", roles=["source curator"]))
    return client


@world
def claim():
    cited = [citation("paper", "reuters"), citation("blog", "afp")]
    return desk_steps.published(citations=cited, assessment=CORROBORATED)


def flagged(claim) -> str:
    claim.refresh_from_db()
    return claim.reassessment_cause


def test_source_page_names_what_a_change_would_touch(curator, claim):
    desk_steps.draft(citations=[citation("paper", "reuters")])

    page = curator.get(change(SourceFactory(slug="reuters")))
    other = curator.get(change(SourceFactory(slug="somebody-else")))

    assert "1 published claim names it" in text_of(page)
    assert claim.ref in text_of(page)
    assert "No published claim rests on it" in text_of(other)


def test_list_of_touched_claims_is_capped(curator, claim, monkeypatch):
    monkeypatch.setattr("claims.admin.registers.source.SHOWN", 0)

    assert "And 1 more." in text_of(curator.get(change(SourceFactory(slug="reuters"))))


@pytest.mark.parametrize("end", ["reuters", "afp"])
def test_link_between_the_origins_flags_the_claim(curator, claim, end):
    source = Source.objects.get(slug=end)
    other = Source.objects.get(slug="afp" if end == "reuters" else "reuters")
    linked = {
        "links-TOTAL_FORMS": "1",
        "links-0-kind": "part_of",
        "links-0-to_source": other.pk,
    }
    data = form_of(source, slug=source.slug, kind=source.kind, country="")

    response = curator.post(change(source), data | linked)

    assert response.status_code == 302
    assert flagged(claim).startswith(f"The details and links of {source} changed.") or flagged(
        claim
    ).startswith(f"The links of {source} changed.")
    assert "at least 2 independent origins" in flagged(claim)


def test_interests_of_all_origins_flag_the_claim(curator, claim):
    for slug in ("reuters", "afp"):
        source = Source.objects.get(slug=slug)
        stake = {
            "interests-TOTAL_FORMS": "1",
            "interests-0-topic": claim.topic_id,
            "interests-0-role": "belligerent",
        }
        data = form_of(source, slug=source.slug, kind=source.kind, country="")
        assert curator.post(change(source), data | stake).status_code == 302

    assert "interests of" in flagged(claim)
    assert "no interested party" in flagged(claim)


def test_saving_without_a_change_flags_nothing(curator, claim):
    source = Source.objects.get(slug="reuters")

    curator.post(change(source), form_of(source, kind=source.kind, country=""))

    assert flagged(claim) == ""
