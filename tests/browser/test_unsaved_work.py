"""What is typed and not saved outlives the session; likely duplicates are named meanwhile."""

import pytest
from django.contrib.sessions.models import Session

from claims.models import Claim
from tests.browser.conftest import PASSWORD
from tests.desk_steps import draft, in_review

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('corroborate-claim-'))"


def sign_in_again(page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def test_text_outlives_a_session_that_ended_and_is_forgotten_once_saved(person, sign_in):
    eva = person("eva", "editor")
    claim = draft(author=eva)
    page = sign_in("eva")
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    assert page.locator("[data-kept]").is_hidden()
    page.fill("[name=statement]", "Russia has lost well over 62,000 soldiers.")
    page.click("[data-add-citation]")
    page.fill("[data-citation]:last-child textarea[name$='-quote']", "a second quote")
    Session.objects.all().delete()

    page.keyboard.press("Control+s")
    sign_in_again(page, "eva")
    page.wait_for_selector("text=Text that you did not save")
    page.wait_for_selector("[data-kept-words]:has-text('well over 62,000')")
    assert page.input_value("[name=statement]") == claim.statement
    page.click("[data-restore]")
    page.wait_for_selector("[data-unsaved]")

    assert page.input_value("[name=statement]") == "Russia has lost well over 62,000 soldiers."
    quote = page.locator("[data-citation]:last-child textarea[name$='-quote']")
    assert quote.input_value() == "a second quote"
    page.locator("[data-remove='[data-citation]']").last.click()
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=saved.")
    assert Claim.objects.get().statement == "Russia has lost well over 62,000 soldiers."
    assert page.evaluate(KEPT) == []


def test_rationale_is_kept_and_may_be_discarded(person, sign_in):
    rosa = person("rosa", "reviewer")
    claim = in_review(reviewer=rosa)
    page = sign_in("rosa")
    page.on("dialog", lambda dialog: dialog.accept())
    address = f"/admin/claims/claim/{claim.pk}/change/"
    page.goto(address)
    page.click("summary:has-text('Assess')")
    page.fill("[name=assess-rationale]", "Half a rationale")
    page.goto("/admin/")

    page.goto(address)
    page.click("[data-restore]")
    page.wait_for_selector("[data-unsaved]")
    assert page.input_value("[name=assess-rationale]") == "Half a rationale"
    page.goto(address)
    page.click("[data-discard]")
    assert page.locator("[data-kept]").is_hidden()
    page.goto(address)
    assert page.locator("[data-kept]").is_hidden()
    assert page.evaluate(KEPT) == []


def test_offered_text_is_not_overwritten_by_what_is_typed_meanwhile(person, sign_in):
    person("eva", "editor")
    page = sign_in("eva")
    page.on("dialog", lambda dialog: dialog.accept())
    for statement in ("The first text", "The second text"):
        page.goto("/admin/claims/claim/add/")
        page.fill("[name=statement]", statement)
        page.goto("/admin/")
    page.goto("/admin/claims/claim/add/")

    words = page.locator("[data-kept-words]")
    assert "The second text" in words.inner_text()
    page.click("[data-discard]")
    assert "The first text" in words.inner_text()
    page.click("[data-restore]")
    page.wait_for_selector("[data-unsaved]")
    assert page.input_value("[name=statement]") == "The first text"


def test_text_of_one_person_is_not_offered_to_another(person, sign_in):
    person("eva", "editor")
    person("emil", "editor")
    page = sign_in("eva")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/claims/claim/add/")
    page.fill("[name=statement]", "Only mine")
    Session.objects.all().delete()
    page.goto("/admin/")
    sign_in_again(page, "emil")
    page.wait_for_selector(".d-home")

    page.goto("/admin/claims/claim/add/")

    assert page.locator("[data-kept]").is_hidden()


def test_likely_duplicate_is_named_while_typing_and_stands_in_no_way(person, sign_in):
    claim = draft(statement="Russia has lost more than 62,000 soldiers in Kursk.")
    person("eva", "editor")
    page = sign_in("eva")
    page.goto("/admin/claims/claim/add/")

    page.locator("[name=statement]").press_sequentially(
        "Russia lost more than 62,000 soldiers in Kursk"
    )

    page.wait_for_selector(f"[data-alike]:has-text('{claim.ref}')")
    hint = page.locator("[data-alike]")
    assert "of the words are the same" in hint.inner_text()
    assert hint.get_attribute("role") == "status"
    assert hint.locator("a").get_attribute("href") == f"/admin/claims/claim/{claim.pk}/change/"
    assert page.locator("[name=statement]:focus").count() == 1
    page.fill("[name=statement]", "Something else entirely happened.")
    page.wait_for_function("!document.querySelector('[data-alike]').children.length")
