"""Publishing and importing, by the verbs themselves; everything is rolled back again.

The floor inserts the rows that the verbs leave behind, as one statement a table: it checks,
locks, hashes and counts nothing.
"""

import io
import os
import statistics
import time

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import desk
from claims.importing.batch import batches
from claims.models import Claim, Scope, Subject
from sources.models import Topic
from tests import desk_steps
from tests.benchmarks.dataset import Dataset
from tests.benchmarks.templates import templates

PUBLISHED = 40
# Claims of one import; IMPORTED=100000 takes some minutes.
IMPORTED = int(os.environ.get("IMPORTED", "2000"))
RATIONALE = "The data set names its origin; nobody else has counted."
MAPPING = {
    "defaults": {
        "topic": "topic-01",
        "subject": "subject-01",
        "url": "https://example.org/counts",
        "title": "Daily counts",
        "publisher": "outlet-0001",
        "no_quote_reason": "A row of a data set.",
        "chain": [{"relation": "cites"}, {"source": "origin-3500", "end": "origin_named"}],
    },
    "claims": [
        {
            "statement": "Place {place} has lost {value} people.",
            "measure": "measure-01",
            "value": {"column": "count"},
        }
    ],
}


def measured(size: int) -> dict:
    found = {}
    for name, job in (("publish", publish), ("import and approve, a claim", imported)):
        with transaction.atomic():
            found[name] = job(size)
            transaction.set_rollback(True)
        print(name, found[name], flush=True)
    return found


def publish(size: int) -> dict:
    people = get_user_model().objects.in_bulk()
    about = {"topic": Topic.objects.get(pk=1), "subject": Subject.objects.get(pk=1)}
    about |= {"scope": Scope.objects.get(pk=1)}
    taken, queries = [], 0
    for number in range(PUBLISHED):
        claim = desk_steps.reviewed(
            author=people[1], reviewer=people[2], at=timezone.now(),
            statement=f"A claim to be published, number {number}.", **about,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            before = time.perf_counter()
            desk.publish(claim, by=people[2], at=timezone.now())
            taken.append((time.perf_counter() - before) * 1000)
        queries = len(captured)
    names = ("event", "publication", "publicationsource", "change")
    tables = [f"claims_{name}" for name in names]
    floor = inserted(PUBLISHED, size, tables, each=True)
    return {
        "api": statistics.median(taken),
        "api_p99": max(taken),
        "floor": statistics.median(floor),
        "queries": queries,
    }


def imported(size: int) -> dict:
    people = get_user_model().objects.in_bulk()
    lines = "".join(f"{place},{place * 3 + 1}\n" for place in range(IMPORTED))
    file = io.BytesIO(f"place,count\n{lines}".encode())
    at = timezone.now()
    before = time.perf_counter()
    batch = batches.check(file, "bench.csv", MAPPING, by=people[1], at=at)
    assert batch.state == "checked", batch.counts
    batch = batches.submit(batch, by=people[1], at=at)
    batch = batches.approve(batch, by=people[2], at=at, rationale=RATIONALE)
    taken = (time.perf_counter() - before) * 1000
    assert batch.done == IMPORTED, batch.counts
    assert Claim.objects.filter(batch=batch, review_state="published").count() == IMPORTED
    floor = inserted(IMPORTED, size, None, each=False)
    return {
        "api": taken / IMPORTED,
        "api_p99": None,
        "floor": sum(floor) / IMPORTED,
        "queries": "–",
    }


def inserted(count: int, size: int, tables, *, each: bool) -> list[float]:
    """Milliseconds that inserting the rows of stamped claims takes, claim by claim or at once."""
    dataset = Dataset(size, seed=2)
    dataset.world.documents_count = 1_000
    for name in ("claim", "cit", "hop", "chk", "asm", "event", "pub", "src", "chg", "evd"):
        dataset.next_id[name] = 2_000_000_000
    kind = next(one for one in templates() if one.sort.name == "more")
    claims = [dataset.stamp(kind, 5_000_000 + number) for number in range(count)]
    taken = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
            if connection.vendor == "postgresql"
            else "PRAGMA defer_foreign_keys = ON"
        )
        for some in [[claim] for claim in claims] if each else [claims]:
            waiting: dict[str, list] = {}
            for row, given in (pair for claim in some for pair in claim):
                if tables is None or row.table in tables:
                    marks = ", ".join(["%s"] * len(row.cells))
                    names = ", ".join(f'"{name}"' for name in row.columns)
                    key = f"INSERT INTO {row.table} ({names}) VALUES ({marks})"
                    cells = [None if cell is None else cell % given for cell in row.cells]
                    waiting.setdefault(key, []).append(cells)
            before = time.perf_counter()
            for sql, rows in waiting.items():
                cursor.executemany(sql, rows)
            taken.append((time.perf_counter() - before) * 1000)
    return taken
