"""Measure the jobs on one database of one size and keep what was found as JSON."""

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from urllib.parse import urljoin
from wsgiref.util import setup_testing_defaults

import django

from tests.benchmarks import kept

# Rounds, or as many as fit into so many seconds.
ROUNDS, SECONDS = 200, 3.0


def main(database: str, size: int) -> None:
    os.environ |= {"DEBUG": "0", "RATE_ANONYMOUS": "0"}
    django.setup()
    from django.db import connection

    from tests.benchmarks import desk, jobs, over_http, writes
    from tests.benchmarks.floor import Raw

    raw = Raw(connection.settings_dict)
    found = {"database": database, "size": size, "server": server(raw), "jobs": {}}
    for kind in jobs.READS:
        found["jobs"][kind.name] = timed(kind(raw, size))
        print(database, size, kind.name, found["jobs"][kind.name], flush=True)
    with desk.signed_in() as cookie:
        for kind in desk.PAGES:
            found["jobs"][kind.name] = timed(kind(raw, size), cookie)
            print(database, size, kind.name, found["jobs"][kind.name], flush=True)
    for kind in jobs.EXPORTS:
        found["jobs"][kind.name] = exported(kind(raw, size))
        print(database, size, kind.name, found["jobs"][kind.name], flush=True)
    found["jobs"] |= writes.measured(size)
    found["http"] = over_http.measured(database, size)
    print(database, size, found["http"], flush=True)
    folder = kept.FOLDER / "results"
    folder.mkdir(exist_ok=True)
    (folder / f"{database}-{size}.json").write_text(json.dumps(found, indent=1))


def server(raw) -> str:
    if raw.is_sqlite:
        return f"SQLite {raw.fetch('SELECT sqlite_version()')[0][0]}"
    return f"PostgreSQL {raw.fetch('SHOW server_version')[0][0].split()[0]}"


def asker(cookie: str = ""):
    """Our application, asked as a server would ask it: path → status and body.

    A path is one below the API's prefix, or begins with “/”.
    """
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def ask(path: str) -> tuple[str, Iterator[bytes]]:
        found, query = path.partition("?")[::2]
        environ = {"REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "HTTP_COOKIE": cookie}
        setup_testing_defaults(environ)
        environ |= {"PATH_INFO": urljoin("/api/v1/", found), "QUERY_STRING": query}
        told = []
        answer = application(environ, lambda status, headers: told.append(status))
        return told[0], answer

    return ask


def whole(ask, path: str) -> bytes:
    status, answer = ask(path)
    body = b"".join(answer)
    answer.close()
    assert status.startswith("200"), body[:300]
    return body


def timed(job, cookie: str = "") -> dict:
    """Floor and API by turns: medians and 99th percentiles in milliseconds, and the queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask = asker(cookie)
    job.check(whole(ask, job.path(0)))
    with CaptureQueriesContext(connection) as queries:
        whole(ask, job.path(1))
        asked_for = len(queries)  # the next request clears the log
    taken: dict[str, list[float]] = {"floor": [], "api": []}
    asked = {"api": lambda n: whole(ask, job.path(n))}
    if job.floor:
        asked["floor"] = job.floor
    for warm in range(5):
        for one in asked.values():
            one(warm)
    started = time.perf_counter()
    for n in range(ROUNDS):
        for name in sorted(asked, reverse=bool(n % 2)):
            before = time.perf_counter()
            asked[name](n)
            taken[name].append((time.perf_counter() - before) * 1000)
        if time.perf_counter() - started > SECONDS and n >= 10:
            break
    return {
        "api": statistics.median(taken["api"]),
        "api_p99": percentile(taken["api"]),
        "floor": statistics.median(taken["floor"]) if taken["floor"] else None,
        "queries": asked_for,
    }


def percentile(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def exported(job) -> dict:
    """The whole list once by each; the floor gives the documents that NDJSON gives."""
    ask, best = asker(), {}
    job.compare(lines(ask, job.path(0)))
    for name in ("floor", "api"):
        before = time.perf_counter()
        if name == "api":
            _status, answer = ask(job.path(0))
            size = sum(map(len, answer))
            answer.close()
        else:
            size = job.floor(0)
        best[name] = (time.perf_counter() - before) * 1000
        assert size > 1000
    return best | {"api_p99": None, "queries": 1}


def lines(ask, path: str) -> Iterator[bytes]:
    """The lines of a stream, of which each part ends with one."""
    status, answer = ask(path)
    assert status.startswith("200")
    for part in answer:
        yield from part.splitlines()
    answer.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
