"""Text that a browser kept, shown again; and one button that takes two steps."""

import pytest

from claims import desk
from claims.models import Assessment, Claim, Publication
from tests import desk_steps
from tests.admin.pages import form_of, text_of
from tests.factories import NOW
from tests.worlds import world

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/claim/add/"
RATIONALE = "The document names its origin; nobody else has counted."


def value_of(response, name: str) -> str:
    return response.context["given"].data[name]


def test_restored_text_is_shown_whole_and_stored_nowhere(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    added = {"citations-7-quote": "a quote", "citations-7-hops-0-source": ""}
    kept = form_of(claim, statement="Mended.", verb="restore", **added)

    response = as_editor.post(claim_url(claim), kept)

    assert response.status_code == 200
    assert value_of(response, "statement") == "Mended."
    assert value_of(response, "citations-7-quote") == "a quote"
    assert "data-unsaved" in response.content.decode()
    claim.refresh_from_db()
    assert (claim.statement, claim.version) == ("Russia has lost more than 62,000 soldiers.", 1)


def test_new_claim_is_restored_too(as_editor):
    response = as_editor.post(ADD, {"statement": "A new one.", "verb": "restore"})

    assert value_of(response, "statement") == "A new one."
    assert not Claim.objects.exists()


def test_text_on_an_older_version_does_not_overwrite_a_colleague(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    kept = form_of(claim, statement="Mine.")
    desk.edit(claim, {"statement": "Theirs."}, by=editor, at=NOW, version=1)

    restored = as_editor.post(claim_url(claim), {**kept, "verb": "restore"})

    assert "You typed this on version 1" in text_of(restored)
    assert 'name="version" value="1"' in restored.content.decode()
    assert as_editor.post(claim_url(claim), {**kept, "verb": "edit"}).status_code == 412
    claim.refresh_from_db()
    assert claim.statement == "Theirs."


def test_reading_a_line_stays_on_the_version_that_was_seen(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    typed = form_of(claim, statement="Mine.")
    desk.edit(claim, {"statement": "Theirs."}, by=editor, at=NOW, version=1)

    line = {"paste-line": "Source: Sky News", "verb": "read_line"}
    response = as_editor.post(claim_url(claim), {**typed, **line})

    assert 'name="version" value="1"' in response.content.decode()


def test_text_of_a_form_that_has_closed_is_given_to_take_along(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)
    kept = form_of(claim, statement="A sentence that would be a pity to lose.", verb="restore")
    desk_steps.published(statement="Another.")
    Claim.objects.filter(pk=claim.pk).update(review_state="rejected")

    words = text_of(as_editor.post(claim_url(claim), kept))

    assert "Your text, to take along" in words
    assert "A sentence that would be a pity to lose." in words


def test_browser_is_told_once_what_was_saved(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)

    response = as_editor.post(claim_url(claim), form_of(claim, statement="Mended.", verb="edit"))

    assert f'data-saved="{claim.pk}"' in as_editor.get(response.url).content.decode()
    assert "data-saved" not in as_editor.get(response.url).content.decode()


def test_browser_keeps_what_was_refused(as_editor, claim_url, editor):
    claim = desk_steps.draft(author=editor)

    response = as_editor.post(claim_url(claim), form_of(claim, statement="", verb="edit"))

    assert response.status_code == 400
    assert "data-unsaved" in response.content.decode()
    assert "data-saved" not in as_editor.get(claim_url(claim)).content.decode()


def test_browser_is_told_where_a_claim_was_saved_but_not_submitted(as_editor):
    typed = {
        "statement": "Without a citation.",
        "kind": "event",
        "topic": desk_steps.TopicFactory().pk,
        "subject": desk_steps.SubjectFactory().pk,
        "as_of_precision": "unknown",
        "period_precision": "unknown",
        "stated_precision": "unknown",
        "basis": "unspecified",
        "language": "en",
        "verb": "submit",
    }

    response = as_editor.post(ADD, typed)

    assert "Saved, but not submitted." in text_of(response)
    assert 'data-saved="new"' in response.content.decode()
    assert f'data-key="{Claim.objects.get().pk}"' in response.content.decode()


def both(claim, **changes) -> dict:
    return {
        "verb": "assess_and_publish",
        "version": claim.version,
        "assess-verification_status": "attributed",
        "assess-credibility": "6",
        "assess-rationale": RATIONALE,
        "publish-public_note": "",
        **changes,
    }


@world
def checked(reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)
    desk_steps.check(claim, reviewer=reviewer)
    claim.refresh_from_db()
    return claim


def test_one_button_assesses_and_publishes(as_reviewer, claim_url, checked):
    response = as_reviewer.post(claim_url(checked), both(checked))

    assert response.url == claim_url(checked)
    assert "published: it is public now" in text_of(as_reviewer.get(response.url))
    assert Publication.objects.get().verification_status == "attributed"


def test_what_cannot_be_published_is_not_assessed_by_that_button(as_reviewer, claim_url, checked):
    status = {"assess-verification_status": "corroborated"}

    response = as_reviewer.post(claim_url(checked), both(checked, **status))

    assert response.status_code == 409
    assert not Assessment.objects.exists() and not Publication.objects.exists()
    words = response.content.decode()
    assert RATIONALE in words and "Nothing was stored." in words


def test_missing_words_are_named_at_their_field(as_reviewer, claim_url, checked):
    response = as_reviewer.post(claim_url(checked), both(checked, **{"assess-rationale": ""}))

    assert response.status_code == 400
    assert {"id_assess-rationale"} <= {need["id"] for need in response.context["needs"]}


def test_correction_asks_for_its_public_note_at_the_field_of_publishing(
    as_reviewer, claim_url, editor, reviewer
):
    cited = [desk_steps.citation(quote="62,000, later more than 63,000")]
    claim = desk_steps.published(author=editor, reviewer=reviewer, citations=cited)
    desk.revise(claim, by=editor, at=NOW)
    fields = desk_steps.claim_fields(value="more than 63,000")
    desk.edit(claim, {"value": fields["value"]}, by=editor, at=NOW, version=None)
    desk.submit(claim, by=editor, at=NOW)
    desk.start_review(claim, by=reviewer, at=NOW)
    claim.refresh_from_db()

    response = as_reviewer.post(claim_url(claim), both(claim))

    assert response.status_code == 409
    assert [need["id"] for need in response.context["needs"]] == ["id_publish-public_note"]
    note = {"publish-public_note": "It was 63,000."}
    assert as_reviewer.post(claim_url(claim), both(claim, **note)).status_code == 302
    assert Publication.objects.live().get().kind == "correction"


def test_button_is_refused_whoever_may_not_publish(as_editor, claim_url, checked):
    response = as_editor.post(claim_url(checked), both(checked))

    assert response.status_code == 403
    assert not Assessment.objects.exists()
