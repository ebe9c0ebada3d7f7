"""The first page: search, the source filter, and pages."""

import re

import pytest

from claims.pages import index
from sources.models import Source
from tests import desk_steps
from tests.admin.pages import text_of
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def refs(response) -> list[str]:
    lists = {one["part"].key: one["rows"] for one in response.context["lists"]}
    return [row["ref"] for row in lists["claims"]]


def titles(response, key: str) -> list[str]:
    lists = {one["part"].key: one["rows"] for one in response.context["lists"]}
    return [str(row) for row in lists[key]]


def test_first_page_lists_figures_series_and_claims(client, figure):
    response = client.get("/")

    words = text_of(response)
    assert "How many soldiers has Russia lost?" in words
    assert "General Staff count" in words
    assert "more than 590,000 soldiers (as of 11 August 2024), according to" in words
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies


def test_empty_record_says_so(client):
    assert text_of(client.get("/")).count("Nothing public is yet") == 0
    assert text_of(client.get("/")).count("Nothing is public yet.") == 3


def test_words_are_looked_for_in_all_three(client, figure):
    cited = [desk_steps.citation(quote="They arrived by sea.")]
    event = {"value": None, "kind": "event", "measure": None}
    desk_steps.published(statement="Shells were delivered.", citations=cited, **event)

    found = client.get("/", {"q": "soldiers", "source": ""})
    none = client.get("/", {"q": "shells -delivered"})

    assert titles(found, "figures") == ["How many soldiers has Russia lost?"]
    assert titles(found, "series") == []
    assert len(refs(found)) == 3
    assert refs(none) == titles(none, "figures") == []
    assert "Nothing public fits." in text_of(none)


@pytest.mark.parametrize("given", ["general-staff-source", "General Staff count", "general staff"])
def test_source_is_given_by_slug_name_or_part_of_it(client, figure, given):
    desk_steps.published(citations=[desk_steps.citation("outlet", "reuters")])

    response = client.get("/", {"source": given})

    assert len(refs(response)) == 3
    assert titles(response, "figures") == ["How many soldiers has Russia lost?"]
    assert titles(response, "series") == ["General Staff count"]


def test_source_without_a_part_in_a_series_has_none(client, figure):
    claim = desk_steps.published(citations=[desk_steps.citation("outlet", "reuters")])

    response = client.get("/", {"source": "reuters"})

    assert refs(response) == [claim.ref]
    assert titles(response, "series") == []


def test_merged_source_leads_to_the_one_that_stays(client):
    claim = desk_steps.published(citations=[desk_steps.citation("outlet", "reuters")])
    Source.objects.filter(slug="reuters").update(merged_into=SourceFactory(slug="thomson-reuters"))

    assert refs(client.get("/", {"source": "reuters"})) == [claim.ref]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("source=nobody", "Nothing public is called “nobody”."),
        ("source=o", "Perhaps: Origin, Outlet."),
        ("source=%3Cscript%3E", "Nothing public is called"),
        ("q=-only", "Give a word to look for"),
        ("q=" + "x" * 300, "Give at most 200 characters."),
        ("q=%00", "Null characters are not allowed."),
        ("show=drafts", "This is one of: figures, series, claims."),
        ("show=claims&after=x", "This is no page of ours"),
        ("show=claims&after=" + "9" * 30, "This is no page of ours"),
        ("after=5", "This is no page of ours"),
        ("page=2", "There is no such parameter here."),
    ],
    ids=lambda text: text[:24],
)
def test_bad_query_is_refused_by_name(client, query, words):
    desk_steps.published()

    response = client.get(f"/?{query}")

    assert response.status_code == 400
    assert words in text_of(response)
    assert "<script" not in response.content.decode()


def test_source_that_is_not_public_is_not_given_away(client):
    desk_steps.draft(citations=[desk_steps.citation("secret-outlet", "secret")])

    response = client.get("/", {"source": "secret"})

    assert response.status_code == 400
    assert "Perhaps" not in text_of(response)


def test_retracted_claims_and_drafts_are_not_listed(client):
    desk_steps.draft()
    desk_steps.retracted()

    assert refs(client.get("/")) == []


@pytest.fixture
def six(monkeypatch):
    monkeypatch.setattr(index, "FIRST_FEW", 2)
    monkeypatch.setattr(index, "PAGE", 4)
    people = {"author": UserFactory(roles=["editor"]), "reviewer": UserFactory(roles=["reviewer"])}
    return [desk_steps.published(**people, statement=f"Number {n}.").ref for n in range(6)][::-1]


def test_pages_hold_every_claim_once_and_keep_the_search(client, six):
    first = client.get("/", {"q": "number"})
    link = re.search(r'href="/(\?[^"]*show=claims[^"]*)">All published', first.content.decode())[1]
    second = client.get("/" + link.replace("&amp;", "&"))
    more = re.search(r'href="/(\?[^"]*)">Next page', second.content.decode())[1]
    third = client.get("/" + more.replace("&amp;", "&"))

    assert "q=number" in link and "q=number" in more
    assert refs(first) == six[:2]
    assert refs(second) + refs(third) == six
    assert "Next page" not in text_of(third)


def test_queries_do_not_grow_with_the_rows(client, figure, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as few:
        client.get("/", {"source": "general-staff-source"})
    for _n in range(4):
        desk_steps.published()

    with django_assert_max_num_queries(len(few)):
        client.get("/", {"source": "general-staff-source"})


@pytest.mark.parametrize("key", ["figures", "series"])
def test_addresses_without_a_slug_lead_to_their_list(client, figure, key):
    response = client.get(f"/{key}/", follow=True)

    assert [one["part"].key for one in response.context["lists"]] == [key]
