"""Send one request to a checked address, within a time limit that the server cannot extend."""

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
# The errors of a request: of the network, of the answer, and of urllib3 about its body.
ERRORS = (OSError, http.client.HTTPException, HTTPError, ValueError)


class RefusedError(OSError):
    """Requests to this address are not allowed."""


class Connection(HTTPConnection):
    """A connection that resolves the host once, and connects to an address that ``guard`` allows.

    A second look-up, which could return another address, never happens (DNS rebinding). The name
    stays in Host, in SNI and in the check of the certificate. If one address of the name is not
    allowed, no connection is made.
    """

    guard: Guard
    wire: socket.socket | None = None
    is_over = False

    def _new_conn(self) -> socket.socket:
        rows = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(address[0]) for *_rest, address in rows]
        hidden = [address for address in addresses if not self.guard(address, self.port)]
        if hidden:
            message = f"{self.host} leads to {hidden[0]}, which is not a public address."
            raise RefusedError(message)
        sock = socket.create_connection((str(addresses[0]), self.port), self.timeout)
        # ``end`` needs a handle of its own: TLS takes over the first one, and http.client drops it
        # while the body is read.
        self.wire = sock.dup()
        if self.is_over:
            sock.close()
            self.end()
            raise TimeoutError
        return sock

    def end(self) -> None:
        """End the request that another thread is making."""
        self.is_over = True
        if self.wire:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)
            self.wire.close()


class SecureConnection(Connection, HTTPSConnection):
    """The same connection over TLS."""


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
    """Send one request, and return the result of ``take``, which reads the body of the answer.

    Redirects are not followed, encodings are not undone, proxies of the environment are not used.
    Raises the errors of ``take``, and ``ERRORS``: ``RefusedError`` if an address is not allowed,
    ``TimeoutError`` after ``seconds``. The timeout of a socket limits neither the look-up of a name
    nor a server that sends a byte now and then. So the request runs in a thread of its own, which
    is left behind after ``seconds``.
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
