"""Assignments on their own page, in the list, on the claim’s page and on the first page."""

import datetime

import pytest
from django.utils import timezone

from claims.desk import assignment
from claims.models import Assignment, Claim
from tests.admin.pages import text_of
from tests.desk_steps import draft, published, submitted
from tests.factories import UserFactory
from tests.rows import contents

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"
ASSIGN = f"{LIST}assign/"
UTC = datetime.UTC


def day(offset: int) -> datetime.date:
    return timezone.now().date() + datetime.timedelta(days=offset)


def holders() -> dict[str, tuple]:
    rows = Assignment.objects.select_related("claim", "to")
    return {row.claim.ref: (row.to.username, row.due_on) for row in rows}


def overdue(claim, *, to, by, days=3):
    """Assign a claim, and make the assignment overdue."""
    assignment.assign(claim, to=to, by=by, at=timezone.now(), due_on=day(days))
    Assignment.objects.filter(claim=claim).update(due_on=day(-days))


def refs(response) -> set[str]:
    return {claim.ref for claim in response.context["cl"].result_list}


def test_reviewer_assigns_one_claim_and_is_back_on_its_page(as_reviewer, claim_url, editor):
    claim = draft(author=editor)
    page = as_reviewer.get(claim_url(claim)).content.decode()
    assert f'href="{ASSIGN}?claim={claim.pk}"' in page

    given = {"to": "EVA", "due_on": day(2).isoformat(), "note": "You know it.", "step": "assign"}
    response = as_reviewer.post(f"{ASSIGN}?claim={claim.pk}", given, follow=True)

    assert holders() == {claim.ref: ("eva", day(2))}
    assert response.redirect_chain[-1][0] == claim_url(claim)
    words = text_of(response)
    assert f"{claim.ref} is assigned to eva now." in words
    assert f"eva , due {day(2)}" in words
    assert f"Assigned by rosa · eva, due {day(2)}" in words


def test_claim_page_says_overdue_in_words(as_reviewer, claim_url, editor, reviewer):
    claim = draft(author=editor)
    overdue(claim, to=editor, by=reviewer)

    assert f"overdue since {day(-3)}" in text_of(as_reviewer.get(claim_url(claim)))


def test_who_may_not_assign_finds_no_way_to_it(client, claim_url):
    claim = draft()
    client.force_login(UserFactory(roles=["analyst"]))

    assert "Assign …" not in text_of(client.get(claim_url(claim)))
    response = client.post(f"{ASSIGN}?claim={claim.pk}", {"to": claim.created_by.username})
    assert "Only editors, reviewers and chief editors assign claims." in text_of(response)
    assert holders() == {}


def test_published_claim_is_offered_to_nobody(as_reviewer, claim_url):
    assert "Assign …" not in text_of(as_reviewer.get(claim_url(published())))


def test_assigning_several_ends_with_a_report(as_reviewer, editor):
    first, last = draft(author=editor), published(author=editor)

    response = as_reviewer.post(
        LIST, {"action": "assign", "_selected_action": [first.pk, last.pk]}, follow=True
    )
    asked = response.redirect_chain[-1][0]
    assert asked == f"{ASSIGN}?claim={first.pk}&claim={last.pk}"
    response = as_reviewer.post(asked, {"to": "eva", "step": "assign"}, follow=True)

    words = text_of(response)
    assert "Assign: 1 done, 1 refused" in words
    assert f"{last.ref} is published: nobody has to work on it" in words
    assert holders() == {first.ref: ("eva", None)}


def test_assignment_is_ended_from_the_same_page(as_reviewer, editor, reviewer):
    claim = draft(author=editor)
    overdue(claim, to=editor, by=reviewer)

    response = as_reviewer.post(
        f"{ASSIGN}?claim={claim.pk}", {"step": "unassign", "note": "Away."}, follow=True
    )

    assert f"{claim.ref} is assigned to nobody now." in text_of(response)
    assert holders() == {}
    assert claim.events.get(verb="unassign").note == "Away."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"to": ""}, "This field is required."),
        ({"to": "nobody-such"}, "Nobody called “nobody-such” works on claims."),
        ({"to": "an-analyst"}, "Nobody called “an-analyst” works on claims."),
        ({"to": "eva", "due_on": "someday"}, "Enter a valid date."),
        ({"to": "eva", "due_on": "2001-01-01"}, "That day is over: give today, or a later day."),
        ({"to": "eva", "note": "x" * 4001}, "at most 4000 characters"),
        ({"to": "e\x00va"}, "Null characters are not allowed."),
        ({"step": "unassign"}, "is assigned to nobody."),
    ],
    ids=["nobody", "unknown", "analyst", "no-date", "past", "long", "nul", "nobody-has-it"],
)
def test_what_cannot_be_is_said_beside_what_was_typed(as_reviewer, editor, given, said):
    UserFactory(username="an-analyst", roles=["analyst"])
    claim = draft(author=editor)

    response = as_reviewer.post(f"{ASSIGN}?claim={claim.pk}", {"step": "assign", **given})

    assert response.status_code == 200
    assert said in text_of(response)
    assert holders() == {}


@pytest.mark.parametrize("query", ["", "?claim=", "?claim=abc", f"?claim={'9' * 30}", "?claim=%00"])
def test_page_without_a_claim_leads_back_to_the_list(as_reviewer, query):
    response = as_reviewer.get(ASSIGN + query, follow=True)

    assert response.status_code == 200
    assert "Choose the claims to assign" in text_of(response)


def test_names_are_proposed_of_those_who_work_on_claims(as_reviewer, editor):
    UserFactory(username="an-analyst", roles=["analyst"])

    page = as_reviewer.get(f"{ASSIGN}?claim={draft(author=editor).pk}").content.decode()

    assert '<option value="eva">' in page and '<option value="rosa">' in page
    assert "an-analyst" not in page
    assert 'value="rosa"' in page


def test_list_is_narrowed_to_mine_to_overdue_and_to_nobodys(as_reviewer, reviewer, editor):
    mine, late, free = draft(author=editor), draft(author=editor), draft(author=editor)
    assignment.assign(mine, to=reviewer, by=reviewer, at=timezone.now(), due_on=day(1))
    overdue(late, to=editor, by=reviewer)

    found = {
        value: refs(as_reviewer.get(f"{LIST}?assigned={value}"))
        for value in ("me", "somebody", "overdue", "nobody", "nonsense")
    }

    assert found["me"] == {mine.ref}
    assert found["somebody"] == {mine.ref, late.ref}
    assert found["overdue"] == {late.ref}
    assert found["nobody"] == {free.ref}
    assert found["nonsense"] == {mine.ref, late.ref, free.ref}
    words = text_of(as_reviewer.get(LIST))
    assert f"rosa, due {day(1)}" in words
    assert f"eva, ⚠ overdue since {day(-3)}" in words


def test_first_page_has_mine_on_top_overdue_first(as_reviewer, reviewer, editor):
    whenever, soon, late = (submitted(author=editor) for _ in range(3))
    assignment.assign(whenever, to=reviewer, by=reviewer, at=timezone.now())
    assignment.assign(soon, to=reviewer, by=reviewer, at=timezone.now(), due_on=day(5))
    overdue(late, to=reviewer, by=reviewer)

    response = as_reviewer.get("/admin/")

    first = response.context["queues"][0]
    assert first.title == "Assigned to me"
    assert first.rows == [late, soon, whenever]
    words = text_of(response)
    assert f"Overdue since {day(-3)}" in words
    assert f"Due {day(5)}" in words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Pacific/Kiritimati", "overdue since 2025-05-01"),
        ("Europe%2FKyiv", "due today"),
        ("Pacific%2FPago_Pago", "due 2025-05-01"),
        ("Nowhere/At_All", "due today"),
        ("../../etc/passwd", "due today"),
        ("", "due today"),
    ],
    ids=["ahead", "here", "behind", "unknown", "hostile", "none"],
)
def test_day_is_over_when_it_is_over_for_the_reader(
    as_reviewer, claim_url, reviewer, editor, monkeypatch, zone, words
):
    claim = draft(author=editor)
    due_on = datetime.date(2025, 5, 1)
    assigned_at = datetime.datetime(2025, 4, 28, tzinfo=UTC)
    assignment.assign(claim, to=reviewer, by=reviewer, at=assigned_at, due_on=due_on)
    moment = datetime.datetime(2025, 5, 1, 10, 30, tzinfo=UTC)
    monkeypatch.setattr("claims.admin.zone.timezone.now", lambda: moment)
    as_reviewer.cookies["zone"] = zone

    assert words in text_of(as_reviewer.get(claim_url(claim)))


def test_nothing_of_it_is_public(client, as_reviewer, editor, reviewer):
    claim = published(author=editor)
    Claim.objects.filter(pk=claim.pk).update(
        needs_reassessment=True, reassessment_cause="A source was graded down."
    )
    before = contents()["claims.Publication"]
    public = client.get(f"/api/v1/claims/{claim.ref}/").content

    assignment.assign(claim, to=editor, by=reviewer, at=timezone.now(), note="Look at it.")

    assert client.get(f"/api/v1/claims/{claim.ref}/").content == public
    assert contents()["claims.Publication"] == before
    assert b"Look at it" not in public
