"""One signed request to one address, and its outcome."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from urllib3.response import HTTPResponse
from urllib3.util import SKIP_HEADER

from claims.rules.webhooks import addresses
from sources.fetching.addresses import is_public
from sources.fetching.connection import ERRORS, Address, send

TIMEOUT = 10  # seconds, for the whole request
EXCERPT = 500  # characters of the answer that are stored


@dataclass(frozen=True)
class Outcome:
    """The outcome of a request. ``status``: None without an answer; ``error``: the reason."""

    status: int | None = None
    error: str = ""
    excerpt: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: dict[str, str], *, strict: bool) -> Outcome:
    """Post once; redirects are not followed. ``strict``: only to public addresses, by https.

    The connection goes to an address that was checked (``send``). The status also counts if the
    body breaks off.
    """
    if reason := addresses.problem(url, strict=strict):
        return Outcome(error=reason)
    headers = {**headers, "Content-Type": "application/json", "User-Agent": SKIP_HEADER}
    statuses: list[int] = []

    def guard(address: Address, port: int) -> bool:
        return is_public(address) or not strict

    def take(answer: HTTPResponse) -> bytes:
        statuses.append(answer.status)
        return answer.read(EXCERPT)

    try:
        read = send("POST", urlsplit(url), headers, body, take=take, seconds=TIMEOUT, guard=guard)
    except ERRORS as error:
        if statuses:
            return Outcome(statuses[0])
        return Outcome(error=(str(error) or type(error).__name__)[:EXCERPT])
    return Outcome(statuses[0], excerpt=read.decode("utf-8", "replace").replace("\x00", ""))
