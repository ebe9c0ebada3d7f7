"""The API answers any request without a fault of ours, without a secret, and in time.

``FUZZ_REQUESTS`` is the number of requests: `make fuzz` makes 20,000 on each database.
"""

import os
import time
from itertools import islice
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.factories import UserFactory, token_for
from tests.fuzzing import judging, making, world

COUNT = int(os.environ.get("FUZZ_REQUESTS", "600"))
SLOWEST = 1.0  # seconds, in a run of its own
SCOPES = ["read:all", "write:claims", "export", "webhooks"]


def test_no_request_breaks_the_api_or_its_silence(db, capsys):
    world.fill()
    tokens = [token_for(UserFactory(roles=[role]), *SCOPES) for role in ("editor", "reviewer")]
    client = Client(raise_request_exception=False)
    asked = making.requests(world.world(), seed=2026, tokens=("", *tokens))
    faults, slowest, statuses = [], (0.0, ""), {}

    for one in islice(asked, COUNT):
        began = time.perf_counter()
        answer = send(client, one)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        slowest = max(slowest, (time.perf_counter() - began, f"{one.method} {one.path}"[:300]))
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        is_stranger = "Bearer cor_" not in one.headers.get("Authorization", "")
        kind = answer.get("Content-Type", "")
        wrong = judging.faults(one, answer.status_code, kind, body, is_stranger=is_stranger)
        faults += [f"{one}: {sentence}: {body[:300]}" for sentence in wrong]

    with capsys.disabled():
        if "FUZZ_REQUESTS" in os.environ:
            print(f"\n{COUNT} requests: {dict(sorted(statuses.items()))}; slowest {slowest}")
    assert not faults, "\n".join(faults[:20])
    assert len(statuses) > 5, "These requests were all alike."
    if "FUZZ_REQUESTS" in os.environ:
        assert slowest[0] < SLOWEST, slowest


def send(client: Client, one: making.Asked):
    parts = urlsplit(one.path)
    headers = dict(one.headers)
    kind = headers.pop("Content-Type", "application/octet-stream")
    return client.generic(
        one.method, parts.path, one.body, kind, headers=headers, QUERY_STRING=parts.query
    )


@pytest.mark.parametrize(
    ("status", "kind", "body", "told"),
    [
        (500, judging.PROBLEM, b'{"type":1,"title":1,"status":500,"detail":1,"code":1}', "500"),
        (404, "text/html", b"<html>", "is a 404 as text/html"),
        (404, judging.PROBLEM, b'{"status": 400}', "that says 400"),
        (200, "application/json", b"{", "is no JSON"),
        (200, "text/csv", judging.CANARY.encode(), "never published"),
    ],
)
def test_judge_finds_what_is_wrong(status, kind, body, told):
    asked = making.Asked("GET", "/")

    (found,) = judging.faults(asked, status, kind, body, is_stranger=True)

    assert told in found


def test_word_that_nobody_may_read_is_there_to_be_read(desk_client):
    world.fill()

    assert judging.CANARY in desk_client.get("/api/v1/desk/claims/").content.decode()
    assert judging.CANARY not in Client().get("/api/v1/claims/").content.decode()


@pytest.fixture
def desk_client(editor):
    client = Client()
    client.force_login(editor)
    return client
