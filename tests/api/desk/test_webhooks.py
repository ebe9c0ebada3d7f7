"""Webhooks over HTTP: only one's own, the secret shown once, the log, sending again."""

import datetime

import pytest

from claims.models import Delivery, Webhook
from claims.rules.webhooks import signing
from claims.webhooks import keeping
from tests import short
from tests.factories import NOW, UserFactory
from tests.rows import stored
from tests.worlds import world

URL = "https://example.org/hooks"


@world
def analyst(db):
    return UserFactory(username="anna", roles=["analyst"])


@pytest.fixture
def mine(desk_of, analyst):
    return desk_of(analyst)


@world
def hook(analyst):
    return keeping.add(by=analyst, at=NOW, url=URL, kinds=["correction"])


@world
def foreign(db):
    return keeping.add(by=UserFactory(), at=NOW, url=URL)


def delivery_of(hook, **columns):
    return stored(Delivery, webhook=hook, **columns)


def test_created_webhook_is_answered_whole_with_its_secret(mine):
    sent = {"url": URL, "description": "Wire", "kinds": ["correction", "retraction"]}

    answer = mine.send("POST", "webhooks/", sent, status=201)

    hook = Webhook.objects.get()
    assert answer == {
        "id": hook.pk,
        **sent,
        "is_active": True,
        "disabled_reason": "",
        "failures": 0,
        "failing_since": None,
        "last": 0,
        "created_at": answer["created_at"],
        "secret": hook.secret,
    }
    assert hook.secret.startswith(signing.PREFIX)
    assert datetime.datetime.fromisoformat(answer["created_at"]) == hook.created_at


def test_answer_with_a_secret_is_stored_nowhere_and_says_where_the_webhook_is(mine):
    answer = mine.client.post("/api/v1/webhooks/", {"url": URL}, content_type="application/json")

    assert answer["Cache-Control"] == "no-store"
    assert answer["Location"] == f"http://testserver/api/v1/webhooks/{Webhook.objects.get().pk}/"


def test_secret_is_not_shown_again(mine, hook):
    listed = mine.client.get("/api/v1/webhooks/").content.decode()
    one = mine.client.get(f"/api/v1/webhooks/{hook.pk}/").content.decode()
    edited = mine.send("PATCH", f"webhooks/{hook.pk}/", {"description": "Wire"})

    assert hook.secret not in listed + one + str(edited)


def test_list_holds_only_ones_own(mine, hook, foreign):
    assert [row["id"] for row in mine.get("webhooks/")["results"]] == [hook.pk]


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "rotate-secret/"),
        ("POST", "test/"),
        ("GET", "deliveries/"),
        ("POST", "deliveries/1/redeliver/"),
    ],
)
def test_webhook_of_somebody_else_is_not_there(mine, foreign, method, rest):
    mine.send(method, f"webhooks/{foreign.pk}/{rest}", {}, status=404)

    assert Webhook.objects.filter(pk=foreign.pk, secret=foreign.secret).exists()


def test_visitor_and_person_without_a_role_are_refused(api, desk_of):
    api.get("webhooks/", status=401)
    desk_of(UserFactory()).get("webhooks/", status=403)


def test_edit_changes_what_is_given(mine, hook):
    answer = mine.send("PATCH", f"webhooks/{hook.pk}/", {"kinds": [], "is_active": False})

    hook.refresh_from_db()
    assert (answer["kinds"], answer["is_active"], answer["url"]) == ([], False, URL)
    assert (hook.kinds, hook.is_active) == ([], False)


def test_enabling_clears_why_it_was_disabled(mine, hook):
    Webhook.objects.update(is_active=False, disabled_reason="Gone.", failures=1, failing_since=NOW)

    answer = mine.send("PATCH", f"webhooks/{hook.pk}/", {"is_active": True})

    assert (answer["is_active"], answer["disabled_reason"], answer["failures"]) == (True, "", 0)


def test_deleted_webhook_is_gone(mine, hook):
    delivery_of(hook, position=1)

    answer = mine.client.delete(f"/api/v1/webhooks/{hook.pk}/")

    assert answer.status_code == 204
    assert not Webhook.objects.filter(pk=hook.pk).exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({}, "url", "required"),
        ({"url": "nowhere"}, "url", "bad_url"),
        ({"url": "ftp://example.org/"}, "url", "bad_url"),
        ({"url": f"{URL}#part"}, "url", "bad_url"),
        ({"url": 5.5}, "url", "bad_url"),
        ({"url": URL, "kinds": ["rumour"]}, "kinds.0", "invalid_choice"),
        ({"url": URL, "kinds": "first"}, "kinds", "not_a_list"),
        ({"url": URL, "description": "a\ud800"}, "description", "surrogate_characters_not_allowed"),
        ({"url": URL, "description": "a" * 201}, "description", "max_length"),
        ({"url": URL, "secret": "mine"}, "secret", "unknown_field"),
        ({"url": URL, "is_active": False}, "is_active", "unknown_field"),
    ],
    ids=short,
)
def test_bad_input_is_refused_by_name(mine, sent, field, code):
    problem = mine.send("POST", "webhooks/", sent, status=400)

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(field, code)]
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://[::1]/"])
def test_private_address_is_refused_in_production(mine, settings, url):
    settings.PRODUCTION = True

    problem = mine.send("POST", "webhooks/", {"url": url}, status=400)

    assert [(e["field"], e["code"]) for e in problem["errors"]] == [("url", "bad_url")]


def test_nobody_has_more_webhooks_than_there_may_be(mine, hook, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 1)

    problem = mine.send("POST", "webhooks/", {"url": URL}, status=400)

    assert problem["errors"][0]["code"] == "too_many"


def test_rotated_secret_is_shown_once(mine, hook):
    answer = mine.send("POST", f"webhooks/{hook.pk}/rotate-secret/", {})

    earlier, hook = hook.secret, Webhook.objects.get()
    assert answer["secret"] == hook.secret != earlier
    assert hook.previous_secret == earlier


def test_log_is_answered_newest_first_and_filtered(mine, hook):
    attempt = {"at": "2025-05-01T12:00:00.000000Z", "status": 200, "error": "", "response": "ok"}
    done = delivery_of(
        hook,
        position=1,
        state="delivered",
        attempts=[attempt],
        delivered_at=NOW,
        next_attempt_at=None,
    )
    waiting = delivery_of(hook, position=2)

    found = mine.get(f"webhooks/{hook.pk}/deliveries/")["results"]
    kept = mine.get(f"webhooks/{hook.pk}/deliveries/", state="delivered")["results"]

    assert [row["id"] for row in found] == [waiting.pk, done.pk]
    assert kept == [
        {
            "id": done.pk,
            "message_id": done.message_id,
            "position": 1,
            "state": "delivered",
            "attempts": [attempt],
            "created_at": "2025-05-01T12:00:00.000000Z",
            "next_attempt_at": None,
            "delivered_at": "2025-05-01T12:00:00.000000Z",
        }
    ]


def test_redelivery_and_test_are_queued(mine, hook):
    failed = delivery_of(hook, position=1, state="failed", tries=10, next_attempt_at=None)

    again = mine.send("POST", f"webhooks/{hook.pk}/deliveries/{failed.pk}/redeliver/", {}, 202)
    test = mine.send("POST", f"webhooks/{hook.pk}/test/", {}, 202)

    assert (again["id"], again["state"], again["message_id"]) == (
        failed.pk,
        "waiting",
        failed.message_id,
    )
    assert (test["position"], test["state"]) == (None, "waiting")


def test_delivery_of_another_webhook_is_not_there(mine, hook, foreign):
    other = delivery_of(foreign, position=1)

    mine.send("POST", f"webhooks/{hook.pk}/deliveries/{other.pk}/redeliver/", {}, status=404)
