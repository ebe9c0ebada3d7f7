"""The steps of the review on the claim page: taken or refused, with the typed words shown again."""

import pytest

from claims import desk
from tests import desk_steps
from tests.admin.pages import form_of, text_of
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

RATIONALE = "The document names its origin; nobody else has counted."
ASSESSED = {
    "assess-verification_status": "attributed",
    "assess-credibility": "6",
    "assess-confidence": "low",
    "assess-method": ["source_reading", "comparison"],
    "assess-rationale": RATIONALE,
}


def post(client, url, verb, version=1, **data):
    return client.post(url, {"verb": verb, "version": version, **data})


def test_review_from_start_to_publication(as_reviewer, reviewer, claim_url):
    claim = desk_steps.submitted()
    url, cited = claim_url(claim), claim.citations.get().pk

    post(as_reviewer, url, "start_review")
    checked = {
        f"check_source-{cited}-status": "original_seen",
        f"check_source-{cited}-method": "read_original",
        f"check_source-{cited}-note": "Read it in the original.",
    }
    post(as_reviewer, url, f"check_source-{cited}", **checked)
    post(as_reviewer, url, "assess", **ASSESSED, **{"assess-evidence": [cited]})
    response = post(as_reviewer, url, "publish", **{"publish-public_note": "First seen today."})

    assert response.status_code == 302
    claim.refresh_from_db()
    assert claim.review_state == "published"
    assert claim.attribution_status == "original_seen"
    assessment = claim.assessments.get()
    assert (assessment.by, assessment.method) == (reviewer, ["source_reading", "comparison"])
    assert list(assessment.evidence.values_list("pk", flat=True)) == [cited]
    assert claim.publications.get().number == 1


@pytest.mark.parametrize("verb", ["request_changes", "reject"])
def test_comment_reaches_the_history(as_reviewer, claim_url, verb):
    claim = desk_steps.in_review()

    post(as_reviewer, claim_url(claim), verb, **{f"{verb}-note": "Whose count is it?"})

    assert claim.events.last().note == "Whose count is it?"


@pytest.mark.parametrize("verb", ["request_changes", "reject"])
def test_missing_comment_is_asked_for_at_its_field(as_reviewer, claim_url, verb):
    claim = desk_steps.in_review()

    response = post(as_reviewer, claim_url(claim), verb)

    assert response.status_code == 400
    step = next(step for step in response.context["steps"] if step.key == verb)
    assert "needs a comment" in step.form.errors["note"][0]
    assert step.is_open


def test_refusal_lists_every_need_and_keeps_the_text(as_reviewer, claim_url):
    claim = desk_steps.in_review()
    typed = {"publish-public_note": "We saw it.", "reject-note": "Or maybe not."}

    response = post(as_reviewer, claim_url(claim), "publish", **typed)

    words = text_of(response)
    assert response.status_code == 409
    assert "The claim is not ready for this step." in words
    assert "The claim needs a verdict on its origin" in words
    assert "The claim needs an assessment of its current version, 1; it has none." in words
    assert "We saw it." in words and "Or maybe not." in words


def test_words_of_another_step_outlive_the_one_that_was_taken(as_reviewer, claim_url):
    claim = desk_steps.in_review()
    cited = claim.citations.get().pk
    data = {
        f"check_source-{cited}-status": "secondhand",
        f"check_source-{cited}-method": "read_document",
        f"check_source-{cited}-note": "As it says.",
        **ASSESSED,
    }

    done = post(as_reviewer, claim_url(claim), f"check_source-{cited}", **data)
    page = as_reviewer.get(done.url)
    again = as_reviewer.get(done.url)

    assert RATIONALE in text_of(page)
    assert RATIONALE not in text_of(again)


@pytest.mark.parametrize(
    ("verb", "data", "words"),
    [
        ("assess", {"assess-rationale": "Short."}, "rationale of at least 30 characters"),
        ("assess", {"assess-verification_status": "true"}, "true"),
        ("assess", {"assess-credibility": "9"}, "9"),
        ("assess", {"assess-evidence": ["999999"]}, "999999"),
        ("assess", {"assess-method": ["dice"]}, "dice"),
        ("assess", {}, "cannot be"),
        ("publish-7", {}, "no such citation"),
        ("check_source-999999", {}, "no such citation"),
        ("create", {}, "Only a contributor or editor may edit a claim."),
        ("drop_table", {}, "Choose one of the steps"),
        ("", {}, "Choose one of the steps"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(as_reviewer, claim_url, verb, data, words):
    claim = desk_steps.in_review()

    response = post(as_reviewer, claim_url(claim), verb, **data)

    assert response.status_code in (400, 403)
    assert words in text_of(response)
    assert not claim.assessments.exists()


def test_retraction_needs_a_reason_and_a_note(client, chief, claim_url):
    claim = desk_steps.published()
    client.force_login(chief)

    refused = post(client, claim_url(claim), "retract")
    done = {"retract-reason": "our_error", "retract-public_note": "We misread a digit."}
    post(client, claim_url(claim), "retract", **done)

    assert "Retract needs a note for the public." in text_of(refused)
    claim.refresh_from_db()
    assert claim.review_state == "retracted"


@pytest.mark.parametrize("verb", ["start_review", "reject", "assess", "publish"])
def test_author_cannot_review_by_a_forged_post_not_even_as_superuser(
    client, superuser, claim_url, verb
):
    make = desk_steps.submitted if verb == "start_review" else desk_steps.in_review
    claim = make(author=superuser)
    client.force_login(superuser)

    response = post(client, claim_url(claim), verb, **{f"{verb}-note": "x", **ASSESSED})

    assert response.status_code == 403
    assert "The author of a claim cannot review it: ask a colleague." in text_of(response)
    before = claim.review_state
    claim.refresh_from_db()
    assert claim.review_state == before


def test_author_cannot_publish_by_the_list_action(client, superuser):
    claim = desk_steps.reviewed(author=superuser)
    client.force_login(superuser)

    response = client.post(
        "/admin/claims/claim/",
        {"action": "publish", "_selected_action": [claim.pk]},
        follow=True,
    )

    assert "The author of a claim cannot review it" in text_of(response)
    assert not claim.publications.exists()


@pytest.mark.parametrize("version", ["", "abc", "0", "-1", "99", "9" * 30, "1.0"])
def test_wrong_version_counts_as_stale(as_reviewer, claim_url, version):
    claim = desk_steps.submitted()

    response = post(as_reviewer, claim_url(claim), "start_review", version=version)

    assert response.status_code == 412
    claim.refresh_from_db()
    assert claim.review_state == "submitted"


def test_review_of_an_older_version_is_refused_with_what_changed(as_reviewer, claim_url):
    claim = desk_steps.in_review()
    editor = UserFactory(username="edith", roles=["editor"])
    desk.edit(claim, {"statement": "Another one."}, by=editor, at=NOW, version=1, note="Typo.")

    response = post(as_reviewer, claim_url(claim), "assess", **ASSESSED)

    words = text_of(response)
    assert response.status_code == 412
    assert "edith" in words and "Typo." in words and "Another one." in words
    assert RATIONALE in words


def test_step_waits_for_unsaved_changes(client, claim_url):
    both = UserFactory(roles=["editor", "reviewer"])
    claim = desk_steps.in_review()
    client.force_login(both)
    typed = form_of(claim, statement="Not saved yet.")

    response = client.post(claim_url(claim), {**typed, **ASSESSED, "verb": "assess"})

    assert response.status_code == 409
    assert "You have changes that are not saved" in text_of(response)
    assert response.context["given"].data["statement"] == "Not saved yet."
    untouched = client.post(claim_url(claim), {**form_of(claim), **ASSESSED, "verb": "assess"})
    assert untouched.status_code == 302


def test_steps_need_the_token_of_the_page(reviewer, claim_url):
    from django.test import Client

    claim = desk_steps.submitted()
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)

    assert post(client, claim_url(claim), "start_review").status_code == 403
    assert client.get(claim_url(claim), {"verb": "start_review"}).status_code == 200
    claim.refresh_from_db()
    assert claim.review_state == "submitted"
