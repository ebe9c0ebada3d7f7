"""Bulk actions: one verb for each row, and a report that can be reloaded and tried again."""

import pytest

from claims.admin import bulk
from claims.models import ActionReport, Publication
from tests.admin.pages import text_of
from tests.desk_steps import draft, in_review, review, reviewed, submitted
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"


def act(client, verb, *claims):
    given = {"action": verb, "_selected_action": [claim.pk for claim in claims]}
    return client.post(LIST, given, follow=True)


def test_each_row_is_reported_with_every_reason_and_a_link_to_mend_it(
    as_reviewer, claim_url, reviewer
):
    ready, not_ready = reviewed(reviewer=reviewer), in_review(reviewer=reviewer)

    response = act(as_reviewer, "publish", ready, not_ready)

    assert ready.publications.count() == 1 and not_ready.publications.count() == 0
    assert "Publish: 1 done, 1 refused" in text_of(response)
    [done], [refused] = response.context["done"], response.context["refused"]
    assert (done["name"], done["text"], done["reasons"]) == (ready.ref, ready.statement, [])
    assert refused["link"] == claim_url(not_ready)
    assert {reason["link"] for reason in refused["reasons"]} == {
        f"{claim_url(not_ready)}#cited-head",
        f"{claim_url(not_ready)}#step-assess",
    }
    html = response.content.decode()
    assert all(f'<a href="{r["link"]}">{r["message"]}</a>' in html for r in refused["reasons"])


def test_reloading_does_nothing_again(as_reviewer, reviewer):
    claims = [reviewed(reviewer=reviewer) for _ in range(2)]
    response = act(as_reviewer, "publish", *claims)
    address = response.redirect_chain[-1][0]

    again = as_reviewer.get(address)

    assert text_of(again) == text_of(response)
    assert Publication.objects.count() == 2
    assert ActionReport.objects.count() == 1


def test_what_was_refused_is_tried_again_and_nothing_else(as_reviewer, reviewer):
    ready, late = reviewed(reviewer=reviewer), in_review(reviewer=reviewer)
    address = act(as_reviewer, "publish", ready, late).redirect_chain[-1][0]
    review(late, reviewer=reviewer)

    response = as_reviewer.post(f"{address}again/", follow=True)

    assert "Publish: 1 done, 0 refused" in text_of(response)
    assert [row["name"] for row in response.context["done"]] == [late.ref]
    assert ready.publications.count() == late.publications.count() == 1
    finished = response.redirect_chain[-1][0]
    response = as_reviewer.post(f"{finished}again/", follow=True)
    assert "Nothing was left to try again." in text_of(response)


def test_reason_that_a_colleague_has_to_mend_is_no_link(client):
    both = UserFactory(roles=["editor", "reviewer"])
    claim = submitted(author=both)
    client.force_login(both)

    [row] = act(client, "start_review", claim).context["refused"]

    assert [reason["link"] for reason in row["reasons"]] == [""]
    assert "ask a colleague" in row["reasons"][0]["message"]


def test_report_is_for_whoever_took_the_step(as_reviewer, client, reviewer):
    address = act(as_reviewer, "start_review", submitted()).redirect_chain[-1][0]
    client.force_login(UserFactory(roles=["reviewer"]))

    for response in (
        client.get(address, follow=True),
        client.post(f"{address}again/", follow=True),
    ):
        assert "That report is not there." in text_of(response)
    assert client.get(f"{address}again/").status_code == 405
    assert client.get(f"{LIST}report/{'9' * 18}/", follow=True).status_code == 200


def test_too_many_at_once_are_refused_as_a_whole(as_reviewer, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)
    claims = [submitted() for _ in range(3)]

    response = act(as_reviewer, "start_review", *claims)

    assert "Choose at most 2 claims at once." in text_of(response)
    assert {claim.review_state for claim in type(claims[0]).objects.all()} == {"submitted"}
    assert not ActionReport.objects.exists()


def test_last_reports_of_each_person_are_kept(reviewer, editor, monkeypatch):
    monkeypatch.setattr(bulk, "REPORTS_KEPT", 2)
    claim = draft()
    bulk.run("submit", [claim.pk], by=editor, given={})

    reports = [bulk.run("submit", [claim.pk], by=reviewer, given={}) for _ in range(3)]

    assert list(ActionReport.objects.filter(by=reviewer).order_by("id")) == reports[1:]
    assert ActionReport.objects.filter(by=editor).count() == 1


def test_row_that_is_gone_is_reported(reviewer):
    claim = draft()

    report = bulk.run("start_review", [claim.pk, 987_654_321], by=reviewer, given={})

    assert [row["needs"][0]["code"] for row in report.rows] == ["state", "gone"]


def test_person_who_is_gone_is_reported(reviewer):
    claim, leaver = draft(), UserFactory(roles=["editor"])
    given = {"to": leaver.pk, "due_on": None, "note": ""}
    leaver.delete()

    report = bulk.run("assign", [claim.pk], by=reviewer, given=given)

    assert [need["code"] for need in report.rows[0]["needs"]] == ["assignee"]


def test_every_step_of_the_list_has_a_label_and_a_verb():
    assert all(bulk.STEPS[verb].label for verb in bulk.STEPS)
    assert set(bulk.PLAIN) < set(bulk.STEPS)
