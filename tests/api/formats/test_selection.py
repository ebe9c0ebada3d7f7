"""``fields`` leaves members out of a document, ``include`` adds stored ones."""

import csv
import io
import json

import pytest

from claims.api.formats.columns import TABLES
from claims.api.formats.selection import Selection
from claims.record import moments
from tests.api.formats.test_exports import PATHS, record, results  # noqa: F401
from tests.desk_steps import retracted

# What names a document of some list.
KEYS = ("ref", "position", "slug", "id", "code", "source")


@pytest.mark.parametrize("table", PATHS)
def test_document_has_the_fields_asked_for_and_its_name(api, record, table):  # noqa: F811
    path = PATHS[table].format(record.ref)
    whole = results(api.get(path))
    last = list(whole[0])[-1]
    key = next(name for name in KEYS if name in whole[0])

    found = results(api.get(path, fields=last))

    assert found == [{n: v for n, v in one.items() if n in (key, last)} for one in whole]
    assert found


def test_stream_has_the_same_documents_as_the_list(api, record):  # noqa: F811
    asked = {"fields": "value,display", "include": "independence", "kind": "quantity"}
    lines = b"".join(api.client.get("/api/v1/claims/", {**asked, "format": "ndjson"}))

    listed = api.get("claims/", **asked)["results"]
    assert [json.loads(line) for line in lines.splitlines()] == listed
    assert set(listed[0]) == {"ref", "value", "display", "independence"}


@pytest.mark.parametrize("table", PATHS)
def test_csv_has_the_columns_of_the_fields_asked_for(api, record, table):  # noqa: F811
    path, last = PATHS[table].format(record.ref), TABLES[table][-1].member
    asked = {"format": "csv", "fields": last}
    text = b"".join(api.client.get(f"/api/v1/{path}", asked)).decode()
    whole = b"".join(api.client.get(f"/api/v1/{path}", {"format": "csv"})).decode()

    found = list(csv.DictReader(io.StringIO(text, newline="")))
    rows = list(csv.DictReader(io.StringIO(whole, newline="")))
    names = [c.name for c in TABLES[table] if c.member in (last, *KEYS)]
    names = [name for name in names if name in found[0]]
    assert list(found[0]) == names
    assert found == [{name: row[name] for name in names} for row in rows]


def test_number_keeps_its_comparator_in_whatever_is_left_out(api, record):  # noqa: F811
    text = b"".join(api.client.get("/api/v1/claims/?format=csv&fields=value")).decode()

    assert {"ref", "comparator", "amount", "lower"} <= set(text.splitlines()[0].split(","))


def test_finding_is_included_byte_for_byte(api, losses):
    stored = losses.publications.get()
    text = api.client.get(f"/api/v1/claims/{losses.ref}/?include=independence").content.decode()
    plain = api.client.get(f"/api/v1/claims/{losses.ref}/").content.decode()

    assert text == f'{plain[:-1]},"independence":{stored.independence}}}'


def test_retraction_is_given_whole(api):
    claim = retracted()
    whole = api.get(f"claims/{claim.ref}/")

    found = api.get(f"claims/{claim.ref}/", fields="value", include="independence")

    assert found == {**whole, "independence": None}
    assert found["standing"]["retracted"]


def test_figure_includes_the_claims_that_it_rests_on(api, record):  # noqa: F811
    whole = api.get("figures/losses/")

    found = api.get("figures/losses/", include="claims", fields="answer")

    assert set(found) == {"slug", "answer", "claims"}
    assert [claim["ref"] for claim in found["claims"]] == whole["answer"]["refs"] != []
    assert "claims" not in whole


def test_what_is_stored_is_not_read_where_nothing_is_left_out(losses):
    (row,) = moments.with_standing(losses.publications.all(), None, "independence")
    # No JSON: it would fail to be read.
    row["content"] = "{stored as it is}"

    told = Selection(included=frozenset(["independence"])).publication(row, None)

    assert told.startswith("{stored as it is,")


@pytest.mark.parametrize(
    ("path", "given", "named"),
    [
        ("claims/", {"fields": "colour"}, "fields"),
        ("claims/", {"fields": "value.lower"}, "fields"),
        ("claims/", {"fields": "value,"}, "fields"),
        ("claims/", {"fields": "independence"}, "fields"),
        ("claims/", {"include": "points"}, "include"),
        ("claims/", {"include": "independence", "format": "csv"}, "include"),
        ("claims/", {"include": "independence", "format": "xlsx"}, "include"),
        ("sources/", {"fields": "links"}, "fields"),
        ("sources/", {"include": "links"}, "include"),
        ("claims/CLM-000001/", {"fields": "colour"}, "fields"),
        ("figures/losses/", {"include": "independence"}, "include"),
        ("series/general-staff/", {"fields": "slug"}, "fields"),
    ],
)
def test_what_there_is_not_is_refused_by_name(api, record, path, given, named):  # noqa: F811
    problem = api.get(path, status=400, **given)

    assert [error["field"] for error in problem["errors"]] == [named]


def test_refusal_lists_the_fields_that_there_are(api, record):  # noqa: F811
    message = api.get("topics/", status=400, fields="colour")["errors"][0]["message"]

    assert message == "“colour” is not one of: slug, name, parent."
