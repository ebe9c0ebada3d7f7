"""A connection to the very address that was checked, which can be cut at any moment."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import SplitResult

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Guard = Callable[[Address, int], bool]


class RefusedError(OSError):
    """The address is none that may be asked."""


class Connection(http.client.HTTPConnection):
    """One connection for one request, over within ``timeout`` seconds whatever the server does.

    The host is looked up once, ``guard`` is asked about each of its addresses, and the connection
    is made to one that passed: a name that leads elsewhere the second time leads nowhere. The
    host stays in Host and SNI. Use it as a context: a server that sends a byte now and then never
    runs into the timeout of a socket, so a watch cuts the connection then (``is_cut``).
    """

    def __init__(self, parts: SplitResult, *, timeout: float, guard: Guard):
        is_secure = parts.scheme == "https"
        self.default_port = 443 if is_secure else 80
        super().__init__(parts.hostname, parts.port, timeout=timeout)
        self.context = ssl.create_default_context() if is_secure else None
        self.guard, self.is_cut, self.wire = guard, False, None

    def __enter__(self):
        self.watch = threading.Timer(self.timeout, self.cut)
        self.watch.daemon = True
        self.watch.start()
        return self

    def __exit__(self, *raised):
        self.watch.cancel()
        self.close()

    def connect(self):
        found = resolve(self.host, self.port, guard=self.guard, timeout=self.timeout)
        self.sock = self.wire = socket.create_connection(found, self.timeout)
        if self.is_cut:
            raise TimeoutError("The time was up before there was a connection.")
        if self.context:
            # Kept before the handshake, so that this can be cut short, too.
            self.sock = self.wire = self.context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        """End what is under way; ``sock`` is let go before the body is read, ``wire`` is not."""
        self.is_cut = True
        if wire := self.wire:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)


def resolve(host: str, port: int, *, guard: Guard, timeout: float) -> tuple[str, int]:
    """An address of the host; where one of them may not be asked, none is taken.

    Raises ``RefusedError``, and what the look-up raises: ``OSError`` or ``UnicodeError``.
    """
    found = [ipaddress.ip_address(address[0]) for *_rest, address in looked_up(host, port, timeout)]
    hidden = [number for number in found if not guard(number, port)]
    if hidden:
        raise RefusedError(f"{host} leads to {hidden[0]}, which is not a public address.")
    return str(found[0]), port


def looked_up(host: str, port: int, timeout: float) -> list:
    """``getaddrinfo`` with an end: the system's own look-up knows none."""
    answer: list = []

    def ask():
        try:
            answer.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout)
    if not answer:
        raise TimeoutError(f"Nobody said within {timeout:.0f} seconds where {host} is.")
    if isinstance(answer[0], Exception):
        raise answer[0]
    return answer[0]
