"""``compare_records`` names all that differs between two records, and only reads."""

import io
import itertools
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from claims.models import Claim
from claims.record import comparing
from tests.desk_steps import published, retracted

COPIED = {
    "claims_claim": "id, ref",
    "claims_publication": "ref, number, content, content_sha256, independence, point",
    "claims_event": "claim_id, number, hash, snapshot_sha256",
}


def copy_to(path) -> str:
    """Copy what is compared of the test's database into a SQLite file."""
    with closing(sqlite3.connect(path)) as file, connection.cursor() as cursor:
        for table, columns in COPIED.items():
            file.execute(f"CREATE TABLE {table} ({columns})")
            cursor.execute(f"SELECT {columns} FROM {table}")
            marks = ", ".join("?" * len(columns.split(",")))
            file.executemany(f"INSERT INTO {table} VALUES ({marks})", cursor.fetchall())
        file.commit()
    return str(path)


def change(path: str, statement: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement)
        file.commit()


def compare(*addresses: str) -> str:
    out = io.StringIO()
    try:
        call_command("compare_records", *addresses, stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


@pytest.fixture
def claim(db):
    return retracted()


@pytest.fixture
def copies(claim, tmp_path):
    """Two copies of a record of one claim and two publications."""
    return copy_to(tmp_path / "first.sqlite3"), copy_to(tmp_path / "second.sqlite3")


def test_copy_does_not_differ(copies):
    first, second = copies

    told = compare(first, f"sqlite:///{second}")

    assert told.startswith("2 publications and ")
    assert told.endswith(" events compared, no difference.\n")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE claims_publication SET content = content || ' '",
            "{} publication 1: differs in document.\n",
        ),
        (
            "UPDATE claims_publication SET content_sha256 = 'a', independence = '' "
            "WHERE number = 1",
            "{} publication 1: differs in kept hash, independence.\n",
        ),
        ("UPDATE claims_event SET hash = 'a' WHERE number = 2", "{} event 2: differs in hash.\n"),
        ("DELETE FROM claims_event WHERE number = 1", "{} event 1: only in the first.\n"),
        (
            "INSERT INTO claims_publication SELECT ref, 9, content, content_sha256, "
            "independence, point FROM claims_publication",
            "{} publication 9: only in the second.\n",
        ),
    ],
    ids=["document", "hash", "event", "missing", "added"],
)
def test_difference_is_named(copies, claim, statement, sentence):
    change(copies[1], statement)

    with pytest.raises(CommandError):
        call_command("compare_records", *copies, stdout=io.StringIO())
    told = compare(*copies)

    assert sentence.format(claim.ref) in told
    assert "; differences: " in told


def test_empty_record_lacks_everything(copies):
    for table in COPIED:
        change(copies[0], f"DELETE FROM {table}")

    told = compare(*copies)

    assert told.count("only in the second.") == told.count("\n")
    assert "0 publications and 0 events compared" in told


@pytest.mark.parametrize("name", ["missing.sqlite3", "text.sqlite3"])
def test_what_is_no_record_is_refused(copies, tmp_path, name):
    (tmp_path / "text.sqlite3").write_text("no database, but long enough to be looked at" * 50)

    assert "They cannot be read: " in compare(copies[0], str(tmp_path / name))


def test_nothing_is_written(copies):
    with (
        comparing.reading(first=copies[0]),
        pytest.raises(DatabaseError, match="readonly database"),
    ):
        Claim.objects.using("first").update(ref="CLM-000000")


def test_streams_are_read_side_by_side():
    """Endless ones, too: nothing is collected."""
    first = (((f"CLM-{n:09}", -1), {}) for n in itertools.count())
    second = (((f"CLM-{n:09}", -1), {}) for n in itertools.count(step=2))

    found = list(itertools.islice(comparing.side_by_side(first, second), 4))

    assert [other is None for _key, _one, other in found] == [False, True, False, True]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="compares PostgreSQL with SQLite")
@pytest.mark.django_db(transaction=True)
def test_record_in_postgresql_is_compared_with_one_in_sqlite(tmp_path):
    published()
    asked = {"host": "", "port": ""} | connection.get_connection_params()
    address = "postgresql://{user}@/{dbname}?host={host}&port={port}".format_map(asked)
    other = copy_to(tmp_path / "other.sqlite3")

    assert "no difference" in compare(address, other)
    change(other, "UPDATE claims_publication SET content = ''")
    assert "differs in document" in compare(address, other)
    with comparing.reading(first=address), pytest.raises(DatabaseError, match="read-only"):
        Claim.objects.using("first").update(ref="CLM-000000")
