"""Hints on the chains of a claim, on its page and in the API of the desk."""

import pytest

from claims.loading import hints
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from sources.evidence.keeping import keep_by_hand
from sources.models import Document
from tests.desk_steps import citation, draft
from tests.factories import NOW, SourceFactory, SourceLinkFactory, UserFactory
from tests.rules.test_hints import STORY
from tests.worlds import world

pytestmark = pytest.mark.django_db
NAMES = {
    "mod": "Ministry of Defence of Ukraine",
    "ua-mod": "Ukrainian Defense Ministry",
    "spox": "Kremlin spokesperson",
    "kremlin": "Kremlin",
}


@world
def doubtful():
    """A claim with every kind of hint: two names alike, a spokesperson, and one text twice."""
    for slug, name in NAMES.items():
        SourceFactory(slug=slug, name=name)
    cited = [
        citation("paper", "mod"),
        citation("gazette", "ua-mod", quote="62,000 soldiers, says the ministry"),
        citation("herald", "spox"),
        citation("blog", end="own_reporting"),
    ]
    claim = draft(citations=cited)
    by = UserFactory(roles=["editor"])
    for place, text in ((0, STORY), (3, f"We repeat. {STORY}")):
        document = Document.objects.get(pk=cited[place]["document"].pk)
        keep_by_hand(document, text=text, by=by, at=NOW)
    return claim


def found(claim) -> dict:
    rows = hints.hints(examine(load_one(claim), NOW.date()))
    return {row.rule: (row.sentence, [source.slug for source in row.sources]) for row in rows}


def test_each_hint_names_its_rule_and_its_rows(doubtful):
    titles = [one.document.title for one in doubtful.citations.order_by("id")]

    assert found(doubtful) == {
        "spokesperson_unlinked": (
            "“Kremlin spokesperson” is named as who speaks for “Kremlin”, and no link says so.",
            ["spox", "kremlin"],
        ),
        "names_alike": (
            "“Ministry of Defence of Ukraine” and “Ukrainian Defense Ministry” look like names of "
            "one body.",
            ["mod", "ua-mod"],
        ),
        "text_repeated": (
            f"“{titles[0]}” and “{titles[3]}” have 100 % of the shorter text in common, and count "
            "as two origins.",
            ["paper", "blog"],
        ),
    }


def test_links_and_a_republication_settle_them(doubtful):
    first, *_others, last = doubtful.citations.order_by("id")
    source = {slug: SourceFactory(slug=slug) for slug in NAMES}
    SourceLinkFactory(from_source=source["ua-mod"], to_source=source["mod"], kind="part_of")
    SourceLinkFactory(from_source=source["spox"], to_source=source["kremlin"])
    Document.objects.filter(pk=last.document_id).update(republication_of=first.document_id)

    assert found(doubtful) == {}


def test_page_and_api_say_what_to_do_and_where(doubtful, client):
    client.force_login(UserFactory(roles=["editor"]))
    spox = SourceFactory(slug="spox")

    page = client.get(f"/admin/claims/claim/{doubtful.pk}/change/").content.decode()
    answer = client.get(f"/api/v1/desk/claims/{doubtful.ref}/").json()

    assert "no link says so." in page and "look like names of one body." in page
    hint = answer["hints"][0]
    assert hint["path"] == f"/admin/sources/source/{spox.pk}/change/"
    assert hint["action"] == hints.ACTIONS["spokesperson_unlinked"]
    assert f'href="{hint["path"]}"' in page
    assert answer["independence"]["independent_origins"] == 4
