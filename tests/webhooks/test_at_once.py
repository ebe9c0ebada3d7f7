"""Several processes that send at the same time send each message once."""

import threading

import pytest
from django.db import connection

from claims.api.dump import Site
from claims.changes.settling import settle
from claims.models import Change, Delivery
from claims.webhooks import queue
from tests.factories import NOW
from tests.rows import row

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(120),
]


def test_four_senders_send_each_change_once(hook, receiver):
    Change.objects.bulk_create(row(Change) for _ in range(60))
    errors, sent = [], []

    def run():
        try:
            sent.append(queue.run(Site("https://example.org"), lambda: NOW))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=100)

    assert errors == []
    assert sum(sent) == 60 == len(receiver.received)
    assert len(set(receiver.ids())) == 60
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert settle() == 0
