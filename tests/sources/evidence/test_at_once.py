"""Several processes at the same time check each document once, and each host one at a time."""

import datetime
import threading
import time

import pytest
from django.db import connection

from sources.evidence import queue, schedule
from sources.models import CapturedContent, Document, LinkCheck, WebHost
from tests.factories import NOW, DocumentFactory
from tests.sources.evidence.conftest import STORY
from tests.sources.fetching.server import answer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(120),
]


def at_once(times: int, work) -> list:
    """Run ``work`` in so many threads, each with a connection of its own; return the errors."""
    errors = []

    def run():
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=100)
    return errors


def test_four_lookers_look_at_each_document_once_and_never_two_at_a_host(pages, monkeypatch):
    monkeypatch.setattr(schedule, "BETWEEN", datetime.timedelta(0))
    open_now, most, lock = 0, 0, threading.Lock()

    def page(handler):
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
        time.sleep(0.02)
        with lock:
            open_now -= 1
        handler.wfile.write(answer(STORY.encode()))

    for number in range(12):
        pages.pages[f"/{number}"] = page
        DocumentFactory(url=f"{pages.url}/{number}")

    def work():
        for _ in range(200):
            queue.run(lambda: NOW)
            if LinkCheck.objects.count() == 12:
                return
            time.sleep(0.02)

    assert at_once(4, work) == []
    assert sorted(pages.asked) == sorted(f"/{number}" for number in range(12))
    assert most == 1
    assert set(Document.objects.values_list("state", flat=True)) == {"live"}
    assert WebHost.objects.count() == 1


def test_same_bytes_are_stored_once_by_whoever_is_first(db):
    assert at_once(4, lambda: CapturedContent.store(b"told" * 1000)) == []

    assert CapturedContent.objects.count() == 1
