"""Whole lists as CSV and NDJSON: the same documents as in the JSON list, as a stream."""

import csv
import io
import json

import pytest
from django.db import connection, connections

from claims import desk
from claims.api.formats import exports
from claims.api.formats.columns import TABLES
from claims.models import Publication
from tests.counts import Count
from tests.desk_steps import citation, published, retracted
from tests.factories import NOW, ScopeFactory
from tests.worlds import world

PATHS = {
    "claims": "claims/",
    "publications": "claims/{}/publications/",
    "corrections": "corrections/",
    "changes": "changes/",
    "series": "series/",
    "points": "series/general-staff/points/",
    "figures": "figures/",
    "sources": "sources/",
    "relays": "sources/relay/relays/",
    "documents": "documents/",
    "measures": "measures/",
    "subjects": "subjects/",
    "scopes": "scopes/",
    "topics": "topics/",
}


@world
def record(losses):
    cited = [citation("outlet", "origin")]
    published(statement="=1+1", citations=cited, value="1.5–5 million", scope=ScopeFactory())
    retracted()
    count = Count()
    for day, value in enumerate(["about 61,000", "more than 62,000"]):
        count.publish(day, value)
    Count("uk-mod", derives_from=count.series, derivation_note="=Of that.").publish(0, "60,000")
    count.figure()
    return losses


def results(answer: dict) -> list[dict]:
    """The rows of a list; those of a series are its points."""
    return answer["points"] if "points" in answer else answer["results"]


def stream(api, path, **params):
    response = api.client.get(f"/api/v1/{path}", params)
    assert response.status_code == 200, response.content
    assert response.streaming
    return response, b"".join(response).decode()


def test_every_list_with_a_table_is_tested_here():
    assert set(PATHS) == set(TABLES)


@pytest.mark.parametrize("table", PATHS)
def test_line_of_ndjson_is_the_document_of_the_list(api, record, table):
    path = PATHS[table].format(record.ref)
    listed = api.client.get(f"/api/v1/{path}").content.decode()
    response, text = stream(api, path, format="ndjson")
    lines = text.splitlines()

    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert listed.endswith(f'":[{",".join(lines)}]}}')
    assert len(lines) == len(results(json.loads(listed)))


@pytest.mark.parametrize("table", PATHS)
def test_row_of_csv_holds_what_the_document_says(api, record, table):
    path = PATHS[table].format(record.ref)
    response, text = stream(api, path, format="csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    found = results(api.get(path))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{table}.csv"'
    assert next(csv.reader(io.StringIO(text))) == [column.name for column in TABLES[table]]
    assert len(rows) == len(found)
    for row, result in zip(rows, found, strict=True):
        for column in TABLES[table]:
            assert row[column.name].removeprefix("'") == in_a_cell(column.find(result))


def in_a_cell(said) -> str:
    if said is None:
        return ""
    return said if isinstance(said, str) else json.dumps(said)


def test_every_column_of_claims_is_filled_from_some_document(api, record):
    documents = api.get("claims/")["results"]

    never = {c.name for c in TABLES["claims"] if not any(c.find(d) is not None for d in documents)}

    assert never <= {
        "public_note", "scope", "speech_act", "confidence_level", "rounding", "as_of",
        "as_of_precision", "period_start", "period_end", "period_precision", "stated_at",
        "stated_precision", "range_kind", "interests", "confidence", "reassessment_cause",
    }  # fmt: skip


def test_value_never_comes_without_its_comparator(api, record):
    _response, text = stream(api, "claims/", format="csv")

    for row in csv.DictReader(io.StringIO(text)):
        numbers = [row[name] for name in ("amount", "low", "high", "lower", "upper")]
        assert row["comparator"] or not any(numbers)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'quoted'", "''quoted'"),
        ("1 = 1", "1 = 1"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_could_run_is_taken_for_text(text, shown):
    assert exports.cell(text) == shown


def test_negative_number_stays_a_number():
    assert exports.cell("-5.5", is_number=True) == "-5.5"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/x-ndjson; charset=utf-8"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_accept_decides_where_no_format_is_given(api, losses, accept, kind):
    asked = {"headers": {"accept": accept}}

    assert api.client.get("/api/v1/claims/", **asked)["Content-Type"] == kind
    assert api.client.get("/api/v1/claims/?format=json", **asked)["Content-Type"] == (
        "application/json"
    )


@pytest.mark.parametrize(
    ("path", "given", "named"),
    [
        ("claims/", {"format": "xml"}, "format"),
        ("claims/", {"format": "csv", "page_size": "5"}, "page_size"),
        ("claims/", {"format": "ndjson", "cursor": "cD0x"}, "cursor"),
        ("claims/", {"format": "csv", "colour": "red"}, "colour"),
        ("claims/", {"format": "csv", "kind": "rumour"}, "kind"),
        ("claims/CLM-000001/", {"format": "csv"}, "format"),
    ],
)
def test_what_does_not_go_with_a_stream_is_refused_by_name(api, losses, path, given, named):
    problem = api.get(path, status=400, **given)

    assert [error["field"] for error in problem["errors"]] == [named]


@pytest.mark.parametrize("kind", ["text/csv", "application/x-ndjson"])
def test_what_is_told_of_a_list_is_no_list(client, db, kind):
    response = client.options("/api/v1/claims/", headers={"Accept": kind})

    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
    assert client.options("/api/v1/claims/").json()["name"] == "Claim List"


def test_stream_takes_the_filters_of_the_list(api, record):
    _response, text = stream(
        api, "claims/", format="ndjson", source="ministry", known_at="2025-05-01T12:00:00Z"
    )

    assert [json.loads(line)["ref"] for line in text.splitlines()] == [record.ref]


def test_head_runs_no_query_of_the_list(api, losses):
    response = api.client.head("/api/v1/claims/?format=ndjson")

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b""


def open_cursors() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '\\_django%%'")
        return cursor.fetchone()[0]


def test_client_that_goes_away_ends_the_query(api, losses, monkeypatch):
    # The connection is the test's own: the end of a request may not close it.
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)
    published()
    monkeypatch.setattr(exports, "FETCHED", 1)
    monkeypatch.setattr(exports, "CHUNK", 1)
    ended = []
    each = exports.each

    def watched(queryset):
        try:
            yield from each(queryset)
        finally:
            ended.append(True)

    monkeypatch.setattr(exports, "each", watched)
    response = api.client.get("/api/v1/claims/?format=ndjson")
    parts = iter(response.streaming_content)
    next(parts)
    if connection.vendor == "postgresql":
        assert open_cursors() == 1

    assert not ended
    response.close()
    del parts

    assert ended
    if connection.vendor == "postgresql":
        assert open_cursors() == 0


def test_rows_are_fetched_a_few_at_a_time(db, losses, monkeypatch):
    for number in range(4):
        published(statement=f"Claim {number}.")
    monkeypatch.setattr(exports, "CHUNK", 2)
    drawn = []
    rows = exports.stored(Publication.objects.in_force().order_by("id"))
    parts = exports.ndjson(drawn.append(row) or row for row in rows)

    next(parts)

    assert len(drawn) == 2


def test_correction_stands_in_the_stream_after_it_was_made(api, losses, chief):
    desk.retract(losses, reason="our_error", public_note="-We doubt it.", by=chief, at=NOW)

    _response, text = stream(api, "corrections/", format="csv")

    assert [row["public_note"] for row in csv.DictReader(io.StringIO(text))] == ["'-We doubt it."]


def test_catalog_names_every_list_with_its_columns(api, losses):
    catalog = api.get("exports/")

    assert [one["list"] for one in catalog["lists"]] == list(TABLES)
    for one in catalog["lists"]:
        named = [column["name"] for column in one["columns"]]
        assert named == [column.name for column in TABLES[one["list"]]]
        if one["csv"]:
            assert api.client.get(one["csv"]).status_code == 200
            assert api.client.get(one["ndjson"]).status_code == 200
            assert api.client.get(one["xlsx"]).status_code == 200
