"""Times in the zone of whoever looks, and the stored one in reach; days that do not shift."""

import pytest

from tests.browser.own_pages import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]
EDITED = ".d-ref time"


def test_times_are_the_readers_and_the_stored_one_is_a_press_away(the_newsroom, visit):
    page = visit(PAGES["claim in review"], timezone_id="America/Los_Angeles", locale="en-US")
    assert page.inner_text(EDITED) == "2026-08-10 05:00 GMT-7"
    assert page.get_attribute(EDITED, "title") == "2026-08-10 12:00 UTC, as it is stored"

    page.get_by_role("button", name="Show them as stored, in UTC").click()

    assert page.inner_text(EDITED) == "2026-08-10 12:00 UTC"
    page.reload()
    assert page.inner_text(EDITED) == "2026-08-10 12:00 UTC"


def test_days_stay_in_the_columns_that_the_admin_fills(the_newsroom, visit):
    page = visit(PAGES["list of documents"], timezone_id="Pacific/Kiritimati")

    days = set(page.locator(".field-printed").all_inner_texts())
    assert {"2023-09-16", "2025-04-28"} <= days
    assert [day for day in days if ":" in day] == ["2025-04-28 20:36 GMT+14"]
    page.goto("/admin/claims/event/")
    assert "GMT+14" in page.locator(".field-at").first.inner_text()


def test_without_a_script_times_are_utc_and_say_so(the_newsroom, visit):
    page = visit(PAGES["claim in review"], java_script_enabled=False, timezone_id="Asia/Tokyo")

    assert page.inner_text(EDITED) == "2026-08-10 12:00 UTC"
    assert not page.locator("[data-zone]").is_visible()
