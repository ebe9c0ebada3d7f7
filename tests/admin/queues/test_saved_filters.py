"""Saved filters: stored under a name, shown above the list, changed or deleted by their owner."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import SavedFilter
from tests.admin.pages import text_of
from tests.desk_steps import draft, submitted
from tests.factories import NOW, UserFactory
from tests.rows import stored

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"
SAVE = f"{LIST}saved/add/"
MANAGE = f"{LIST}saved/"


def save(client, name="To review", query="review_state__exact=submitted&mine=others", **more):
    return client.post(SAVE, {"name": name, "query": query, **more}, follow=True)


def mine(user) -> list[str]:
    return list(SavedFilter.objects.filter(owner=user).values_list("name", flat=True))


def test_list_is_saved_with_filters_search_and_order_and_found_again(as_reviewer):
    draft()
    wanted = submitted()
    asked = "q=soldiers&review_state__exact=submitted&o=1&p=2&mine="
    page = as_reviewer.get(f"{LIST}?{asked}").content.decode()
    kept = "o=1&amp;q=soldiers&amp;review_state__exact=submitted"
    assert f'name="query" value="{kept}"' in page

    response = save(as_reviewer, query=asked)

    assert "Saved as “To review”." in text_of(response)
    row = SavedFilter.objects.get()
    assert row.query == "o=1&q=soldiers&review_state__exact=submitted"
    assert f'href="?{kept}"' in as_reviewer.get(LIST).content.decode()
    response = as_reviewer.get(f"{LIST}?{row.query}")
    assert [claim.ref for claim in response.context["cl"].result_list] == [wanted.ref]
    assert '<strong aria-current="page">To review</strong>' in response.content.decode()
    assert "Save this list" not in text_of(response)


def test_plain_list_says_how_to_save_one(as_reviewer):
    assert "you can save it under a name" in text_of(as_reviewer.get(LIST))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Name: This field is required."),
        ({"name": "  "}, "Name: This field is required."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"name": "a\x00"}, "Null characters are not allowed."),
        ({"query": ""}, "This list: This field is required."),
        ({"query": "p=2&mine="}, "This list: there is nothing to save."),
        ({"query": "q=" + "x" * 2000}, "at most 2000 characters"),
        ({"query": "q=a\x00"}, "Null characters are not allowed."),
        ({"name": "Mine"}, "You have a saved filter of that name."),
    ],
    ids=[
        "no-name",
        "blank",
        "long",
        "nul",
        "no-list",
        "page-only",
        "long-list",
        "nul-list",
        "taken",
    ],
)
def test_what_cannot_be_saved_is_refused_in_words(as_reviewer, reviewer, given, said):
    stored(SavedFilter, owner=reviewer)

    response = save(as_reviewer, **given)

    assert response.status_code == 200
    assert said in text_of(response)
    assert mine(reviewer) == ["Mine"]


def test_query_that_grows_by_its_escapes_is_refused(as_reviewer, reviewer):
    response = save(as_reviewer, query="q=" + "ж" * 900)

    assert "at most 2000 characters" in text_of(response)
    assert mine(reviewer) == []


def test_only_so_many_are_kept(as_reviewer, reviewer, monkeypatch):
    monkeypatch.setattr("claims.admin.queues.saved_filters.MOST", 1)
    stored(SavedFilter, owner=reviewer)

    response = save(as_reviewer)

    assert "You have 1 saved filters, which is the most: delete one." in text_of(response)
    assert mine(reviewer) == ["Mine"]


def test_owner_renames_and_deletes_and_nobody_else_does(as_reviewer, client, reviewer):
    row = stored(SavedFilter, owner=reviewer)
    where = f"{MANAGE}{row.pk}/"

    renamed = as_reviewer.post(where, {"step": "rename", "name": "By me"}, follow=True)
    assert "“Mine” is called “By me” now." in text_of(renamed)
    assert mine(reviewer) == ["By me"]
    taken = stored(SavedFilter, owner=reviewer, name="Taken")
    refused = as_reviewer.post(f"{MANAGE}{taken.pk}/", {"name": "By me"}, follow=True)
    assert "You have a saved filter of that name." in text_of(refused)

    client.force_login(UserFactory(roles=["chief editor"]))
    for step in ("rename", "delete", "share"):
        response = client.post(where, {"step": step, "name": "Theirs"}, follow=True)
        assert "You have no such saved filter." in text_of(response)
    assert set(mine(reviewer)) == {"By me", "Taken"}

    client.force_login(reviewer)
    client.post(where, {"step": "delete"})
    assert mine(reviewer) == ["Taken"]
    assert client.get(where).status_code == client.get(SAVE).status_code == 405


def test_chief_editor_shares_one_with_everybody(client, chief, reviewer):
    client.force_login(chief)
    save(client, is_shared="on")
    row = SavedFilter.objects.get()
    assert row.is_shared

    client.force_login(reviewer)
    assert "To review shared by charlie" in text_of(client.get(LIST))

    client.force_login(chief)
    client.post(f"{MANAGE}{row.pk}/", {"step": "share"})
    client.force_login(reviewer)
    assert "shared by charlie" not in text_of(client.get(LIST))


def test_nobody_else_shares(as_reviewer, reviewer):
    save(as_reviewer, is_shared="on")

    row = SavedFilter.objects.get()
    as_reviewer.post(f"{MANAGE}{row.pk}/", {"step": "share", "name": "To review"})

    row.refresh_from_db()
    assert not row.is_shared
    assert "Everybody sees it" not in text_of(as_reviewer.get(f"{LIST}?mine=written"))


@pytest.mark.parametrize(
    "query",
    ["colour__exact=red", "topic__id__exact=abc", "o=99&colour=red", "source=99999999999999999999"],
)
def test_filter_that_is_gone_fails_kindly(as_reviewer, reviewer, query):
    claim = draft()
    row = stored(SavedFilter, owner=reviewer, query=query)

    response = as_reviewer.get(f"{LIST}?{row.query}", follow=True)

    assert response.status_code == 200
    assert [one.ref for one in response.context["cl"].result_list] == [claim.ref]
    said = " ".join(str(message) for message in response.context["messages"])
    assert "not" in said and "list" in said


def test_names_are_text_and_never_markup(as_reviewer, reviewer):
    evil = "<script>alert(1)</script>"
    stored(SavedFilter, owner=reviewer, name=evil, query='q="><script>')

    for page in (LIST, MANAGE):
        html = as_reviewer.get(page).content.decode()
        assert "&lt;script&gt;alert(1)" in html
        assert evil not in html and '"><script>' not in html


def test_list_asks_as_many_queries_for_many_saved_ones_as_for_few(as_reviewer, reviewer):
    def cost():
        as_reviewer.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            as_reviewer.get(LIST)
        return len(captured)

    draft()
    chief = UserFactory(roles=["chief editor"])
    stored(SavedFilter, owner=reviewer)
    few = cost()
    for number in range(10):
        stored(SavedFilter, owner=reviewer, name=f"Mine {number}")
        stored(SavedFilter, owner=chief, name=f"Theirs {number}", is_shared=True, created_at=NOW)

    assert cost() == few
