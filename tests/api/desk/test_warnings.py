"""Warnings over HTTP: in the answer of the desk, in the refusal, and answered."""

import pytest

from claims.models import Answer

pytestmark = pytest.mark.django_db
WHY = "The quote gives the count of the week before."


def test_warning_is_shown_answered_and_met(desk_of, given, editor, reviewer):
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", {**given, "value": "exactly 5"}, status=201)
    at = f"desk/claims/{claim['ref']}/"
    quoted = {"code": "value_differs_from_words", "field": "citations.0.quote"}

    (warning,) = claim["warnings"]
    assert {**warning, "message": ""} == {**quoted, "message": "", "answer": None}
    assert "“more than 62,000”" in warning["message"]

    body = {"version": 1, "code": quoted["code"], "note": WHY}
    answered = desk.send("POST", f"{at}answer-warning/", body)

    (warning,) = answered["warnings"]
    assert {**warning["answer"], "at": ""} == {"note": WHY, "by": editor.username, "at": ""}
    need = next(one for one in answered["checklist"]["publish"] if "warning" in one["code"])
    assert (need["code"], need["met"]) == ("warning_value_differs_from_words", True)
    assert answered["version"] == claim["version"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"code": "value_differs_from_words"}, 400, "note"),
        ({"code": "value_differs_from_words", "note": ""}, 400, "note"),
        ({"code": "no_such_code", "note": WHY}, 400, "code"),
        ({"code": ["year_unlikely"], "note": WHY}, 400, "code"),
        ({"code": "year_unlikely", "note": WHY}, 409, "code"),
        ({"code": "value_differs_from_words", "note": WHY, "field": "x" * 81}, 400, "field"),
        ({"code": "value_differs_from_words", "note": "\ud800 right"}, 400, "note"),
    ],
    ids=["no note", "empty note", "unknown code", "list", "not raised", "long field", "surrogate"],
)
def test_answer_that_cannot_be_is_a_problem_that_names_its_field(
    desk_of, given, editor, body, status, field
):
    desk = desk_of(editor)
    claim = desk.send("POST", "desk/claims/", {**given, "value": "exactly 5"}, status=201)

    problem = desk.send(
        "POST", f"desk/claims/{claim['ref']}/answer-warning/", {"version": 1, **body}, status=status
    )

    told = problem.get("errors") or problem["needs"]
    assert field in [one["field"] for one in told]
    assert not Answer.objects.exists()
