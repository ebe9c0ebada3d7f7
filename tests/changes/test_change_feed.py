"""Sixteen writers and a polling reader: no change is missed, and none is seen twice."""

import random
import threading
import time
from functools import partial

import pytest
from django.db import connection, transaction

from claims import desk
from claims.changes.faults import faults
from claims.changes.settling import last_position, settle
from claims.models import Change
from claims.record import change_log
from tests import IS_LONG, desk_steps
from tests.factories import NOW, UserFactory
from tests.feed_reader import read_while

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(120),
]
WRITERS = 16
MOST_AT_ONCE = 200


class GivenUpError(Exception):
    """Ends a transaction of which nothing is to stay."""


def write(keys: list[str], rest: float = 0) -> None:
    """Changes as the verbs write them, all in one transaction; ``rest``: seconds before it ends."""
    with transaction.atomic():
        for key in keys:
            change_log.record("entry", "topic", key, at=NOW, changed=["name"])
        time.sleep(rest)


def writer(number: int, count: int) -> None:
    """Transactions of random size and length; now and then one that is given up."""
    chance, written = random.Random(number), 0
    while written < count:
        size = min(chance.randint(1, MOST_AT_ONCE), count - written)
        keys = [f"{number}-{place}" for place in range(written, written + size)]
        if chance.random() < 0.1:
            with pytest.raises(GivenUpError), transaction.atomic():
                write([f"given-up-{key}" for key in keys])
                raise GivenUpError
        write(keys, rest=chance.choice([0, 0, 0, 0.01, 0.05]))
        written += size


def assert_seen_whole(reader, keys) -> None:
    """Each once, at positions without a gap that never go back; each writer's in its order."""
    assert [position for position, _key in reader.seen] == list(range(1, len(keys) + 1))
    seen = [key for _position, key in reader.seen]
    assert sorted(seen) == sorted(keys)
    for number in range(WRITERS):
        own = [key for key in seen if key.startswith(f"{number}-")]
        assert own == [key for key in keys if key.startswith(f"{number}-")]


def test_reader_misses_nothing_and_sees_nothing_twice():
    total = 100_000 if IS_LONG and connection.vendor == "postgresql" else 16_000
    each = total // WRITERS

    reader = read_while([partial(writer, number, each) for number in range(WRITERS)])

    keys = [f"{number}-{place}" for number in range(WRITERS) for place in range(each)]
    assert_seen_whole(reader, keys)
    assert reader.polls > 20
    assert not Change.objects.unsettled().exists()
    assert list(faults()) == []


def test_reader_sees_each_step_of_verbs_that_many_take_at_once():
    claims = [desk_steps.reviewed(statement=f"Claim {number}.") for number in range(WRITERS)]
    people = [
        (UserFactory(roles=["reviewer"]), UserFactory(roles=["chief editor"])) for _ in claims
    ]

    def publish_and_retract(claim, reviewer, chief):
        desk.publish(claim, by=reviewer, at=NOW)
        desk.retract(claim, reason="our_error", public_note="A slip.", by=chief, at=NOW)

    reader = read_while(
        [
            partial(publish_and_retract, claim, *both)
            for claim, both in zip(claims, people, strict=True)
        ],
        page_size=3,
    )

    assert [position for position, _key in reader.seen] == list(range(1, 2 * WRITERS + 1))
    told = Change.objects.settled().values_list("key", "kind")
    for claim in claims:
        assert [kind for key, kind in told if key == claim.ref] == ["first", "retraction"]
    assert list(faults()) == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time.")
def test_change_that_commits_late_comes_after_those_that_were_read():
    """What a feed by id gets wrong: the lower id becomes visible after the higher one was read."""
    has_written, may_commit = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                write(["slow"])
                has_written.set()
                assert may_commit.wait(timeout=20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert has_written.wait(timeout=20)
    write(["quick"])
    settle()
    read = list(Change.objects.settled().values_list("position", "key"))
    may_commit.set()
    thread.join(timeout=20)
    settle()

    assert read == [(1, "quick")]
    assert list(Change.objects.settled().values_list("position", "key")) == [
        (1, "quick"),
        (2, "slow"),
    ]
    slow_one, quick_one = Change.objects.get(key="slow"), Change.objects.get(key="quick")
    assert slow_one.pk < quick_one.pk


def test_writer_that_is_killed_leaves_no_gap():
    write(["before"])
    with pytest.raises(GivenUpError), transaction.atomic():
        write(["lost"])
        raise GivenUpError
    write(["after"])

    settle()

    assert list(Change.objects.settled().values_list("position", "key")) == [
        (1, "before"),
        (2, "after"),
    ]


def test_two_that_settle_at_once_number_each_change_once():
    for number in range(20):
        write([f"{number}-{place}" for place in range(40)])

    def settle_all():
        while settle(most=50):
            pass

    reader = read_while([settle_all] * 4, page_size=100)

    assert [position for position, _key in reader.seen] == list(range(1, 801))
    assert last_position() == 800


def test_settling_that_breaks_off_leaves_no_position(monkeypatch):
    write(["zero"])
    settle()
    write(["one", "two"])

    def break_off(*args, **kwargs):
        raise GivenUpError

    with monkeypatch.context() as patched, pytest.raises(GivenUpError):
        patched.setattr("claims.models.Counter.save", break_off)
        settle()

    assert last_position() == 1
    assert settle() == 2
