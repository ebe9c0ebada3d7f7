"""The panels of the claim page: contradictions, neighbors, and changes against the public claim."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.models import ClaimLink, Event
from tests import desk_steps
from tests.admin.pages import text_of
from tests.counts import Count
from tests.desk_steps import citation
from tests.factories import NOW, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 4, 26)


def contradicted(first, second, by):
    return desk.link(first, second, kind="contradicts", note="Both.", by=by, at=NOW)


def test_page_says_how_far_apart_a_contradiction_is(as_reviewer, claim_url, editor, reviewer):
    claim = desk_steps.draft(value="more than 62,000")
    other = desk_steps.draft(value="fewer than 54,000", statement="Fewer than 54,000 were lost.")
    link = contradicted(claim, other, editor)

    words = text_of(as_reviewer.get(claim_url(claim)))

    assert "1 open contradiction" in words
    assert "Fewer than 54,000 were lost." in words
    assert "8,000 people apart" in words
    assert "Suggested: nobody has decided yet." in words
    desk.confirm_link(link, note="They counted the same.", by=reviewer, at=NOW)
    assert "Confirmed by rosa" in text_of(as_reviewer.get(claim_url(other)))
    desk.reject_link(link, note="Not the same days.", by=reviewer, at=NOW)
    assert "open contradiction" not in text_of(as_reviewer.get(claim_url(claim)))


def test_contradiction_without_a_number_is_shown_without_a_distance(as_reviewer, claim_url, editor):
    claim = desk_steps.draft(value="more than 62,000")
    other = desk_steps.draft(kind="event", value=None, measure=None, statement="No one was lost.")
    contradicted(claim, other, editor)

    words = text_of(as_reviewer.get(claim_url(claim)))

    assert "1 open contradiction" in words and " apart" not in words


def test_overlapping_values_are_said_to_fit(as_reviewer, claim_url, editor):
    claim = desk_steps.draft(value="more than 62,000")
    contradicted(claim, desk_steps.draft(value="about 62,000"), editor)

    assert "some numbers fit both" in text_of(as_reviewer.get(claim_url(claim)))


def in_series(series, day, value, **kwargs):
    return desk_steps.draft(
        series=series,
        measure=series.measure,
        subject=series.subject,
        scope=series.scope,
        as_of=datetime.date(2025, 4, day),
        as_of_precision="day",
        value=value,
        **kwargs,
    )


@world
def series():
    return Count().series


def test_value_of_a_series_stands_between_its_neighbors(as_reviewer, claim_url, series):
    in_series(series, 20, "60,000")
    before = in_series(series, 25, "61,000")
    claim = in_series(series, 26, "62,200")
    twin = in_series(series, 26, "62,300")
    after = in_series(series, 28, "60,000")

    response = as_reviewer.get(claim_url(claim))

    found = [(one.place, one.claim, one.step, one.is_fall) for one in response.context["neighbors"]]
    assert found == [
        ("Before", before, "+1,200 people in 1 day", False),
        ("The same day", twin, "", False),
        ("After", after, "-2,200 people in 2 days", True),
    ]
    assert "A running count fell." in text_of(response)


def test_value_alone_in_its_series_says_so(as_reviewer, claim_url, series):
    claim = in_series(series, 26, "62,200")

    assert "It is the only value of the series yet." in text_of(as_reviewer.get(claim_url(claim)))


def test_draft_is_not_public_yet(as_reviewer, claim_url):
    assert "Not public yet." in text_of(as_reviewer.get(claim_url(desk_steps.draft())))


def test_claim_just_published_differs_in_nothing(as_reviewer, claim_url):
    claim = desk_steps.corroborated(
        as_of=DAY,
        as_of_precision="day",
        stated_at=NOW,
        stated_precision="minute",
        period_start=DAY,
        period_end=DAY,
        period_precision="day",
        basis="count",
        speech_act="said",
    )

    response = as_reviewer.get(claim_url(claim))

    assert response.context["against_public"] == []
    assert "The desk has what is public: nothing differs." in text_of(response)


def test_draft_of_a_correction_stands_beside_what_is_public(as_editor, claim_url, editor):
    claim = desk_steps.published(author=editor, value="more than 62,000")
    desk.revise(claim, by=editor, at=NOW, version=1, note="A digit was wrong.")
    fields = desk_steps.claim_fields(value="more than 26,000")
    kept = claim.citations.get()
    changed = {"id": kept.pk, **citation(document=kept.document, quote="more than 26,000")}
    desk.edit(claim, fields, [changed], by=editor, at=NOW, version=1)

    found = as_editor.get(claim_url(claim)).context["against_public"]

    title = f"“{kept.document.title}” (citation {kept.pk})"
    told = {row.field: (row.public, row.desk) for row in found}
    assert told["Value"] == ("more than 62,000", "more than 26,000")
    assert told[f"{title}: quote"] == ("more than 62,000 soldiers", "more than 26,000")
    assert "Statement" not in told and "Topic" not in told


def test_citation_that_was_added_or_withdrawn_is_a_difference(as_editor, claim_url, editor):
    claim = desk_steps.published(author=editor)
    withdrawn = claim.citations.get()
    desk.revise(claim, by=editor, at=NOW, version=1)
    desk.edit(claim, {}, [citation("new-outlet", "origin")], by=editor, at=NOW, version=1)

    found = as_editor.get(claim_url(claim)).context["against_public"]

    stances = {row.public or "added": row.desk for row in found if row.field.endswith("stance")}
    assert stances == {"Asserts it": "", "added": "Asserts it"}
    assert any(f"citation {withdrawn.pk}" in row.field for row in found)


def test_retracted_claim_is_held_against_no_document(as_reviewer, claim_url):
    response = as_reviewer.get(claim_url(desk_steps.retracted()))

    assert response.context["against_public"] is None
    assert "The public reads the notice that it was retracted." in text_of(response)


def test_author_reads_on_the_page_why_it_came_back(as_editor, claim_url, editor, reviewer):
    claim = desk_steps.in_review(author=editor, reviewer=reviewer)
    desk.reject(claim, by=reviewer, at=NOW, note="Nobody said this.")

    response = as_editor.get(claim_url(claim))

    assert response.context["sent_back"]["event"] == Event.objects.get(verb="reject")
    assert response.context["leading"] == "revise"
    desk.revise(claim, by=editor, at=NOW, version=1)
    assert as_editor.get(claim_url(claim)).context["sent_back"]
    desk.submit(claim, by=editor, at=NOW, version=1)
    assert as_editor.get(claim_url(claim)).context["sent_back"] is None


def test_step_that_leads_on_is_open(client, claim_url, reviewer):
    claim = desk_steps.in_review()
    checking = f"check_source-{claim.citations.get().pk}"
    client.force_login(reviewer)

    def led() -> tuple[str, list[str]]:
        context = client.get(claim_url(claim)).context
        steps = [one["step"] for one in context["citations"]] + context["steps"]
        return context["leading"], [step.key for step in steps if step and step.is_open]

    assert led() == (checking, [checking])
    desk_steps.check(claim, reviewer=reviewer)
    assert led() == ("assess", ["assess"])
    desk_steps.assess(claim, reviewer=reviewer)
    assert led() == ("publish", ["publish"])
    client.force_login(UserFactory(roles=["editor"]))
    assert led() == ("", [])


def test_page_of_a_full_claim_costs_a_fixed_number_of_queries(as_reviewer, claim_url, series):
    editor = UserFactory(roles=["editor"])

    def cost(count: int, day: int) -> int:
        kwargs = {"statement": f"Day {day}"}
        claim = in_series(series, day, "62,000", author=editor, **kwargs)
        for n in range(count):
            in_series(series, day, f"62,{n}00", author=editor)
            other = desk_steps.draft(value="about 5", statement=f"Other {day} {n}")
            contradicted(claim, other, editor)
        as_reviewer.get(claim_url(claim))
        with CaptureQueriesContext(connection) as captured:
            as_reviewer.get(claim_url(claim) + "?queue=submitted")
        return len(captured)

    in_series(series, 1, "61,000")
    in_series(series, 30, "63,000")
    few, many = cost(1, 10), cost(6, 20)
    assert few == many <= 40
    assert ClaimLink.objects.count() == 7
