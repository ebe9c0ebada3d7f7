"""The pages for faults: plain words, and a way on."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.test import Client, RequestFactory
from django.urls import get_resolver

from claims.api.http import errors
from tests.admin.pages import text_of

WAYS_ON = ('href="/"', 'href="/admin/"')


def is_whole_page(response) -> bool:
    """Return whether a page fits a phone and loads no other file."""
    html = response.content.decode()
    asks = "<link" in html or "<script" in html or "<img" in html
    return all(way in html for way in WAYS_ON) and 'name="viewport"' in html and not asks


def test_address_that_leads_nowhere_says_where_to_look(client, db):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "There is nothing here" in text_of(response)
    assert is_whole_page(response)


def test_page_of_another_role_says_whom_to_ask(rf):
    response = errors.permission_denied(rf.get("/admin/"), PermissionDenied())

    assert response.status_code == 403
    assert "Your role does not allow it." in text_of(response)
    assert is_whole_page(response)


def test_reason_for_a_refusal_is_told_as_text(rf):
    refused = PermissionDenied("Only <reviewers> do this.")

    html = errors.permission_denied(rf.get("/admin/"), refused).content.decode()

    assert "Only &lt;reviewers&gt; do this." in html


def test_form_without_its_token_is_refused_in_plain_words(db):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "eva", "password": "wrong"})

    assert response.status_code == 403
    words = text_of(response)
    assert "The form was not taken, and nothing was stored" in words
    assert "Go back : what you typed is usually still there." in words
    assert is_whole_page(response)


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_fault_of_ours_is_told_without_the_database(path, rf):
    """This test has no database mark: a query would raise."""
    response = get_resolver().resolve_error_handler(500)(rf.get(path))

    assert response.status_code == 500
    assert "The request was not carried out. The error was logged." in text_of(response)
    assert is_whole_page(response)


def test_too_large_a_form_says_how_much_is_taken():
    response = errors.bad_request(RequestFactory().post("/admin/"), RequestDataTooBig())

    assert response.status_code == 413
    assert "larger than 16 MB, and was not read. Go back: it is there." in text_of(response)


def test_request_that_makes_no_sense_is_told_so(client):
    response = client.get("/", headers={"host": "elsewhere.example.org"})

    assert response.status_code == 400
    assert "nothing was stored" in text_of(response)
    assert is_whole_page(response)
