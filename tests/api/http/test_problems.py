"""All errors have one shape."""

import base64
import json

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from claims.api.http.errors import PROBLEMS
from claims.models import Claim
from config import health


def body(response):
    assert response["Content-Type"] == "application/problem+json", response.content[:200]
    found = response.json()
    assert found["type"] == f"urn:corroborate:problem:{found['code']}"
    assert (found["status"], found["title"]) == PROBLEMS[found["code"]]
    assert found["status"] == response.status_code
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1/",
        "/api/v2/claims/",
        "/api/v1/nothing/",
        "/api/v1/claims/CLM-000001.0/",
        "/api/v1/claims/clm-000001/",
        "/api/v1/claims/CLM-%00/",
        "/api/v1/claims/CLM-000001/publications/99999999999999999999/",
        "/api/v1/claims/CLM-000001/publications/1.0/",
        "/api/v1/documents/99999999999999999999999/",
        "/api/v1/documents/one/",
        "/api/v1/sources/no-such/",
        "/api/v1/sources/%D1%81/",
        "/api/v1/claims/CLM-000001",
    ],
)
@pytest.mark.parametrize("debug", [True, False], ids=["debug", "serving"])
def test_unmatched_path_is_a_problem(client, db, path, debug):
    with override_settings(DEBUG=debug):
        response = client.get(path, follow=True)

    assert body(response) == {
        "type": "urn:corroborate:problem:not_found",
        "title": "There is nothing here.",
        "status": 404,
        "detail": "There is nothing under this address, or nothing of it is public.",
        "code": "not_found",
    }


def test_missing_slash_is_added(client, db):
    response = client.get("/api/v1/claims?kind=event")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/claims/?kind=event")


def test_other_paths_keep_their_own_404(client, db):
    assert client.get("/nothing/")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", ["claims/", "sources/", "claims/CLM-000001/"])
def test_writing_to_the_record_is_refused(client, db, path):
    response = client.post(f"/api/v1/{path}", {}, content_type="application/json")

    assert body(response)["code"] == "method_not_allowed"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_other_format_is_refused(client, db):
    response = client.get("/api/v1/claims/", headers={"Accept": "text/turtle"})

    assert body(response)["code"] == "not_acceptable"


def test_desk_asks_who_you_are(client, db):
    response = client.get("/api/v1/desk/claims/")

    assert body(response)["code"] == "not_authenticated"
    assert response["WWW-Authenticate"] == "Bearer"


def test_basic_authentication_opens_the_desk(client, editor):
    editor.set_password("open sesame")
    editor.save()
    code = base64.b64encode(b"eva:open sesame").decode()

    response = client.get("/api/v1/desk/claims/", headers={"Authorization": f"Basic {code}"})

    assert response.status_code == 200


def test_wrong_password_is_refused(client, db):
    wrong = base64.b64encode(b"nobody:wrong").decode()

    response = client.get("/api/v1/desk/claims/", headers={"Authorization": f"Basic {wrong}"})

    assert body(response)["code"] == "authentication_failed"


def test_wrong_password_does_not_keep_anybody_from_the_record(client, db):
    response = client.get("/api/v1/claims/", headers={"Authorization": "Basic !!!"})

    assert response.status_code == 200


def test_person_without_a_role_may_not_see_the_desk(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger"))

    assert body(client.get("/api/v1/desk/claims/"))["code"] == "permission_denied"


def test_session_without_csrf_token_is_refused(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post("/api/v1/desk/claims/", {}, content_type="application/json")

    assert body(response)["code"] == "permission_denied"
    assert "CSRF" in body(response)["detail"]


@pytest.mark.parametrize("debug", [True, False], ids=["debug", "serving"])
def test_our_own_failure_tells_nothing_of_itself(client, db, monkeypatch, debug):
    def broken(*args):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("claims.api.public.claims.ClaimList.filters", broken)
    client.raise_request_exception = False

    with override_settings(DEBUG=debug):
        response = client.get("/api/v1/claims/")

    assert body(response)["code"] == "server_error"
    assert b"secret" not in response.content


def test_failure_outside_the_views_is_a_problem_too(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("claims.api.http.errors.resolve", broken)
    client.raise_request_exception = False

    response = client.get("/api/v1/nothing")

    assert body(response)["code"] == "server_error"


UNREADABLE = {
    "malformed": b'{"statement": ',
    "not-a-number": b'{"value": {"amount": NaN}}',
    "infinity": b'{"value": {"amount": Infinity}}',
    "twice": b'{"statement": "a", "statement": "b"}',
    "twice-among-many": b"{"
    + b"".join(b'"n%d": 1, ' % n for n in range(200_000))
    + b'"n199999": 1}',
    "deep": b'{"value": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "long-number": b'{"version": ' + b"9" * 5000 + b"}",
    "not-utf-8": b'{"statement": "\xff"}',
    "empty": b"",
    "only-white": b"  ",
}


@pytest.mark.parametrize("sent", UNREADABLE.values(), ids=UNREADABLE)
def test_body_that_is_no_json_is_refused(client, editor, sent):
    client.force_login(editor)

    response = client.post("/api/v1/desk/claims/", sent, content_type="application/json")

    assert body(response)["code"] in ("malformed", "invalid")
    assert response.status_code == 400
    assert not Claim.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "image/png"])
def test_body_of_another_type_is_refused(client, editor, kind):
    client.force_login(editor)

    response = client.post("/api/v1/desk/claims/", "a=b", content_type=kind)

    assert body(response)["code"] == "unsupported_media_type"


def test_charset_that_is_no_text_is_refused(client, editor):
    client.force_login(editor)

    response = client.generic(
        "POST", "/api/v1/desk/claims/", b"{}", content_type="application/json; charset=rot13"
    )

    assert body(response)["code"] == "malformed"


def test_enormous_body_is_refused_unread(client, editor):
    client.force_login(editor)
    sent = json.dumps({"statement": "x" * (17 * 1024 * 1024)})

    response = client.post("/api/v1/desk/claims/", sent, content_type="application/json")

    assert body(response)["code"] == "too_large"


@pytest.mark.parametrize("sent", ["[]", "5", '"text"', "null", "[[1]]"])
def test_body_that_is_no_object_is_refused(client, editor, sent):
    client.force_login(editor)

    response = client.post("/api/v1/desk/claims/", sent, content_type="application/json")

    assert body(response)["code"] == "invalid"


def test_health_is_told_to_monitors(client, db):
    assert client.get("/healthz").json() == {"status": "ok", "database": "ok"}


def test_health_tells_when_the_database_is_gone(client, db, monkeypatch):
    class Gone:
        def cursor(self):
            raise OperationalError("no")

    monkeypatch.setattr(health, "connection", Gone())

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "unreachable"}


def test_front_page_is_for_readers(client, db):
    assert client.get("/").status_code == 200
