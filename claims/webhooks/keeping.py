"""Verbs on webhooks, behind the admin and the API.

Each verb changes only its own columns, so that a delivery under way is not disturbed. ``Invalid``
names the field.
"""

import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction

from claims.changes.settling import last_position, settle_if_possible
from claims.models import Delivery, Webhook
from claims.models.validation import needs_of
from claims.rules.refusals import Invalid, Need
from claims.rules.webhooks import signing

GIVEN = ("url", "description", "kinds")
MOST = 20  # webhooks of one person


@transaction.atomic
def add(*, by, at: datetime.datetime, **given) -> Webhook:
    """Add a webhook for all changes from now on; its ``secret`` is shown to nobody else.

    ``given``: url, description and kinds.
    """
    get_user_model().objects.select_for_update().get(pk=by.pk)
    if Webhook.objects.filter(owner=by).count() >= MOST:
        message = f"You have {MOST} webhooks: remove one first."
        raise Invalid([Need("too_many", message, "url")])
    settle_if_possible(everything=True)
    hook = Webhook(owner=by, created_at=at, cursor=last_position(), **given)
    _refuse_unsound(hook)
    hook.save()
    return hook


@transaction.atomic
def change(hook: Webhook, *, is_active: bool | None = None, **given) -> Webhook:
    """Change the given columns; ``is_active`` as ``enable`` and ``pause`` do."""
    hook = Webhook.objects.select_for_update().get(pk=hook.pk)
    for name in set(given) & set(GIVEN):
        setattr(hook, name, given[name])
    _refuse_unsound(hook)
    hook.save(update_fields=GIVEN)
    if is_active is None:
        return hook
    return enable(hook) if is_active else pause(hook)


def _refuse_unsound(hook: Webhook) -> None:
    try:
        hook.full_clean()
    except ValidationError as error:
        raise Invalid(needs_of(error)) from error


@transaction.atomic
def enable(hook: Webhook) -> Webhook:
    """Send again from the position of the pause; waiting deliveries keep their times."""
    hook = Webhook.objects.select_for_update().get(pk=hook.pk)
    hook.is_active, hook.disabled_reason = True, ""
    hook.failures, hook.failing_since, hook.quiet_until = 0, None, None
    hook.save()
    return hook


@transaction.atomic
def pause(hook: Webhook) -> Webhook:
    """Send nothing until the webhook is enabled again; no change is lost."""
    hook = Webhook.objects.select_for_update().get(pk=hook.pk)
    hook.is_active = False
    hook.save(update_fields=["is_active"])
    return hook


@transaction.atomic
def rotate(hook: Webhook, at: datetime.datetime) -> Webhook:
    """Give a webhook a new secret; the previous one also signs for 24 hours."""
    hook = Webhook.objects.select_for_update().get(pk=hook.pk)
    hook.previous_secret, hook.rotated_at = hook.secret, at
    hook.secret = signing.new_secret()
    hook.save(update_fields=["secret", "previous_secret", "rotated_at"])
    return hook


@transaction.atomic
def test(hook: Webhook, at: datetime.datetime) -> Delivery:
    """Queue a test message."""
    _speak_up(hook)
    return Delivery.objects.create(webhook=hook, created_at=at, next_attempt_at=at)


@transaction.atomic
def send_again(delivery: Delivery, at: datetime.datetime) -> Delivery:
    """Queue a delivery again after any result: the same message, with all its attempts."""
    _speak_up(delivery.webhook)
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    delivery.state, delivery.tries, delivery.next_attempt_at = "waiting", 0, at
    delivery.save(update_fields=["state", "tries", "next_attempt_at"])
    return delivery


def _speak_up(hook: Webhook) -> None:
    """End the pause after failures, because a person asked for a message."""
    Webhook.objects.filter(pk=hook.pk).update(quiet_until=None)
