"""One request to the address that was checked, over in time whatever the server does."""

import http.client
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as ReadingTimeoutError
from urllib3.response import HTTPResponse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Guard = Callable[[Address, int], bool]
# What a request may raise: the network's, the answer's, and urllib3's about its body.
ERRORS = (OSError, http.client.HTTPException, HTTPError, ValueError)


class RefusedError(OSError):
    """The address is none that may be asked."""


class Connection(HTTPConnection):
    """Look the host up once, and connect to an address that ``guard`` let pass.

    A name that leads elsewhere the second time leads nowhere. The name stays in Host, in SNI and
    in the check of the certificate.
    """

    guard: Guard
    wire: socket.socket | None = None
    is_cut = False

    def _new_conn(self) -> socket.socket:
        begun = time.monotonic()
        address = resolve(self._dns_host, self.port, guard=self.guard, timeout=self.timeout)
        left = max(self.timeout - (time.monotonic() - begun), 0.001)
        sock = socket.create_connection((str(address), self.port), left)
        # A second handle: TLS takes the first one over, and http.client lets it go for the body.
        self.wire = sock.dup()
        if self.is_cut:
            raise TimeoutError
        return sock

    def cut(self) -> None:
        """End what is under way, in whichever thread it is."""
        self.is_cut = True
        if self.wire:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)


class SecureConnection(Connection, HTTPSConnection):
    """The same by TLS."""


@contextmanager
def answer_to(
    method: str,
    parts: SplitResult,
    headers: dict[str, str],
    body: bytes | None = None,
    *,
    seconds: float,
    guard: Guard,
) -> Iterator[HTTPResponse]:
    """Send one request and yield the answer, with its body still to be read.

    Redirects are not followed, encodings are not undone, proxies of the environment are not used.
    Raises one of ``ERRORS``: ``RefusedError`` where an address may not be asked, ``TimeoutError``
    after ``seconds``. A server that sends a byte now and then never runs into the timeout of a
    socket, so a timer cuts the connection; a body without a length then ends early.
    """
    kind = SecureConnection if parts.scheme == "https" else Connection
    connection = kind(parts.hostname, parts.port or kind.default_port, timeout=seconds)
    connection.guard = guard
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    timer = threading.Timer(seconds, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        connection.request(
            method, target, body, headers, preload_content=False, decode_content=False
        )
        yield connection.getresponse()
    except ERRORS as error:
        if connection.is_cut or isinstance(error, (TimeoutError, ReadingTimeoutError)):
            raise TimeoutError(f"No answer within {seconds:g} seconds.") from error
        raise
    finally:
        timer.cancel()
        connection.close()
        if connection.wire:
            connection.wire.close()


def resolve(host: str, port: int, *, guard: Guard, timeout: float) -> Address:
    """Return an address of the host; where one of them may not be asked, none is taken.

    Raises ``RefusedError``, and what the look-up raises: ``OSError`` or ``UnicodeError``.
    """
    rows = looked_up(host, port, timeout)
    addresses = [ipaddress.ip_address(address[0]) for *_rest, address in rows]
    hidden = [address for address in addresses if not guard(address, port)]
    if hidden:
        raise RefusedError(f"{host} leads to {hidden[0]}, which is not a public address.")
    return addresses[0]


def looked_up(host: str, port: int, timeout: float) -> list:
    """Run ``getaddrinfo`` with an end: the system's own look-up knows none."""
    answer: Future = Future()

    def ask():
        try:
            answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    return answer.result(timeout)
