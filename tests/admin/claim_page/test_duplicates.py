"""Likely duplicates of a claim while it is typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.related_claims import duplicates
from tests.desk_steps import draft, retracted
from tests.factories import ScopeFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/claims/claim/alike/"
TYPED = "Russia has lost over 62,000 soldiers in the Kursk operation."


def asked(client, **typed) -> list[dict]:
    response = client.get(ADDRESS, typed)
    assert response.status_code == 200
    return response.json()["found"]


def dated(**fields):
    return draft(as_of="2025-04-26", as_of_precision="day", **fields)


def test_claim_of_the_same_words_is_found_with_its_link_and_why(as_editor):
    claim = draft(statement="Russia has lost more than 62,000 soldiers in the Kursk operation.")
    draft(statement="North Korea sent at least four million artillery shells.")

    found = asked(as_editor, statement=TYPED)

    assert found == [
        {
            "ref": claim.ref,
            "url": f"/admin/claims/claim/{claim.pk}/change/",
            "statement": claim.statement,
            "value": "more than 62,000",
            "claimant": "",
            "state": "Draft",
            "why": ["77 % of the words are the same"],
        }
    ]


@pytest.mark.parametrize(
    ("statement", "is_found"),
    [
        ("Russia has lost more than 63,000 soldiers in the Kursk operation.", False),
        ("Russia has lost 62,000 soldiers in the Kursk operation.", True),
        ("62,000 soldiers came home from the Kursk region by train.", False),
    ],
)
def test_other_numbers_or_few_shared_words_are_no_duplicate(as_editor, statement, is_found):
    draft(statement=statement)

    assert bool(asked(as_editor, statement=TYPED)) == is_found


def test_words_without_a_number_are_found_too(as_editor):
    draft(statement="The State Department expressed concern about the involvement.")

    found = asked(as_editor, statement="The State Department expressed concern on the involvement")

    assert [one["why"] for one in found] == [["75 % of the words are the same"]]


def test_denial_of_the_same_words_is_told_apart(as_editor):
    draft(statement="The ministry did not confirm the strike on Odesa harbour.")

    found = asked(as_editor, statement="The ministry did confirm the strike on Odesa harbour.")

    assert found[0]["why"][0].endswith("but one of the two says “not”")


def test_same_value_of_the_day_is_found_whatever_the_words(as_editor):
    claim = dated(statement="Losses in the war, as of Saturday.", value="more than 62,000")
    dated(statement="Another number.", value="more than 61,000")
    typed = {
        "statement": "Something else entirely",
        "value": "over 62 000",
        "measure": claim.measure_id,
        "subject": claim.subject_id,
    }

    found = asked(as_editor, **typed, as_of="2025-04-26", as_of_precision="day")

    why = "the same value of “Personnel losses” for the same time"
    assert [(one["ref"], one["why"]) for one in found] == [(claim.ref, [why])]
    assert asked(as_editor, **typed, as_of="2025-04-27", as_of_precision="day") == []
    month = asked(as_editor, **typed, as_of="2025-04-01", as_of_precision="month")
    assert [one["ref"] for one in month] == [claim.ref]
    other = {**typed, "scope": ScopeFactory().pk}
    assert asked(as_editor, **other, as_of="2025-04-26", as_of_precision="day") == []


def test_claim_is_not_like_itself_nor_like_what_was_taken_back(as_editor):
    claim = draft(statement=TYPED)
    retracted(statement=TYPED)

    assert asked(as_editor, statement=TYPED, claim=claim.pk) == []
    assert [one["ref"] for one in asked(as_editor, statement=TYPED)] == [claim.ref]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"statement": ""},
        {"statement": "–"},
        {"statement": "a b c"},
        {"statement": "it’s \x00 ' \" $$ & | ! ( ) : * 62,000 %s {0} soldiers"},
        {"statement": "soldiers " * 500},
        {"statement": "\ud800 soldiers"},
        {"value": "many", "measure": "1"},
        {"value": "1e5000", "measure": "99999999999999999999"},
        {"as_of": "yesterday", "measure": "x", "subject": "-1", "claim": "none"},
        {"as_of_precision": "century", "as_of": "2025-01-01", "value": "5"},
        {"as_of": "9999-12-31", "as_of_precision": "year", "value": "5"},
    ],
)
def test_odd_input_finds_nothing_and_breaks_nothing(as_editor, typed):
    measure = draft(statement="Nothing of this.").measure_id
    typed = {"measure": measure, **typed}
    query = {name: str(text).encode("utf-8", "surrogatepass") for name, text in typed.items()}

    assert asked(as_editor, **query) == []


def test_hints_are_closed_to_staff_without_a_role(client):
    client.force_login(UserFactory())

    assert client.get(ADDRESS, {"statement": TYPED}).status_code == 403


def test_question_reads_a_bounded_number_of_rows(as_editor, monkeypatch):
    monkeypatch.setattr(duplicates, "LOOKED_AT", 3)
    for n in range(12):
        draft(statement=f"Russia has lost more than 62,000 soldiers in the Kursk area, {n}")

    with CaptureQueriesContext(connection) as captured:
        asked(as_editor, statement=TYPED)

    assert sum("LIMIT 3" in query["sql"] for query in captured) == duplicates.ASKED
    few = len(captured)
    for n in range(12):
        draft(statement=f"Russia has lost more than 62,000 soldiers in the Kursk zone, {n}")
    with CaptureQueriesContext(connection) as captured:
        asked(as_editor, statement=TYPED)
    assert len(captured) == few <= 16
