"""One request over a real socket: whom it reaches, how long it takes, what is kept of it."""

import socket

import pytest

from claims.webhooks import posting
from tests.sources.fetching.server import Pages, dripping_body

PUBLIC, LOOPBACK = "93.184.215.14", "127.0.0.1"


def resolving(monkeypatch, *answers: list[str]) -> list:
    """Have the look-up give these addresses, one list after the other; returns what was asked."""
    asked, left = [], list(answers)

    def getaddrinfo(host, port, *args, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in left.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def connecting(monkeypatch) -> list:
    """Record where a connection would be made to, and make none."""
    made = []

    def create_connection(address, timeout):
        made.append(address)
        raise ConnectionRefusedError("refused here")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    return made


def post(url, *, strict=False):
    return posting.post(url, b'{"type":"test"}', {"webhook-id": "msg_1"}, strict=strict)


def test_message_arrives_as_it_was_sent(receiver):
    outcome = post(f"{receiver.url}/hooks?key=1")

    ((headers, path, body),) = receiver.received
    assert outcome == posting.Outcome(200, excerpt="Thank you.")
    assert (path, body) == ("/hooks?key=1", b'{"type":"test"}')
    assert headers["Content-Type"] == "application/json"
    assert headers["Host"] == receiver.url.removeprefix("http://")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_is_not_followed(receiver, status):
    receiver.answers = [status]

    outcome = post(receiver.url)

    assert (outcome.status, outcome.is_delivered, len(receiver.received)) == (status, False, 1)


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_2xx_is_a_success(receiver, status):
    receiver.answers = [status]

    assert post(receiver.url).is_delivered


def test_only_the_beginning_of_a_long_answer_is_kept(receiver):
    receiver.says = "a" * 100_000

    assert post(receiver.url).excerpt == "a" * posting.EXCERPT


def test_server_that_drips_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(posting, "TIMEOUT", 0.5)
    receiver.answers = ["drip"]

    outcome = post(receiver.url)

    assert outcome.status is None
    assert outcome.error == "No answer within 0.5 seconds."


def test_body_that_drips_is_cut_off(monkeypatch):
    monkeypatch.setattr(posting, "TIMEOUT", 0.5)

    with Pages() as pages:
        pages.pages["/"] = dripping_body
        outcome = post(pages.url + "/")

    assert outcome == posting.Outcome(200)  # the status was there in time


def test_nobody_there_is_an_error_and_no_exception():
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        outcome = post(f"http://{LOOPBACK}:{taken.getsockname()[1]}/")

    assert outcome.status is None and "refused" in outcome.error.lower()


def test_unknown_host_is_an_error_and_no_exception(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert "not known" in post("https://nobody.example/").error


@pytest.mark.parametrize("hidden", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "100.64.0.1"])
def test_name_that_leads_to_a_hidden_address_is_not_asked(monkeypatch, hidden):
    resolving(monkeypatch, [PUBLIC, hidden])
    made = connecting(monkeypatch)

    outcome = post("https://rebinding.example/", strict=True)

    assert hidden in outcome.error and "not a public address" in outcome.error
    assert made == []


def test_connection_is_made_to_the_very_address_that_was_checked(monkeypatch):
    """A name that is public when it is checked and loopback when it is used leads nowhere."""
    asked = resolving(monkeypatch, [PUBLIC], [LOOPBACK])
    made = connecting(monkeypatch)

    post("https://rebinding.example/", strict=True)

    assert asked == ["rebinding.example"]
    assert made == [(PUBLIC, 443)]


def test_certificate_is_asked_for_by_the_name_not_the_number(monkeypatch):
    resolving(monkeypatch, [PUBLIC])
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: ours)
    monkeypatch.setattr(posting, "TIMEOUT", 0.5)

    outcome = post("https://hooks.example/", strict=True)

    hello = theirs.recv(4096)
    theirs.close()
    assert b"hooks.example" in hello  # the server name indication of a TLS ClientHello
    assert hello[:1] == b"\x16"
    assert outcome.status is None


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://[::1]/"])
def test_address_that_is_refused_is_never_looked_up(monkeypatch, url):
    asked = resolving(monkeypatch)

    assert post(url, strict=True).error
    assert asked == []
