import datetime

import pytest

from sources.evidence import queue
from tests.factories import NOW, DocumentFactory
from tests.sources.fetching.conftest import fetching, pages  # noqa: F401
from tests.sources.fetching.server import answer

STORY = (
    "<title>Losses at the front</title><h1>Losses at the front</h1>"
    "<p>Russia has lost more than 62,000 soldiers in the Kursk operational zone, the General "
    "Staff said on Monday.</p><p>Of these, more than 25,000 were killed. The figures could not be "
    "verified independently, and neither side has published the losses of its own.</p>"
)


class Clock:
    """A clock that moves only when a test says so."""

    def __init__(self):
        self.now = NOW

    def __call__(self) -> datetime.datetime:
        return self.now

    def run(self, **later) -> int:
        """Move the clock, check all due documents once, and return their number."""
        self.now += datetime.timedelta(**later)
        return queue.run(self)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def story(pages, db):  # noqa: F811
    """Return an unchecked document that the server answers with STORY."""
    pages.pages["/story"] = answer(STORY.encode())
    return DocumentFactory(url=f"{pages.url}/story")
