"""Webhooks in the admin: adding, the secret once, the log, the steps, and permissions."""

import pytest
from django.urls import reverse

from claims.models import Delivery, Webhook
from claims.webhooks import keeping
from tests.factories import NOW, UserFactory
from tests.rows import stored
from tests.worlds import world

pytestmark = pytest.mark.django_db
URL = "https://example.org/hooks"


@pytest.fixture
def as_chief(client, chief):
    client.force_login(chief)
    return client


@world
def hook():
    return keeping.add(by=UserFactory(username="olga"), at=NOW, url=URL, description="The wire")


def address(name, *args):
    return reverse(f"admin:claims_{name}", args=args)


def step(client, hook, name):
    return client.post(address("webhook_step", hook.pk, name), follow=True)


def test_added_webhook_shows_its_secret_once(as_chief, chief):
    body = {"url": URL, "description": "The wire", "kinds": ["correction"]}

    page = as_chief.post(address("webhook_add"), body)

    hook = Webhook.objects.get()
    assert (hook.owner, hook.kinds) == (chief, ["correction"])
    assert hook.secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    for shown in (address("webhook_change", hook.pk), address("webhook_changelist")):
        answer = as_chief.get(shown)
        assert answer.status_code == 200
        assert hook.secret not in answer.content.decode()


def test_refused_address_is_said_at_its_field(as_chief):
    page = as_chief.post(address("webhook_add"), {"url": "ftp://example.org/"})

    assert "begins with https://" in page.content.decode()
    assert not Webhook.objects.exists()


def test_edit_leaves_the_place_in_the_feed(as_chief, hook):
    form = as_chief.get(address("webhook_change", hook.pk))
    assert form.status_code == 200
    Webhook.objects.update(cursor=7, failures=1, failing_since=NOW)

    as_chief.post(address("webhook_change", hook.pk), {"url": f"{URL}/new", "kinds": []})

    hook.refresh_from_db()
    assert (hook.url, hook.cursor, hook.failures) == (f"{URL}/new", 7, 1)


def test_disabled_webhook_says_why_and_can_be_enabled(as_chief, hook):
    Webhook.objects.update(is_active=False, disabled_reason="HTTP 410", failures=0)
    assert "HTTP 410" in as_chief.get(address("webhook_change", hook.pk)).content.decode()
    assert "Disabled" in as_chief.get(address("webhook_changelist")).content.decode()

    step(as_chief, hook, "enable")

    hook.refresh_from_db()
    assert (hook.is_active, hook.disabled_reason) == (True, "")


def test_step_is_taken_by_a_post_only(as_chief, hook):
    for name in ("rotate", "test", "enable", "pause"):
        page = as_chief.get(address("webhook_step", hook.pk, name))
        assert "Do it" in page.content.decode()
        detour = as_chief.get(f"/admin/claims/webhook/{hook.pk}/to-{name}/")
        assert detour.url == address("webhook_step", hook.pk, name)

    kept = Webhook.objects.get()
    assert (kept.secret, kept.is_active) == (hook.secret, True)
    assert not Delivery.objects.exists()


def test_rotated_secret_is_shown_once(as_chief, hook):
    page = step(as_chief, hook, "rotate")

    kept = Webhook.objects.get()
    assert kept.secret != hook.secret
    assert kept.secret in page.content.decode()


def test_webhook_is_paused_and_tested(as_chief, hook):
    step(as_chief, hook, "pause")
    step(as_chief, hook, "test")

    assert not Webhook.objects.get().is_active
    assert Delivery.objects.get().position is None


def test_unknown_step_leads_back(as_chief, hook):
    assert step(as_chief, hook, "destroy").redirect_chain[-1][0].endswith("/change/")


def test_log_shows_attempts_and_sends_again(as_chief, hook):
    attempt = {"at": "2025-05-01T12:00:00.000000Z", "status": 500, "error": "", "response": "<b>"}
    failed = stored(
        Delivery,
        webhook=hook,
        position=3,
        state="failed",
        attempts=[attempt],
        next_attempt_at=None,
    )
    log = as_chief.get(f"/admin/claims/webhook/{hook.pk}/to-log/", follow=True)
    assert "Change 3" in log.content.decode() and "HTTP 500" in log.content.decode()
    page = as_chief.get(address("delivery_change", failed.pk)).content.decode()
    assert "HTTP 500" in page and "&lt;b&gt;" in page

    as_chief.post(
        address("delivery_changelist"), {"action": "send_again", "_selected_action": [failed.pk]}
    )

    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("waiting", 0)


@pytest.mark.parametrize("role", ["editor", "reviewer", "analyst", "auditor", "source curator"])
def test_others_keep_no_webhooks_in_the_admin(client, hook, role):
    client.force_login(UserFactory(roles=[role]))
    failed = stored(Delivery, webhook=hook, position=3, state="failed", next_attempt_at=None)

    for name in ("webhook_changelist", "webhook_add", "delivery_changelist"):
        assert client.get(address(name)).status_code == 403
    assert client.post(address("webhook_step", hook.pk, "rotate")).status_code == 403
    body = {"action": "send_again", "_selected_action": [failed.pk]}
    assert client.post(address("delivery_changelist"), body).status_code == 403
    assert "Webhooks" not in client.get("/admin/").content.decode()


def test_sidebar_leads_chief_editors_to_the_webhooks(as_chief):
    assert address("webhook_changelist") in as_chief.get("/admin/").content.decode()
