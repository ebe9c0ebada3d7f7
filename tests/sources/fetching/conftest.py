import pytest

from sources.fetching import request
from sources.fetching.addresses import is_public
from tests.sources.fetching.server import Pages


@pytest.fixture
def fetching(settings):
    """Fetching is switched on; the guard stands as in production."""
    settings.FETCHING = True


@pytest.fixture
def pages(fetching, monkeypatch):
    """The local server with hostile pages, and the guard open for its address and port alone.

    There is no setting that opens it: a test replaces the rule.
    """
    with Pages() as pages:

        def may_reach(address, port):
            return is_public(address) or (str(address), port) == ("127.0.0.1", pages.port)

        monkeypatch.setattr(request, "may_reach", may_reach)
        monkeypatch.setattr(request, "may_ask", lambda port: port in (*request.PORTS, pages.port))
        yield pages
