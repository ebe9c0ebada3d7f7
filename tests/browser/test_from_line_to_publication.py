"""The main job in a real browser: a pasted line becomes a claim, reviewed and published."""

import json
import urllib.request

import pytest

from claims.models import Claim, Publication
from tests.browser.hand import look_for
from tests.browser.reviewing import review_and_publish
from tests.factories import (
    DocumentFactory,
    MeasureFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    TopicFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

LINE = "Source: Sky News, citing a spokesperson for the US State Department"


def choose(page, name: str, words: str) -> None:
    """Take the first row that a chooser finds, by keyboard alone."""
    page.locator(f"[name='{name}'] + .select2 .select2-selection").focus()
    page.keyboard.press("Enter")
    look_for(page, words)
    page.locator(".select2-results__option--highlighted", has_text=words).wait_for()
    page.keyboard.press("Enter")


@pytest.fixture
def registry(db):
    TopicFactory()
    MeasureFactory()
    SubjectFactory()
    SourceFactory(slug="sky-news", name="Sky News", kind="broadcaster")
    department = SourceFactory(slug="us-state-department", name="US State Department")
    spokesperson = SourceFactory(
        slug="us-state-department-spokesperson", name="US State Department spokesperson"
    )
    SourceLinkFactory(from_source=spokesperson, to_source=department)
    pravda = SourceFactory(slug="ukrainska-pravda", name="Ukrainska Pravda")
    return DocumentFactory(publisher=pravda, title="Putin thanks North Korean troops")


def draft_from_pasted_line(page) -> None:
    page.click("text=Write a claim")
    page.fill("[name=statement]", "The US State Department is concerned.")
    page.select_option("[name=kind]", "speech_act")
    choose(page, "topic", "Russia")
    choose(page, "subject", "Russian forces")
    page.click("#paste-box > summary")
    page.fill("[name=paste-line]", LINE)
    choose(page, "paste-document", "Putin thanks")
    page.click("text=Read the line")
    page.click("text=Fill in the citations")
    page.fill("[data-citation] textarea[name$='-quote']", "it is “concerned”")
    page.fill("[name=note]", "From the morning’s news.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=submitted: a reviewer takes it from here")


def test_editor_drafts_reviewer_publishes_and_the_author_cannot(
    registry, person, sign_in, live_server
):
    person("eva", "editor", "reviewer")
    person("rosa", "reviewer")

    eva = sign_in("eva")
    draft_from_pasted_line(eva)
    claim = Claim.objects.get()
    hops = claim.citations.get().hops.order_by("position")
    assert [hop.source.slug for hop in hops] == [
        "ukrainska-pravda",
        "sky-news",
        "us-state-department-spokesperson",
    ]

    rosa = sign_in("rosa")
    rosa.click(f"text={claim.statement}")
    rosa.click("button:has-text('Start review')")
    rosa.wait_for_selector("text=is in your review")

    # The author has no button; a forged one is refused, and the page says why.
    eva.reload()
    assert eva.locator("button[name=verb][value=publish]").count() == 0
    eva.evaluate(
        """() => {
            const form = document.querySelector("[data-desk]");
            const forged = document.createElement("button");
            Object.assign(forged, { name: "verb", value: "publish", type: "submit" });
            form.append(forged);
            form.requestSubmit(forged);
        }"""
    )
    eva.wait_for_selector("#refusal >> text=The author of a claim cannot review it")
    assert not Publication.objects.exists()
    refused = [fault for fault in sign_in.faults if "403" in fault]
    sign_in.faults[:] = [fault for fault in sign_in.faults if fault not in refused]

    rosa.goto("/admin/")
    review_and_publish(rosa, claim)

    publication = Publication.objects.get()
    assert (publication.ref, publication.number) == (claim.ref, 1)
    with urllib.request.urlopen(f"{live_server.url}/api/v1/claims/{claim.ref}/") as answer:
        public = json.load(answer)
    assert public["statement"] == claim.statement
