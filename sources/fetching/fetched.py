"""The result of a fetch: plain data."""

import datetime
import re
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

from sources.fetching.charset import decode

REDIRECTS = (301, 302, 303, 307, 308)
MEDIA_TYPE = re.compile(r"(?=.{3,100}$)[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
# The code of an error → its message. ``{}`` stands for the particular.
REASONS = {
    "switched_off": "Fetching is switched off on this server.",
    "bad_url": "This is not an address that can be fetched: {}",
    "refused_address": "This address leads into a private network: {}",
    "refused_port": "Port {} is not one that pages are served on.",
    "unknown_host": "The host is not known: {}",
    "no_answer": "The server did not answer: {}",
    "bad_certificate": "The server's certificate is not valid: {}",
    "too_slow": "The server took longer than {} seconds.",
    "too_large": "The answer is larger than {} bytes.",
    "too_many_redirects": "The address leads on more than {} times.",
    "bad_answer": "The server's answer cannot be read: {}",
}


class FetchError(Exception):
    """No answer. ``code``: one of ``REASONS``; ``url`` failed, after ``redirects`` in order."""

    url: str = ""
    redirects: tuple[str, ...] = ()

    def __init__(self, code: str, particular: object = ""):
        message = REASONS[code].format(particular)[:500]
        super().__init__("".join(character for character in message if character.isprintable()))
        self.code = code


@dataclass(frozen=True)
class Exchange:
    """One request and the head of its answer, as they were sent. ``url`` is in ASCII."""

    url: str
    at: datetime.datetime
    request_headers: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """Return the first header of this name in any case, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def location(self) -> str:
        """The target of a redirect as the server wrote it; empty for any other answer."""
        return self.header("Location") if self.status in REDIRECTS else ""


@dataclass(frozen=True)
class Fetched:
    """An answer with any status, after redirects; ``body`` has no transfer or content encodings."""

    exchanges: tuple[Exchange, ...]
    body: bytes

    @property
    def last(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        """The address of the answer, after redirects."""
        return self.last.url

    @property
    def status(self) -> int:
        return self.last.status

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return self.last.headers

    @property
    def redirects(self) -> tuple[str, ...]:
        """The addresses before ``url``, oldest first."""
        return tuple(exchange.url for exchange in self.exchanges[:-1])

    @property
    def is_moved_for_good(self) -> bool:
        """Whether there are redirects and all are permanent (301, 308)."""
        redirects = self.exchanges[:-1]
        return bool(redirects) and all(exchange.status in (301, 308) for exchange in redirects)

    def header(self, name: str) -> str:
        return self.last.header(name)

    @property
    def media_type(self) -> str:
        """The media type in lower case, such as text/html; empty if the server gave none."""
        return media_type(self.header("Content-Type"))

    @property
    def charset(self) -> str:
        """The encoding of the text; empty if the body is no text."""
        return self.decoded[1]

    @property
    def text(self) -> str:
        """The decoded text of the body, with its markup; empty if the body is no text."""
        return self.decoded[0]

    @cached_property
    def decoded(self) -> tuple[str, str]:
        if not is_text(self.media_type, self.body):
            return "", ""
        message = Message()
        message["Content-Type"] = self.header("Content-Type")
        declared = message.get_param("charset", "")
        return decode(self.body, declared if isinstance(declared, str) else "")


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type in lower case, or an empty string if not valid."""
    bare = content_type.split(";")[0].strip().lower()
    return bare if MEDIA_TYPE.fullmatch(bare) else ""


def is_text(media_type: str, body: bytes) -> bool:
    """Say whether a body is text, by its media type and its first bytes."""
    is_text_type = media_type.startswith("text/") or media_type.endswith(("+xml", "/xml", "json"))
    if media_type and not is_text_type:
        return False
    return b"\0" not in body[:1024] or body.startswith((b"\xff\xfe", b"\xfe\xff"))
