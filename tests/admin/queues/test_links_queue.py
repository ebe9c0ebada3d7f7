"""“Suggested links”: the queue, and the decision on one or on many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.models import ClaimLink
from tests.admin.pages import text_of
from tests.desk_steps import draft, published
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/admin/claims/claim/links/"
NOTE = "Both count the same losses."


def linked(by=None, kind="contradicts", note="") -> ClaimLink:
    by = by or UserFactory(roles=["editor"])
    first, second = draft(author=by), draft(author=by, statement="Fewer.")
    return desk.link(first, second, kind=kind, by=by, at=NOW, note=note)


def decide(client, step, *links, note=NOTE, query=""):
    given = {"step": step, "note": note, "link": [link.pk for link in links]}
    return client.post(QUEUE + query, given, follow=True)


def states() -> list[str]:
    return list(ClaimLink.objects.order_by("id").values_list("state", flat=True))


def test_queue_shows_both_statements_the_kind_the_rule_and_the_comparison(as_reviewer):
    link = linked(note="One has to be wrong.")

    response = as_reviewer.get(QUEUE)

    words = text_of(response)
    for told in (link.from_claim.statement, "Fewer.", "contradicts", "One has to be wrong."):
        assert told in words
    assert "by hand" in words
    assert f'href="/admin/claims/claim/compare/{link.pk}/"' in response.content.decode()


def test_reviewer_decides_on_one_and_stays_in_the_queue(as_reviewer):
    link, other = linked(), linked(kind="same_as")

    response = decide(as_reviewer, "confirm_link", link, query="?kind=contradicts")

    link.refresh_from_db()
    assert (link.state, link.note, link.decided_by.username) == ("confirmed", NOTE, "rosa")
    assert response.redirect_chain[-1][0] == f"{QUEUE}?kind=contradicts"
    assert f"{link}: confirmed." in text_of(response)
    assert states() == ["confirmed", "suggested"]
    assert other.pk not in [row.pk for row, _sides, _ticked in response.context["links"]]


def test_deciding_on_many_reports_each(as_reviewer, reviewer):
    links = [linked() for _ in range(2)]
    own = linked(by=UserFactory(roles=["editor"]))
    ClaimLink.objects.filter(pk=own.pk).update(suggested_by=reviewer)

    response = decide(as_reviewer, "reject_link", *links, own)

    assert "Reject: 2 done, 1 refused" in text_of(response)
    assert "Whoever suggested a link cannot decide on it" in text_of(response)
    assert states() == ["rejected", "rejected", "suggested"]


@pytest.mark.parametrize(
    ("step", "note", "ticks", "said"),
    [
        ("confirm_link", "", True, "Say why"),
        ("confirm_link", NOTE, False, "Tick the links"),
        ("publish", NOTE, True, "Choose whether you confirm or reject"),
        ("", NOTE, True, "Choose whether you confirm or reject"),
        ("reject_link", "x" * 1001, True, "at most 1000 characters"),
        ("reject_link", "a\x00b", True, "Null characters are not allowed"),
    ],
    ids=["no-reason", "no-link", "other-step", "no-step", "long", "nul"],
)
def test_what_is_missing_is_said_and_what_was_ticked_stays(as_reviewer, step, note, ticks, said):
    link = linked()

    response = decide(as_reviewer, step, *([link] if ticks else []), note=note)

    assert said in text_of(response)
    assert states() == ["suggested"]
    assert [ticked for _link, _sides, ticked in response.context["links"]] == [ticks]


def test_refusal_of_a_single_one_is_told_on_the_page(as_editor):
    link = linked()

    response = decide(as_editor, "confirm_link", link)

    assert "Only a reviewer may decide on a link" in text_of(response)
    assert "Only a reviewer decides on links." in text_of(response)
    assert states() == ["suggested"]


def test_own_suggestions_wait_for_a_colleague(client):
    both = UserFactory(roles=["editor", "reviewer"])
    linked(by=both)
    client.force_login(both)

    assert "No link between claims waits for a decision." in text_of(client.get(QUEUE))


def test_queue_is_walked_page_by_page(as_reviewer, monkeypatch):
    monkeypatch.setattr("claims.admin.queues.links.PAGE", 2)
    links = [linked() for _ in range(3)]

    first = as_reviewer.get(QUEUE)
    second = as_reviewer.get(f"{QUEUE}?after={first.context['next']}")

    assert [row.pk for row, *_ in first.context["links"]] == [link.pk for link in links[:2]]
    assert [row.pk for row, *_ in second.context["links"]] == [links[2].pk]
    assert "There is nothing more." in text_of(as_reviewer.get(f"{QUEUE}?after={links[2].pk}"))


@pytest.mark.parametrize(
    "query", ["?after=abc", f"?after={'9' * 40}", "?kind=nonsense", "?after=-1"]
)
def test_wrong_parameters_show_the_whole_queue(as_reviewer, query):
    link = linked()

    response = as_reviewer.get(QUEUE + query)

    assert [row.pk for row, *_ in response.context["links"]] == [link.pk]


def test_queue_asks_as_many_queries_for_many_links_as_for_few(as_reviewer):
    def cost():
        as_reviewer.get(QUEUE)
        with CaptureQueriesContext(connection) as captured:
            as_reviewer.get(QUEUE)
        return len(captured)

    linked()
    few = cost()
    for _ in range(6):
        linked()

    assert cost() == few <= 8


def test_confirming_flags_what_is_public(as_reviewer, editor):
    claim = published(author=editor, assessment={"verification_status": "attributed"})
    other = draft(author=editor, statement="Fewer.")
    link = desk.link(claim, other, kind="contradicts", by=editor, at=NOW, note=NOTE)

    decide(as_reviewer, "confirm_link", link)

    assert claim.events.filter(verb="decide_link").count() == 1
