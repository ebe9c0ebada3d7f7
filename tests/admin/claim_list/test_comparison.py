"""Two linked claims side by side."""

import datetime

import pytest
from django.urls import reverse

from claims import desk
from tests import desk_steps
from tests.admin.pages import text_of
from tests.factories import NOW, ScopeFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

NOTE = "Both count the same losses, and differ by half."
DAY = {"as_of": datetime.date(2024, 8, 6), "as_of_precision": "day"}


@world
def contradiction(editor):
    def make(first="more than 62,000", second="fewer than 40,000", **fields):
        one = desk_steps.draft(author=editor, value=first, **DAY)
        cited = [desk_steps.citation("paper", "relay", "origin-two")]
        other = desk_steps.draft(
            author=editor, value=second, statement="Fewer.", citations=cited, **DAY, **fields
        )
        return desk.link(one, other, kind="contradicts", by=editor, at=NOW, note=NOTE)

    return make


def url(link) -> str:
    return reverse("admin:claims_claim_compare", args=[link.pk])


def test_claim_page_leads_to_the_comparison(as_editor, claim_url, contradiction):
    link = contradiction()

    for claim in (link.from_claim, link.to_claim):
        assert f'href="{url(link)}"' in as_editor.get(claim_url(claim)).content.decode()


def test_both_stand_side_by_side_with_what_they_rest_on(as_reviewer, contradiction):
    link = contradiction()

    words = text_of(as_reviewer.get(url(link)))

    assert f"Suggested: {link.from_claim.ref} contradicts {link.to_claim.ref}" in words
    assert "In conflict: no number fits both." in words
    assert NOTE in words
    for told in ("more than 62,000", "less than 40,000", "Paper", "Relay", "Origin Two"):
        assert told in words
    assert words.count("Is it so?") == 2


def test_open_ends_are_drawn_open_on_the_common_axis(as_reviewer, contradiction):
    response = as_reviewer.get(url(contradiction()))

    strip = response.context["strip"]
    assert [bool(bar.arrows) for bar in strip.bars] == [True, True]
    assert strip.shared is None
    assert "No number fits both." in text_of(response)


def test_what_makes_them_not_comparable_is_marked(as_reviewer, contradiction):
    response = as_reviewer.get(url(contradiction(scope=ScopeFactory())))

    facts = {fact.label: fact for fact in response.context["compared"].facts}
    assert "Not comparable: the scope differs." in text_of(response)
    assert facts["Within which bounds"].differs
    assert not facts["Of whom"].differs


def test_claim_without_a_value_has_no_axis(as_reviewer, editor, contradiction):
    event = {"value": None, "kind": "event", "measure": None}
    claims = [desk_steps.draft(author=editor, **event), desk_steps.draft(author=editor)]
    link = desk.link(*claims, kind="contradicts", by=editor, at=NOW, note=NOTE)

    response = as_reviewer.get(url(link))

    assert response.status_code == 200
    assert "there is no common axis" in text_of(response)
    assert "Not comparable by rule" in text_of(response)


def test_reviewer_decides_from_here(as_reviewer, contradiction):
    link = contradiction()
    page = as_reviewer.get(url(link)).content.decode()
    key = f"decide_link-{link.pk}"
    action = reverse("admin:claims_claim_change", args=[link.from_claim_id])
    assert f'action="{action}"' in page and f'value="{key}"' in page

    given = {"verb": key, "version": link.from_claim.version}
    given |= {f"{key}-decision": "confirm", f"{key}-note": "Compared both."}
    response = as_reviewer.post(action, given)

    assert response.status_code == 302
    link.refresh_from_db()
    assert link.state == "confirmed"


def test_who_may_not_decide_is_told_why(as_editor, contradiction):
    response = as_editor.get(url(contradiction()))

    assert "Record the decision" not in text_of(response)
    assert "Only a " in text_of(response)


def test_names_are_text_and_never_markup(as_reviewer, contradiction):
    link = contradiction()
    evil = '</title><script>alert("x")</script>'
    type(link.to_claim).objects.filter(pk=link.to_claim_id).update(statement=evil)

    html = as_reviewer.get(url(link)).content.decode()

    assert "&lt;script&gt;alert" in html
    assert "<script>alert" not in html


def test_unknown_link_leads_back_to_the_list(as_reviewer):
    response = as_reviewer.get(reverse("admin:claims_claim_compare", args=[99]))

    assert response.status_code == 302


def test_stranger_is_not_let_in(client, contradiction):
    link = contradiction()
    assert client.get(url(link)).status_code == 302

    client.force_login(UserFactory(is_staff=True))
    assert client.get(url(link)).status_code == 403
