"""The paste box: an attribution line becomes a citation, which only saving stores."""

import re

import pytest

from claims.attribution import line_reader
from claims.models import Claim
from sources.lookup import known_sources
from sources.models import Source, SourceLink
from tests.admin.claim_page.test_claim_save import new_claim
from tests.admin.pages import text_of
from tests.factories import DocumentFactory, SourceFactory, TopicFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"
LINE = "Source: Sky News, citing a spokesperson for the US State Department; whatever it is worth"


@world
def article():
    SourceFactory(slug="sky-news", name="Sky News", kind="broadcaster")
    SourceFactory(slug="us-state-department", name="US State Department", kind="government")
    return DocumentFactory(publisher=SourceFactory(slug="pravda", name="Ukrainska Pravda"))


def inputs(response) -> dict[str, str]:
    """Return the fields of the reading, as a browser sends them back untouched."""
    found = {}
    for chain in response.context["reading"]["chains"]:
        found[f"paste-{chain.index}-use"] = "on"
        for hop in chain.hops:
            found |= {hop.add_prefix(name): hop[name].value() or "" for name in hop.fields}
    return found


def read(client, article, line=LINE, **changes):
    data = {"statement": "Half a", "paste-line": line, "paste-document": article.pk, **changes}
    return client.post(ADD, {**data, "verb": "read_line"})


def test_reading_shows_known_and_unknown_sources_and_stores_nothing(as_editor, article):
    before = Source.objects.count()

    response = read(as_editor, article)

    words = text_of(response)
    assert "← “Sky News”" in words
    assert "← “a spokesperson for the US State Department”" in words
    assert "Not known: create it when I use the chain" in words
    assert response.context["given"].data["statement"] == "Half a"
    assert Source.objects.count() == before


def test_what_was_not_read_is_shown(as_editor, article):
    response = read(as_editor, article, line="Photo: Getty Images")

    assert "Not read: Photo: Getty Images" in text_of(response)


def test_taken_chain_becomes_a_citation_with_a_new_role_that_speaks_for_its_body(
    as_editor, article
):
    response = read(as_editor, article)
    taken = {**inputs(response), "paste-0-1-create": "on"}
    data = {"statement": "Half a", "paste-document": article.pk, **taken, "verb": "use_chains"}

    response = as_editor.post(ADD, data)

    spokesperson = Source.objects.get(kind="role")
    assert spokesperson.name == "US State Department spokesperson"
    link = SourceLink.objects.get()
    assert (link.from_source, link.kind) == (spokesperson, "speaks_for")
    assert link.to_source.slug == "us-state-department"
    block = response.context["given"].cited[-1]
    given = response.context["given"]
    assert given.is_readable()
    hops = given.citations()[-1]["hops"]
    assert block.form["document"].value() == str(article.pk)
    assert [(hop["position"], hop["source"].slug) for hop in hops] == [
        (0, "pravda"),
        (1, "sky-news"),
        (2, "us-state-department-spokesperson"),
    ]
    assert [hop["relation"] for hop in hops] == ["cites", "cites", ""]
    assert hops[2]["designation"] == "spokesperson_unnamed"
    assert hops[2]["end"] == "origin_named"
    assert hops[2]["as_reported"] == "a spokesperson for the US State Department"
    assert not Claim.objects.exists()


def test_taken_chain_can_be_saved(as_editor, article):
    reading = read(as_editor, article)
    plain = {name: text for name, text in new_claim().items() if "citations" not in name}
    data = {**plain, "paste-document": article.pk, **inputs(reading), "paste-0-1-create": "on"}
    filled = as_editor.post(ADD, {**data, "verb": "use_chains"}).context["given"].data

    as_editor.post(ADD, {**filled, "verb": "create"})

    citation = Claim.objects.get().citations.get()
    assert citation.hops.count() == 3


def test_joint_origin_stays_joint(as_editor, article):
    SourceFactory(slug="reuters", name="Reuters", kind="news_agency")
    SourceFactory(slug="open-source-centre", name="Open Source Centre", kind="research")
    line = "Source: Reuters in cooperation with the Open Source Centre"
    reading = read(as_editor, article, line=line)
    data = {"statement": "x", "paste-document": article.pk, **inputs(reading)}

    given = as_editor.post(ADD, {**data, "verb": "use_chains"}).context["given"]

    assert given.is_readable()
    hops = given.citations()[-1]["hops"]
    assert [(hop["position"], hop["relation"]) for hop in hops] == [
        (0, "produced_jointly"),
        (1, "produced_jointly"),
        (1, "produced_jointly"),
    ]


def test_publisher_named_in_the_line_stands_once(as_editor, article):
    line = "Source: Ukrainska Pravda, citing Sky News"
    reading = read(as_editor, article, line=line)
    data = {"statement": "x", "paste-document": article.pk, **inputs(reading)}

    given = as_editor.post(ADD, {**data, "verb": "use_chains"}).context["given"]

    assert given.is_readable()
    hops = given.citations()[-1]["hops"]
    assert [hop["source"].slug for hop in hops] == ["pravda", "sky-news"]


def test_whoever_may_not_add_sources_cannot_create_one_by_a_forged_post(client, article):
    editor = UserFactory(roles=["editor"])
    editor.groups.get().permissions.filter(codename="add_source").delete()
    client.force_login(editor)
    reading = read(client, article)
    before = Source.objects.count()
    data = {"statement": "x", **inputs(reading), "paste-0-1-create": "on"}

    response = client.post(ADD, {**data, "verb": "use_chains"})

    assert "choose one, or ask somebody" in text_of(reading)
    assert "You may not add sources" in text_of(response)
    assert Source.objects.count() == before


def test_unknown_source_that_is_not_created_is_left_open(as_editor, article):
    reading = read(as_editor, article)
    data = {"statement": "x", "paste-document": article.pk, **inputs(reading)}

    given = as_editor.post(ADD, {**data, "verb": "use_chains"}).context["given"]

    assert given.is_readable()
    last = given.citations()[-1]["hops"][-1]
    assert last["source"] is None
    assert last["as_reported"] == "a spokesperson for the US State Department"


def test_no_chain_chosen_says_so_and_keeps_the_reading(as_editor, article):
    taken = {
        name: text
        for name, text in inputs(read(as_editor, article)).items()
        if not re.fullmatch(r"paste-\d+-use", name)
    }

    response = as_editor.post(ADD, {"statement": "x", **taken, "verb": "use_chains"})

    assert "Tick the chains to use" in text_of(response)
    assert response.context["reading"]["chains"]


def test_merged_source_is_found_as_the_one_it_redirects_to():
    kept = SourceFactory(slug="kept", name="Kept")
    SourceFactory(slug="gone", name="Gone", merged_into=kept)

    assert known_sources(lambda find: line_reader.read("Source: Gone", find))("Gone") == kept


def test_names_are_looked_up_in_one_query(django_assert_num_queries):
    TopicFactory()
    SourceFactory(slug="sky-news", name="Sky News")

    with django_assert_num_queries(1):
        find = known_sources(lambda look: line_reader.read(LINE, look))
        reading = line_reader.read(LINE, find)

    assert reading.chains[0].hops[0][0].match.slug == "sky-news"
