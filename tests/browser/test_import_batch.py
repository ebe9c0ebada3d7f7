"""A file in a real browser: uploaded by one, approved by another, and public."""

import json
import urllib.request

import pytest

from claims.models import ImportBatch, ImportMapping, Publication
from tests.factories import NOW
from tests.importing.files import MAPPING, RATIONALE, lines, registers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_editor_uploads_and_submits_and_a_colleague_approves(
    person, sign_in, live_server, tmp_path
):
    registers()
    by = person("eva", "editor", "reviewer")
    person("rosa", "reviewer")
    ImportMapping.objects.create(slug="counts", data=MAPPING, created_by=by, created_at=NOW)
    (tmp_path / "counts.csv").write_text(lines(3))

    eva = sign_in("eva")
    eva.goto("/admin/claims/importbatch/")
    eva.click("text=Check a file of claims")
    eva.set_input_files("[name=file]", tmp_path / "counts.csv")
    eva.select_option("[name=mapping]", "counts")
    eva.click("button:has-text('Check the file')")
    eva.wait_for_selector("h2:has-text('Checked, not submitted')")
    assert eva.locator("tbody tr").count() == 6
    eva.click("button:has-text('Submit the batch')")
    eva.wait_for_selector("h2:has-text('Submitted, to be approved')")
    assert eva.locator("button:has-text('Approve')").count() == 0
    assert not Publication.objects.exists()

    rosa = sign_in("rosa")
    rosa.goto(f"/admin/claims/importbatch/{ImportBatch.objects.get().pk}/change/")
    rosa.fill("#rationale", "Fine.")
    rosa.click("button:has-text('Approve and publish all')")
    rosa.wait_for_selector("text=at least 30 characters")
    rosa.fill("#rationale", RATIONALE)
    rosa.focus("#rationale")
    rosa.keyboard.press("Tab")
    rosa.keyboard.press("Enter")
    rosa.wait_for_selector("h2:has-text('Approved and published')")
    assert rosa.locator("td:has-text('(published)')").count() == 6

    with urllib.request.urlopen(f"{live_server.url}/api/v1/claims/") as answer:
        public = json.load(answer)["results"]
    assert len(public) == 6
    assert {claim["attribution_status"] for claim in public} == {"secondhand"}
