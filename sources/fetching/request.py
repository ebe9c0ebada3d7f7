"""One guarded request after the other, until there is an answer."""

import http.client
import re
import socket
import ssl
import time
import zlib
from contextlib import suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from django.conf import settings
from django.utils import timezone

from sources.fetching.addresses import is_public
from sources.fetching.connection import Address, Connection, RefusedError
from sources.fetching.fetched import Exchange, Fetched, FetchError

SECONDS = 20  # for all of it, redirects included
MOST_BYTES = 10 * 1024 * 1024  # of a body, on the wire and unpacked alike
MOST_REDIRECTS = 5
LONGEST_URL = 2000
PORTS = (80, 443, 8080, 8443)
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 64 * 1024
HEADERS = {
    "User-Agent": "Corroborate/0.1 (checks the pages that claims cite)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
# Windows of zlib: gzip or zlib by their headers; deflate without one.
WRAPPED, RAW = 47, -15
SAFE = "!#$%&'()*+,/:;=?@[]~"
CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def may_reach(address: Address, port: int) -> bool:
    """Only what anybody could reach."""
    return is_public(address)


def may_ask(port: int) -> bool:
    """Only where pages are served: other services could be harmed by a request."""
    return port in PORTS


def fetch(
    url: str, *, seconds: float = SECONDS, most_bytes: int = MOST_BYTES, accept: str = ""
) -> Fetched:
    """GET an address, following redirects; raises ``FetchError`` where there is no answer.

    Any status is an answer, 404 too. Every address on the way is checked anew: private,
    loopback, link-local and other hidden networks are never asked. ``seconds`` is the time for
    all of it, ``most_bytes`` the largest body, before and after unpacking. Without the setting
    ``FETCHING`` nothing is fetched. Proxies of the environment are not used.
    """
    if not settings.FETCHING:
        raise FetchError("switched_off", url=url)
    headers = {**HEADERS, **({"Accept": accept} if accept else {})}
    ends_at, exchanges = time.monotonic() + seconds, []
    while True:
        parts = address_of(url, exchanges)
        left = ends_at - time.monotonic()
        if left <= 0:
            raise FetchError("too_slow", seconds, url, led_by(exchanges))
        connection = Connection(parts, timeout=left, guard=may_reach)
        try:
            with connection:
                exchange, body = ask(connection, url, parts, headers, most_bytes)
        except FetchError as error:
            raise FetchError(error.code, error.particular, url, led_by(exchanges)) from error
        except (OSError, http.client.HTTPException, ValueError, EOFError) as error:
            code, particular = reason(error, connection, seconds)
            raise FetchError(code, particular, url, led_by(exchanges)) from error
        exchanges.append(exchange)
        location = exchange.header("Location")
        if exchange.status not in REDIRECTS or not location:
            return Fetched(tuple(exchanges), body)
        if len(exchanges) > MOST_REDIRECTS:
            raise FetchError("too_many_redirects", MOST_REDIRECTS, url, led_by(exchanges))
        url = joined(url, location)


def led_by(exchanges: list[Exchange]) -> list[str]:
    return [exchange.url for exchange in exchanges]


def joined(url: str, location: str) -> str:
    """Where a Location leads; servers write UTF-8 there, which http.client reads as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def address_of(url: str, exchanges: list[Exchange]) -> SplitResult:
    """The parts of an address in ASCII, or ``FetchError``."""
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
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname
        if ":" not in host and not host.isascii():
            host = host.encode("idna").decode("ascii")
        path, query = quote(parts.path or "/", safe=SAFE), quote(parts.query, safe=SAFE)
    except (ValueError, UnicodeError) as error:
        raise FetchError("bad_url", error, url, led_by(exchanges)) from error
    if not may_ask(port):
        raise FetchError("refused_port", port, url, led_by(exchanges))
    netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return urlsplit(urlunsplit((parts.scheme, netloc, path, query, "")))


def ask(
    connection: Connection, url: str, parts: SplitResult, headers: dict, most: int
) -> tuple[Exchange, bytes]:
    at = timezone.now()
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    sent = {"Host": host_header(parts), **headers}
    connection.request("GET", path, headers=sent)
    answer = connection.getresponse()
    told = tuple((name, value) for name, value in answer.getheaders())
    exchange = Exchange(url, at, tuple(sent.items()), answer.status, answer.reason, told)
    if exchange.status in REDIRECTS and exchange.header("Location"):
        return exchange, b""
    body = read(answer, exchange.header("Content-Encoding"), most)
    if connection.is_cut:
        # A body without a length ends where the connection does, also when it was cut.
        raise TimeoutError
    return exchange, body


def host_header(parts: SplitResult) -> str:
    default = 443 if parts.scheme == "https" else 80
    return parts.netloc.removesuffix(f":{default}")


def read(answer: http.client.HTTPResponse, encoding: str, most: int) -> bytes:
    """The body without its encoding; ``FetchError`` as soon as it is too large, packed or not."""
    unpacker, wire, body = Unpacker(encoding), 0, bytearray()
    while chunk := answer.read(CHUNK):
        wire += len(chunk)
        # One byte more than there may be, never all that a small chunk can be blown up to.
        body += unpacker.unpack(chunk, most + 1 - len(body))
        if max(wire, len(body)) > most:
            raise FetchError("too_large", most)
    if answer.length or (wire and not unpacker.is_whole):
        raise FetchError("bad_answer", "it breaks off before its end")
    return bytes(body)


class Unpacker:
    """Content-Encoding undone, as much at a time as is asked for."""

    def __init__(self, encoding: str):
        self.named = encoding.strip().lower()
        if self.named not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError("bad_answer", f"it is packed as “{self.named[:40]}”")
        self.inflate = None

    @property
    def is_whole(self) -> bool:
        return self.inflate is None or self.inflate.eof

    def unpack(self, chunk: bytes, most: int) -> bytes:
        if self.named in ("", "identity"):
            return chunk
        if self.inflate is None:
            is_bare = self.named == "deflate" and chunk[0] & 0x0F != 8
            self.inflate = zlib.decompressobj(RAW if is_bare else WRAPPED)
        try:
            return self.inflate.decompress(chunk, most)
        except zlib.error as error:
            raise FetchError("bad_answer", "it is not packed as it says") from error


def reason(error: Exception, connection: Connection, seconds: float) -> tuple[str, object]:
    """Code and particular of what went wrong below HTTP."""
    if isinstance(error, RefusedError):
        return "refused_address", error
    if connection.is_cut or isinstance(error, TimeoutError):
        return "too_slow", f"{seconds:g}"
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return "unknown_host", connection.host
    if isinstance(error, ssl.SSLCertVerificationError):
        return "bad_certificate", error.verify_message
    if isinstance(error, http.client.IncompleteRead):
        return "bad_answer", "it breaks off before its end"
    if isinstance(error, OSError):
        return "no_answer", error.strerror or str(error) or type(error).__name__
    return "bad_answer", str(error)[:200] or type(error).__name__
