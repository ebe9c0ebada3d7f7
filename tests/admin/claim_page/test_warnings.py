"""Warnings on the claim page: beside their fields, and answered there."""

import re

import pytest

from claims.models import Answer
from tests import desk_steps
from tests.admin.pages import text_of
from tests.desk_steps import citation

pytestmark = pytest.mark.django_db
WHY = "The quote gives the count of the week before."
MESSAGE = "The value is exactly 5, and"


@pytest.fixture
def odd(editor):
    cited = [citation(quote="more than 62,000 soldiers")]
    return desk_steps.draft(author=editor, value="exactly 5", citations=cited)


def key_of(response) -> str:
    (key,) = re.findall(r'name="verb" value="(answer_warning-\d+)"', response.content.decode())
    return key


def test_warning_stands_on_top_and_at_its_field(as_editor, odd, claim_url):
    response = as_editor.get(claim_url(odd))

    assert text_of(response).count(MESSAGE) == 3  # the list, the field, the needs of publishing
    assert f'<a href="#id_citations-0-quote">{MESSAGE}' in response.content.decode()


def test_warning_is_answered_beside_it(as_editor, editor, odd, claim_url):
    key = key_of(as_editor.get(claim_url(odd)))

    response = as_editor.post(
        claim_url(odd), {"verb": key, "version": 1, f"{key}-note": WHY}, follow=True
    )

    words = text_of(response)
    assert "warning answered" in words
    assert f"Answered by {editor.username}" in words
    assert WHY in words and "answer_warning-" not in response.content.decode()
    assert "A value that its words do not give" in words  # in the history
    assert Answer.objects.get().note == WHY


def test_answer_without_a_word_is_asked_for_at_its_field(as_editor, odd, claim_url):
    key = key_of(as_editor.get(claim_url(odd)))

    response = as_editor.post(claim_url(odd), {"verb": key, "version": 1, f"{key}-note": "ok"})

    assert response.status_code == 400
    assert "in at least 5 characters" in text_of(response)
    assert 'value="ok"' in response.content.decode()


def test_warning_that_is_gone_is_no_step(as_editor, odd, claim_url):
    body = {"verb": "answer_warning-1", "version": 1, "answer_warning-1-note": WHY}

    response = as_editor.post(claim_url(odd), body)

    assert response.status_code == 400
    assert not Answer.objects.exists()
