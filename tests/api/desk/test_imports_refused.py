"""Every refusal of desk/imports/ is a problem that says what is missing, and stores nothing."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims import desk
from claims.api.desk import imports
from claims.figures import policies
from claims.models import Claim, Figure, ImportBatch, Publication
from tests.factories import NOW, UserFactory
from tests.importing.files import HEAD, MAPPING, RATIONALE, lines, registers

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/desk/imports/"


@pytest.fixture
def send(editor, reviewer, chief):
    """``send(user, "1/approve/", body)``: status and problem; a file goes as multipart."""
    registers()

    def answer(user, path="", body=None, method="POST", **options):
        client = Client()
        if user:
            client.force_login(user)
        if body is not None and "file" in body:
            response = client.post(ROOT + path, body)
        else:
            sent = json.dumps(body or {})
            kind = options.get("content_type", "application/json")
            response = client.generic(method, ROOT + path, sent, content_type=kind)
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json"
        return response.status_code, response.json() if response.content else None

    return answer


def upload(text=None, mapping=MAPPING, name="counts.csv") -> dict:
    content = lines(2).encode() if text is None else text.encode()
    given = mapping if isinstance(mapping, str) else json.dumps(mapping)
    return {"file": SimpleUploadedFile(name, content), "mapping": given}


@pytest.fixture
def batch(send, editor) -> ImportBatch:
    status, _answer = send(editor, "", upload())
    assert status == 201
    return ImportBatch.objects.get()


@pytest.fixture
def submitted(send, editor, batch) -> ImportBatch:
    assert send(editor, f"{batch.pk}/submit/")[0] == 200
    return batch


@pytest.fixture
def approved(send, reviewer, submitted) -> ImportBatch:
    assert send(reviewer, f"{submitted.pk}/approve/", {"rationale": RATIONALE})[0] == 200
    return submitted


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (upload("a,a\n"), "file", "column_twice"),
        (upload(HEAD), "file", "no_rows"),
        (upload("x" * 50, name="counts.pdf"), "file", "unknown_format"),
        (upload(""), "file", "empty"),
        (upload(mapping="nowhere"), "mapping", "unknown_mapping"),
        (upload(mapping="{"), "mapping", "broken_json"),
        (upload(mapping="{" + '"a":[' * 5000), "mapping", "broken_json"),
        (upload(mapping={**MAPPING, "dates": "x"}), "mapping.dates", "unknown_value"),
        (upload(mapping={**MAPPING, "ignore": ["\0"]}), "mapping.ignore.0", "broken_characters"),
        ({**upload(), "mapping": ""}, "mapping", "blank"),
        ({"file": upload()["file"]}, "mapping", "required"),
        ({**upload(), "other": "1"}, "other", "unknown_field"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_upload_is_refused_by_field(send, editor, body, field, code):
    body["file"].seek(0)

    status, answer = send(editor, "", body)

    assert status == 400
    assert (field, code) in [(error["field"], error["code"]) for error in answer["errors"]]
    assert not ImportBatch.objects.exists()


def test_large_file_is_left_to_the_command(send, editor, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST", 20)

    status, answer = send(editor, "", upload())

    assert (status, answer["errors"][0]["code"]) == (400, "too_large")
    assert "import_claims" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("method", "path", "content_type", "status"),
    [
        ("POST", "", "application/json", 415),
        ("PUT", "", "application/json", 405),
        ("GET", "999/", "application/json", 404),
        ("GET", "999/rows/", "application/json", 404),
        ("POST", "999/submit/", "application/json", 404),
        ("POST", "999/approve/", "application/json", 400),
        ("GET", "?page=2", "application/json", 400),
        ("DELETE", "999/", "application/json", 405),
    ],
)
def test_wrong_request_is_a_problem_too(send, editor, method, path, content_type, status):
    found, answer = send(editor, path, method=method, content_type=content_type)

    assert (found, answer["status"]) == (status, status)


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/rows/"])
def test_only_people_with_a_role_see_imports(send, batch, path):
    for user, expected in ((None, 401), (UserFactory(), 403)):
        status, answer = send(user, path.format(pk=batch.pk), method="GET")
        assert (status, answer["status"]) == (expected, expected)
    analyst = UserFactory(roles=["analyst"])
    assert send(analyst, path.format(pk=batch.pk), method="GET")[0] == 200


@pytest.mark.parametrize("role", ["contributor", "reviewer", "chief editor", "analyst", "auditor"])
def test_only_editors_check_a_file(send, role):
    status, answer = send(UserFactory(roles=[role]), "", upload())

    assert (status, answer["code"]) == (403, "not_allowed")
    assert [need["code"] for need in answer["needs"]] == ["role"]


def codes(answer: dict) -> list[str]:
    return [need["code"] for need in answer["needs"]]


def test_submission_is_refused_with_its_reasons(send, editor, submitted):
    where = f"{submitted.pk}/submit/"

    assert [send(editor, where)[0], codes(send(editor, where)[1])] == [409, ["state"]]
    other = UserFactory(roles=["editor"])
    status, answer = send(other, where)
    assert (status, codes(answer)) == (403, ["own_batch"])
    assert editor.username in answer["needs"][0]["message"]


def test_file_with_wrong_rows_or_nothing_new_is_not_submitted(send, editor, submitted):
    send(editor, "", upload(f"{lines(3)}never,1,5,,\n"))
    send(editor, "", upload(f"{lines(2)}\n"))
    wrong, nothing = ImportBatch.objects.order_by("id")[1:]

    assert codes(send(editor, f"{wrong.pk}/submit/")[1]) == ["wrong_rows"]
    assert codes(send(editor, f"{nothing.pk}/submit/")[1]) == ["nothing_new"]
    status, answer = send(editor, f"{wrong.pk}/submit/", {"leave_out_wrong": True})
    assert (status, answer["done"]) == (200, 2)
    assert send(editor, f"{wrong.pk}/submit/", {"leave_out_wrong": "perhaps"})[0] == 400


def test_four_eyes_hold_for_superusers_too(send, submitted, editor):
    editor.is_superuser = True
    editor.save()

    status, answer = send(editor, f"{submitted.pk}/approve/", {"rationale": RATIONALE})

    assert (status, codes(answer)) == (403, ["four_eyes_author"])
    assert not Publication.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "editor", "chief editor", "analyst", "auditor"])
def test_only_reviewers_approve(send, submitted, role):
    person = UserFactory(roles=[role])

    status, answer = send(person, f"{submitted.pk}/approve/", {"rationale": RATIONALE})

    assert (status, codes(answer)) == (403, ["role"])


@pytest.mark.parametrize(
    "rationale",
    ["", "Fine.", "  \n ", "We have high confidence that this is very likely so.", "x\0" * 40],
)
def test_approval_needs_a_rationale(send, submitted, reviewer, rationale):
    status, answer = send(reviewer, f"{submitted.pk}/approve/", {"rationale": rationale})

    assert (status, answer["code"]) == (400, "invalid")
    assert "rationale" in {error["field"] for error in answer["errors"]}
    assert not Publication.objects.exists()


def test_second_reviewer_is_told_who_was_first(send, approved, reviewer):
    other = UserFactory(roles=["reviewer"])

    status, answer = send(other, f"{approved.pk}/approve/", {"rationale": RATIONALE})

    assert (status, codes(answer)) == (409, ["state"])
    assert reviewer.username in answer["needs"][0]["message"]


def test_undo_is_refused_with_everything_that_rests_on_it(send, approved, editor, chief):
    claim = Claim.objects.earliest("id")
    figure = Figure.objects.create(
        slug="losses", question="How many?", measure=claim.measure, subject=claim.subject
    )
    given = {"note": "The only complete count there is.", "by": editor, "at": NOW}
    policies.set_policy(figure, policy="preferred_claim", preferred=claim, **given)
    desk.revise(claim, by=editor, at=NOW)
    where = f"{approved.pk}/undo/"

    status, answer = send(chief, where, {"note": "The wrong file."})

    assert (status, codes(answer)) == (409, ["batch_is_used"] * 2)
    assert send(editor, where, {"note": "The wrong file."})[0] == 403
    assert send(chief, where, {"note": " "})[0] == 400
    assert Publication.objects.in_force().count() == 4


def test_claim_that_was_left_to_the_review_shows_where_it_stands(send, submitted, editor, reviewer):
    taken = desk.start_review(Claim.objects.earliest("id"), by=reviewer, at=NOW)
    send(reviewer, f"{submitted.pk}/approve/", {"rationale": RATIONALE})

    _status, answer = send(editor, f"{submitted.pk}/rows/", method="GET")

    states = {row["claim"]: row["claim_state"] for row in answer["results"]}
    assert states.pop(taken.ref) == "in_review"
    assert set(states.values()) == {"published"}


def test_forgotten_dry_run_is_gone(send, batch, editor):
    status, answer = send(editor, f"{batch.pk}/undo/")

    assert (status, answer["state"]) == (200, "withdrawn")
    assert send(editor, f"{batch.pk}/", method="GET")[0] == 404
