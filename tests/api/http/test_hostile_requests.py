"""Hostile requests get a problem that names the fault, never a 500."""

import pytest

from config.wsgi import application


@pytest.mark.parametrize("name", ["source", "topic", "kind", "credibility", "value_match"])
@pytest.mark.parametrize("value", ["%", "%s", "5 %", "%(x)s"])
def test_percent_sign_in_a_filter_is_refused_by_name(client, db, name, value):
    response = client.get("/api/v1/claims/", {name: value})

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == [name]
    assert value in response.json()["detail"]


CHARSETS = ["rot13", "base64", "undefined", "idna", "utf-16", "cp037", "no-such"]


@pytest.fixture
def as_served(client, monkeypatch):
    """A client whose requests are read as the server reads them."""
    monkeypatch.setattr("django.test.client.WSGIRequest", application.request_class)
    return client


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("query", ["%C3%A9=1&kind=event", "\xc3\xa9=1"], ids=["quoted", "raw"])
def test_query_is_utf_8_whatever_charset_the_body_is_said_to_have(as_served, db, charset, query):
    kind = f"application/json; charset={charset}"

    response = as_served.get("/api/v1/claims/", CONTENT_TYPE=kind, QUERY_STRING=query)

    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["é"]


def test_query_that_is_no_utf_8_is_refused(as_served, db):
    response = as_served.get("/api/v1/claims/", QUERY_STRING="%FF=%FE")

    assert [error["code"] for error in response.json()["errors"]] == ["unknown_parameter"]


@pytest.mark.parametrize("method", ["options", "post", "put", "patch", "delete"])
def test_docs_can_only_be_read(client, db, method):
    response = getattr(client, method)("/api/v1/docs/")

    assert response.status_code == 405
    assert response.json()["code"] == "method_not_allowed"
    assert response["Allow"] == "GET, HEAD"
