"""Signatures of the Standard Webhooks specification (symmetric, v1)."""

import base64
import datetime
import secrets
from collections.abc import Iterable

from standardwebhooks import Webhook

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def headers(
    message_id: str, at: datetime.datetime, body: bytes, secrets_now: Iterable[str]
) -> dict[str, str]:
    """Return the three headers of a message, with one signature for each current secret."""
    # The library ignores time zones: it reads the clock of a time as UTC.
    at, text = at.astimezone(datetime.UTC), body.decode()
    signatures = [Webhook(secret).sign(message_id, at, text) for secret in secrets_now]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
