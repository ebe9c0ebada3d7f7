"""An article in a real browser: pasted, read into ten drafts, and one of them public."""

import json
import urllib.request

import pytest
from django.contrib.sessions.models import Session

from claims.demo import origins, registry
from claims.models import Claim, Publication
from tests.admin.article_page.paste import ADDRESS, ARTICLE, registers
from tests.articles.conftest import seed_text
from tests.browser.conftest import PASSWORD
from tests.browser.hand import Hand, documented
from tests.browser.reviewing import by_hand

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

SEED_ADDRESS = "https://www.pravda.com.ua/eng/news/2025/04/28/7509576/"
MOST_CLICKS = 25
MOST_SECONDS = 120


@pytest.fixture
def demo_register(db):
    for slug in origins.SOURCES:
        origins.source(slug)
    origins.topic()
    for code in ("personnel-losses", "munitions-delivered", "revenue"):
        registry.measure(code)
    for slug in registry.SUBJECTS:
        registry.subject(slug)
    for slug in registry.SCOPES:
        registry.scope(slug)


def test_pasted_article_becomes_ten_drafts_within_25_clicks_and_one_is_published(
    demo_register, person, sign_in, live_server
):
    text = seed_text()
    person("eva", "editor")
    person("rosa", "reviewer")

    eva = sign_in("eva")
    hand = Hand(eva)
    hand.click("text=New from an article")
    eva.wait_for_selector("textarea:focus")
    hand.paste(f"{SEED_ADDRESS}\n{text}")
    hand.click("button:has-text('Read it')")
    eva.wait_for_selector("[data-draft]")
    assert eva.locator("[data-draft]").count() == 10
    for number in range(10):
        hand.click(f"#drafts-{number}-card label:has-text('Accept')")
    assert eva.locator("[data-tally]").inner_text().startswith("10 of 10 accepted")
    hand.click("button:has-text('Save the accepted as drafts')")
    eva.wait_for_selector("text=10 drafts saved.")

    assert Claim.objects.filter(review_state="draft").count() == 10
    assert hand.clicks <= MOST_CLICKS
    assert hand.told() == documented("an article → ten drafts")

    claim = Claim.objects.get(amount=62_000)
    submits = Hand(eva)
    submits.click(f"text={claim.statement}")
    submits.click("button:has-text('Save and submit for review')")
    eva.wait_for_selector("text=submitted: a reviewer takes it from here")
    assert submits.told() == documented("a draft → submitted")
    reviews = by_hand(sign_in("rosa"), claim)
    assert hand.seconds() + submits.seconds() + reviews.seconds() <= MOST_SECONDS

    assert Publication.objects.get().ref == claim.ref
    with urllib.request.urlopen(f"{live_server.url}/api/v1/claims/{claim.ref}/") as answer:
        public = json.load(answer)
    assert public["statement"] == claim.statement
    assert public["value"]["comparator"] == "gt"


def read_article(page) -> None:
    page.goto("/admin/claims/claim/article/")
    page.fill("[name=pasted]", ARTICLE)
    page.fill("[name=url]", ADDRESS)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-draft]")


def test_article_is_worked_through_by_keyboard_alone(person, sign_in):
    registers()
    person("eva", "editor")
    eva = sign_in("eva")
    read_article(eva)

    eva.keyboard.press("a")
    eva.keyboard.press("k")
    eva.keyboard.press("j")
    eva.keyboard.press("e")
    eva.keyboard.press("End")
    eva.keyboard.type(" Mended with a and d.")
    eva.keyboard.press("Shift+Tab")
    eva.keyboard.press("d")
    eva.keyboard.press("Control+s")
    eva.wait_for_selector("text=1 draft saved.")

    assert [claim.amount for claim in Claim.objects.all()] == [38]


def test_what_was_pasted_and_chosen_outlives_the_session(person, sign_in):
    registers()
    person("eva", "editor")
    eva = sign_in("eva")
    read_article(eva)
    eva.keyboard.press("a")
    eva.keyboard.press("a")
    eva.fill("[name='drafts-0-statement']", "At least 38 people died in the flood.")
    Session.objects.all().delete()

    eva.click("button:has-text('Save the accepted as drafts')")
    eva.fill("[name=username]", "eva")
    eva.fill("[name=password]", PASSWORD)
    eva.keyboard.press("Enter")
    eva.wait_for_selector("text=An article that you did not save")
    eva.click("text=Go on with it")
    eva.wait_for_selector("[data-draft]")

    assert eva.locator("[data-tally]").inner_text().startswith("2 of 2 accepted")
    eva.click("button:has-text('Save the accepted as drafts')")
    eva.wait_for_selector("text=2 drafts saved.")
    assert Claim.objects.filter(statement="At least 38 people died in the flood.").exists()
    kept = eva.evaluate("Object.keys(localStorage).filter(key => key.includes('article'))")
    assert kept == []
