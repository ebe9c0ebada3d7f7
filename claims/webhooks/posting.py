"""One signed request to one address, and what came of it."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from claims.rules.webhooks import addresses
from sources.fetching.addresses import is_public
from sources.fetching.connection import Connection

TIMEOUT = 10  # seconds, for all of it
EXCERPT = 500  # characters of the answer that are kept


@dataclass(frozen=True)
class Outcome:
    """``status`` is None where there was no answer; ``error`` says why."""

    status: int | None = None
    error: str = ""
    excerpt: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def anywhere(*_address) -> bool:
    """What development asks: a receiver on this machine, too."""
    return True


def post(url: str, body: bytes, headers: dict[str, str], *, strict: bool) -> Outcome:
    """Post once; redirects are not followed. ``strict``: only to public addresses, by https.

    The connection is made to an address that was checked (``Connection``).
    """
    if wrong := addresses.problem(url, strict=strict):
        return Outcome(error=wrong)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    guard = (lambda address, port: is_public(address)) if strict else anywhere
    with Connection(parts, timeout=TIMEOUT, guard=guard) as connection:
        try:
            connection.request("POST", path, body, {**headers, "Content-Type": "application/json"})
            answer = connection.getresponse()
            return Outcome(answer.status, excerpt=excerpt(answer))
        except (OSError, http.client.HTTPException, ValueError) as error:
            told = f"No answer within {TIMEOUT} seconds." if connection.is_cut else str(error)
            return Outcome(error=(told or type(error).__name__)[:EXCERPT])


def excerpt(answer: http.client.HTTPResponse) -> str:
    """The beginning of the body; that it breaks off there changes nothing."""
    try:
        read = answer.read(EXCERPT)
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    return read.decode("utf-8", "replace").replace("\x00", "")
