"""One signed request to one address, and what came of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from urllib3.response import HTTPResponse
from urllib3.util import SKIP_HEADER

from claims.rules.webhooks import addresses
from sources.fetching.addresses import is_public
from sources.fetching.connection import ERRORS, answer_to

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

    The connection is made to an address that was checked (``answer_to``).
    """
    if wrong := addresses.problem(url, strict=strict):
        return Outcome(error=wrong)
    guard = (lambda address, port: is_public(address)) if strict else anywhere
    headers = {**headers, "Content-Type": "application/json", "User-Agent": SKIP_HEADER}
    try:
        with answer_to(
            "POST", urlsplit(url), headers, body, seconds=TIMEOUT, guard=guard
        ) as answer:
            return Outcome(answer.status, excerpt=excerpt(answer))
    except ERRORS as error:
        return Outcome(error=(str(error) or type(error).__name__)[:EXCERPT])


def excerpt(answer: HTTPResponse) -> str:
    """The beginning of the body; that it breaks off there changes nothing."""
    try:
        read = answer.read(EXCERPT)
    except ERRORS:
        return ""
    return read.decode("utf-8", "replace").replace("\x00", "")
