"""A bulk action in a real browser: rows are ticked, each is reported, what is left is mended."""

import datetime

import pytest
from django.utils import timezone

from claims.models import Assignment, Claim
from tests.browser.reviewing import assess
from tests.desk_steps import check, in_review, reviewed, submitted
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def act(page, action: str) -> None:
    page.locator("#action-toggle").check()
    page.select_option("select[name=action]", action)
    page.click("#changelist-actions button[name=index]")


def test_reviewer_publishes_what_is_ready_and_mends_the_rest(person, sign_in):
    rosa = person("rosa", "reviewer")
    author = UserFactory(roles=["editor"])
    ready = [reviewed(author=author, reviewer=rosa) for _ in range(2)]
    left = in_review(author=author, reviewer=rosa)
    check(left, reviewer=rosa)
    page = sign_in("rosa")
    page.goto("/admin/claims/claim/?review_state__exact=in_review")
    page.click("summary:has-text('Save this list')")
    page.fill("#saved-name", "In review")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Saved as “In review”.")

    act(page, "publish")

    page.wait_for_selector("h1:has-text('Publish: 2 done, 1 refused')")
    page.reload()
    assert page.locator("[aria-labelledby=done-head] li").count() == 2
    assert Claim.objects.filter(review_state="published").count() == 2
    assert {claim.publications.count() for claim in ready} == {1}

    report = page.url
    page.click("[aria-labelledby=refused-head] a:has-text('assessment')")
    assess(page)
    page.goto(report)
    page.click("button:has-text('Try it again')")
    page.wait_for_selector("h1:has-text('Publish: 1 done, 0 refused')")
    assert left.publications.count() == 1
    page.goto("/admin/claims/claim/")
    page.click("nav[aria-label='Saved filters'] a:has-text('In review')")
    page.wait_for_selector("nav[aria-label='Saved filters'] [aria-current=page]")
    assert "No results found" in page.inner_text("#changelist")


def test_chief_editor_assigns_many_and_each_finds_their_own(person, sign_in):
    person("chen", "chief editor")
    person("rosa", "reviewer")
    author = UserFactory(roles=["editor"])
    claims = [submitted(author=author), in_review(author=author)]
    due_on = timezone.now().date() + datetime.timedelta(days=3)

    chen = sign_in("chen")
    chen.goto("/admin/claims/claim/?assigned=nobody")
    act(chen, "assign")
    chen.wait_for_selector("h1:has-text('Assign 2 claims')")
    chen.fill("[name=to]", "rosa")
    chen.fill("[name=due_on]", due_on.isoformat())
    chen.focus("[name=note]")
    chen.keyboard.press("Tab")
    chen.keyboard.press("Enter")
    chen.wait_for_selector("h1:has-text('Assign: 2 done, 0 refused')")

    rosa = sign_in("rosa", timezone_id="Pacific/Auckland")
    assert rosa.locator("[aria-labelledby=queue-1] li").count() == len(claims)
    assert f"Due {due_on}" in rosa.inner_text("[aria-labelledby=queue-1]")
    cookies = {cookie["name"]: cookie["value"] for cookie in rosa.context.cookies()}
    assert cookies["zone"] == "Pacific%2FAuckland"
    assert set(Assignment.objects.values_list("to__username", flat=True)) == {"rosa"}
