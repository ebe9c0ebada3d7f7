"""One claim of each sort, made by the verbs themselves, as templates of all its rows.

Every id, name and moment in them is a mark that nothing else looks like; in the template it is a
field. So what the benchmark stores has the shape of what the verbs store, whatever that is.
"""

import datetime
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import JSONField

from claims.loading.snapshot import canonical_json, columns, instant, sha256
from claims.models import Change, Claim, Counter, Event, Evidence, Publication
from claims.record.history import EVENT_FIELDS
from claims.rules.saying import SOURCE_LANGUAGE, in_language
from tests.benchmarks.sorts import (
    AMOUNT,
    AS_OF,
    AT,
    PRINTED,
    SHOWN,
    SLOTS,
    SORTS,
    STATEMENT,
    Sort,
    make,
)
from tests.factories import MeasureFactory, ScopeFactory, SubjectFactory, TopicFactory, UserFactory

IDS = 1_971_000_000  # where the ids of templates begin
MARK = re.compile(r"1971\d{6}")


@dataclass(frozen=True)
class Row:
    """A row of a table; each cell is a text with fields, or None for null."""

    table: str
    columns: list[str]
    cells: list[str | None]


@dataclass(frozen=True)
class Template:
    sort: Sort
    rows: list[Row]
    # What is hashed, in the order in which it has to be: (name, text, names of source rows).
    hashed: list[tuple[str, str, list[str]]]
    counts: dict[str, int]  # how many ids of each kind a claim takes


def templates(sorts=SORTS) -> list[Template]:
    """Made in a transaction that is rolled back; the sequences of ids are put back too."""
    with high_ids():
        Counter.objects.update_or_create(name="claim", defaults={"last": 91_000_000})
        roles = ("editor", "reviewer", "reviewer", "chief editor")
        people = [UserFactory(roles=[role]) for role in roles]
        about = {
            "topic": TopicFactory(slug="zz-topic", name="Zz topic"),
            "subject": SubjectFactory(slug="zz-subject", name="Zz subject"),
            "measure": MeasureFactory(code="zz-measure", name="Zz measure"),
            "scope": ScopeFactory(slug="zz-scope", name="Zz scope"),
        }
        found = []
        for sort in sorts:
            saved = transaction.savepoint()
            found.append(template(sort, make(sort, people, about), people, about))
            transaction.savepoint_rollback(saved)
    return found


@contextmanager
def high_ids():
    """Ids that no text holds by chance: each table's begin far up, at a place of its own.

    PostgreSQL's sequences stand outside every transaction, so they are put back after it;
    SQLite's are rolled back with the rest.
    """
    tables = [model._meta.db_table for model in all_models()]
    with connection.cursor() as cursor:
        before = {table: next_id(cursor, table) for table in tables}
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for number, table in enumerate(tables):
                    begin_at(cursor, table, IDS + number * 10_000)
            yield
            transaction.set_rollback(True)
    finally:
        # A transaction that broke hides its reason behind any further statement.
        if connection.vendor == "postgresql" and not connection.needs_rollback:
            with connection.cursor() as cursor:
                for table, following in before.items():
                    begin_at(cursor, table, following)


def next_id(cursor, table: str) -> int:
    """The id that PostgreSQL gives next; where a run was killed in here, the one after the last."""
    if connection.vendor != "postgresql":
        return 0
    cursor.execute(f"SELECT last_value + is_called::int FROM {table}_id_seq")
    following = cursor.fetchone()[0]
    if following >= IDS:
        cursor.execute(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")
        following = cursor.fetchone()[0]
    return following


def begin_at(cursor, table: str, start: int) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"SELECT setval('{table}_id_seq', {start}, false)")
        return
    cursor.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")
    cursor.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{table}', {start})")


def all_models() -> list[type[models.Model]]:
    ours = [
        *apps.get_app_config("sources").get_models(),
        *apps.get_app_config("claims").get_models(),
    ]
    counted = [model for model in ours if isinstance(model._meta.pk, models.AutoField)]
    return [apps.get_model("auth", "User"), *counted]


def template(sort: Sort, claim: Claim, people, about) -> Template:
    """The rows of a claim with fields in the place of marks.

    Of its events the first is kept, and those that published something, as an import writes them.
    """
    publications = list(claim.publications.order_by("number"))
    published = [publication.event_id for publication in publications]
    events = list(claim.events.order_by("number"))
    events = [one for one in events if one.number == 1 or one.pk in published]
    citations = list(claim.citations.order_by("id"))
    hops = [hop for one in citations for hop in one.hops.order_by("position")]
    sources = {hop.source for hop in hops}
    documents = [one.document for one in citations]
    kept = {
        "claim": [claim],
        "cit": citations,
        "hop": hops,
        "chk": [check for one in citations for check in one.checks.order_by("id")],
        "asm": list(claim.assessments.order_by("id")),
        "event": events,
        "pub": publications,
        "src": [row for one in publications for row in one.sources.order_by("id")],
    }
    kept["chg"] = list(Change.objects.filter(publication__claim=claim).order_by("id"))
    kept["evd"] = list(Evidence.objects.filter(assessment__claim=claim).order_by("id"))
    fields: dict[str, str] = {
        claim.ref: "ref",
        f"{STATEMENT}.": "statement",
        STATEMENT: "statement",
    }
    fields |= {AMOUNT: "amount", SHOWN: "shown", AS_OF.isoformat(): "as_of"}
    fields[in_language(SOURCE_LANGUAGE).day(AS_OF, "day")] = "as_of_said"
    for name, rows in kept.items():
        fields |= {str(row.pk): f"{name}{n}" for n, row in enumerate(rows)}
    for slot, (kind, country) in SLOTS.items():
        fields |= {f"zz-{slot}": f"{slot}_slug", f"Zz {slot}": f"{slot}_name"}
        fields |= {kind: f"{slot}_kind", country: f"{slot}_country"}
    fields |= {str(one.pk): f"{one.slug[3:]}_id" for one in sources}
    for n, document in enumerate(documents):
        fields |= {str(document.pk): f"doc{n}", f"https://example.org/zz-{n}": f"doc{n}_url"}
        fields |= {f"Zz title {n}": f"doc{n}_title"}
        fields |= dates(PRINTED[n], f"doc{n}_at")
    for n, moment in enumerate(AT):
        fields |= dates(moment, f"at{n}")
    fields |= {str(one.pk): f"person{n}" for n, one in enumerate(people)}
    for name, row in about.items():
        fields |= {str(row.pk): f"{name}_id", f"zz-{name}": f"{name}_key", row.name: f"{name}_name"}
    if claim.series:
        fields |= {str(claim.series_id): "series_id", "zz-series": "series_key"}
        fields["Zz series"] = "series_name"
    if claim.unit_id:
        fields[str(claim.unit_id)] = "unit_id"
    return Stamp(sort, kept, fields).template()


def dates(moment: datetime.datetime, name: str) -> dict[str, str]:
    return {
        instant(moment): name,
        str(connection.ops.adapt_datetimefield_value(moment)): f"{name}_row",
        moment.date().isoformat(): f"{name}_day",
        in_language(SOURCE_LANGUAGE).day(moment.date(), "day"): f"{name}_said",
    }


class Stamp:
    """Turns kept rows and the texts that are hashed into templates over the same fields."""

    def __init__(self, sort: Sort, kept: dict[str, list], fields: dict[str, str]):
        self.sort, self.kept, self.fields = sort, kept, fields
        listed = "|".join(re.escape(one) for one in sorted(fields, key=len, reverse=True))
        self.marks = re.compile(listed)

    def text(self, text: str) -> str:
        found = self.marks.sub(lambda m: f"%({self.fields[m[0]]})s", text.replace("%", "%%"))
        assert not MARK.search(found), f"a mark was left over: {MARK.search(found)[0]} in {text}"
        return found

    def template(self) -> Template:
        hashed = []
        for n, publication in enumerate(self.kept["pub"]):
            for name in ("content", "independence", "search_text", "point"):
                hashed.append(self.hashed(f"{name}{n}", getattr(publication, name) or ""))
            self.fields[publication.content_sha256] = f"content{n}_sha"
        hashed += [self.change(n, one) for n, one in enumerate(self.kept["chg"])]
        numbers = {one.event_id: n for n, one in enumerate(self.kept["pub"])}
        previous = ""
        for n, event in enumerate(self.kept["event"]):
            event.number, event.previous_hash = n + 1, previous
            hashed.append(self.snapshot(n, event, numbers.get(event.pk)))
            told = columns(event, EVENT_FIELDS) | {"at": instant(event.at)}
            self.mark({event.snapshot_sha256: f"snapshot{n}_sha"})
            hashed.append(self.hashed(f"hash{n}", canonical_json(told)))
            self.mark({event.hash: f"hash{n}_sha"})
            previous = event.hash
        claim = self.kept["claim"][0]
        claim.events_count, claim.head_hash = len(self.kept["event"]), previous
        rows = [self.row(one, n) for kind in self.kept.values() for n, one in enumerate(kind)]
        counts = {name: len(those) for name, those in self.kept.items()}
        return Template(self.sort, rows, hashed, counts)

    def mark(self, more: dict[str, str]) -> None:
        self.__init__(self.sort, self.kept, self.fields | more)

    def hashed(self, name: str, text: str) -> tuple[str, str, list[str]]:
        done = (name, self.text(text), [])
        self.mark({sha256(text): f"{name}_sha"})
        return done

    def snapshot(self, n: int, event: Event, number: int | None):
        """Source rows stand in the order of their text, which is not known before it is stamped."""
        if number is None:
            return (f"snapshot{n}", self.text(event.snapshot), [])
        found = json.loads(event.snapshot)
        rows = [canonical_json(row) for row in found["publication"]["sources"]]
        assert f"[{','.join(rows)}]" in event.snapshot
        head, tail = event.snapshot.split(f"[{','.join(rows)}]")
        text = f"{self.text(head)}[%(sources)s]{self.text(tail)}"
        return (f"snapshot{n}", text, [self.text(row) for row in rows])

    def change(self, n: int, change: Change):
        """Settled: its position is its id, as these have no gap. It lists slugs in their order."""
        change.position = change.pk
        told = json.loads(change.content)
        slugs = [json.dumps(slug) for slug in told["sources"]]
        head, tail = change.content.split(f"[{','.join(slugs)}]")
        text = f"{self.text(head)}[%(sources)s]{self.text(tail)}"
        return (f"change{n}", text, [self.text(slug) for slug in slugs])

    def row(self, row: models.Model, n: int) -> Row:
        found, cells = row._meta.concrete_fields, []
        for one in found:
            value = one.value_from_object(row)
            if isinstance(one, JSONField):
                value = json.dumps(value)
            elif value is not None:
                value = one.get_db_prep_save(value, connection)
            cells.append(None if value is None else self.cell(row, n, one, value))
        return Row(row._meta.db_table, [one.column for one in found], cells)

    def cell(self, row, n: int, column: models.Field, value) -> str:
        whole = {
            Publication: ("content", "independence", "search_text", "point"),
            Event: ("snapshot",),
        }
        if type(row) is Change and column.name == "content":
            return f"%(change{n})s"
        if column.name in whole.get(type(row), ()):
            return f"%({column.name}{n})s" if value else ""
        if isinstance(value, bool):
            return str(int(value))
        return self.text(str(value))
