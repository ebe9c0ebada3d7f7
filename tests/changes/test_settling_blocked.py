"""The feed answers with the settled changes where others cannot be settled just now."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.changes import settling
from claims.models import Change, Counter
from tests.rows import row

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(60),
]


def positions() -> list[int]:
    answer = Client().get("/api/v1/changes/")
    assert answer.status_code == 200, answer.content
    return [change["position"] for change in answer.json()["results"]]


@contextmanager
def somebody_else_holds_the_lock():
    """Another connection in the middle of settling; on SQLite any writer is in the way."""
    holds, let_go = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                Counter.objects.select_for_update().get(name=settling.COUNTER)
                holds.set()
                let_go.wait(timeout=40)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(timeout=20)
    try:
        yield
    finally:
        let_go.set()
        thread.join(timeout=20)


def write(count: int) -> None:
    Change.objects.bulk_create(row(Change) for _ in range(count))


def test_reader_does_not_wait_for_long_and_sees_the_newest_later():
    write(2)
    assert positions() == [1, 2]
    write(1)

    with somebody_else_holds_the_lock(), CaptureQueriesContext(connection) as asked:
        assert positions() == [1, 2]

    limits = [query["sql"] for query in asked if "_timeout = " in query["sql"]]
    assert limits[0].endswith(f"_timeout = {settling.PATIENCE}")
    assert positions() == [1, 2, 3]


def test_writer_waits_as_long_as_before_once_a_reader_was_impatient():
    """SQLite's patience belongs to the connection: a reader's is not left to the next writer."""
    write(1)
    positions()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (20_000,)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("0",)


def test_copy_that_cannot_be_written_is_read():
    write(2)
    assert positions() == [1, 2]
    write(1)

    with read_only():
        assert positions() == [1, 2]
    assert positions() == [1, 2, 3]


@contextmanager
def read_only():
    """The test's own connection, which the client uses, too."""
    is_sqlite = connection.vendor == "sqlite"
    on, off = (
        ("PRAGMA query_only = 1", "PRAGMA query_only = 0")
        if is_sqlite
        else (f"SET default_transaction_read_only = {word}" for word in ("on", "off"))
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)
