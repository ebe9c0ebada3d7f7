"""One signed request to one address, and what came of it."""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from claims.webhooks import addresses

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


class RefusedError(OSError):
    """The address is none that may be asked."""


def post(url: str, body: bytes, headers: dict[str, str], *, strict: bool) -> Outcome:
    """Post once; redirects are not followed. ``strict``: only to public addresses, by https.

    The host is looked up once, each of its addresses is checked, and the connection is made to
    one that was: a name that leads elsewhere the second time leads nowhere.
    """
    if wrong := addresses.problem(url, strict=strict):
        return Outcome(error=wrong)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = Connection(parts, strict=strict)
    # A server that sends a byte now and then never runs into a timeout of the socket.
    watch = threading.Timer(TIMEOUT, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", path, body, {**headers, "Content-Type": "application/json"})
        answer = connection.getresponse()
        return Outcome(answer.status, excerpt=excerpt(answer))
    except (OSError, http.client.HTTPException, ValueError) as error:
        told = f"No answer within {TIMEOUT} seconds." if connection.is_cut else str(error)
        return Outcome(error=(told or type(error).__name__)[:EXCERPT])
    finally:
        watch.cancel()
        connection.close()


def excerpt(answer: http.client.HTTPResponse) -> str:
    """The beginning of the body; that it breaks off there changes nothing."""
    try:
        read = answer.read(EXCERPT)
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    return read.decode("utf-8", "replace").replace("\x00", "")


class Connection(http.client.HTTPConnection):
    """A connection to the very address that was checked; the host stays in Host and SNI."""

    def __init__(self, parts, *, strict: bool):
        is_secure = parts.scheme == "https"
        self.default_port = 443 if is_secure else 80
        super().__init__(parts.hostname, parts.port, timeout=TIMEOUT)
        self.context = ssl.create_default_context() if is_secure else None
        self.strict, self.is_cut = strict, False

    def connect(self):
        found = resolve(self.host, self.port, strict=self.strict)
        self.sock = socket.create_connection(found, self.timeout)
        if self.context:
            # Kept before the handshake, so that this can be cut short, too.
            self.sock = self.context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        self.is_cut = True
        if sock := self.sock:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def resolve(host: str, port: int, *, strict: bool) -> tuple[str, int]:
    """An address of the host; where one of them is not public, none is taken (``RefusedError``)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [ipaddress.ip_address(address[0]) for *_rest, address in found]
    hidden = [number for number in numbers if strict and not addresses.is_public(number)]
    if hidden:
        raise RefusedError(f"{host} leads to {hidden[0]}, which is not a public address.")
    return str(numbers[0]), port
