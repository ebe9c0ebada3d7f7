"""The server answers requests that do not reach the application with problem documents too."""

import json
import os
import re
import socket
import subprocess
import sys
import time

import pytest

from tests import ROOT


@pytest.fixture(scope="module")
def server():
    """Start the server like an operator, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    environment = {**os.environ, "DATABASE_URL": "sqlite://:memory:", "DEBUG": "0"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(timeout=30)


def answer(port: int, sent: bytes) -> tuple[int, str, dict]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, body = received.split(b"\r\n\r\n", 1)
    kind = re.search(rb"(?i)content-type: (.*?)\r?$", head, re.MULTILINE)[1].decode()
    return int(head.split()[1]), kind, json.loads(body)


HEAD = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
REFUSED = {
    "line": (b"GET /api/v1/claims/?q=" + b"a" * 9000 + HEAD + b"\r\n", 414),
    "headers": (b"GET /api/v1/claims/" + HEAD + b"X: " + b"a" * 9000 + b"\r\n\r\n", 431),
    "version": (b"GET /api/v1/claims/ HTTP/9.9\r\n\r\n", 400),
    "no-line": (b"\x16\x03\x01\r\n\r\n", 400),
}


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED)
def test_request_that_cannot_be_read_is_a_problem(server, sent, status):
    found, kind, body = answer(server, sent)

    assert (found, kind, body["status"]) == (status, "application/problem+json", status)
    assert body["code"] == "bad_request"
    assert body["detail"]


def test_long_line_of_filters_reaches_the_application(server):
    sent = b"GET /api/v1/claims/?colour=" + b"a" * 7000 + HEAD + b"\r\n"

    status, kind, body = answer(server, sent)

    assert (status, kind, body["code"]) == (400, "application/problem+json", "invalid")
