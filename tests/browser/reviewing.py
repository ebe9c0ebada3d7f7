"""A reviewer’s way from the first page to a publication, in a browser."""

from tests.browser.hand import Hand

FOUND = "The article names Sky News and the role."
RATIONALE = "The article names its origin, and nobody independent has confirmed it."


def review_and_publish(page, claim) -> None:
    page.click(f"text={claim.statement}")
    check_source(page)
    assess(page)
    page.click("button[value=publish]")
    page.wait_for_selector("text=published: it is public now")


def by_hand(page, claim) -> Hand:
    """From the queue on the first page to the publication; the hand that did it."""
    hand = Hand(page)
    hand.click(f"text={claim.statement}")
    hand.click("button:has-text('Start review')")
    page.wait_for_selector("text=is in your review")
    hand.click("[name^=check_source][value=secondhand]")
    hand.click("[name^=check_source][value=read_document]")
    hand.press("Tab")
    page.wait_for_selector("[name^=check_source][name$=-note]:focus")
    hand.type(FOUND)
    hand.click("button:has-text('Record the source check')")
    page.wait_for_selector("text=source check recorded")
    hand.click("[name=assess-verification_status][value=attributed]")
    hand.click("[name=assess-rationale]")
    hand.type(RATIONALE)
    hand.click("button:has-text('Assess and publish')")
    page.wait_for_selector("text=published: it is public now")
    return hand


def check_source(page) -> None:
    """The step that leads on is open already."""
    page.check("[name^='check_source'][value=secondhand]")
    page.check("[name^='check_source'][value=read_document]")
    page.fill("[name$='-note'][name^='check_source']", FOUND)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=source check recorded")


def assess(page, status: str = "attributed") -> None:
    page.check(f"[name=assess-verification_status][value={status}]")
    page.fill("[name=assess-rationale]", RATIONALE)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=assessment recorded")
