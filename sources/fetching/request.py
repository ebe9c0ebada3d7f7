"""Fetch an address: guarded requests that follow redirects until there is an answer."""

import http.client
import re
import socket
import ssl
import time
import zlib
from contextlib import suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from urllib3.response import HTTPResponse

from sources.fetching.addresses import is_public
from sources.fetching.connection import ERRORS, Address, RefusedError, send
from sources.fetching.fetched import Exchange, Fetched, FetchError

SECONDS = 20  # for all of it, redirects included
MOST_BYTES = 10 * 1024 * 1024  # of a body, on the wire and unpacked alike
MOST_REDIRECTS = 5
LONGEST_URL = 2000
LONGEST_HEADER = 4000
PORTS = (80, 443, 8080, 8443)
CHUNK = 64 * 1024
HEADERS = {
    "User-Agent": "Corroborate/0.1 (checks the pages that claims cite)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
# Window sizes for zlib: with a header of gzip or zlib, and for deflate without a header.
WRAPPED, RAW = 47, -15
BROKEN_OFF = "it breaks off before its end"
SAFE = "!#$%&'()*+,/:;=?@[]~"
CONTROL_IN_HEAD = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def may_reach(address: Address, port: int) -> bool:
    """Say whether an address may be reached: only public ones."""
    return is_public(address)


def may_ask(port: int) -> bool:
    """Say whether a port may be used: only ports of web servers, not those of other services."""
    return port in PORTS


def fetch(
    url: str, *, seconds: float = SECONDS, most_bytes: int = MOST_BYTES, accept: str = ""
) -> Fetched:
    """Request an address with GET and follow redirects; raise ``FetchError`` without an answer.

    Any status is an answer, also 404. Every address on the way is checked: private, loopback,
    link-local and other hidden networks are never requested. ``seconds`` is the limit for all
    requests together, ``most_bytes`` the largest body, before and after unpacking. Without the
    setting ``FETCHING`` nothing is fetched. Proxies of the environment are not used.
    """
    headers = {**HEADERS, **({"Accept": accept} if accept else {})}
    ends_at, exchanges = time.monotonic() + seconds, []
    try:
        if not settings.FETCHING:
            raise FetchError("switched_off")
        while True:
            parts = address_of(url)
            try:
                exchange, body = ask(parts, headers, ends_at, most_bytes)
            except ERRORS as error:
                raise FetchError(*reason(error, parts.hostname, seconds)) from error
            exchanges.append(exchange)
            if not exchange.location:
                return Fetched(tuple(exchanges), body)
            if len(exchanges) > MOST_REDIRECTS:
                raise FetchError("too_many_redirects", MOST_REDIRECTS)
            url = joined(exchange.url, exchange.location)
    except FetchError as error:
        error.url, error.redirects = url, tuple(exchange.url for exchange in exchanges)
        raise


def joined(url: str, location: str) -> str:
    """Return the target of a Location; it may hold spaces, or UTF-8 that was read as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    location = location.strip().replace(" ", "%20")
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def address_of(url: str) -> SplitResult:
    """Return the parts of an address in ASCII, or raise ``FetchError``."""
    try:
        if len(url) > LONGEST_URL:
            raise ValueError(f"it has more than {LONGEST_URL} characters")
        if CONTROL.search(url.strip()):
            raise ValueError("there are spaces or control characters in it")
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it begins with neither http:// nor https://")
        if parts.username is not None or parts.password is not None:
            raise ValueError("there is a name or a password in it")
        default = 443 if parts.scheme == "https" else 80
        port = parts.port or default
        host = parts.hostname
        if ":" in host:
            host = f"[{host}]"
        elif not host.isascii():
            host = host.encode("idna").decode("ascii")
        path, query = quote(parts.path or "/", safe=SAFE), quote(parts.query, safe=SAFE)
    except (ValueError, UnicodeError) as error:
        raise FetchError("bad_url", error) from error
    if not may_ask(port):
        raise FetchError("refused_port", port)
    netloc = host if port == default else f"{host}:{port}"
    return SplitResult(parts.scheme, netloc, path, query, "")


def ask(parts: SplitResult, headers: dict, ends_at: float, most: int) -> tuple[Exchange, bytes]:
    """Make one request. The body of a redirect is not read."""
    at, left, sent = timezone.now(), ends_at - time.monotonic(), {"Host": parts.netloc, **headers}
    if left <= 0:
        raise TimeoutError

    def take(answer: HTTPResponse) -> tuple[Exchange, bytes]:
        received = tuple((shown(name), shown(value)) for name, value in answer.headers.items())
        line = (answer.status, shown(answer.reason))
        exchange = Exchange(parts.geturl(), at, tuple(sent.items()), *line, received)
        return exchange, b"" if exchange.location else read(answer, exchange, most)

    return send("GET", parts, sent, take=take, seconds=left, guard=may_reach)


def shown(text: str) -> str:
    """Return a part of a head, cut, and without control characters (PostgreSQL stores no NUL)."""
    return CONTROL_IN_HEAD.sub("", text)[:LONGEST_HEADER]


def read(answer: HTTPResponse, exchange: Exchange, most: int) -> bytes:
    """Return the decoded body. Raises ``FetchError`` if it is too large, packed or unpacked."""
    encoding, body = exchange.header("Content-Encoding").strip().lower(), bytearray()
    if encoding not in ENCODINGS:
        raise FetchError("bad_answer", f"it is packed as “{encoding[:40]}”")
    while chunk := answer.read(CHUNK):
        body += chunk
        if len(body) > most:
            raise FetchError("too_large", most)
    return unpacked(bytes(body), encoding, most)


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Undo a Content-Encoding. urllib3 is not used, as it accepts packed data that breaks off."""
    if not body or encoding in ("", "identity"):
        return body
    is_bare = encoding == "deflate" and body[0] & 0x0F != 8
    unpacker = zlib.decompressobj(RAW if is_bare else WRAPPED)
    try:
        # At most one byte more than allowed: a small body can unpack to a very large one.
        body = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise FetchError("bad_answer", "it is not packed as it says") from error
    if len(body) > most:
        raise FetchError("too_large", most)
    if not unpacker.eof:
        raise FetchError("bad_answer", BROKEN_OFF)
    return body


def reason(error: Exception, host: str, seconds: float) -> tuple[str, object]:
    """Return the code and the particular of an error below HTTP."""
    if isinstance(error, RefusedError):
        return "refused_address", error
    if isinstance(error, TimeoutError):
        return "too_slow", f"{seconds:g}"
    error = error.__cause__ or error  # what urllib3 wrapped
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return "unknown_host", host
    if isinstance(error, ssl.SSLCertVerificationError):
        return "bad_certificate", error.verify_message
    if isinstance(error, http.client.IncompleteRead):
        return "bad_answer", BROKEN_OFF
    if isinstance(error, OSError):
        return "no_answer", error.strerror or str(error) or type(error).__name__
    return "bad_answer", str(error)[:200] or type(error).__name__
