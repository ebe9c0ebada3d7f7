import pytest
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from claims.demo import accounts, counts, load, losses
from tests.contract import record
from tests.factories import AFTER_THE_COUNTS


@pytest.fixture(scope="module")
def known(django_db_setup, django_db_blocker):
    """The newsroom, stored once for a file of tests; what there is to name in it.

    As in Django's own test client, a request does not end the test's connection.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        yield record.fill()
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def demo_site(transactional_db, live_server, demo_files, demo_logins) -> str:
    """The address of a server with the demo and a few days of its running counts."""
    accounts.make_accounts(demo_logins)
    load.load(at=AFTER_THE_COUNTS, say=lambda line: None)
    losses.register()
    losses.files(losses.FILES, AFTER_THE_COUNTS, demo_files)
    counts.figures(by=get_user_model().objects.get(username="eva"), at=AFTER_THE_COUNTS)
    return live_server.url


@pytest.fixture
def demo_logins(tmp_path):
    return tmp_path / "logins.txt"


@pytest.fixture
def demo_password(demo_site, demo_logins) -> str:
    """Eva's."""
    lines = [line.split() for line in demo_logins.read_text().splitlines()]
    return next(words[-1] for words in lines if words[-2] == "eva")
