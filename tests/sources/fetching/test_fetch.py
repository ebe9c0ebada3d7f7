"""Fetching addresses that users entered, from a hostile server."""

import gzip
import socket
import threading
import zlib

import pytest

from sources.fetching import FetchError, fetch, request
from tests.sources.fetching import server
from tests.sources.fetching.server import answer, bomb, redirect

PUBLIC = "93.184.215.14"


def refused(url: str, **kwargs) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, **kwargs)
    return caught.value


def resolving(monkeypatch, *answers: str) -> list:
    """Let the look-up return these addresses one after the other; return the looked-up hosts."""
    hosts, addresses = [], list(answers)

    def getaddrinfo(host, port, *args, **kwargs):
        hosts.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (addresses.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return hosts


def connecting(monkeypatch) -> list:
    """Record the addresses of connections without making them."""
    addresses = []

    def create_connection(address, timeout):
        addresses.append(address)
        raise ConnectionRefusedError(111, "refused here")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    return addresses


def test_page_is_read_with_all_that_was_said_of_it(pages):
    pages.pages["/a?b=c"] = answer("<p>Größe</p>".encode(), content_type="Text/HTML; charset=utf-8")

    found = fetch(f"{pages.url}/a?b=c#part")

    assert (found.status, found.url, found.redirects) == (200, f"{pages.url}/a?b=c", ())
    assert (found.media_type, found.charset, found.text) == ("text/html", "utf-8", "<p>Größe</p>")
    assert found.body == "<p>Größe</p>".encode()
    assert found.last.reason == "OK"
    assert dict(found.last.request_headers)["Host"] == f"127.0.0.1:{pages.port}"
    assert pages.heads[0].startswith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:")


def test_nothing_is_fetched_unless_it_is_switched_on(pages, settings):
    settings.FETCHING = False

    assert refused(pages.url).code == "switched_off"
    assert pages.asked == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "503 Busy", "401 No", "204 None"])
def test_any_status_is_an_answer(pages, status):
    pages.pages["/"] = answer(b"", status)

    assert fetch(pages.url).status == int(status[:3])


def test_redirects_are_followed_and_told(pages):
    pages.pages["/"] = redirect("/b", "301 Moved")
    pages.pages["/b"] = redirect(f"{pages.url}/c?ü", "308 Moved")
    pages.pages["/c?%C3%BC"] = answer(b"here")

    found = fetch(f"{pages.url}/")

    assert found.redirects == (f"{pages.url}/", f"{pages.url}/b")
    assert found.url == f"{pages.url}/c?%C3%BC"
    assert (found.text, found.is_moved_for_good) == ("here", True)


def test_redirect_is_read_as_servers_write_it(pages):
    pages.pages["/"] = redirect(" /two words/ü ", X_Long="a" * 50_000)
    pages.pages["/two%20words/%C3%BC"] = answer(b"here")

    found = fetch(f"{pages.url}/")

    assert found.text == "here"
    assert len(found.exchanges[0].header("X-Long")) == request.LONGEST_HEADER


def test_redirect_loop_ends(pages):
    pages.pages["/"] = redirect("/")

    error = refused(f"{pages.url}/")

    assert error.code == "too_many_redirects"
    assert len(pages.asked) == 6 == len(error.redirects)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://127.0.0.1/", "refused_address"),
        ("http://169.254.169.254/latest/meta-data/", "refused_address"),
        ("http://10.0.0.1/", "refused_address"),
        ("http://[::1]/", "refused_address"),
        ("http://[::ffff:127.0.0.1]/", "refused_address"),
        ("http://[fe80::1]/", "refused_address"),
        ("http://0x7f000001/", "refused_address"),
        ("http://2130706433/", "refused_address"),
        ("http://0/", "refused_address"),
        ("http://localhost/", "refused_address"),
        ("http://127.0.0.1:22/", "refused_port"),
        ("http://example.org:6379/", "refused_port"),
        ("file:///etc/passwd", "bad_url"),
        ("gopher://example.org/", "bad_url"),
        ("javascript:alert(1)", "bad_url"),
        ("http://user:pass@example.org/", "bad_url"),
        ("http://[::1", "bad_url"),
        ("http://example.org/" + "a" * 3000, "bad_url"),
    ],
)
def test_redirect_into_hiding_is_not_followed(pages, to, code):
    pages.pages["/"] = redirect(to)

    error = refused(f"{pages.url}/")

    assert error.code == code
    assert error.redirects == (f"{pages.url}/",)
    assert pages.asked == ["/"]


@pytest.mark.parametrize("hidden", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "100.64.0.1"])
def test_name_that_leads_to_a_hidden_address_is_not_asked(fetching, monkeypatch, hidden):
    resolving(monkeypatch, hidden)
    made = connecting(monkeypatch)

    error = refused("https://rebinding.example/")

    assert error.code == "refused_address" and hidden in str(error)
    assert made == []


def test_connection_is_made_to_the_very_address_that_was_checked(fetching, monkeypatch):
    """The name is public at the check and loopback at the next look-up (DNS rebinding)."""
    asked = resolving(monkeypatch, PUBLIC, "127.0.0.1")
    made = connecting(monkeypatch)

    assert refused("https://rebinding.example/").code == "no_answer"

    assert asked == ["rebinding.example"]
    assert made == [(PUBLIC, 443)]


def test_look_up_that_never_ends_is_left(fetching, monkeypatch):
    is_over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: is_over.wait())

    assert refused("https://slow.example/", seconds=0.2).code == "too_slow"

    is_over.set()


@pytest.mark.parametrize(
    "endless",
    [
        server.dripping_body,
        server.dripping_header,
        server.endless_continue,
        server.endless_trailers,
        server.silence,
    ],
    ids=lambda endless: endless.__name__,
)
def test_server_that_never_comes_to_an_end_is_cut_off(pages, endless):
    pages.pages["/"] = endless

    assert refused(f"{pages.url}/", seconds=0.5).code == "too_slow"


def test_time_is_for_all_redirects_together(pages):
    def slowly(handler):
        pauses.wait(0.3)
        handler.wfile.write(redirect("/"))

    pauses = threading.Event()
    pages.pages["/"] = slowly

    assert refused(f"{pages.url}/", seconds=0.7).code == "too_slow"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (server.endless_body, "too_large"),
        (server.endless_chunks, "too_large"),
        (answer(b"a" * 100_001), "too_large"),
        (bomb(100), "too_large"),
        (server.endless_headers, "bad_answer"),
        (server.endless_header_line, "bad_answer"),
        (answer(b"short", Content_Length="5000"), "bad_answer"),
        (answer(b"plain", Content_Encoding="gzip"), "bad_answer"),
        (answer(gzip.compress(b"a" * 999)[:-9], Content_Encoding="gzip"), "bad_answer"),
        (answer(b"?", Content_Encoding="br"), "bad_answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", "bad_answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "bad_answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "bad_answer"),
        (b"", "no_answer"),
    ],
    # The same in every process: neither addresses in memory nor the time in a packed body.
    ids=lambda one: "bytes" if isinstance(one, bytes) else getattr(one, "__name__", one),
)
def test_answer_that_cannot_be_taken_is_refused_by_name(pages, given, code):
    pages.pages["/"] = given

    error = refused(f"{pages.url}/", most_bytes=100_000, seconds=20)

    assert (error.code, error.url) == (code, f"{pages.url}/")
    assert str(error)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"told"), "gzip"),
        (zlib.compress(b"told"), "deflate"),
        (zlib.compress(b"told")[2:-4], "Deflate"),
        (b"told", "identity"),
    ],
    ids=["gzip", "zlib", "bare deflate", "identity"],
)
def test_packed_body_is_unpacked(pages, body, encoding):
    pages.pages["/"] = answer(body, Content_Encoding=encoding)

    assert fetch(pages.url).text == "told"


def test_length_that_is_too_small_cuts_the_body_there(pages):
    pages.pages["/"] = answer(b"told and more", Content_Length="4")

    assert fetch(pages.url).text == "told"


@pytest.mark.parametrize("content_type", ["image/png", "application/pdf", "text/html"])
def test_binary_body_has_no_text(pages, content_type):
    pages.pages["/"] = answer(b"\x89PNG\0\0\0\x01" * 10, content_type=content_type)

    found = fetch(pages.url)

    assert (found.text, found.charset, len(found.body)) == ("", "", 80)


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "ftp://example.org/", "http://", "http:///a", "http://a b/", "http://a\r\nb/",
     "http://ex\\ample.org/", "http://example.org:99999/", "http://" + "ü" * 80 + ".example/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(fetching, url):
    assert refused(url).code == "bad_url"


def test_unknown_host_is_told(fetching, monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert str(refused("https://nobody.example/")) == "The host is not known: nobody.example"


def test_nobody_there_is_told(pages, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        pages.port = taken.getsockname()[1]

        assert refused(f"http://127.0.0.1:{pages.port}/").code == "no_answer"


def test_guard_opens_for_no_setting(settings):
    """The guard applies in development too."""
    settings.PRODUCTION, settings.DEBUG, settings.FETCHING = False, True, True

    assert refused("http://127.0.0.1:8080/").code == "refused_address"
    assert request.may_reach.__defaults__ is None
