"""Hostile input to the claim page: the page answers, and stores all or nothing."""

import pytest

from claims.models import Claim, Event
from tests import desk_steps
from tests.admin.pages import form_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"
GARBAGE = [
    {"statement": "x"},
    {"statement": "\x00", "kind": "\x00", "value": "\x00", "note": "\x00"},
    {"statement": "x", "topic": "\x00", "citations-0-document": "\x00"},
    {"statement": "x", "citations-0-hops-1-source": "1' OR 1=1"},
    {"statement": "x", "citations-0-hops-0-source": "9" * 40},
    {"statement": "x", "citations-9999-hops-9999-source": "1"},
    {"statement": "x", "citations-99999999-hops-1-source": "1"},
    {"statement": "x", "citations-0-id": "abc"},
    {"statement": "x", "citations-0-id": "9" * 400},
    {"statement": "x", "citations--hops--source": "1", "citations-0": "1"},
    {"statement": "x", "as_of": "9999-99-99", "stated_at": "0000-00-00T99:99"},
    {"statement": "x", "stated_at": "9999-12-31T23:59:59.999999"},
    {"statement": "x", "value": "9" * 5000},
    {"statement": "x", "value": "between 1e999 and 1e9999"},
    {"statement": "\ud7ff" * 600, "language": "x" * 100},
    {"statement": "x", "paste-line": "x" * 50_000, "paste-0-0-name": "\x00"},
]


@pytest.mark.parametrize("data", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("verb", ["create", "submit", "read_line", "use_chains", ""])
def test_garbage_never_breaks_the_add_page(as_editor, data, verb):
    response = as_editor.post(ADD, {**data, "verb": verb})

    assert response.status_code in (200, 400)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("data", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_never_breaks_the_page_of_a_claim(as_editor, claim_url, editor, data):
    claim = desk_steps.draft(author=editor)

    response = as_editor.post(claim_url(claim), {**form_of(claim), **data, "verb": "edit"})

    assert response.status_code in (200, 302, 400)
    claim.refresh_from_db()
    assert Event.objects.count() == claim.version


@pytest.mark.parametrize("size", [3_000_000, 10_000_000])
def test_ten_megabytes_are_refused(as_editor, size):
    response = as_editor.post(ADD, {"statement": "x" * size, "verb": "create"})

    assert response.status_code == 400
    assert not Claim.objects.exists()


def test_a_megabyte_is_answered_with_the_length_that_fits(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)

    typed = form_of(claim, statement="x" * 1_000_000)
    response = as_editor.post(claim_url(claim), {**typed, "verb": "edit"})

    assert response.status_code == 400
    assert "at most 500 characters" in response.context["given"].claim.errors["statement"][0]


@pytest.mark.parametrize("pk", ["abc", "0", "-1", "9" * 30, "1.5", "%00", "99999", "٣"])
def test_wrong_id_leads_back_to_the_list(as_editor, pk):
    for method in (as_editor.get, as_editor.post):
        response = method(f"/admin/claims/claim/{pk}/change/", follow=True)

        assert response.status_code in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/sources/source/{}/change/",
        "/admin/sources/source/{}/history/",
        "/admin/sources/document/{}/change/",
        "/admin/sources/topic/{}/change/",
        "/admin/claims/unit/{}/change/",
        "/admin/claims/publication/{}/change/",
        "/admin/claims/event/{}/change/",
    ],
)
@pytest.mark.parametrize("pk", ["abc", "9" * 30, "%00"])
def test_wrong_id_never_breaks_a_page(client, path, pk):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(path.format(pk), follow=True).status_code in (200, 404)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "term=x",
        "term=%00&app_label=claims&model_name=hop&field_name=source",
        "term=%00&app_label=claims&model_name=claim&field_name=topic",
        "term=%00&app_label=claims&model_name=citation&field_name=document",
        "term=x&app_label=claims&model_name=hop&field_name=nothing",
        "term=x&app_label=nothing&model_name=hop&field_name=source",
        "term=x&app_label=claims&model_name=hop&field_name=source&page=abc",
        "term=x&app_label=claims&model_name=hop&field_name=source&page=999",
        "term=x&app_label=auth&model_name=user&field_name=groups",
    ],
)
@pytest.mark.parametrize("path", ["/admin/claims/claim/choose/", "/admin/autocomplete/"])
def test_wrong_look_up_is_refused(as_editor, path, query):
    assert as_editor.get(f"{path}?{query}").status_code in (200, 403, 404)


def test_look_up_asks_for_the_view_permission(client):
    client.force_login(UserFactory())
    query = "term=x&app_label=claims&model_name=hop&field_name=source"

    assert client.get(f"/admin/claims/claim/choose/?{query}").status_code == 403


@pytest.mark.parametrize("chosen", ["abc", "%00", "9" * 30, "\x00", "-1"])
def test_wrong_rows_of_a_list_action_never_break_it(as_editor, chosen):
    desk_steps.draft()

    response = as_editor.post(
        "/admin/claims/claim/", {"action": "submit", "_selected_action": [chosen]}, follow=True
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("source={}", 302),
        ("source__id__exact={}", 302),
        ("id__in=1,{}", 302),
        ("q={}", 200),
        ("q=%00", 200),
    ],
)
@pytest.mark.parametrize("path", ["sources/reliabilitygrade", "claims/publication"])
def test_number_that_no_column_holds_never_breaks_a_list(client, path, query, status):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get(f"/admin/{path}/?{query.format('9' * 20)}")

    assert response.status_code == status
