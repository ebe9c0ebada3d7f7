"""The register of sources: names, links and grades, refusals at their fields, no deletion."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Alias, Domain, ReliabilityGrade, Source, SourceLink
from sources.reliability import give_grade
from tests.admin.pages import text_of
from tests.desk_steps import draft
from tests.factories import (
    NOW,
    InterestFactory,
    SourceFactory,
    SourceLinkFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/sources/source/"
INLINES = ("aliases", "domains", "links", "interests", "grades")


@pytest.fixture
def curator(client):
    client.force_login(UserFactory(username="sol", roles=["source curator"]))
    return client


def change(source) -> str:
    return f"{LIST}{source.pk}/change/"


def form_of(source=None, **changes) -> dict[str, str]:
    """Return the fields that a browser sends from the page of a source, with untouched inlines."""
    data = {"name": "Sky News", "in_sentence": "", "slug": "sky-news", "kind": "broadcaster"}
    data |= {"country": "GB", "homepage": "", "wikidata_id": "", "description": ""}
    for prefix in INLINES:
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    if source:
        aliases = list(source.aliases.all())
        data |= {"name": source.name, "aliases-TOTAL_FORMS": str(len(aliases))}
        data["aliases-INITIAL_FORMS"] = str(len(aliases))
        for number, alias in enumerate(aliases):
            data |= {f"aliases-{number}-id": alias.pk, f"aliases-{number}-name": alias.name}
            data[f"aliases-{number}-source"] = source.pk
    return {**data, **changes}


def test_new_source_with_a_second_name_and_a_domain(curator):
    names = {"aliases-TOTAL_FORMS": "1", "aliases-0-name": "Sky"}
    domains = {"domains-TOTAL_FORMS": "1", "domains-0-host": "news.sky.com"}

    response = curator.post(f"{LIST}add/", form_of(**names, **domains))

    assert response.status_code == 302
    source = Source.objects.get()
    assert set(source.aliases.values_list("name", flat=True)) == {"Sky", "Sky News"}
    assert source.domains.get().host == "news.sky.com"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kommersant", "Kommersant already has this name."),
        ("KOMMERSANT!", "Kommersant already has this name."),
        ("sky  news", "This source has this name already."),
        ("…", "An alias needs a letter or a digit."),
    ],
)
def test_alias_that_cannot_be_is_explained_at_its_field(curator, name, words):
    SourceFactory(slug="kommersant", name="Kommersant")

    response = curator.post(
        f"{LIST}add/", form_of(**{"aliases-TOTAL_FORMS": "1", "aliases-0-name": name})
    )

    assert response.status_code == 200
    assert words in text_of(response)
    assert Source.objects.count() == 1


def test_two_new_aliases_alike_are_refused(curator):
    names = {"aliases-TOTAL_FORMS": "2", "aliases-0-name": "Sky", "aliases-1-name": "SKY"}

    response = curator.post(f"{LIST}add/", form_of(**names))

    assert "This source has this name already." in text_of(response)


def test_aliases_can_change_places(curator):
    source = SourceFactory(slug="sky-news", name="Sky News")
    Alias.objects.create(source=source, name="Sky")

    response = curator.post(change(source), form_of(source))

    assert response.status_code == 302


@pytest.mark.parametrize("host", ["WWW.SKY.COM", "https://sky.com", "sky", "www.sky.com"])
def test_wrong_host_is_refused_at_its_field(curator, host):
    domains = {"domains-TOTAL_FORMS": "1", "domains-0-host": host}

    response = curator.post(f"{LIST}add/", form_of(**domains))

    assert "A host is lower-case, without www" in text_of(response)
    assert not Domain.objects.exists()


def link_to(target, kind="speaks_for") -> dict[str, str]:
    return {"links-TOTAL_FORMS": "1", "links-0-kind": kind, "links-0-to_source": target.pk}


@pytest.mark.parametrize("kind", ["speaks_for", "owned_by"])
def test_link_to_itself_is_refused_at_its_field(curator, kind):
    source = SourceFactory()

    response = curator.post(change(source), form_of(source, **link_to(source, kind)))

    errors = [
        form.errors
        for formset in response.context["inline_admin_formsets"]
        for form in formset.formset.forms
        if form.errors
    ]
    assert errors[0]["to_source"]
    assert not SourceLink.objects.exists()


def test_link_that_closes_a_circle_is_refused_at_its_field(curator):
    link = SourceLinkFactory()

    response = curator.post(
        change(link.to_source), form_of(link.to_source, **link_to(link.from_source))
    )

    assert "This would make a circle" in text_of(response)
    assert SourceLink.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("country", "gb", "A country is two capital letters"),
        ("wikidata_id", "846574", "A Wikidata id is a Q and a number"),
        ("name", "", "This field is required."),
    ],
)
def test_constraint_speaks_at_its_field(curator, field, text, words):
    response = curator.post(f"{LIST}add/", form_of(**{field: text}))

    assert words in response.context["adminform"].form.errors[field][0]


def test_slug_stays_once_it_is_stored(curator):
    source = SourceFactory(slug="sky-news", name="Sky News")

    curator.post(change(source), form_of(source, slug="another"))

    source.refresh_from_db()
    assert source.slug == "sky-news"


def test_list_finds_any_of_the_names(curator):
    source = SourceFactory(slug="sky-news", name="Sky News")
    Alias.objects.create(source=source, name="British Sky Broadcasting")
    SourceFactory(slug="other", name="Other")

    response = curator.get(LIST, {"q": "sky broadcasting"})

    assert [row.slug for row in response.context["cl"].result_list] == ["sky-news"]


@pytest.mark.parametrize("missing", ["grade", "domain"])
def test_list_finds_sources_that_lack_something(curator, missing):
    whole = SourceFactory()
    give(whole)
    Domain.objects.create(source=whole, host="whole.example")
    bare = SourceFactory()

    response = curator.get(LIST, {"missing": missing})

    assert list(response.context["cl"].result_list) == [bare]


def give(source, **kwargs):
    return give_grade(
        source,
        **{
            "grade": "B",
            "rationale": "Two years of corrections read.",
            "valid_from": datetime.date(2025, 1, 1),
            "by": UserFactory(),
            "at": NOW,
            **kwargs,
        },
    )


def grade_form(**changes) -> dict[str, str]:
    rationale = "Three of its counts were found right."
    return {
        "grade": "C",
        "topic": "",
        "valid_from": "2025-06-01",
        "rationale": rationale,
        **changes,
    }


def test_grade_is_given_and_closes_the_one_before(curator):
    source = SourceFactory()
    before = give(source)

    curator.post(f"{LIST}{source.pk}/grade/", grade_form())

    before.refresh_from_db()
    assert before.valid_until == datetime.date(2025, 6, 1)
    assert source.grades.get(valid_until=None).by.username == "sol"
    words = text_of(curator.get(change(source)))
    assert "Two years of corrections read." in words


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rationale": "Short."}, "rationale"),
        ({"valid_from": "2024-12-31"}, "valid_from"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"grade": "Z"}, "grade"),
        ({"topic": "99999"}, "topic"),
        ({"rationale": "\x00" * 30}, "rationale"),
    ],
)
def test_wrong_grade_is_refused_at_its_field_with_the_text_kept(curator, changes, field):
    source = SourceFactory()
    give(source)

    response = curator.post(f"{LIST}{source.pk}/grade/", grade_form(**changes))

    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert response.context["form"]["rationale"].value() == grade_form(**changes)["rationale"]
    assert source.grades.count() == 1


@pytest.mark.parametrize("role", ["editor", "reviewer", "analyst"])
def test_others_may_not_grade(client, role):
    source = SourceFactory()
    client.force_login(UserFactory(roles=[role]))

    response = client.post(f"{LIST}{source.pk}/grade/", grade_form())

    assert response.status_code == 403
    assert not ReliabilityGrade.objects.exists()


def test_deleting_a_source_that_is_cited_shows_why_not(client, superuser):
    claim = draft()
    source = claim.citations.get().document.publisher
    client.force_login(superuser)

    asked = client.get(f"{LIST}{source.pk}/delete/")
    sent = client.post(f"{LIST}{source.pk}/delete/", {"post": "yes"})
    listed = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
    in_list = client.post(LIST, listed)

    for response in (asked, sent, in_list):
        assert response.status_code == 200
        assert "protected" in text_of(response)
    assert Source.objects.filter(pk=source.pk).exists()


def test_missing_management_data_is_an_error_on_the_page(curator):
    source = SourceFactory()

    response = curator.post(change(source), {"name": "X", "kind": "ngo"})

    assert response.status_code == 200


def test_page_costs_as_many_queries_for_many_rows_as_for_few(curator):
    def cost(count):
        source = SourceFactory()
        for number in range(count):
            SourceLinkFactory(from_source=source)
            InterestFactory(source=source, topic=TopicFactory(slug=f"t-{count}-{number}"))
            give(source, topic=TopicFactory(slug=f"t-{count}-{number}"))
        curator.get(change(source))
        with CaptureQueriesContext(connection) as captured:
            assert curator.get(change(source)).status_code == 200
        return len(captured)

    few, many = cost(2), cost(6)

    assert (many - few) / 4 <= 3  # the chosen row of each chooser, and nothing else
