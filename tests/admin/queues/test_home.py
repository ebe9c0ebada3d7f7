"""“Waiting for me”: the queues of each role on the first page."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.importing.batch import batches
from claims.rules.roles import ROLES
from tests.admin.pages import text_of
from tests.desk_steps import draft, in_review, published, submitted
from tests.factories import NOW, SourceFactory, UserFactory
from tests.importing.files import RATIONALE, check, lines, registers

pytestmark = pytest.mark.django_db


def queues(response) -> dict[str, list]:
    return {queue.title: queue.rows for queue in response.context["queues"]}


@pytest.mark.parametrize("role", [*ROLES, None])
def test_every_role_finds_a_page_that_says_what_to_do(client, role):
    client.force_login(UserFactory(roles=[role] if role else []))

    response = client.get("/admin/")

    assert response.status_code == 200
    assert (role or "You have no role yet") in text_of(response)


def test_editor_finds_what_came_back_with_the_comment(as_editor, editor, reviewer):
    claim = in_review(author=editor, reviewer=reviewer)
    desk.request_changes(claim, by=reviewer, at=NOW, note="Whose count is it?")
    mine = draft(author=editor)
    draft()

    response = as_editor.get("/admin/")

    found = queues(response)
    assert found["Sent back to me"] == [claim]
    assert found["My drafts"] == [mine]
    assert "Whose count is it?" in text_of(response)


def test_reviewer_finds_the_oldest_first_and_nothing_of_their_own(client):
    both = UserFactory(roles=["editor", "reviewer"])
    submitted(author=both)
    first, second = submitted(), submitted()
    client.force_login(both)

    found = queues(client.get("/admin/"))

    assert found["To take into review, oldest first"] == [first, second]


def test_reviewer_finds_a_batch_as_a_whole_and_not_claim_by_claim(client, editor):
    registers()
    batch = batches.submit(check(lines(3), editor), by=editor, at=NOW)
    reviewer = UserFactory(roles=["reviewer"])
    client.force_login(reviewer)

    response = client.get("/admin/")

    assert queues(response)["Imports to approve"] == [batch]
    assert queues(response)["To take into review, oldest first"] == []
    assert "6 claims" in text_of(response)
    batches.approve(batch, by=reviewer, at=NOW, rationale=RATIONALE)
    assert queues(client.get("/admin/"))["Imports to approve"] == []


def test_nobody_is_asked_to_approve_what_they_submitted(client):
    registers()
    both = UserFactory(roles=["editor", "reviewer"])
    batches.submit(check(lines(3), both), by=both, at=NOW)
    client.force_login(both)

    assert queues(client.get("/admin/"))["Imports to approve"] == []


def test_chief_editor_finds_what_was_published(client, chief):
    claim = published()
    client.force_login(chief)

    found = queues(client.get("/admin/"))

    assert [row.ref for row in found["Recently published"]] == [claim.ref]


def test_curator_finds_sources_that_lack_something(client):
    source = SourceFactory()
    client.force_login(UserFactory(roles=["source curator"]))

    found = queues(client.get("/admin/"))

    assert found["Sources without a grade"] == [source]
    assert found["Outlets without a domain"] == [source]


def test_list_behind_the_oldest_first_shows_the_oldest_first(as_reviewer):
    second, first = submitted(at=NOW + datetime.timedelta(hours=1)), submitted()
    shown = {queue.name: queue for queue in as_reviewer.get("/admin/").context["queues"]}

    listed = as_reviewer.get(shown["submitted"].link).context["cl"]

    assert list(listed.result_list) == shown["submitted"].rows == [first, second]
    assert listed.queue == "submitted"


def test_counts_are_capped(as_editor, editor, monkeypatch):
    monkeypatch.setattr("claims.admin.home.MOST_COUNTED", 2)
    for _ in range(3):
        draft(author=editor)

    counts = {queue.title: queue.count for queue in as_editor.get("/admin/").context["queues"]}

    assert counts["My drafts"] == "2+"


def test_page_asks_as_many_queries_for_many_claims_as_for_few(client, superuser):
    client.force_login(superuser)

    def cost():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    for make in (draft, submitted, in_review, published):
        make()
    few = cost()
    for make in (draft, submitted, in_review, published) * 2:
        make()

    assert cost() == few <= 22
