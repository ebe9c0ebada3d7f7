"""From the change feed to a webhook: what is sent, when it is tried again, when it ends."""

import datetime
import json

import pytest
from django.core.management import call_command
from standardwebhooks.webhooks import Webhook as Verifier

from claims.changes.settling import last_position, settle
from claims.models import Change, Delivery, Webhook
from claims.rules.webhooks import backoff
from claims.webhooks import keeping, queue
from claims.webhooks.posting import Outcome
from tests.desk_steps import published, retracted
from tests.factories import NOW, UserFactory
from tests.rows import stored

pytestmark = pytest.mark.django_db
SECOND, DAY = datetime.timedelta(seconds=1), datetime.timedelta(days=1)


def test_change_is_sent_signed_with_where_to_fetch_it(hook, receiver, clock):
    claim = published()
    clock.now = datetime.datetime.now(datetime.UTC)  # the verifier looks at the age

    assert clock.run() == 1

    ((headers, path, body),) = receiver.received
    told = Verifier(hook.secret).verify(body, headers)
    assert path == "/hooks"
    assert told["type"] == "change.first"
    assert told["data"]["position"] == 1
    assert told["data"]["url"] == (f"https://example.org/api/v1/claims/{claim.ref}/publications/1/")


def test_delivery_is_logged(hook, receiver, clock):
    published()
    receiver.answers = [500]

    clock.run()
    clock.run(10 * SECOND)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.position, delivery.tries) == ("delivered", 1, 2)
    assert delivery.delivered_at == clock.now
    assert [(one["status"], one["response"]) for one in delivery.attempts] == [
        (500, "Thank you."),
        (200, "Thank you."),
    ]
    assert len(set(receiver.ids())) == 1


def test_each_change_is_sent_once_in_order_however_often_it_is_run(hook, receiver, clock):
    for _ in range(3):
        published()
    clock.run()
    published()
    clock.run()
    clock.run()

    told = [json.loads(body)["data"]["position"] for _headers, _path, body in receiver.received]
    assert told == [1, 2, 3, 4]


def test_webhook_is_told_of_what_changes_after_it_was_added(receiver, clock):
    published()  # and nobody has read the feed since
    keeping.add(by=UserFactory(), at=NOW, url=receiver.url)
    before = last_position()
    published()

    clock.run()

    ((_headers, _path, body),) = receiver.received
    assert before == 1
    assert json.loads(body)["data"]["position"] == 2


def test_only_the_kinds_that_were_asked_for_are_sent(hook, receiver, clock):
    keeping.change(hook, kinds=["retraction"])
    retracted()

    clock.run()

    ((_headers, _path, body),) = receiver.received
    assert json.loads(body)["type"] == "change.retraction"
    hook.refresh_from_db()
    assert hook.cursor == 2


def test_failed_message_is_tried_on_the_schedule_and_then_given_up(hook, receiver, clock):
    published()
    receiver.answers = [503] * 50
    waits = []

    clock.run()
    while (delivery := Delivery.objects.get()).state == "waiting":
        waits.append(delivery.next_attempt_at - clock.now)
        clock.run(waits[-1])

    assert len(receiver.received) == len(backoff.DELAYS) + 1 == len(delivery.attempts)
    for wait, least in zip(waits, backoff.DELAYS, strict=True):
        assert least <= wait <= least * 1.2
    assert delivery.state == "failed"


def test_webhook_where_nothing_gets_through_for_three_days_is_disabled(hook, receiver, clock):
    published()
    receiver.answers = [503] * 50
    while Webhook.objects.get().is_active:
        clock.run(6 * datetime.timedelta(hours=1))

    hook.refresh_from_db()
    asked = len(receiver.received)
    assert clock.now - NOW >= backoff.GIVE_UP_AFTER
    assert hook.disabled_reason.startswith("Nothing got through since 2025-05-01")
    assert hook.disabled_reason.endswith("HTTP 503")
    published()
    clock.run(DAY)
    assert len(receiver.received) == asked


def test_webhook_that_is_enabled_again_is_sent_what_it_missed(hook, receiver, clock):
    queue.disable(hook, "It was down.")
    hook.save()
    published()
    clock.run()
    assert receiver.received == []

    keeping.enable(hook)
    clock.run()

    assert len(receiver.received) == 1


def test_server_that_is_gone_is_disabled_at_once(hook, receiver, clock):
    published()
    receiver.answers = [410]

    clock.run()

    hook.refresh_from_db()
    assert not hook.is_active
    assert "410" in hook.disabled_reason


def test_dead_webhook_is_asked_seldom_however_much_waits(hook, receiver, clock):
    for _ in range(4):
        published()
    receiver.answers = [500] * 100

    for _ in range(60):
        clock.run(60 * SECOND)

    # An hour: three on the way to the longest pause, then one in half an hour.
    assert len(receiver.received) <= 6


def test_success_ends_the_quiet_time(hook, receiver, clock):
    for _ in range(3):
        published()
    receiver.answers = [500]
    clock.run()
    assert len(receiver.received) == 1

    clock.run(10 * SECOND)

    assert len(receiver.received) == 4
    hook.refresh_from_db()
    assert (hook.failures, hook.failing_since, hook.quiet_until) == (0, None, None)


def test_what_a_killed_process_was_sending_is_sent_by_another(hook, receiver, clock):
    published()
    settle()
    queue.hand_over(hook.pk, clock.now)

    claimed = queue.claim_next(clock.now)  # and then the process is killed

    assert claimed.position == 1
    assert clock.run() == 0
    assert clock.run(queue.LEASE) == 1
    assert len(receiver.received) == 1


def test_process_killed_while_it_hands_over_loses_nothing(hook, receiver, clock, monkeypatch):
    published()

    class KilledError(Exception):
        pass

    def killed(*args, **kwargs):
        raise KilledError

    with monkeypatch.context() as patched, pytest.raises(KilledError):
        patched.setattr(Webhook, "save", killed)
        clock.run()
    assert not Delivery.objects.exists()
    clock.run()

    assert len(receiver.received) == 1


def test_message_that_was_given_up_can_be_sent_again(hook, receiver, clock):
    published()
    receiver.answers = [410]
    clock.run()
    keeping.enable(hook)
    delivery = Delivery.objects.get()

    keeping.send_again(delivery, clock.now)
    clock.run()

    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert len(delivery.attempts) == 2
    assert len(set(receiver.ids())) == 1


def test_delivered_message_is_sent_again_with_its_id(hook, receiver, clock):
    published()
    clock.run()

    keeping.send_again(Delivery.objects.get(), clock.now)
    clock.run()

    assert len(receiver.ids()) == 2 and len(set(receiver.ids())) == 1
    assert receiver.received[0][2] == receiver.received[1][2]


def test_test_message_says_that_it_is_one(hook, receiver, clock):
    keeping.test(hook, clock.now)

    clock.run()

    ((_headers, _path, body),) = receiver.received
    assert json.loads(body)["type"] == "test"


def test_rotated_secret_signs_beside_the_earlier_one_for_a_day(hook, receiver, clock):
    earlier = hook.secret
    clock.now = datetime.datetime.now(datetime.UTC) - DAY
    hook = keeping.rotate(hook, clock.now)

    found = [queue.secrets_of(hook, clock.now + wait) for wait in (0 * DAY, DAY)]

    assert found == [[hook.secret, earlier], [hook.secret]]
    assert hook.secret != earlier


def test_nothing_is_sent_for_somebody_who_is_gone(hook, receiver, clock):
    published()
    hook.owner.is_active = False
    hook.owner.save()

    clock.run()

    assert receiver.received == []


def test_nothing_is_sent_to_this_machine_in_production(hook, receiver, clock, settings):
    settings.PRODUCTION = True
    published()

    clock.run()

    assert receiver.received == []
    (attempt,) = Delivery.objects.get().attempts
    assert attempt["error"] == "Give an address that begins with https://."


def test_webhook_that_is_removed_meanwhile_takes_its_log_with_it(hook, clock):
    delivery = stored(Delivery, webhook=hook, position=1)
    hook.delete()

    queue.record(delivery, Outcome(200), clock.now)

    assert not Delivery.objects.exists()


def test_command_makes_one_pass(hook, receiver, capsys):
    published()

    call_command("send_webhooks", "--base-url", "https://example.org")

    assert capsys.readouterr().out == "Requests made: 1.\n"
    assert len(receiver.received) == 1
    assert not Change.objects.unsettled().exists()
