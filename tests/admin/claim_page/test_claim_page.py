"""The steps that the claim page offers to each person, and its reasons against the other steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.rules.roles import ROLES
from tests import desk_steps
from tests.admin.pages import buttons, form_of, text_of
from tests.desk_steps import citation
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

MAKE = {
    "draft": desk_steps.draft,
    "submitted": desk_steps.submitted,
    "in_review": desk_steps.in_review,
    "published": desk_steps.published,
    "retracted": desk_steps.retracted,
}
LINKING = {"link", "propose_merge"}
EDITING = {"edit", "submit", "check_source"}
ASSESSING = {"assess", "assess_and_publish"}
REVIEWING = {"request_changes", "reject", "check_source", "publish"} | ASSESSING
# Role → state → the buttons that somebody else's claim has for it.
OFFERED = {
    "contributor": {},
    "editor": {
        "draft": EDITING | LINKING,
        "submitted": {"edit", "check_source"} | LINKING,
        "in_review": {"edit", "check_source"} | LINKING,
        "published": {"check_source", "revise"} | LINKING,
        "retracted": {"check_source"} | LINKING,
    },
    "reviewer": {
        "draft": {"check_source", "merge"} | LINKING,
        "submitted": {"start_review", "check_source", "merge"} | LINKING,
        "in_review": REVIEWING | {"merge"} | LINKING,
        "published": {"check_source", "merge"} | LINKING,
        "retracted": {"check_source", "merge"} | LINKING,
    },
    "chief editor": {"published": {"retract"}, "retracted": {"reinstate"}},
    "source curator": {},
    "analyst": {},
    "auditor": {},
}


@pytest.mark.parametrize("state", MAKE)
@pytest.mark.parametrize("role", ROLES)
def test_page_has_exactly_the_buttons_of_role_and_state(client, claim_url, role, state):
    claim = MAKE[state]()
    client.force_login(UserFactory(roles=[role]))

    response = client.get(claim_url(claim))

    assert response.status_code == 200
    assert buttons(response) == OFFERED[role].get(state, set())


@pytest.mark.parametrize("state", MAKE)
def test_superuser_who_wrote_the_claim_gets_no_button_of_the_review(
    client, claim_url, superuser, state
):
    claim = MAKE[state](author=superuser)
    client.force_login(superuser)

    offered = buttons(client.get(claim_url(claim)))

    assert not offered & {"start_review", "request_changes", "reject", "assess", "publish"}


def test_contributor_may_edit_own_claim_only(client, claim_url):
    contributor = UserFactory(roles=["contributor"])
    own, other = desk_steps.draft(author=contributor), desk_steps.draft()
    client.force_login(contributor)

    assert buttons(client.get(claim_url(own))) == {"edit", "submit"}
    assert buttons(client.get(claim_url(other))) == set()
    response = client.post(claim_url(other), {**form_of(other, statement="Mine."), "verb": "edit"})
    assert response.status_code == 403
    assert "A contributor may edit only their own claims." in text_of(response)


def test_page_says_why_a_step_cannot_be_taken(client, claim_url, editor):
    claim = desk_steps.in_review(author=editor)
    client.force_login(editor)

    words = text_of(client.get(claim_url(claim)))

    assert "Why can’t I …?" in words
    assert "Only a reviewer may publish a claim." in words
    assert "The author of a claim cannot review it: ask a colleague." in words
    assert "Submit needs a claim that is draft or changes requested" in words


def test_page_shows_chain_status_needs_and_history(as_reviewer, claim_url):
    claim = desk_steps.in_review(citations=[citation("pravda", "sky-news", "ministry")])

    words = text_of(as_reviewer.get(claim_url(claim)))

    assert "Pravda ← Sky News ← Ministry" in words
    assert "Did they say it? Not checked" in words
    assert "The claim needs an assessment of its current version" in words
    assert "Start review by" in words and "Submitted → In review" in words


def test_history_shows_reasons_and_changed_fields(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    fields = {"statement": "Russia has lost over 62,000 soldiers."}
    desk.edit(claim, fields, by=editor, at=NOW, version=1, note="As they put it.")

    words = text_of(as_editor.get(claim_url(claim)))

    assert "As they put it." in words
    assert "1 field changed" in words
    assert "Russia has lost more than 62,000 soldiers. Russia has lost over" in words


def test_page_shows_what_is_public(as_editor, claim_url):
    claim = desk_steps.published()

    words = text_of(as_editor.get(claim_url(claim)))

    assert (
        f"First publication , number 1, since 2025-05-01 12:00 UTC : /api/v1/claims/{claim.ref}/"
        in words
    )


def test_page_costs_as_many_queries_for_many_citations_as_for_one(as_reviewer, claim_url):
    def cost(count):
        claim = desk_steps.reviewed(citations=[citation("outlet", f"s-{n}") for n in range(count)])
        as_reviewer.get(claim_url(claim))
        with CaptureQueriesContext(connection) as captured:
            as_reviewer.get(claim_url(claim))
        return len(captured)

    assert cost(1) == cost(8) <= 32


@pytest.mark.parametrize("role", ROLES)
def test_add_page_opens_for_whoever_may_view(client, role):
    client.force_login(UserFactory(roles=[role]))

    response = client.get("/admin/claims/claim/add/")

    assert response.status_code == 200
    may_write = role in ("contributor", "editor")
    assert buttons(response) == ({"create", "submit"} if may_write else set())
    assert may_write or "Only a contributor or editor may create a claim." in text_of(response)


def test_page_is_closed_to_staff_without_a_role(client, claim_url):
    claim = desk_steps.draft()
    client.force_login(UserFactory())

    assert client.get(claim_url(claim)).status_code == 403
    assert client.post(claim_url(claim), {"verb": "submit"}).status_code == 403


def test_claim_cannot_be_deleted(client, superuser, claim_url):
    claim = desk_steps.draft()
    client.force_login(superuser)

    response = client.post(f"/admin/claims/claim/{claim.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403


def test_django_history_leads_to_the_history_on_the_page(as_editor):
    claim = desk_steps.draft()

    response = as_editor.get(f"/admin/claims/claim/{claim.pk}/history/")

    assert response.url.endswith(f"/{claim.pk}/change/#history")
