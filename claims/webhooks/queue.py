"""The queue of deliveries: from the change feed to requests, and the result of each.

Every step is a short transaction, and requests are made outside of transactions. A delivery under
way is claimed for ``LEASE``, so that concurrent processes do not send it twice; after that another
process takes over the deliveries of a killed one. So a message arrives at least once.
"""

import datetime
import json
import random
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from claims.changes import documents
from claims.changes.settling import settle_if_possible
from claims.loading.snapshot import instant
from claims.models import Change, Delivery, Webhook
from claims.rules.webhooks import backoff, signing
from claims.webhooks import posting

HANDED_OVER = 1000
LEASE = datetime.timedelta(seconds=6 * posting.TIMEOUT)
# The time after a rotation in which the previous secret also signs.
BOTH_SECRETS = datetime.timedelta(hours=24)
GONE = 410


def run(site, clock: Callable[[], datetime.datetime]) -> int:
    """Hand over changes and send deliveries; return the number sent. ``site``: the API's URL."""
    settle_if_possible(everything=True)
    for pk in active().values_list("pk", flat=True):
        while hand_over(pk, clock()) == HANDED_OVER:
            pass
    sent = 0
    while delivery := claim_next(clock()):
        send(delivery, site, clock)
        sent += 1
    return sent


def active():
    """Return the active webhooks; those of inactive users send nothing."""
    return Webhook.objects.filter(is_active=True, owner__is_active=True).order_by("pk")


@transaction.atomic
def hand_over(pk: int, at: datetime.datetime) -> int:
    """Make deliveries of the next changes; returns the number of changes read."""
    hook = active().select_for_update(of=("self",)).filter(pk=pk).first()
    if hook is None:
        return 0
    newer = Change.objects.settled().filter(position__gt=hook.cursor)
    changes = list(newer.values_list("position", "kind")[:HANDED_OVER])
    if not changes:
        return 0
    Delivery.objects.bulk_create(
        Delivery(webhook=hook, position=position, created_at=at, next_attempt_at=at)
        for position, kind in changes
        if not hook.kinds or kind in hook.kinds
    )
    hook.cursor = changes[-1][0]
    hook.save(update_fields=["cursor"])
    return len(changes)


@transaction.atomic
def claim_next(at: datetime.datetime) -> Delivery | None:
    """Return the delivery that has been due longest, claimed for ``LEASE``."""
    talking = Q(webhook__quiet_until__isnull=True) | Q(webhook__quiet_until__lte=at)
    due = Delivery.objects.filter(
        talking,
        state="waiting",
        next_attempt_at__lte=at,
        webhook__is_active=True,
        webhook__owner__is_active=True,
    )
    locked = due.select_for_update(skip_locked=True, of=("self",)).select_related("webhook")
    delivery = locked.order_by("next_attempt_at", "id").first()
    if delivery:
        delivery.next_attempt_at = at + LEASE
        delivery.save(update_fields=["next_attempt_at"])
    return delivery


def send(delivery: Delivery, site, clock: Callable[[], datetime.datetime]) -> posting.Outcome:
    """Make one attempt, and store its outcome."""
    at, hook = clock(), delivery.webhook
    body = message(delivery, site).encode()
    signed = signing.headers(delivery.message_id, at, body, secrets_of(hook, at))
    outcome = posting.post(hook.url, body, signed, strict=settings.PRODUCTION)
    record(delivery, outcome, at)
    return outcome


def message(delivery: Delivery, site) -> str:
    """Return the body: type, timestamp and data, the same in every attempt."""
    if delivery.position is None:
        data = {"message": "A test of this webhook."}
        head = {"type": "test", "timestamp": instant(delivery.created_at), "data": data}
        return json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    rows = Change.objects.filter(position=delivery.position)
    kind, at = rows.values_list("kind", "at").get()
    (data,) = documents.documents(documents.rows(rows), site)
    return f'{{"type":"change.{kind}","timestamp":"{instant(at)}","data":{data}}}'


def secrets_of(hook: Webhook, at: datetime.datetime) -> list[str]:
    is_recent = hook.rotated_at and at < hook.rotated_at + BOTH_SECRETS
    return [hook.secret, *([hook.previous_secret] if is_recent else [])]


@transaction.atomic
def record(delivery: Delivery, outcome: posting.Outcome, at: datetime.datetime) -> None:
    """Log an attempt, set the time of the next one, and pause or disable a failing webhook."""
    hook = Webhook.objects.select_for_update().filter(pk=delivery.webhook_id).first()
    logged = Delivery.objects.select_for_update().filter(pk=delivery.pk).first()
    if hook is None or logged is None:
        return  # deleted meanwhile
    logged.tries += 1
    attempt = {"at": instant(at), "status": outcome.status, "error": outcome.error}
    logged.attempts = [*logged.attempts, attempt | {"response": outcome.excerpt}]
    if outcome.is_delivered:
        logged.state, logged.delivered_at, logged.next_attempt_at = "delivered", at, None
        hook.failures, hook.failing_since, hook.quiet_until = 0, None, None
    else:
        wait = backoff.delay(logged.tries, random.random())
        logged.state = "waiting" if wait else "failed"
        logged.next_attempt_at = at + wait if wait else None
        failed(hook, outcome, at)
    logged.save()
    hook.save()


def failed(hook: Webhook, outcome: posting.Outcome, at: datetime.datetime) -> None:
    hook.failures += 1
    hook.failing_since = hook.failing_since or at
    hook.quiet_until = at + backoff.quiet(hook.failures)
    last = outcome.error or f"HTTP {outcome.status}"
    if outcome.status == GONE:
        disable(hook, "The server said that it is gone for good (HTTP 410).")
    elif at - hook.failing_since >= backoff.GIVE_UP_AFTER:
        since = f"{hook.failing_since:%Y-%m-%d %H:%M} UTC"
        disable(hook, f"Nothing got through since {since}: {hook.failures} failures; {last}")


def disable(hook: Webhook, reason: str) -> None:
    hook.is_active, hook.disabled_reason = False, reason[:500]
