"""The same rows from CSV, JSONL and XLSX become the same claims, from the dry run to the record."""

import datetime

import pytest

from claims.importing.batch import batches
from claims.models import Claim, Publication
from claims.record import history
from tests.factories import NOW
from tests.importing.files import (
    COLUMNS,
    HEAD,
    RATIONALE,
    approved,
    check,
    found,
    jsonl,
    registers,
    xlsx,
)

pytestmark = pytest.mark.django_db
CSV = (
    "2024-01-01,1,1000,about,5\n"
    '2024-01-02,2,"1,200",more,\n'
    "2024-01-03,3,1300,,7\n"
    "2024-01-04,4,about 1.4k,,8\n"
    "03/04/2024,5,1500,,9\n"
)
PLAIN = [
    ["2024-01-01", 1, 1000, "about", 5],
    ["2024-01-02", 2, "1,200", "more", None],
    ["2024-01-03", 3, 1300, "", 7],
    ["2024-01-04", 4, "about 1.4k", "", 8],
    ["03/04/2024", 5, 1500, "", 9],
]
DAYS = [[datetime.date(2024, 1, at), *row[1:]] for at, row in enumerate(PLAIN[:4], start=1)]
FILES = {
    "csv": (HEAD + CSV).encode(),
    "jsonl": jsonl(PLAIN),
    "xlsx": xlsx([COLUMNS, *DAYS, PLAIN[4]]),
}
EXPECTED = [
    ("personnel-losses", "2024-01-01", "approx", "1000", "approximately 1,000"),
    ("tanks", "2024-01-01", "eq", "5", "5"),
    ("personnel-losses", "2024-01-02", "gt", "1200", "more than 1,200"),
    ("personnel-losses", "2024-01-03", "eq", "1300", "1,300"),
    ("tanks", "2024-01-03", "eq", "7", "7"),
    ("personnel-losses", "2024-01-04", "approx", "1400", "approximately 1,400"),
    ("tanks", "2024-01-04", "eq", "8", "8"),
]


@pytest.mark.parametrize("kind", FILES)
def test_file_of_each_kind_goes_from_dry_run_to_the_public_record(kind, editor, reviewer, client):
    registers()
    first = 1 if kind == "jsonl" else 2

    batch = check(FILES[kind], editor, name=f"counts.{kind}")

    assert {name: batch.counts[name] for name in ("rows", "new", "empty", "wrong")} == {
        "rows": 5,
        "new": 7,
        "empty": 1,
        "wrong": 2,
    }
    assert found(batch) == [(first + 4, "date", "ambiguous_date", "03/04/2024")] * 2
    assert not Claim.objects.exists()

    batch = batches.submit(batch, by=editor, at=NOW, leave_out_wrong=True)
    batch = batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)

    assert (batch.state, batch.counts["published"], batch.counts["left"]) == ("approved", 7, 0)
    assert public(client) == EXPECTED
    assert Publication.objects.live().count() == 7
    assert list(history.all_faults()) == []


def public(client) -> list[tuple]:
    """What everybody reads, in the order of the file."""
    answer = client.get("/api/v1/claims/?source=general-staff").json()["results"]
    return [
        (
            one["measure"]["code"],
            one["as_of"]["date"],
            one["value"]["comparator"],
            one["value"]["amount"],
            one["display_value"].partition(" people")[0].removesuffix(" items"),
        )
        for one in sorted(answer, key=lambda one: one["ref"])
    ]


def test_file_of_one_kind_repeats_that_of_another(editor, reviewer):
    registers()
    rows = PLAIN[:4]
    approved(check(HEAD + CSV.rpartition("03/04")[0], editor), editor, reviewer)

    for kind, data in (("jsonl", jsonl(rows)), ("xlsx", xlsx([COLUMNS, *DAYS]))):
        again = check(data, editor, name=f"counts.{kind}")

        assert (again.counts["new"], again.counts["duplicate"]) == (0, 7)
