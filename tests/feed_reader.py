"""Run many writers and one reader of the change feed at the same time, each with a connection."""

import json
import threading
from collections.abc import Callable, Iterable

from django.db import connection
from django.test import Client


class Reader(threading.Thread):
    """A thread that polls the feed over the API from its last position until ``stop()``."""

    def __init__(self, page_size: int):
        super().__init__()
        self.page_size = page_size
        self.seen: list[tuple[int, str]] = []  # positions and keys in the order of arrival
        self.last, self.polls, self.error = 0, 0, None
        self.is_over = threading.Event()

    def run(self):
        client = Client()
        try:
            while True:
                was_over = self.is_over.is_set()
                page = self.poll(client)
                if was_over and not page["more"]:
                    return
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def poll(self, client) -> dict:
        answer = client.get("/api/v1/changes/", {"since": self.last, "page_size": self.page_size})
        assert answer.status_code == 200, answer.content.decode()
        page = json.loads(answer.content)
        self.seen += [(change["position"], change["key"]) for change in page["results"]]
        self.last = page["last"]
        self.polls += 1
        return page

    def stop(self):
        self.is_over.set()
        self.join(timeout=60)
        assert not self.is_alive()
        if self.error:
            raise self.error


def read_while(works: Iterable[Callable[[], object]], page_size: int = 500) -> Reader:
    """Run each work in a thread of its own, while a reader polls until it has read everything."""
    errors: list[Exception] = []

    def attempt(work):
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    reader = Reader(page_size)
    writers = [threading.Thread(target=attempt, args=[work]) for work in works]
    reader.start()
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join(timeout=110)
        assert not thread.is_alive()
    reader.stop()
    if errors:
        raise errors[0]
    return reader
