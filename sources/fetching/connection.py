"""One request to the address that was checked, over in time whatever the server does."""

import http.client
import ipaddress
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar
from urllib.parse import SplitResult

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as ReadingTimeoutError
from urllib3.response import HTTPResponse

T = TypeVar("T")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Guard = Callable[[Address, int], bool]
# What a request may raise: the network's, the answer's, and urllib3's about its body.
ERRORS = (OSError, http.client.HTTPException, HTTPError, ValueError)


class RefusedError(OSError):
    """The address is none that may be asked."""


class Connection(HTTPConnection):
    """Look the host up once, and connect to an address that ``guard`` let pass.

    A name that leads elsewhere the second time leads nowhere. The name stays in Host, in SNI and
    in the check of the certificate. Where one address of a name may not be asked, none is.
    """

    guard: Guard
    wire: socket.socket | None = None
    is_over = False

    def _new_conn(self) -> socket.socket:
        rows = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(address[0]) for *_rest, address in rows]
        hidden = [address for address in addresses if not self.guard(address, self.port)]
        if hidden:
            told = f"{self.host} leads to {hidden[0]}, which is not a public address."
            raise RefusedError(told)
        sock = socket.create_connection((str(addresses[0]), self.port), self.timeout)
        # A second handle: TLS takes the first one over, and http.client lets it go for the body.
        self.wire = sock.dup()
        if self.is_over:
            sock.close()
            self.end()
            raise TimeoutError
        return sock

    def end(self) -> None:
        """End what is under way in another thread."""
        self.is_over = True
        if self.wire:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)
            self.wire.close()


class SecureConnection(Connection, HTTPSConnection):
    """The same by TLS."""


def send(
    method: str,
    parts: SplitResult,
    headers: dict[str, str],
    body: bytes | None = None,
    *,
    take: Callable[[HTTPResponse], T],
    seconds: float,
    guard: Guard,
) -> T:
    """Send one request, and return what ``take`` makes of the answer, whose body it reads.

    Redirects are not followed, encodings are not undone, proxies of the environment are not used.
    Raises what ``take`` raises, and ``ERRORS``: ``RefusedError`` where an address may not be
    asked, ``TimeoutError`` after ``seconds``. Neither a look-up nor a server that sends a byte now
    and then runs into the timeout of a socket, so a thread of its own asks, and is left.
    """
    kind = SecureConnection if parts.scheme == "https" else Connection
    connection = kind(parts.hostname, parts.port or kind.default_port, timeout=seconds)
    connection.guard = guard
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    answer: Future[T] = Future()

    def ask():
        try:
            connection.request(
                method, target, body, headers, preload_content=False, decode_content=False
            )
            answer.set_result(take(connection.getresponse()))
        except Exception as error:
            answer.set_exception(error)
        finally:
            connection.close()

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answer.result(seconds)
    except (TimeoutError, ReadingTimeoutError) as error:
        raise TimeoutError(f"No answer within {seconds:g} seconds.") from error
    finally:
        connection.end()
