"""Documents: recognized by their address, with the publisher found by its domain."""

import pytest

from sources.models import Document, Domain
from tests.admin.pages import text_of
from tests.factories import DocumentFactory, SourceFactory

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "title": "A statement",
    "kind": "article",
    "language": "en",
    "published_precision": "unknown",
    "state": "unchecked",
}


def test_document_finds_its_publisher_by_domain(as_editor):
    sky = SourceFactory(slug="sky-news")
    Domain.objects.create(source=sky, host="sky.com")

    as_editor.post(
        "/admin/sources/document/add/", {**DOCUMENT, "url": "https://News.Sky.com/story?utm_id=1"}
    )

    document = Document.objects.get()
    assert document.publisher == sky
    assert document.canonical_url == "https://news.sky.com/story"


def test_document_of_an_unknown_domain_asks_for_the_publisher(as_editor):
    response = as_editor.post(
        "/admin/sources/document/add/", {**DOCUMENT, "url": "https://nobody.example/1"}
    )

    assert "No source has the domain nobody.example" in text_of(response)


def test_known_document_is_linked_to(as_editor):
    known = DocumentFactory(url="https://example.org/1", title="Known already")

    response = as_editor.post(
        "/admin/sources/document/add/",
        {**DOCUMENT, "url": "https://EXAMPLE.org/1#top", "publisher": known.publisher_id},
    )

    assert f'href="/admin/sources/document/{known.pk}/change/"' in response.content.decode()
    assert "This document is already known: Known already" in text_of(response)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://example.org/", "https://exa mple.org/"])
def test_wrong_address_is_refused_at_its_field(as_editor, url):
    response = as_editor.post(
        "/admin/sources/document/add/",
        {**DOCUMENT, "url": url, "publisher": SourceFactory().pk},
    )

    assert response.context["adminform"].form.errors["url"]
