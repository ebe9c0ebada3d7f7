import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from tests.contract import record


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
