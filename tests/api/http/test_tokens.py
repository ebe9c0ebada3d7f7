"""Tokens of programs: they allow what their scopes say, and never more than their person may do."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import ApiToken
from claims.models.client import SCOPES
from tests.desk_steps import draft, in_review
from tests.factories import UserFactory, token_for

HOUR = datetime.timedelta(hours=1)
READ = "read:published"


@pytest.fixture
def ask(db):
    """``ask(token, path)``: what a program gets that shows this token."""

    def send(token, path, method="get", **kwargs):
        headers = {"Authorization": f"Bearer {token}", **kwargs.pop("headers", {})}
        return getattr(Client(), method)(f"/api/v1/{path}", headers=headers, **kwargs)

    return send


def test_token_reads_the_record(ask, losses, editor):
    answer = ask(token_for(editor, READ), "claims/")

    assert [claim["ref"] for claim in answer.json()["results"]] == [losses.ref]


def test_only_a_hash_of_a_token_is_kept(editor):
    token = token_for(editor, READ)

    kept = ApiToken.objects.values().get()

    assert token.startswith("cor_")
    assert token not in map(str, kept.values())
    assert kept["token_key"] == token[:15]


# Path → the scopes of which one opens it.
OPENED = {
    "claims/": {"read:published", "read:all"},
    "sources/": {"read:published", "read:all"},
    "desk/claims/": {"read:all"},
    "desk/imports/": {"read:all"},
    "webhooks/": {"webhooks"},
}


@pytest.mark.parametrize("scope", [code for code, _label in SCOPES])
@pytest.mark.parametrize("path", OPENED)
def test_path_by_scope(ask, editor, path, scope):
    answer = ask(token_for(editor, scope), path)

    if scope in OPENED[path]:
        assert answer.status_code == 200
        return
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_whole_list_takes_the_scope_export(ask, losses, editor):
    without, with_it = token_for(editor, READ), token_for(editor, READ, "export")

    refused = ask(without, "claims/?format=csv")

    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert "export" in refused.json()["detail"]
    assert ask(with_it, "claims/?format=csv").status_code == 200


def test_step_takes_the_scope_and_the_role(ask, reviewer):
    claim = in_review(reviewer=reviewer)
    path, sent = f"desk/claims/{claim.ref}/reject/", {"note": "No.", "version": 1}
    analyst = UserFactory(roles=["analyst"])

    def reject(token):
        return ask(token, path, "post", data=sent, content_type="application/json")

    assert reject(token_for(reviewer, "read:all")).json()["code"] == "insufficient_scope"
    assert reject(token_for(analyst, "write:claims")).json()["code"] == "not_allowed"
    assert reject(token_for(reviewer, "write:claims")).json()["review_state"] == "rejected"
    assert claim.events.latest("number").by == reviewer


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"expiry": -HOUR}, "expired on"),
        ({"revoked_at": timezone.now()}, "was revoked on"),
    ],
    ids=["expired", "revoked"],
)
@pytest.mark.parametrize("path", ["claims/", "desk/claims/"])
def test_token_that_is_over_says_so(ask, editor, path, columns, told):
    answer = ask(token_for(editor, READ, "read:all", **columns), path)

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    assert told in answer.json()["detail"]
    assert ApiToken.objects.count() == 1


def test_token_of_somebody_who_left_is_refused(ask, editor):
    token = token_for(editor, "read:all")
    editor.is_active = False
    editor.save()

    assert ask(token, "desk/claims/").status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer x y",
        "Bearer x",
        "Bearer cor_" + "0" * 64,
        "Bearer \xff\xfe" + "a" * 40,
        "Bearer " + "a" * 5000,
        "bearer cor_\x7f",
    ],
)
@pytest.mark.parametrize("path", ["claims/", "desk/claims/"])
def test_strange_token_is_refused(client, db, header, path):
    answer = client.get(f"/api/v1/{path}", headers={"Authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_use_is_noted_once_a_minute(ask, editor):
    token = token_for(editor, READ)
    ask(token, "topics/")
    first = ApiToken.objects.get().last_used_at

    assert timezone.now() - first < HOUR
    ask(token, "topics/")
    assert ApiToken.objects.get().last_used_at == first


def test_stranger_reads_the_record_and_nothing_else(client, losses):
    draft(statement="Not yet.")

    assert client.get("/api/v1/claims/").status_code == 200
    assert client.get("/api/v1/claims/?format=ndjson").status_code == 200
    assert client.get("/api/v1/desk/claims/").status_code == 401


class TestAnonymousReadingSwitchedOff:
    @pytest.fixture(autouse=True)
    def _off(self, settings):
        settings.ANONYMOUS_READING = False

    @pytest.mark.parametrize("path", ["claims/", "claims/?format=csv", "exports/", "sources/"])
    def test_stranger_is_asked_who_they_are(self, client, losses, path):
        answer = client.get(f"/api/v1/{path}")

        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")

    def test_stranger_does_not_learn_which_refs_there_are(self, client, losses):
        for ref in (losses.ref, "CLM-999999"):
            assert client.get(f"/api/v1/claims/{ref}/").status_code == 401

    def test_token_and_person_read(self, ask, client, losses, editor):
        assert ask(token_for(editor, READ), "claims/").status_code == 200
        client.force_login(editor)
        answer = client.get("/api/v1/claims/")
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize("path", ["/", "/series/x/", "/series/x/points.csv", "/figures/x/"])
    def test_page_asks_to_log_in(self, client, db, path):
        answer = client.get(path)

        assert answer.status_code == 302
        assert answer["Location"] == f"/admin/login/?next={path}"

    def test_page_is_there_for_a_person(self, client, editor):
        client.force_login(editor)

        assert client.get("/").status_code == 200

    @pytest.mark.parametrize("path", ["/api/v1/schema/", "/api/v1/docs/", "/healthz"])
    def test_description_stays_open(self, client, db, path):
        assert client.get(path).status_code == 200
