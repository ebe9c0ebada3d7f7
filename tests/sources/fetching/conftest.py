import pytest

from sources.fetching import request
from sources.fetching.addresses import is_public
from tests.sources.fetching.server import Pages


@pytest.fixture
def fetching(settings):
    """Switch fetching on, with the guard of production."""
    settings.FETCHING = True


@pytest.fixture
def pages(fetching, monkeypatch):
    """Start the local server with hostile pages, and let the guard pass its address and port only.

    No setting can do this, so the fixture replaces the rule.
    """
    with Pages() as pages:

        def may_reach(address, port):
            return is_public(address) or (str(address), port) == ("127.0.0.1", pages.port)

        monkeypatch.setattr(request, "may_reach", may_reach)
        monkeypatch.setattr(request, "may_ask", lambda port: port in (*request.PORTS, pages.port))
        yield pages
