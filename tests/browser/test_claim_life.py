"""What may happen to a claim, walked in a real browser by everybody whom it takes."""

import json
import urllib.request

import pytest

from claims import desk
from claims.models import Claim, ClaimLink
from tests.browser.reviewing import assess
from tests.desk_steps import corroborated, draft, in_review, published
from tests.factories import NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def public(live_server):
    def read(path: str) -> dict:
        with urllib.request.urlopen(f"{live_server.url}/api/v1/{path}") as answer:
            return json.load(answer)

    return read


def test_rejected_claim_comes_back_to_its_author_with_the_comment(person, sign_in):
    eva, rosa = person("eva", "editor"), person("rosa", "reviewer")
    claim = in_review(author=eva, reviewer=rosa)
    comment = "The article says wounded, and the claim says lost."

    page = sign_in("rosa")
    page.click(f"text={claim.statement}")
    page.click("summary:has-text('Reject')")
    page.fill("[name=reject-note]", comment)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=rejected.")

    page = sign_in("eva")
    page.wait_for_selector(f"blockquote:has-text('{comment}')")
    page.click(f"text={claim.statement}")
    page.wait_for_selector(f".d-sent-back:has-text('{comment}')")
    page.fill("[name=revise-note]", "As the article has it.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=is a draft again")
    page.wait_for_selector(f".d-sent-back:has-text('{comment}')")
    page.fill("[name=statement]", "Russia has more than 62,000 wounded soldiers.")
    page.fill("[name=note]", "Wounded, as the article says.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=submitted: a reviewer takes it from here")
    assert page.locator(".d-sent-back").count() == 0

    page = sign_in("rosa")
    page.wait_for_selector("text=Russia has more than 62,000 wounded soldiers.")
    claim.refresh_from_db()
    assert claim.review_state == "submitted"
    notes = claim.events.order_by("number").values_list("note", flat=True)
    assert [note for note in notes if note][-3:] == [
        "As the article has it.",
        "Wounded, as the article says.",
        "Wounded, as the article says.",
    ]


def test_correction_is_published_and_says_what_was_wrong(person, sign_in, public):
    eva, rosa = person("eva", "editor"), person("rosa", "reviewer")
    claim = published(author=eva, reviewer=rosa)
    note = "We wrote 62,000; the document says 63,000."

    page = sign_in("eva")
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.click("summary:has-text('Revise')")
    page.click("button[value=revise]")
    page.wait_for_selector("text=is a draft again")
    page.fill("[name=statement]", "Russia has lost more than 63,000 soldiers.")
    page.fill("[name=value]", "more than 63,000")
    page.fill("[name=citations-0-quote]", "more than 63,000 soldiers")
    page.fill("[name=note]", "A digit was wrong.")
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=saved.")
    row = page.locator("tr", has=page.locator("th", has_text="Value")).first
    assert row.locator("td").all_inner_texts() == ["more than 62,000", "more than 63,000"]
    page.click("button:has-text('Save and submit for review')")
    page.wait_for_selector("text=submitted: a reviewer takes it from here")
    assert public(f"claims/{claim.ref}/")["value"]["text"] == "more than 62,000"

    page = sign_in("rosa")
    page.click("text=Russia has lost more than 63,000 soldiers.")
    page.click("button:has-text('Start review')")
    page.wait_for_selector("text=is in your review")
    assess(page)
    page.fill("[name=publish-public_note]", note)
    page.click("button[value=publish]")
    page.wait_for_selector("text=published: it is public now")

    now = public(f"claims/{claim.ref}/")
    assert now["value"]["text"] == "more than 63,000"
    assert now["publication"]["kind"] == "correction"
    [correction] = public("corrections/")["results"]
    assert correction["public_note"] == note
    page.goto("/")
    page.wait_for_selector("text=more than 63,000")
    assert page.locator("text=more than 62,000").count() == 0


def test_conflict_is_ruled_on_and_the_public_status_follows(person, sign_in, public):
    eva, rosa = person("eva", "editor"), person("rosa", "reviewer")
    claim = corroborated(author=eva, reviewer=rosa, as_of=NOW.date(), as_of_precision="day")
    other = draft(
        author=eva,
        as_of=NOW.date(),
        as_of_precision="day",
        value="fewer than 54,000",
        statement="Fewer than 54,000 were lost.",
    )
    desk.submit(other, by=eva, at=NOW)
    link = ClaimLink.objects.get(kind="contradicts")

    page = sign_in("rosa")
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.wait_for_selector(".d-conflicts:has-text('8,000 people apart')")
    page.click(".d-conflicts >> text=Compare side by side")
    page.select_option("[name$='-decision']", "confirm")
    page.fill("[name$='-note']", "Both count the same days, and no number fits both.")
    page.click("button:has-text('Record the decision')")
    page.wait_for_selector("text=link decided")
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.wait_for_selector(".d-conflicts:has-text('Confirmed by rosa')")
    page.wait_for_selector("text=Needs reassessment:")
    standing = public(f"claims/{claim.ref}/")["standing"]
    assert standing["needs_reassessment"] and link.other(claim).ref == other.ref

    page = sign_in("eva")
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.click("summary:has-text('Revise')")
    page.click("button[value=revise]")
    page.wait_for_selector("text=is a draft again")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=submitted: a reviewer takes it from here")

    page = sign_in("rosa")
    page.click(f"text={claim.statement}")
    page.wait_for_selector("button:has-text('Start review')")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=is in your review")
    assess(page, "disputed")
    page.click("button[value=publish]")
    page.wait_for_selector("text=published: it is public now")

    now = public(f"claims/{claim.ref}/")
    assert now["verification_status"] == "disputed"
    assert not now["standing"]["needs_reassessment"]
    assert page.locator("text=Needs reassessment:").count() == 0
    assert Claim.objects.get(pk=claim.pk).verification_status == "disputed"
