"""“New from an article”: known rows, new rows, and possible duplicates."""

import pytest

from claims.articles import storing
from claims.models import Claim, EvidenceState, Subject
from sources.evidence.keeping import keep_fetched
from sources.evidence.pagetext import PageText
from sources.fetching import Fetched
from sources.fetching.fetched import Exchange
from sources.models import Capture, Document, Source, SourceLink
from tests.admin.article_page.paste import (
    ADDRESS,
    ARTICLE,
    accept_all,
    fields_of,
    read,
    registers,
    save,
    wanted,
)
from tests.admin.pages import text_of
from tests.factories import NOW, DocumentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(db):
    registers()


UNKNOWN = """Storm in Ruritania

20 March 2024

A spokesperson for the Storm Office said that 14 people were killed in Atlantis Bay.
"""


def test_unknown_source_is_created_only_if_it_is_ticked(as_editor):
    fields = accept_all(fields_of(read(as_editor, UNKNOWN)))
    fields |= {"drafts-0-subject_name": "Atlantis Bay", "drafts-0-subject_kind": "place"}
    fields["doc-topic"] = str(Claim._meta.get_field("topic").related_model.objects.get().pk)

    refused = save(as_editor, fields)
    assert refused.status_code == 400
    assert "“Storm Office spokesperson” is not known" in wanted(refused)
    assert not Subject.objects.filter(name="Atlantis Bay").exists()

    response = save(as_editor, fields, **{"speakers-s0-create": "on"})
    assert response.status_code == 302, wanted(response)
    claim = Claim.objects.get()
    assert claim.subject.slug == "atlantis-bay"
    assert claim.citations.get().hops.last().source.name == "Storm Office spokesperson"
    assert not SourceLink.objects.exists()


def test_unknown_publisher_is_created_only_if_it_is_ticked(as_editor):
    fields = accept_all(fields_of(read(as_editor, url="https://other.example/flood")))
    fields["publisher-name"] = "The Other Post"

    refused = save(as_editor, fields)
    assert "“The Other Post” is not known" in wanted(refused)

    response = save(as_editor, fields, **{"publisher-create": "on"})
    assert response.status_code == 302
    assert Document.objects.get().publisher.name == "The Other Post"


def test_second_editor_finds_the_document_and_the_claims_of_the_first(as_editor, client):
    save(as_editor, accept_all(fields_of(read(as_editor))))
    client.force_login(UserFactory(username="other", roles=["editor"]))

    page = read(client, url="https://news.example.org/world/2024/03/14/flood#comments")

    words = text_of(page)
    assert "This passage is cited already: CLM-000001" in words
    save(client, accept_all(fields_of(page)))
    assert Document.objects.count() == 1


def test_two_who_save_the_same_article_at_once_share_its_document(as_editor):
    fields = accept_all(fields_of(read(as_editor)))
    DocumentFactory(url=ADDRESS, publisher=Source.objects.get(slug="example-news"))

    response = save(as_editor, fields)

    assert response.status_code == 302
    assert Document.objects.count() == 1


def test_claim_with_the_same_value_is_shown_as_a_possible_duplicate(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))

    page = read(as_editor, ARTICLE.replace("when a dam broke", "as a dam broke"), url="")

    assert "Perhaps the same: CLM-000001" in text_of(page)


def test_known_document_at_another_address_is_pointed_out(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))

    page = read(as_editor, url="https://news.example.org/copy")

    assert "A document of this title and day is known, at another address" in text_of(page)


def test_quotes_are_pinned_to_what_was_pasted(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))

    capture = Capture.objects.get()
    assert capture.method == "pasted" and capture.by == Claim.objects.first().created_by
    states = EvidenceState.objects.all()
    assert len(states) == Claim.objects.count() > 0
    for state in states:
        assert (state.place, state.pinned) == ("found", capture)
        assert capture.words()[state.pinned_start :].startswith(state.quote)


def test_what_is_kept_already_is_not_kept_again(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))
    save(as_editor, accept_all(fields_of(read(as_editor))))

    assert Capture.objects.count() == 1
    assert {state.place for state in EvidenceState.objects.all()} == {"found"}


def test_another_part_of_an_article_joins_the_first(as_editor):
    save(as_editor, accept_all(fields_of(read(as_editor))))
    document, by = Document.objects.get(), Claim.objects.first().created_by
    more = "The ministry said that 41 bridges were destroyed in the flood."

    storing.keep(document, more, [more], by=by, at=NOW)

    latest = Capture.objects.first()
    assert Capture.objects.count() == 2 and more in latest.words()
    assert {state.place for state in EvidenceState.objects.all()} == {"found"}


def test_page_that_was_fetched_stays_the_latest_capture(as_editor):
    document = DocumentFactory(url=ADDRESS, publisher=Source.objects.get(slug="example-news"))
    head = Exchange(ADDRESS, NOW, (), 200, "OK", (("Content-Type", "text/plain"),))
    page = Fetched((head,), b"The page has other words now.")
    fetched = keep_fetched(document, page, PageText(text=page.text))

    save(as_editor, accept_all(fields_of(read(as_editor))))

    assert Capture.objects.get() == fetched
    assert {state.place for state in EvidenceState.objects.all()} == {"gone"}
