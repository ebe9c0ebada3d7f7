"""Files of claims over HTTP."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Claim, Publication
from tests.importing.files import HEAD, MAPPING, lines, registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(desk_of):
    """``post(user, text)``: upload a file with the mapping, and the answer."""
    registers()

    def send(user, text, status=201, mapping=MAPPING):
        body = {"file": SimpleUploadedFile("counts.csv", text.encode())}
        body["mapping"] = mapping if isinstance(mapping, str) else json.dumps(mapping)
        response = desk_of(user).client.post("/api/v1/desk/imports/", body)
        assert response.status_code == status, response.content.decode()
        return response.json()

    return send


def test_file_goes_from_dry_run_to_the_record_and_back(post, desk_of, editor, reviewer, chief):
    batch = post(editor, lines(3))
    where = f"desk/imports/{batch['id']}/"
    assert (batch["state"], batch["counts"]["new"]) == ("checked", 6)
    assert not Claim.objects.exists()

    submitted = desk_of(editor).send("POST", f"{where}submit/", {})
    refused = desk_of(editor).send("POST", f"{where}approve/", {"rationale": "x" * 40}, status=403)
    approved = desk_of(reviewer).send(
        "POST", f"{where}approve/", {"rationale": "The data set names its origin for each."}
    )

    assert (submitted["state"], approved["state"]) == ("submitted", "approved")
    assert {need["code"] for need in refused["needs"]} == {"role", "four_eyes_author"}
    assert Publication.objects.live().count() == 6
    undone = desk_of(chief).send("POST", f"{where}undo/", {"note": "The wrong file."})
    assert undone["state"] == "retracted"


def test_report_names_row_field_and_what_would_be_right(post, desk_of, editor):
    batch = post(editor, f"{HEAD}03/04/2024,1,100,about,5\n")

    found = desk_of(editor).get(f"desk/imports/{batch['id']}/rows/", outcome="wrong")["results"]

    assert [(row["number"], row["part"]) for row in found] == [(2, 0), (2, 1)]
    problem = found[0]["problems"][0]
    assert (problem["field"], problem["value"]) == ("date", "03/04/2024")
    assert "day_first" in problem["fix"]


@pytest.mark.parametrize(
    ("text", "mapping", "field"),
    [
        ("a,a\n", MAPPING, "file"),
        (lines(1), "nowhere", "mapping"),
        (lines(1), "{", "mapping"),
        (lines(1), {**MAPPING, "dates": "x"}, "mapping.dates"),
    ],
    ids=["file", "unknown mapping", "broken mapping", "faulty mapping"],
)
def test_what_cannot_be_read_is_a_problem_that_names_it(post, editor, text, mapping, field):
    answer = post(editor, text, 400, mapping)

    assert answer["code"] == "invalid"
    assert [error["field"] for error in answer["errors"]] == [field]


def test_only_editors_import(post, reviewer):
    assert post(reviewer, lines(1), 403)["code"] == "not_allowed"
