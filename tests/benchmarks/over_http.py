"""The list by source over HTTP: gunicorn with our API, asked with a token whose rate is counted,
and with a WSGI application that is only the floor's SQL; 2 workers of 4 threads and 8 connections
for each.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time

from django.contrib.auth import get_user_model

from tests.benchmarks.jobs import BySource

CONNECTIONS, SECONDS = 8, 4.0


def measured(database: str, size: int) -> dict:
    """Requests a second by our API and by the raw floor, and their 99th percentile."""
    from claims.models import ApiToken

    user = get_user_model().objects.get(pk=1)
    given = {"name": "Benchmark", "scopes": ["read:published"], "rate": 10**6}
    token, shown = ApiToken.objects.create(user=user, **given)
    found = {}
    for name, application, headers in (
        ("floor", "tests.benchmarks.raw_wsgi:application", {}),
        ("api", "config.wsgi:application", {"Authorization": f"Bearer {shown}"}),
    ):
        port = free_port()
        server = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", application, "--workers", "2", "--threads", "4",
                "--bind", f"127.0.0.1:{port}", "--log-level", "error",
            ],
            env=os.environ | {"DEBUG": "0"},
        )  # fmt: skip
        try:
            wait_for(port)
            path = f"/api/v1/claims/?source={BySource.slug}&verification={BySource.status}"
            load(port, path, headers, 1.0)
            found[name], found[f"{name}_p99"] = load(port, path, headers, SECONDS)
        finally:
            server.terminate()
            server.wait(timeout=20)
    token.delete()
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not start")


def load(port: int, path: str, headers: dict, seconds: float) -> tuple[float, float]:
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def ask() -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            before = time.perf_counter()
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            body = answer.read()
            taken.append((time.perf_counter() - before) * 1000)
            assert answer.status == 200, body[:200]
        link.close()

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / seconds, sorted(taken)[int(len(taken) * 0.99)]
