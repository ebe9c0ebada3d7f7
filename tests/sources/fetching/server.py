"""A local server with hostile pages: each path is a page, written as raw bytes."""

import gzip
import socketserver
import threading
import time
from collections.abc import Callable

DRIP = 0.02  # seconds between bytes


def answer(
    body: bytes = b"", status: str = "200 OK", content_type: str = "text/html", **headers
) -> bytes:
    """Return a complete answer with its length. A header that is None is left out."""
    fields = {"Content-Type": content_type, "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def redirect(to: str, status: str = "302 Found", **headers) -> bytes:
    return answer(status=status, Location=to, **headers)


def bomb(megabytes: int) -> bytes:
    """Return an answer of so many megabytes, compressed to a thousandth of its size."""
    return answer(gzip.compress(b"a" * (megabytes << 20)), Content_Encoding="gzip")


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        server = self.server.pages
        head = b""
        while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline()):
            head += line
        if not head:
            return
        path = head.split()[1].decode()
        server.asked.append(path)
        server.heads.append(head.decode())
        page = server.pages.get(path, answer(b"Not here.", "404 Not Found"))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        try:
            if callable(page):
                page(self)
            else:
                self.wfile.write(page)
        except OSError:
            pass

    def endlessly(self, part: bytes, pause: float = 0) -> None:
        while not self.server.pages.is_over:
            self.wfile.write(part)
            if pause:
                time.sleep(pause)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


class Pages:
    """The server and its pages. ``asked``: the requested paths in order; ``heads``: the requests.

    ``pages`` maps a path to the bytes of its answer, to a list of answers that are sent in turn, or
    to a function that writes the answer.
    """

    def __init__(self):
        self.pages: dict[str, bytes | list[bytes] | Callable] = {}
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.is_over = False

    def __enter__(self):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.pages = self
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()
        return self

    def __exit__(self, *args):
        self.is_over = True
        self.server.shutdown()
        self.server.server_close()


# Answers that never end, each at another place.
def endless_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    handler.endlessly(b"a" * 65536)


def dripping_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    handler.endlessly(b"a", DRIP)


def dripping_header(handler):
    handler.endlessly(b"H", DRIP)


def endless_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.endlessly(b"X-More: and more\r\n")


def endless_header_line(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    handler.endlessly(b"a" * 65536)


def endless_continue(handler):
    handler.endlessly(b"HTTP/1.1 100 Continue\r\n\r\n")


def endless_chunks(handler):
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    handler.endlessly(b"1\r\na\r\n")


def endless_trailers(handler):
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"1\r\na\r\n0\r\n"
    )
    handler.endlessly(b"X-More: and more\r\n", DRIP)


def silence(handler):
    handler.endlessly(b"", DRIP)
