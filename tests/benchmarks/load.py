"""Putting a data set into a migrated, empty database: quickly, and as it is for good afterwards."""

import time
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from claims.changes.settling import COUNTER
from claims.figures import policies
from claims.models import Counter, Figure, Measure, Scope, Series, Subject, Unit
from claims.record import facet_counts
from sources.models import Document, Source, SourceLink, Topic
from sources.registers.recorded import recording
from tests.benchmarks import worlds
from tests.benchmarks.dataset import Dataset, document_values, moments
from tests.benchmarks.templates import Row, all_models, templates

CHUNK = 4_000
BIG = (
    "claim citation hop sourcecheck assessment evidence event publication publicationsource change"
).split()
ROLES = ("editor", "reviewer", "reviewer", "chief editor")


def load(dataset: Dataset, say=lambda line: None) -> None:
    """Load everything. Raises where the database holds claims already."""
    assert not Counter.objects.filter(name="claim", last__gt=0).exists(), "not an empty database"
    started = time.monotonic()
    # Before there is much that PostgreSQL has no statistics of yet.
    made = templates()
    make_world(dataset)
    rows = dataset.claims(made)
    with Bulk() as bulk:
        bulk.write(document_rows(dataset))
        for number, claim in enumerate(rows, start=1):
            bulk.write(claim)
            if number % 50_000 == 0:
                say(f"{number} claims, {time.monotonic() - started:.0f} s")
    total = dataset.world.count + dataset.world.long + dataset.world.short
    Counter.objects.update_or_create(name="claim", defaults={"last": total})
    told = {"last": dataset.next_id["chg"] - 1, "at": worlds.START}
    Counter.objects.update_or_create(name=COUNTER, defaults=told)
    reset_sequences()
    record_documents(dataset)
    settle()  # before the counting: without statistics it goes the wrong way
    facet_counts.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claimcount")
    make_figures(dataset)
    say(f"loaded in {time.monotonic() - started:.0f} s")


def make_world(dataset: Dataset) -> None:
    people = [
        get_user_model()(pk=n, username=f"bench-{n}", is_staff=True) for n, _ in enumerate(ROLES, 1)
    ]
    get_user_model().objects.bulk_create(people)
    for person, role in zip(people, ROLES, strict=True):
        person.groups.set(Group.objects.filter(name=role))
    Unit.objects.create(pk=1, code="person", name="person", plural="people", dimension="persons")
    named = {Topic: ("topic", worlds.TOPICS), Subject: ("subject", worlds.SUBJECTS)}
    for model, (name, count) in named.items():
        more = {"kind": "armed_force"} if model is Subject else {}
        model.objects.bulk_create(
            model(pk=n, slug=f"{name}-{n:02d}", name=f"{name.title()} {n:02d}", **more)
            for n in range(1, count + 1)
        )
    Scope.objects.bulk_create(Scope(pk=n, slug=f"scope-{n}", name=f"Scope {n}") for n in (1, 2, 3))
    Measure.objects.bulk_create(
        Measure(
            pk=n,
            code=f"measure-{n:02d}",
            name=f"Measure {n:02d}",
            definition="What is counted, and what is not.",
            dimension="persons",
            default_unit_id=1,
        )
        for n in range(1, worlds.MEASURES + 3)
    )
    Source.objects.bulk_create(
        Source(pk=one.pk, slug=one.slug, name=one.name, kind=one.kind, country=one.country)
        for one in dataset.world.sources
    )
    SourceLink.objects.bulk_create(
        SourceLink(
            from_source_id=one, to_source_id=other, kind="speaks_for",
            valid_from=since, valid_until=until,
        )
        for one, other, since, until in worlds.links()
    )  # fmt: skip
    Series.objects.bulk_create(
        Series(
            pk=n, slug=f"count-{n}", name=f"Count {n}", measure_id=worlds.MEASURES + n,
            subject_id=1, scope_id=1, claimant_id=dataset.world.documents[n].publisher.pk,
        )
        for n in (1, 2)
    )  # fmt: skip
    reset_sequences()


def make_figures(dataset: Dataset) -> None:
    """One question, answered by the latest value of the longer series."""
    if not dataset.world.long:
        return
    series = Series.objects.get(pk=1)
    figure = Figure.objects.create(
        slug="figure-1",
        question="How many?",
        measure_id=series.measure_id,
        subject_id=1,
        scope_id=1,
    )
    editor = get_user_model().objects.get(pk=1)
    policies.set_policy(
        figure,
        policy="latest_of_series",
        series=series,
        note="The only count that is given every day.",
        by=editor,
        at=worlds.START,
    )


def document_rows(dataset: Dataset) -> Iterable[tuple[Row, dict]]:
    example = Document(language="en", state="unchecked", kind="article")
    filled = {
        "id": "%(doc)s", "publisher": "%(publisher)s", "url": "%(doc_url)s",
        "canonical_url": "%(doc_url)s", "title": "%(doc_title)s", "published_precision": "minute",
        "published_at": "%(doc_at_row)s", "created_at": "%(doc_at_row)s", "accessed_at": None,
        "republication_of": None,
    }  # fmt: skip
    fields = Document._meta.concrete_fields
    cells = [filled.get(one.name, getattr(example, one.attname)) for one in fields]
    row = Row("sources_document", [one.column for one in fields], cells)
    for one in dataset.world.documents:
        given = document_values(one) | moments(one.published_at, "doc_at")
        yield row, given | {"publisher": one.publisher.pk}


def record_documents(dataset: Dataset) -> None:
    """Write the first event of each document, which was stored past the application."""
    for some in batched(range(1, len(dataset.world.documents) + 1), 5_000):
        with recording() as now:
            now.touch(Document, some, is_new=True)


def batched(numbers: range, size: int) -> Iterable[range]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


class Bulk:
    """Writes rows past the triggers; the indexes that can be made later are made at the end.

    PostgreSQL takes them by COPY, SQLite by ``executemany``.
    """

    def __enter__(self):
        self.is_postgresql = connection.vendor == "postgresql"
        self.waiting: dict = defaultdict(list)
        self.count = 0
        self.made: dict[int, tuple] = {}
        self.cursor = connection.cursor()
        self.indexes = self.drop()
        self.begins = not self.is_postgresql and not connection.in_atomic_block
        if self.begins:
            self.cursor.execute("BEGIN")
        return self

    def drop(self) -> list[str]:
        tables = ["sources_document", *(f"claims_{name}" for name in BIG)]
        if self.is_postgresql:
            self.cursor.execute("SET session_replication_role = replica")
            self.cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
                "AND tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)",
                [tables],
            )
        else:
            self.cursor.execute("PRAGMA foreign_keys = OFF")
            self.cursor.execute("PRAGMA ignore_check_constraints = ON")
            self.cursor.execute(
                "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "AND type IN ('index', 'trigger') "
                "AND tbl_name IN (SELECT value FROM json_each(%s))",
                [str(tables).replace("'", '"')],
            )
        found = self.cursor.fetchall()
        kept = "CREATE UNIQUE"  # only these refuse: a data set that breaks one would be wrong
        dropped = [(name, sql) for name, sql in found if not sql.startswith(kept)]
        for name, _sql in dropped:
            self.cursor.execute(f"DROP {name if not self.is_postgresql else f'INDEX {name}'}")
        return [sql for _name, sql in dropped]

    def write(self, rows: Iterable[tuple[Row, dict]]) -> None:
        for row, given in rows:
            made = self.made.get(id(row)) or self.prepare(row)
            key, fill = made[:2]
            self.waiting[key].append(fill(given))
            self.count += 1
        if self.count >= CHUNK * 15:
            self.flush()

    def prepare(self, row: Row) -> tuple:
        columns = ", ".join(f'"{name}"' for name in row.columns)
        if self.is_postgresql:
            line = "\t".join("\\N" if cell is None else escaped(cell) for cell in row.cells)
            key = f"COPY {row.table} ({columns}) FROM STDIN"
            self.made[id(row)] = (key, lambda given: line % Escaped(given), row)
            return self.made[id(row)]
        constant = [cell is None or "%" not in cell for cell in row.cells]
        marks = [
            literal(cell) if plain else "?"
            for cell, plain in zip(row.cells, constant, strict=True)
        ]  # fmt: skip
        filled = [cell for cell, plain in zip(row.cells, constant, strict=True) if not plain]
        whole = [
            cell[2:-2]
            if cell.count("%") == 1 and cell.endswith(")s") and cell.startswith("%(")
            else None
            for cell in filled
        ]
        pairs = list(zip(filled, whole, strict=True))

        def fill(given):
            return [given[name] if name else text % given for text, name in pairs]

        key = f"INSERT INTO {row.table} ({columns}) VALUES ({', '.join(marks)})"
        self.made[id(row)] = (key, fill, row)
        return self.made[id(row)]

    def flush(self) -> None:
        for key, rows in self.waiting.items():
            if self.is_postgresql:
                with self.cursor.copy(key) as copy:
                    copy.write("\n".join(rows) + "\n")
            else:
                self.cursor.cursor.connection.executemany(key, rows)
        self.waiting.clear()
        self.count = 0

    def __exit__(self, kind, *rest):
        if kind:
            return
        self.flush()
        if self.begins:
            self.cursor.execute("COMMIT")
        for sql in self.indexes:
            self.cursor.execute(sql.replace("%", "%%"))
        if self.is_postgresql:
            self.cursor.execute("SET session_replication_role = DEFAULT")
            self.cursor.execute(
                "INSERT INTO claims_publication_search (id, vector) "
                "SELECT id, to_tsvector('simple', search_text) FROM claims_publication"
            )
        else:
            self.cursor.execute(
                "INSERT INTO claims_publication_search (claims_publication_search) "
                "VALUES ('rebuild')"
            )
            self.cursor.execute("PRAGMA foreign_keys = ON")
            self.cursor.execute("PRAGMA ignore_check_constraints = OFF")


class Escaped:
    """Values as COPY reads them; only texts hold what has to be escaped."""

    def __init__(self, given: dict):
        self.given = given

    def __getitem__(self, name: str):
        value = self.given[name]
        return (
            escaped(value)
            if name.startswith(("content", "snapshot", "search", "indep", "point", "change"))
            else value
        )


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def literal(cell: str | None) -> str:
    return "NULL" if cell is None else "'" + cell.replace("%%", "%").replace("'", "''") + "'"


def reset_sequences() -> None:
    """The next row of each table gets an id after the ones that were given by hand."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in all_models():
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table})) "
                f"WHERE EXISTS (SELECT 1 FROM {table})"
            )


def settle() -> None:
    """What a database does by itself in time: statistics, and on PostgreSQL the visibility map."""
    is_whole = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_whole else "ANALYZE")
