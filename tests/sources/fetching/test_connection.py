"""Defaults of the HTTP library that must not apply: look-ups, redirects, unpacking and others."""

import gzip
import os
import socket
import socketserver
import ssl
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from claims.webhooks import posting
from sources.fetching import FetchError, fetch, request
from tests.sources.fetching.server import DRIP, Server, answer, redirect

# A key for tests only, with a self-signed certificate for pages.example.
CERTIFICATE = Path(__file__).parent / "pages.example.pem"


def refused(url: str, **kwargs) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, **kwargs)
    return caught.value


@pytest.fixture
def named(monkeypatch):
    """Let every name lead to this machine, and return the list of looked-up names."""
    names, really = [], socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        if not host[0].isdigit():
            names.append(host)
            host = "127.0.0.1"
        return really(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return names


@pytest.fixture
def secure_pages(pages, named, monkeypatch):
    """Start the local server with TLS and a certificate that this process trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda _socket, name, _context: pages.asked.append(name)
    pages.server.socket = context.wrap_socket(pages.server.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    return pages


@pytest.mark.parametrize("dot", ["", "."], ids=["name", "name with its last dot"])
def test_certificate_is_checked_by_name_although_a_number_is_connected_to(secure_pages, named, dot):
    secure_pages.pages["/"] = answer(b"told")

    found = fetch(f"https://pages.example{dot}:{secure_pages.port}/")

    assert found.text == "told"
    assert named == [f"pages.example{dot}"]
    assert secure_pages.asked == ["pages.example", "/"]
    assert f"Host: pages.example{dot}:{secure_pages.port}\r\n" in secure_pages.heads[0]


def test_certificate_of_another_name_is_refused(secure_pages):
    error = refused(f"https://other.example:{secure_pages.port}/")

    assert (error.code, secure_pages.heads) == ("bad_certificate", [])
    assert "other.example" in str(error)


def test_certificate_that_nobody_vouches_for_is_refused(secure_pages, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)

    error = refused(f"https://pages.example:{secure_pages.port}/")

    assert (error.code, secure_pages.heads) == ("bad_certificate", [])
    assert "self-signed" in str(error)


class DrippingHandshake(socketserver.BaseRequestHandler):
    def handle(self):
        with suppress(OSError):
            self.request.sendall(b"\x16\x03\x03\x40\x00")
            while True:
                self.request.sendall(b"\x02")
                time.sleep(DRIP)


def test_handshake_that_never_ends_is_cut_off(pages):
    with Server(("127.0.0.1", 0), DrippingHandshake) as server:
        pages.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()

        begun = time.monotonic()
        error = refused(f"https://127.0.0.1:{pages.port}/", seconds=0.5)

        server.shutdown()
    assert error.code == "too_slow"
    assert time.monotonic() - begun < 5


def test_look_up_and_connection_share_the_time(fetching, monkeypatch):
    def getaddrinfo(host, port, *args, **kwargs):
        time.sleep(0.4)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: time.sleep(5))

    begun = time.monotonic()
    error = refused("https://slow.example/", seconds=0.6)

    assert error.code == "too_slow"
    assert time.monotonic() - begun < 2


def test_connection_that_comes_too_late_is_closed_unused(fetching, monkeypatch):
    ours, theirs = socket.socketpair()
    theirs.settimeout(5)
    late = threading.Event()

    def create_connection(address, timeout):
        late.wait(5)
        return ours

    monkeypatch.setattr(socket, "create_connection", create_connection)

    error = refused("http://8.8.8.8/", seconds=0.2)
    late.set()

    assert error.code == "too_slow"
    assert theirs.recv(1) == b""  # closed, and nothing was asked
    theirs.close()


def test_address_is_sent_as_it_is_written(pages):
    path = "/a/../b/./c;d?x=%c3%bc&y=[1]&z=a%2Fb"
    pages.pages[path] = answer(b"told")

    found = fetch(pages.url + path)

    assert found.url == pages.url + path
    assert pages.asked == [path]


def test_proxies_and_passwords_of_the_environment_are_not_used(pages, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login olga password told\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9/")
    pages.pages["/"] = answer(b"told")

    assert fetch(f"{pages.url}/").text == "told"
    assert "Authorization" not in pages.heads[0]


def test_cookies_are_not_kept(pages):
    pages.pages["/"] = redirect("/b", Set_Cookie="seen=1; Path=/")
    pages.pages["/b"] = answer(b"told", Set_Cookie="seen=2; Path=/")

    fetch(f"{pages.url}/")
    fetch(f"{pages.url}/b")

    assert pages.asked == ["/", "/b", "/b"]
    assert not any("cookie" in head.lower() for head in pages.heads)


def test_requests_say_who_asks_and_nothing_else(pages):
    pages.pages["/"] = answer(b"told")

    found = fetch(f"{pages.url}/")

    lines = pages.heads[0].strip().split("\r\n")[1:]
    assert lines == [f"{name}: {value}" for name, value in found.last.request_headers]
    assert [line.split(":")[0] for line in lines] == ["Host", *request.HEADERS]


def test_webhooks_do_not_say_which_library_sends(pages):
    pages.pages["/"] = answer(b"")

    posting.post(f"{pages.url}/", b"{}", {"webhook-id": "msg_1"}, strict=False)

    names = [line.split(":")[0] for line in pages.heads[0].strip().split("\r\n")[1:]]
    assert names == ["Host", "Accept-Encoding", "Content-Length", "webhook-id", "Content-Type"]


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
def test_nothing_is_asked_twice(pages, status):
    pages.pages["/"] = answer(b"later", status, Retry_After="0")

    assert fetch(f"{pages.url}/").status == int(status[:3])
    assert pages.asked == ["/"]


def test_server_that_hangs_up_is_not_asked_again(pages):
    pages.pages["/"] = b""

    assert refused(f"{pages.url}/").code == "no_answer"
    assert pages.asked == ["/"]


def test_headers_that_come_twice_are_both_kept(pages):
    pages.pages["/"] = (
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1, x\r\nX-Odd: here\r\nset-cookie: b=2\r\n"
        b"Content-Length: 4\r\n\r\ntold"
    )

    headers = fetch(f"{pages.url}/").headers

    assert [value for name, value in headers if name == "Set-Cookie"] == ["a=1, x", "b=2"]
    assert len(headers) == 4


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (b"Content-Length: 4\r\nContent-Length: 4", "told"),
        (b"Content-Length: -4", "told"),
        (b"Content-Length: many", "told"),
        (b"Content-Length: 4\r\nContent-Length: 3", None),
        (b"Content-Length: 4, 3", None),
    ],
)
def test_length_that_contradicts_itself_is_no_answer(pages, head, text):
    pages.pages["/"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%b\r\n\r\ntold" % head

    if text:
        assert fetch(f"{pages.url}/").text == text
    else:
        assert refused(f"{pages.url}/").code == "bad_answer"


def test_chunks_go_before_a_length(pages):
    pages.pages["/"] = answer(
        b"2\r\nto\r\n2\r\nld\r\n0\r\n\r\n", Content_Length="2", Transfer_Encoding="chunked"
    )

    assert fetch(f"{pages.url}/").text == "told"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x-unknown"])
def test_what_was_not_asked_for_is_not_unpacked(pages, encoding):
    """This holds with any installed decoders."""
    pages.pages["/"] = answer(gzip.compress(gzip.compress(b"told")), Content_Encoding=encoding)

    error = refused(f"{pages.url}/")

    assert error.code == "bad_answer" and encoding in str(error)


def test_packed_body_that_never_becomes_anything_is_bounded_on_the_wire(pages):
    """The body consists of empty packed parts without end, so nothing is ever unpacked."""

    def endless(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
        handler.endlessly(gzip.compress(b"") * 1000)

    pages.pages["/"] = endless

    assert refused(f"{pages.url}/", most_bytes=100_000).code == "too_large"


def test_connection_that_is_reset_amid_the_body_is_no_answer(pages):
    def reset(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nshort")
        linger = b"\x01\0\0\0\0\0\0\0"  # on, and for no time at all: a reset
        handler.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.request.close()

    pages.pages["/"] = reset

    assert refused(f"{pages.url}/").code in ("no_answer", "bad_answer")


@pytest.mark.parametrize(
    "to",
    [
        "http://[fe80::1%25lo]/",
        "http://[fe80::1%lo]/",
        "http://[::1%25lo]/",
        "http://[::ffff:7f00:1]/",
        "http://[::]/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://①②⑦.0.0.1/",
        "//127.0.0.1:8080/",
        "http:/\\127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1\t/",
    ],
)
def test_odd_ways_to_write_a_hidden_address_lead_nowhere(pages, to):
    pages.pages["/"] = redirect(to)

    assert refused(f"{pages.url}/").code in ("refused_address", "unknown_host", "bad_url")
    assert pages.asked == ["/"]


def test_each_address_of_a_name_is_checked(fetching, monkeypatch):
    """The first address is public. The last one must not be used if the first one fails."""
    rows = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 80, 0, 2)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)

    assert "fe80::1" in str(refused("http://both.example/"))


@pytest.mark.parametrize(
    ("url", "to"),
    [
        ("https://[2606:4700:4700::1111]/", ("2606:4700:4700::1111", 443)),
        ("https://[2606:4700:4700::1111]:8443/", ("2606:4700:4700::1111", 8443)),
        ("https://8.8.8.8/", ("8.8.8.8", 443)),
    ],
)
@pytest.mark.parametrize(
    "ask",
    [refused, lambda url: posting.post(url, b"{}", {}, strict=True)],
    ids=["fetching", "posting"],
)
def test_port_is_never_read_out_of_an_address(fetching, monkeypatch, url, to, ask):
    made = []

    def create_connection(address, timeout):
        made.append(address)
        raise ConnectionRefusedError(111, "refused here")

    monkeypatch.setattr(socket, "create_connection", create_connection)

    ask(url)

    assert made == [to]
