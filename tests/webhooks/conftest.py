import datetime

import pytest

from claims.api.dump import Site
from claims.webhooks import keeping, queue
from tests.factories import NOW, UserFactory
from tests.webhooks.receiver import Receiver


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def hook(receiver, db):
    return keeping.add(by=UserFactory(username="olga"), at=NOW, url=f"{receiver.url}/hooks")


class Clock:
    """The time, which goes on when it is told to."""

    def __init__(self):
        self.now = NOW

    def __call__(self) -> datetime.datetime:
        return self.now

    def run(self, later: datetime.timedelta = datetime.timedelta(0)) -> int:
        """Let time pass, then make one pass; returns how many requests were made."""
        self.now += later
        return queue.run(Site("https://example.org"), self)


@pytest.fixture
def clock():
    return Clock()
