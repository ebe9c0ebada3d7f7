"""The place of a claim in the queue that it was opened from."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import desk
from claims.admin.queues.claim_queues import QUEUES, place
from claims.desk import assignment
from claims.importing.batch import batches
from claims.models import Claim
from tests import desk_steps
from tests.admin.pages import text_of
from tests.factories import NOW, UserFactory
from tests.importing.files import check, lines, registers

pytestmark = pytest.mark.django_db


def later(minutes: int) -> datetime.datetime:
    return NOW + datetime.timedelta(minutes=minutes)


def walked(name, claim, user) -> list:
    """Return the claims of a queue in the order in which their pages lead on."""
    found = [claim]
    while (claim := place(name, claim, user).next) not in found:
        found.append(claim)
    return found


def test_next_is_the_oldest_that_is_younger_and_after_the_last_the_first(reviewer):
    claims = [desk_steps.submitted(at=later(minutes)) for minutes in (7, 3, 3, 5)]

    found = walked("submitted", claims[1], reviewer)

    assert found == [claims[1], claims[2], claims[3], claims[0]]


def test_own_drafts_are_gone_through_newest_first(editor):
    claims = [desk_steps.draft(author=editor) for _ in range(3)]
    desk_steps.draft()

    assert walked("drafts", claims[2], editor) == claims[::-1]


def test_what_is_in_hand_is_gone_through_by_the_day_on_which_it_is_due(reviewer):
    days = [None, NOW.date() + datetime.timedelta(days=9), NOW.date(), None, NOW.date()]
    claims = [desk_steps.submitted() for _ in days]
    for claim, day in zip(claims, days, strict=True):
        assignment.assign(claim, to=reviewer, by=reviewer, at=NOW, due_on=day)

    in_order = [claims[at] for at in (2, 4, 1, 0, 3)]
    assert walked("assigned", claims[2], reviewer) == in_order
    assert walked("assigned", claims[0], reviewer) == [*in_order[3:], *in_order[:3]]

    assignment.unassign(claims[2], by=reviewer, at=NOW)
    claims[2].refresh_from_db()
    assert place("assigned", claims[2], reviewer).next == claims[4]


def test_nothing_follows_the_only_one(reviewer):
    assert place("submitted", desk_steps.submitted(), reviewer).next is None


def test_next_is_never_what_one_wrote_oneself(reviewer):
    both = UserFactory(roles=["editor", "reviewer"])
    claim = desk_steps.submitted()
    desk_steps.submitted(author=both)

    assert place("submitted", claim, both).next is None


def test_pages_lead_through_the_queues_that_the_first_page_shows(client, superuser, editor):
    """Both have the same claims in the same order, without the claims of batches."""
    registers()
    batches.submit(check(lines(3), editor), by=editor, at=NOW)
    for make in (desk_steps.submitted, desk_steps.in_review) * 3:
        make()
    for _ in range(3):
        desk_steps.draft(author=superuser)
    client.force_login(superuser)

    shown = {one.name: one for one in client.get("/admin/").context["queues"] if one.name}

    assert shown.keys() == QUEUES.keys()
    for name, queue in shown.items():
        if queue.rows:
            assert walked(name, queue.rows[0], superuser) == queue.rows
    assert [len(shown[name].rows) for name in ("submitted", "in_review", "drafts")] == [3, 3, 3]


def test_queue_is_kept_from_step_to_step(as_reviewer, claim_url):
    claim, following = desk_steps.submitted(), desk_steps.submitted()
    address = f"{claim_url(claim)}?queue=submitted"

    response = as_reviewer.post(address, {"verb": "start_review", "version": 1})

    assert response.url == address
    words = text_of(as_reviewer.get(response.url))
    assert f"Queue: To take into review, oldest first Next: {following.ref}" in words


def test_way_leads_on_once_the_claim_is_dealt_with(as_reviewer, claim_url, reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)
    desk_steps.submitted()
    address = f"{claim_url(claim)}?queue=submitted"
    assert not as_reviewer.get(address).context["place"].is_done

    desk.reject(claim, by=reviewer, at=NOW, note="Nobody said this.")

    assert as_reviewer.get(address).context["place"].is_done
    assert "data-leads" in as_reviewer.get(address).content.decode()


@pytest.mark.parametrize("name", ["", "nothing", "submitted'--", "\x00"])
def test_name_that_no_queue_has_is_left_out(as_reviewer, claim_url, name):
    claim = desk_steps.submitted()

    response = as_reviewer.get(claim_url(claim), {"queue": name})

    assert response.status_code == 200
    assert response.context["place"] is None
    posted = as_reviewer.post(
        f"{claim_url(claim)}?queue=nothing", {"verb": "start_review", "version": 1}
    )
    assert posted.url == claim_url(claim)


@pytest.mark.parametrize("name", QUEUES)
def test_place_costs_three_queries_at_most_and_counts_nothing(name, editor):
    claim = desk_steps.draft(author=editor)
    for _ in range(3):
        desk_steps.draft(author=editor)

    with CaptureQueriesContext(connection) as captured:
        place(name, claim, editor)

    assert len(captured) <= 3
    for query in captured:
        assert "OFFSET" not in query["sql"] and "COUNT(" not in query["sql"]
        assert query["sql"].endswith("LIMIT 1") or 'FROM "claims_assignment"' in query["sql"]


@pytest.mark.parametrize("name", QUEUES)
def test_list_of_a_queue_has_its_claims_and_leads_to_them_in_the_queue(client, superuser, name):
    state = QUEUES[name].listed.get("review_state__exact", "draft")
    by = {"author": superuser} if QUEUES[name].listed.get("mine") == "written" else {}
    claims = [desk_steps.draft(**by) for _ in range(2)]
    rows = Claim.objects.filter(pk__in=[claim.pk for claim in claims])
    rows.update(review_state=state)
    if name == "reassess":
        rows.update(needs_reassessment=True, reassessment_cause="A grade fell.")
    desk_steps.draft()
    if name == "assigned":
        for claim in claims:
            assignment.assign(claim, to=superuser, by=superuser, at=NOW)
    client.force_login(superuser)
    path = reverse("admin:claims_claim_changelist")

    shown = client.get(path, QUEUES[name].listed)
    narrowed = client.get(path, QUEUES[name].listed | {"q": claims[0].ref}).content.decode()

    in_queue = set(QUEUES[name].rows(superuser))
    assert set(shown.context["cl"].result_list) == in_queue == set(claims)
    address = reverse("admin:claims_claim_change", args=[claims[0].pk])
    assert re.search(f'href="{address}\\?[^"]*queue={name}["&]', shown.content.decode())
    assert address in narrowed and "queue=" not in narrowed
