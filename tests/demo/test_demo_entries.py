"""The YAML files of the demo: unknown keys are refused by name."""

import csv

import pytest

from claims.demo import entries, losses, origins
from claims.demo.entries import EntryError, Kind
from claims.demo.load import CASES, CLAIM, CLAIMS

SHELLS = "- {key: shells, state: draft, author: eva, statement: A, kind: quantity, subject: b"
HOPS = "chain: [{source: c}]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            f"claims:\n {SHELLS}, {HOPS}, qoute: d}}",
            "demo.yaml, claims, shells: there is no key “qoute”; the keys are also, as_of,",
            id="unknown-key",
        ),
        pytest.param(
            f"claims:\n {SHELLS}, chain: [{{source: c}}, {{name: d}}]}}",
            "demo.yaml, claims, shells, chain, 2: there is no key “name”; the keys are",
            id="unknown-key-inside",
        ),
        pytest.param(
            f"claims:\n {SHELLS}}}",
            "demo.yaml, claims, shells: the key “chain” is missing.",
            id="missing-key",
        ),
        pytest.param(
            f"claims:\n {SHELLS}, {HOPS}, state: published}}",
            "the key “state” stands twice",
            id="key-twice",
        ),
        pytest.param(
            "claims: [shells]",
            "demo.yaml, claims, 1: this is not an entry with keys, but 'shells'.",
            id="no-entry",
        ),
        pytest.param(
            "claims: []\ncases: []",
            "demo.yaml: there is no key “cases”; the keys are claims.",
            id="unknown-section",
        ),
        pytest.param("claims: [", "demo.yaml: while parsing", id="no-yaml"),
    ],
)
def test_entry_that_is_not_known_is_refused_with_its_file_and_key(tmp_path, text, told):
    (tmp_path / "demo.yaml").write_text(text)

    with pytest.raises(EntryError) as refused:
        entries.read("demo.yaml", tmp_path, claims=CLAIM)

    assert told in str(refused.value)


def test_entries_may_stand_under_their_names_and_share_keys(tmp_path):
    (tmp_path / "demo.yaml").write_text("units:\n  a: &a {name: A}\n  b: {<<: *a, symbol: B}")

    data = entries.read("demo.yaml", tmp_path, units=Kind("name", "symbol"))

    assert data["units"] == {"a": {"name": "A"}, "b": {"name": "A", "symbol": "B"}}


def test_each_claim_is_said_in_ukrainian():
    said = origins.UKRAINIAN

    assert said["statements"].keys() == {data["key"] for data in [*CLAIMS, *CASES]}
    assert said["sources"].keys() <= origins.SOURCES.keys()


@pytest.mark.parametrize("name", losses.FILES)
def test_number_of_claims_of_a_file_is_that_of_its_cells(name):
    file = losses.FILES[name]
    columns = [claim["value"]["column"] for claim in file["mapping"]["claims"]]
    with (entries.DATA / file["file"]).open() as read:
        cells = sum(bool(row[column]) for row in csv.DictReader(read) for column in columns)

    assert file["claims"] == cells
