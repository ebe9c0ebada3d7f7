"""The queue of a reviewer in a real browser: few clicks to a publication, and on by keyboard."""

import json
import urllib.request

import pytest

from claims.models import Publication
from tests.browser.hand import documented, press_access_key
from tests.browser.reviewing import RATIONALE, by_hand
from tests.desk_steps import submitted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

MOST_CLICKS = 8


def test_submitted_claim_is_public_within_8_clicks_and_a_rationale(person, sign_in, live_server):
    claim = submitted()
    person("rosa", "reviewer")

    hand = by_hand(sign_in("rosa"), claim)

    assert Publication.objects.get().ref == claim.ref
    with urllib.request.urlopen(f"{live_server.url}/api/v1/claims/{claim.ref}/") as answer:
        assert json.load(answer)["assessment"]["rationale"] == RATIONALE
    assert hand.clicks <= MOST_CLICKS
    assert hand.told() == documented("a claim in the queue → public")


def test_reviewer_goes_through_the_queue_by_keyboard_alone(person, sign_in):
    first = submitted(statement="The first one has lost more than 62,000 soldiers.")
    second = submitted(statement="The second one has lost more than 62,000 soldiers.")
    person("rosa", "reviewer")
    rosa = sign_in("rosa")
    press = rosa.keyboard.press

    rosa.locator(f"a:has-text('{first.statement}')").focus()
    press("Enter")
    rosa.wait_for_selector(f"[data-next]:has-text('{second.ref}')")
    press("Control+Enter")
    rosa.wait_for_selector("text=is in your review")
    press("Control+Enter")
    rosa.wait_for_selector("[name^=check_source]:focus")
    press("Space")
    press("Tab")
    press("Space")
    press("Tab")
    rosa.keyboard.type("The article names its origin.")
    press("Control+Enter")
    rosa.wait_for_selector("text=source check recorded")
    press("Control+Enter")
    rosa.wait_for_selector("[name=assess-verification_status]:focus")
    press("Space")
    rosa.locator("[name=assess-rationale]").focus()
    rosa.keyboard.type(RATIONALE)
    press("Control+Enter")
    rosa.wait_for_selector("text=assessment recorded")
    press("Control+Enter")
    rosa.wait_for_selector("[name=publish-public_note]:focus")
    press("Control+Enter")
    rosa.wait_for_selector("text=published: it is public now")

    rosa.wait_for_function("document.activeElement.matches('[data-next]')")
    press("Enter")
    rosa.wait_for_selector(f".d-ref:has-text('{second.ref}')")
    assert Publication.objects.get().ref == first.ref
    press_access_key(rosa, "q")
    rosa.wait_for_selector("text=To take into review, oldest first")


def test_next_is_one_key_away_and_typing_never_triggers_it(person, sign_in):
    eva = person("eva", "editor")
    second = submitted(author=eva, statement="The one that was written first.")
    claims = [submitted(statement=f"Number {n} of the queue.") for n in range(2)]
    person("rosa", "reviewer")
    rosa = sign_in("rosa")
    rosa.click("text=The one that was written first.")
    rosa.wait_for_selector(f".d-ref:has-text('{second.ref}')")

    press_access_key(rosa, "n")
    rosa.wait_for_selector(f".d-ref:has-text('{claims[0].ref}')")
    press_access_key(rosa, "n")
    rosa.wait_for_selector(f".d-ref:has-text('{claims[1].ref}')")
    press_access_key(rosa, "n")
    rosa.wait_for_selector(f".d-ref:has-text('{second.ref}')")

    rosa.click("summary:has-text('Link to another claim')")
    rosa.focus("[name=link-note]")
    rosa.keyboard.type("nqk?srcl/")
    assert rosa.locator("[name=link-note]").input_value() == "nqk?srcl/"
    assert rosa.locator("#keys[open]").count() == 0
    rosa.keyboard.press("Control+?")
    rosa.wait_for_selector("#keys[open]")
