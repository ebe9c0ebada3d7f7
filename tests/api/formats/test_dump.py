"""The dump has the documents of the API in a folder, and a manifest that describes them."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command

from claims import desk
from claims.api.formats.columns import TABLES
from claims.models import Publication
from tests.api.formats.test_exports import PATHS, record, stream  # noqa: F401
from tests.desk_steps import published
from tests.factories import NOW, UserFactory


@pytest.fixture
def dump(record, tmp_path, capsys):  # noqa: F811
    last = published(statement="Last.")
    desk.propose_merge(record, last, by=UserFactory(roles=["editor"]), at=NOW, note="The same.")
    desk.merge(record, last, by=UserFactory(roles=["reviewer"]), at=NOW)
    call_command("export_record", str(tmp_path / "dump"), base_url="http://testserver")
    return tmp_path / "dump"


def manifest(dump) -> dict:
    return json.loads((dump / "manifest.json").read_text())


def lines(dump, name) -> list[str]:
    return (dump / f"{name}.ndjson").read_text().splitlines()


@pytest.mark.parametrize("table", sorted(set(PATHS) - {"publications", "points", "relays"}))
def test_dump_and_api_have_one_shape(api, dump, table):
    for kind in ("ndjson", "csv"):
        _response, text = stream(api, PATHS[table], format=kind, **moment(dump, table))

        assert (dump / f"{table}.{kind}").read_bytes().decode() == text


def moment(dump, table) -> dict:
    known = {"known_at": manifest(dump)["known_at"]}
    return known if table in ("claims", "corrections", "series", "figures") else {}


def test_points_of_all_series_stand_one_after_the_other(api, dump):
    slugs = [row["slug"] for row in api.get("series/")["results"]]
    texts = [stream(api, f"series/{slug}/points/", format="ndjson")[1] for slug in slugs]

    assert len(slugs) == 2
    assert (dump / "points.ndjson").read_bytes().decode() == "".join(texts)
    assert (dump / "points.csv").read_text().count("\n") == 1 + 3


def test_answers_are_those_of_the_figures(api, dump):
    known = {"known_at": manifest(dump)["known_at"]}
    (line,) = lines(dump, "answers")

    assert json.loads(line)["answer"]["text"] == "more than 62,000"
    assert api.client.get("/api/v1/figures/losses/", known).content.decode() == line


def test_every_publication_is_there_byte_for_byte(api, dump):
    rows = [json.loads(line) for line in lines(dump, "publications")]
    stored = lines(dump, "documents-of-publications")

    assert len(rows) == len(stored) == Publication.objects.count() == 8
    for row, document in zip(rows, stored, strict=True):
        path = f"/api/v1/claims/{row['ref']}/publications/"
        assert api.client.get(f"{path}{row['number']}/").content.decode() == document
        assert row in api.get(path.removeprefix("/api/v1/"))["results"]
        assert hashlib.sha256(document.encode()).hexdigest() == row["content_sha256"]


def test_findings_and_merges_are_there(api, dump):
    for line in lines(dump, "independence"):
        path = f"/api/v1/claims/{json.loads(line)['ref']}/independence/"
        assert api.client.get(path).content.decode() == line
    (merge,) = map(json.loads, lines(dump, "merges"))
    response = api.client.get(f"/api/v1/claims/{merge['ref']}/")
    assert (response.status_code, response["Location"]) == (
        301, f"/api/v1/claims/{merge['merged_into']}/",
    )  # fmt: skip


def test_manifest_counts_hashes_and_explains(dump):
    found = manifest(dump)

    assert found["schema_version"] == 1
    assert {one["name"] for one in found["files"]} | {"manifest.json"} == {
        path.name for path in dump.iterdir()
    }
    for one in found["files"]:
        data = (dump / one["name"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        if one["name"].endswith(".ndjson"):
            assert one["rows"] == len(data.splitlines())
    assert list(found["data_dictionary"]) == list(TABLES)


def test_dump_at_a_moment_is_what_was_public_then(record, tmp_path):  # noqa: F811
    folder = tmp_path / "before"

    call_command("export_record", str(folder), known_at="2025-04-30")

    assert lines(folder, "claims") == lines(folder, "publications") == []


def test_verifying_finds_no_fault_in_a_fresh_dump(dump):
    call_command("verify_dump", str(dump))


@pytest.mark.parametrize(
    "name", ["claims.ndjson", "claims.csv", "documents-of-publications.ndjson"]
)
@pytest.mark.parametrize("harm", ["change", "cut", "remove", "stray"])
def test_verifying_names_what_was_changed(dump, name, harm):
    path = dump / name
    data = path.read_bytes()
    if harm == "remove":
        path.unlink()
    elif harm == "stray":
        (dump / "extra.txt").write_text("More.")
        name = "extra.txt"
    else:
        path.write_bytes(data.replace(b"CLM", b"XLM", 1) if harm == "change" else data[:-20])

    with pytest.raises(CommandError, match=name):
        call_command("verify_dump", str(dump))


def test_dump_refuses_a_folder_that_is_there_and_a_moment_to_come(dump, tmp_path):
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_record", str(dump))
    with pytest.raises(CommandError, match="has not passed"):
        call_command("export_record", str(tmp_path / "new"), known_at="2999-01-01")


def test_folder_that_is_no_dump_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read as a dump"):
        call_command("verify_dump", str(tmp_path))
