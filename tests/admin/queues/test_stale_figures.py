"""“Stale figures”: the queue and its page."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.figures import policies, staleness
from tests.admin.pages import text_of
from tests.counts import START, WHY, Count
from tests.factories import NOW, MeasureFactory, ScopeFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/admin/claims/claim/stale/"
LAST = START + datetime.timedelta(days=3)


def daily(slug="general-staff", days=(0, 1, 2, 3), **fields) -> Count:
    count = Count(slug, slug, **fields)
    for day in days:
        count.publish(day, f"about {1000 + day}")
    return count


def stale(after: int):
    return staleness.stale_figures(LAST + datetime.timedelta(days=after))


def test_figure_of_a_daily_series_is_stale_after_a_week():
    figure = daily().figure()

    assert stale(7) == []
    [found] = stale(8)
    assert (found.figure, found.series.slug, found.value.day) == (figure, "general-staff", LAST)
    assert (found.how.age, found.how.limit, found.how.usual) == (8, 7, 1)


def test_figure_of_a_monthly_series_keeps_for_three_months():
    daily(days=(0, 31, 61, 92)).figure()
    last = START + datetime.timedelta(days=92)

    assert staleness.stale_figures(last + datetime.timedelta(days=93)) == []
    assert len(staleness.stale_figures(last + datetime.timedelta(days=94))) == 1


def test_month_is_over_on_its_last_day():
    count = Count()
    count.publish(0, "about 900", as_of_precision="month")
    count.figure()

    [found] = staleness.stale_figures(datetime.date(2025, 6, 1))

    assert found.value.day == datetime.date(2024, 8, 31)


def test_value_that_an_editor_left_out_is_not_counted():
    count = daily()
    figure = count.figure()
    late = count.publish(9, "about 2000")
    assert stale(8) == []

    policies.decide_member(
        figure, claim=late, decision="exclude", reason=WHY, by=count.editor, at=NOW
    )

    assert [one.value.day for one in stale(8)] == [LAST]


def test_answer_from_outside_every_series_keeps_as_long_as_the_measure_says():
    count = Count(measure=MeasureFactory(is_cumulative=True, shelf_life_days=30))
    claim = count.publish(3, "about 1000", series=None)
    figures = [
        count.figure("preferred", policy="preferred_claim", preferred=claim),
        count.figure("envelope", policy="envelope"),
        count.figure("median", policy="median_of_independent"),
    ]

    assert stale(30) == []
    found = stale(31)
    assert [one.figure for one in found] == figures
    assert {one.value.ref for one in found} == {claim.ref}
    assert {one.series for one in found} == {None}


def test_envelope_draws_on_the_series_of_its_question_and_of_no_other_scope():
    count = daily()
    other = daily("elsewhere", days=(0, 1, 2, 20), scope=ScopeFactory())
    count.figure(policy="envelope")

    assert other.series.scope_id != count.series.scope_id
    [found] = stale(8)
    assert found.series == count.series


def test_editor_who_decides_anew_has_looked():
    count = daily()
    asked = datetime.datetime.combine(LAST, datetime.time(12), datetime.UTC)
    figure, looked = count.figure(at=asked), asked + datetime.timedelta(days=20)
    assert len(stale(8)) == 1

    policies.set_policy(
        figure, policy="latest_of_series", series=count.series, note=WHY, by=count.editor, at=looked
    )

    assert stale(27) == []
    assert len(stale(28)) == 1


def test_figure_without_a_policy_or_a_value_is_not_asked_for():
    count = Count()
    count.figure()

    assert stale(900) == []


def test_page_shows_what_it_rests_on_and_what_to_do(client, editor):
    count = daily()
    figure = count.figure()
    client.force_login(editor)

    response = client.get(QUEUE)

    words = text_of(response)
    claim = count.series.claims.get(as_of=LAST)
    assert figure.question in words and claim.ref in words and "about 1003" not in words
    assert "approximately 1,003 as of 2024-08-04" in words
    assert "The series has a value every day: it is too old after 7 days." in words
    assert "Look for a value after 2024-08-04" in words
    html = response.content.decode()
    assert reverse("admin:claims_claim_change", args=[claim.pk]) in html
    assert reverse("admin:claims_figure_policy", args=[figure.pk]) in html


def test_first_page_counts_them_for_editors(client, editor):
    figure = daily().figure()
    client.force_login(editor)

    queues = {queue.title: queue for queue in client.get("/admin/").context["queues"]}

    assert [row["figure"] for row in queues["Stale figures"].rows] == [figure]
    assert queues["Stale figures"].link == QUEUE


def test_empty_page_says_so(client):
    client.force_login(UserFactory(roles=["chief editor"]))

    assert "No figure rests on an old value." in text_of(client.get(QUEUE))


def test_page_asks_as_many_queries_for_many_figures_as_for_few(client, editor):
    client.force_login(editor)

    def cost():
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as captured:
            client.get(QUEUE)
        return len(captured)

    first = daily()
    first.figure()
    first.figure("envelope", policy="envelope")
    few = cost()
    for number in range(3):
        people = [first.editor, first.reviewer]
        daily(f"count-{number}", people=people).figure(f"figure-{number}", policy="envelope")

    assert cost() == few <= 11
