"""The limit of requests a minute for each client, over all processes."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from claims.api.http import throttling
from claims.models import Allowance
from tests.factories import UserFactory, token_for

NOW = 1_700_000_000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """``clock.now``: what the throttle takes for the time; its shares are empty."""

    class Clock:
        now = NOW

        def time(self):
            return self.now

    found = Clock()
    monkeypatch.setattr(throttling, "time", found)
    monkeypatch.setattr(throttling, "SHARED", throttling.Shares())
    return found


def statuses(count, **headers) -> list[int]:
    client = Client()
    return [client.get("/api/v1/topics/", headers=headers).status_code for _ in range(count)]


@pytest.mark.parametrize("limit", [1, 7, 30, 45])
def test_client_has_its_minute_and_no_more(db, settings, limit):
    settings.RATE_ANONYMOUS = limit

    assert statuses(limit + 3) == [200] * limit + [429] * 3


def test_refusal_says_when_to_come_again(db, settings, clock):
    settings.RATE_ANONYMOUS = 1
    clock.now = NOW // 60 * 60 + 15
    statuses(1)

    answer = Client().get("/api/v1/topics/")

    assert (answer.status_code, answer["Retry-After"]) == (429, "45")
    assert answer.json()["code"] == "throttled"
    assert answer["Content-Type"] == "application/problem+json"


def test_next_minute_is_another(db, settings, clock):
    settings.RATE_ANONYMOUS = 2
    assert statuses(3) == [200, 200, 429]

    clock.now += 60

    assert statuses(3) == [200, 200, 429]


def test_each_client_has_its_own(db, settings):
    settings.RATE_ANONYMOUS, settings.RATE_CLIENT = 1, 2
    person = UserFactory()
    first, second = (f"Bearer {token_for(person, 'read:published')}" for _ in range(2))

    assert statuses(2) == [200, 429]
    assert statuses(3, Authorization=first) == [200, 200, 429]
    assert statuses(1, Authorization=second) == [200]


def test_token_has_the_rate_that_it_was_given(db, settings):
    settings.RATE_CLIENT = 1
    person = UserFactory()
    slow = f"Bearer {token_for(person, 'read:published', rate=3)}"
    free = f"Bearer {token_for(person, 'read:published', rate=0)}"

    assert statuses(4, Authorization=slow) == [200, 200, 200, 429]
    assert statuses(5, Authorization=free) == [200] * 5


def test_address_behind_our_proxy_counts(db, settings):
    settings.RATE_ANONYMOUS = 1
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    ours = {"X-Forwarded-For": "203.0.113.7"}
    spoofed = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}

    assert statuses(1, **ours) + statuses(1, **spoofed) == [200, 429]
    assert statuses(1, **{"X-Forwarded-For": "203.0.113.8"}) == [200]


def test_address_of_a_stranger_is_not_kept(db, settings):
    settings.RATE_ANONYMOUS = 5

    statuses(1)

    assert "127.0.0.1" not in Allowance.objects.get().client


def test_request_in_a_share_costs_no_query(db, settings, django_assert_num_queries):
    settings.RATE_ANONYMOUS = 400
    statuses(2)

    # The topics themselves ask three.
    with django_assert_num_queries(3):
        statuses(1)


def test_client_that_stays_away_is_forgotten(db, settings, clock):
    settings.RATE_ANONYMOUS = 5
    statuses(1)

    clock.now += 60 * (throttling.KEPT + 1)
    statuses(1, Authorization=f"Bearer {token_for(UserFactory(), 'read:published', rate=5)}")

    assert [row.client.split()[0] for row in Allowance.objects.all()] == ["token"]


@pytest.mark.django_db(transaction=True)
def test_processes_share_a_minute():
    """Each process has shares of its own, and all of them together no more than the limit."""
    granted = []

    def process():
        own = throttling.Shares()
        granted.append(sum(own.use("token 1", 100, 7) for _ in range(60)))
        connection.close()

    threads = [threading.Thread(target=process) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(granted) <= 100
    assert Allowance.objects.get().taken == 100
    assert min(sorted(granted)[-2:]) > 0


@pytest.mark.django_db(transaction=True)
def test_reader_does_not_wait_for_a_writer():
    """Whoever holds the lock of the counter holds up nobody who reads."""
    throttling.take("token 1", 20, 7)
    locked, over = threading.Event(), threading.Event()

    def writer():
        with transaction.atomic():
            Allowance.objects.filter(client="token 1").update(taken=2)
            locked.set()
            over.wait(20)
        connection.close()

    thread = threading.Thread(target=writer)
    thread.start()
    assert locked.wait(20)
    try:
        assert throttling.take("token 1", 20, 7) == 1
    finally:
        over.set()
        thread.join()
    assert Allowance.objects.get().taken == 2
