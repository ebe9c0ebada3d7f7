"""Changes on the pages of the registers appear in the change feed."""

import json

import pytest
from django.urls import reverse

from claims.models import Change
from sources.models import Source, SourceLink, Topic
from tests.admin.registers.test_sources import change, form_of
from tests.desk_steps import citation, published
from tests.factories import (
    MeasureFactory,
    ScopeFactory,
    SourceFactory,
    SubjectFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief_page(client, chief):
    client.force_login(chief)
    published(scope=ScopeFactory(), citations=[citation("outlet", "origin")])
    return client


def entries() -> list[tuple]:
    """Return the changes of registers in the feed: resource, key and the members that differ."""
    rows = Change.objects.filter(kind="entry").order_by("id").values_list("content", flat=True)
    told = [json.loads(content) for content in rows]
    return [(one["resource"], one["key"], one["changed"]) for one in told]


def save(client, row, **fields):
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    answer = client.post(reverse(f"admin:{name}_change", args=[row.pk]), fields)
    assert answer.status_code == 302, answer.content.decode()


def test_renamed_source_is_told_of(chief_page):
    source = Source.objects.get(slug="origin")

    chief_page.post(change(source), form_of(source, name="The Origin", slug="origin"))

    assert ("source", "origin", ["country", "kind", "name"]) in entries()


def test_source_that_is_not_public_is_not_told_of(chief_page):
    source = SourceFactory(slug="hidden")

    answer = chief_page.post(change(source), form_of(source, name="Hidden Hand", slug="hidden"))

    assert answer.status_code == 302
    assert entries() == []


def test_link_is_told_of_at_both_ends(chief_page):
    outlet, origin = (Source.objects.get(slug=slug) for slug in ("outlet", "origin"))
    linked = {
        "links-TOTAL_FORMS": "1",
        "links-0-kind": "part_of",
        "links-0-from_source": outlet.pk,
        "links-0-to_source": origin.pk,
    }
    untouched = {"kind": outlet.kind, "country": outlet.country, "slug": outlet.slug}

    chief_page.post(change(outlet), form_of(outlet, **linked, **untouched))

    assert SourceLink.objects.count() == 1
    assert entries() == [("source", "outlet", ["links"]), ("source", "origin", ["links"])]


def test_other_end_of_a_link_that_stays_is_not_told_of(chief_page):
    outlet, origin = (Source.objects.get(slug=slug) for slug in ("outlet", "origin"))
    link = SourceLink.objects.create(from_source=outlet, to_source=origin, kind="part_of")
    untouched = {
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "1",
        "links-0-id": link.pk,
        "links-0-kind": "part_of",
        "links-0-from_source": outlet.pk,
        "links-0-to_source": origin.pk,
        "kind": outlet.kind,
        "country": outlet.country,
        "slug": outlet.slug,
    }

    chief_page.post(change(outlet), form_of(outlet, **untouched, description="A newspaper."))

    assert entries() == [("source", "outlet", ["description"])]


def test_saving_without_a_change_is_no_change(chief_page):
    topic = TopicFactory()

    save(chief_page, topic, name=topic.name, slug=topic.slug)

    assert entries() == []


@pytest.mark.parametrize(
    ("make", "fields", "told"),
    [
        (TopicFactory, {"name": "The war"}, ("topic", "russia-ukraine-war", ["name"])),
        (
            SubjectFactory,
            {"name": "Forces", "kind": "armed_force", "wikidata_id": "Q1"},
            ("subject", "russian-forces", ["name", "wikidata_id"]),
        ),
        (
            ScopeFactory,
            {"name": "Kursk operational zone", "note": "All of it."},
            ("scope", "kursk-operation", ["note"]),
        ),
        (
            MeasureFactory,
            {"name": "Personnel losses", "definition": "Other words.", "is_cumulative": "on"},
            ("measure", "personnel-losses", ["definition", "is_cumulative"]),
        ),
    ],
    ids=["topic", "subject", "scope", "measure"],
)
def test_edited_word_of_the_vocabulary_is_told_of(chief_page, make, fields, told):
    row = make()
    extra = {"default_unit": row.default_unit_id} if make is MeasureFactory else {}

    save(chief_page, row, **fields, **extra)

    assert entries() == [told]


def test_edited_document_is_told_of_by_its_public_members(chief_page):
    document = published(statement="Other.").citations.get().document
    given = {
        "url": document.url,
        "publisher": document.publisher_id,
        "title": "Another title",
        "kind": document.kind,
        "language": document.language,
        "published_at_0": "2025-04-28",
        "published_at_1": "12:00",
        "published_precision": "day",
        "state": document.state,
    }

    save(chief_page, document, **given)

    assert entries() == [("document", str(document.pk), ["published_at", "title"])]


def test_earlier_state_that_is_restored_is_told_of(chief_page):
    topic = TopicFactory()
    save(chief_page, topic, name="The war", slug=topic.slug)
    before = topic.name
    address = reverse("admin:sources_topic_change", args=[topic.pk])
    page = chief_page.get(address, {"event": 1})
    assert f'value="{before}"' in page.content.decode()

    save(chief_page, topic, name=before, slug=topic.slug, version="2")

    assert Topic.objects.get(pk=topic.pk).name == before
    assert entries()[0] == ("topic", topic.slug, ["name"])
    assert entries()[-1] == ("topic", topic.slug, ["name"])
    assert len(entries()) == 2


def test_new_entry_is_no_change(chief_page):
    chief_page.post(reverse("admin:sources_topic_add"), {"name": "Sea", "slug": "sea"})

    assert Topic.objects.filter(slug="sea").exists()
    assert entries() == []


def test_new_name_of_a_source_flags_no_claim(chief_page, client):
    client.force_login(UserFactory(roles=["source curator"]))
    source = Source.objects.get(slug="origin")
    given = form_of(source, kind=source.kind, country=source.country, slug="origin")
    number = given["aliases-TOTAL_FORMS"]
    given |= {"aliases-TOTAL_FORMS": "2", f"aliases-{number}-name": "The Old Origin"}

    client.post(change(source), given)

    assert entries() == [("source", "origin", ["aliases"])]
