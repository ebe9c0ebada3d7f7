"""The queues are read with an index in its order, with any contents (see tests/api/test_plans)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.admin.queues import evidence
from sources.evidence import queue, watching
from sources.models import Watch, WebHost
from tests.factories import NOW, DocumentFactory

pytestmark = pytest.mark.django_db
SORTED = {"sqlite": "TEMP B-TREE", "postgresql": r"\bSort\b"}


def plan_of(work) -> str:
    """Return the query plan of the first SELECT of ``work``."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    with CaptureQueriesContext(connection) as captured:
        work()
    sql = next(one["sql"] for one in captured.captured_queries if one["sql"].startswith("SELECT"))
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql.replace('%', '%%')}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_what_rots_is_read_in_the_order_of_its_index():
    plan = plan_of(lambda: list(evidence.rotting()[:51]))

    assert "evidence_rotting" in plan
    assert not re.search(SORTED[connection.vendor], plan), plan


def test_next_host_is_read_in_the_order_of_its_index():
    DocumentFactory()
    watching.enroll(NOW)

    plan = plan_of(lambda: queue.take_turn(NOW))

    assert "webhost_by_turn" in plan and "watch_due" in plan
    assert not re.search(SORTED[connection.vendor], plan), plan


def test_documents_of_a_host_are_read_in_the_order_they_are_due():
    host = WebHost.objects.create(name="example.org", free_at=NOW)

    plan = plan_of(lambda: Watch.objects.filter(host=host).order_by("next_check_at").first())

    assert "watch_due" in plan
    assert not re.search(SORTED[connection.vendor], plan), plan
