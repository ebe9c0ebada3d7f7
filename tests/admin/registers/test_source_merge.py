"""Merging a source on its page: choice, preview, reason and confirmation, or a refusal."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Series
from sources.models import Alias, Domain, Interest, RegisterEvent, Source
from tests import desk_steps
from tests.admin.pages import text_of
from tests.admin.registers.test_source_touch import CORROBORATED, flagged
from tests.admin.registers.test_sources import LIST, change, give
from tests.desk_steps import citation
from tests.factories import (
    InterestFactory,
    MeasureFactory,
    SourceFactory,
    SourceLinkFactory,
    SubjectFactory,
    UserFactory,
)
from tests.rows import contents
from tests.worlds import world

pytestmark = pytest.mark.django_db

WHY = "One newsroom under two names, by its imprint. " + "Both were read for a month. " * 4 + "."


@pytest.fixture
def curator(client):
    client.force_login(UserFactory(username="sol", roles=["source curator"]))
    return client


@world
def claim():
    cited = [citation("paper", "reuters"), citation("blog", "afp")]
    return desk_steps.published(citations=cited, assessment=CORROBORATED)


def pair() -> tuple[Source, Source]:
    return SourceFactory(slug="reuters"), SourceFactory(slug="afp")


def url(source) -> str:
    return f"{LIST}{source.pk}/merge/"


def look(client, source, into):
    return client.post(url(source), {"into": into.pk, "look": "1"})


def confirm(client, source, into, *, after, rationale=WHY):
    """Return the fields that the button sends on the page ``after``."""
    found = re.search(r'name="seen" value="([0-9a-f]+)"', after.content.decode())
    data = {"into": into.pk, "rationale": rationale, "seen": found[1]}
    return client.post(url(source), data)


def test_merge_of_the_origins_flags_the_claim(curator, claim):
    reuters, afp = pair()

    page = look(curator, reuters, afp)
    response = confirm(curator, reuters, afp, after=page)

    assert response.status_code == 302
    reuters.refresh_from_db()
    assert reuters.merged_into == afp
    merged = RegisterEvent.objects.filter(registry="source", row=reuters.pk).latest("number")
    assert (merged.verb, merged.note) == ("merge", WHY)
    assert "was merged into" in flagged(claim)


def test_preview_says_which_claim_loses_an_origin_and_writes_nothing(curator, claim):
    reuters, afp = pair()
    before = contents()

    words = text_of(look(curator, reuters, afp))

    assert contents() == before
    assert "1 public claim names both." in words
    assert f"{claim.ref}: {claim.statement} : 2 independent origins, then 1." in words
    assert "It would be flagged for reassessment: " in words
    assert "There is no way back." in words


def test_preview_lists_what_would_count_as_the_other(curator, claim):
    reuters, afp = pair()
    Alias.objects.create(source=reuters, name="Thomson wire")
    Domain.objects.create(source=afp, host="afp.example.org")

    words = text_of(look(curator, reuters, afp))

    assert "Names that lead to it Reuters; Thomson wire 2 1" in words
    assert "Domains 0 1" in words
    assert "Public claims 1 1" in words
    assert "Citations whose chain names it 1 1" in words
    assert "Nothing was found." in words


def test_preview_names_what_becomes_circular(curator):
    reuters, afp = pair()
    desk_steps.draft(citations=[citation("reuters", "afp")])
    middle = SourceLinkFactory(from_source=reuters, kind="part_of").to_source
    SourceLinkFactory(from_source=middle, to_source=afp, kind="part_of")
    owned = SourceLinkFactory(from_source=afp, to_source=reuters, kind="owned_by")

    words = text_of(look(curator, reuters, afp))

    assert f"“{owned}” would say that a source stands to itself" in words
    assert "Reuters speaks for or is part of Afp through others: this becomes a circle." in words
    assert "CLM-" in words and "It would be circular reporting" in words


def test_preview_names_what_becomes_ambiguous(curator):
    reuters, afp = pair()
    Source.objects.filter(pk=afp.pk).update(kind="person")
    give(reuters, grade="B")
    give(afp, grade="D")
    stake = InterestFactory(source=reuters)
    InterestFactory(source=afp, topic=stake.topic, role="supplier")
    about = {"measure": MeasureFactory(), "subject": SubjectFactory()}
    for source in (reuters, afp):
        Series.objects.create(slug=source.slug, name=source.name, claimant=source, **about)

    words = text_of(look(curator, reuters, afp))

    assert "The lower, D, would hold for both." in words
    assert "Reuters is a party to the conflict, Afp is a supplier. Both would stay." in words
    assert "would count the same: “Reuters” and “Afp”" in words
    assert "Reuters is “News outlet”, Afp is “Person”" in words


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda one, other: InterestFactory(source=one),
        lambda one, other: give(other),
        lambda one, other: Alias.objects.create(source=other, name="New name"),
        lambda one, other: SourceLinkFactory(to_source=one),
        lambda one, other: desk_steps.draft(citations=[citation("reuters", "x")]),
        lambda one, other: Source.objects.filter(pk=one.pk).update(name="Renamed"),
    ],
    ids=["interest", "grade", "alias", "link", "citation", "name"],
)
def test_preview_that_is_stale_is_shown_again(curator, meanwhile):
    reuters, afp = pair()
    page = look(curator, reuters, afp)
    meanwhile(reuters, afp)

    response = confirm(curator, reuters, afp, after=page)
    again = confirm(curator, reuters, afp, after=response)

    assert "Something changed since this preview was made" in text_of(response)
    assert WHY in text_of(response)
    assert again.status_code == 302


def test_interest_that_is_removed_makes_the_preview_stale(curator):
    reuters, afp = pair()
    InterestFactory(source=reuters)
    page = look(curator, reuters, afp)
    Interest.objects.all().delete()

    response = confirm(curator, reuters, afp, after=page)

    assert "Something changed" in text_of(response)


def test_preview_of_another_target_does_not_count(curator):
    reuters, afp = pair()
    page = look(curator, reuters, SourceFactory(slug="third"))

    response = confirm(curator, reuters, afp, after=page)

    assert "Something changed since this preview was made" in text_of(response)
    reuters.refresh_from_db()
    assert reuters.merged_into is None


def test_merge_without_a_preview_shows_it_first(curator):
    reuters, afp = pair()

    response = curator.post(url(reuters), {"into": afp.pk, "rationale": WHY})

    assert "2. What would happen" in text_of(response)
    reuters.refresh_from_db()
    assert reuters.merged_into is None


def test_reason_that_is_too_short_is_told_at_its_field(curator):
    reuters, afp = pair()

    response = confirm(curator, reuters, afp, after=look(curator, reuters, afp), rationale="Same.")

    assert response.context["form"].errors["rationale"] == ["Say why, in at least 20 characters."]
    reuters.refresh_from_db()
    assert reuters.merged_into is None


@pytest.mark.parametrize(
    ("into", "words"),
    [
        ("reuters", "cannot be merged into itself"),
        ("gone", "name that one"),
        ("", "This field is required."),
    ],
)
def test_target_that_cannot_be_is_explained_before_any_preview(curator, into, words):
    reuters, afp = pair()
    SourceFactory(slug="gone", merged_into=afp)
    chosen = Source.objects.filter(slug=into).first()

    response = curator.post(url(reuters), {"into": chosen.pk if chosen else "", "look": "1"})

    assert response.status_code == 200
    assert words in text_of(response)
    assert "2. What would happen" not in text_of(response)


def test_source_that_is_merged_already_is_explained(curator):
    gone = SourceFactory(merged_into=SourceFactory(slug="afp"))

    response = look(curator, gone, SourceFactory(slug="third"))

    assert "is already merged into “Afp”" in text_of(response)


@pytest.mark.parametrize("role", ["analyst", "reviewer", "contributor"])
def test_others_are_told_who_merges(client, role):
    reuters, _afp = pair()
    client.force_login(UserFactory(roles=[role]))

    response = client.get(url(reuters))

    assert response.status_code == 403
    assert "Only a source curator or a chief editor merges sources" in text_of(response)
    assert "Merge into another source" not in text_of(client.get(change(reuters)))


def test_preview_costs_as_much_for_many_claims_as_for_few(curator):
    def cost(count):
        one, other = SourceFactory(), SourceFactory()
        for number in range(count):
            cited = [citation("paper", one.slug)]
            statement = f"Statement {number} of {one}."
            desk_steps.published(citations=cited, statement=statement)
            InterestFactory(source=one)
            SourceLinkFactory(to_source=other)
        look(curator, one, other)
        with CaptureQueriesContext(connection) as captured:
            look(curator, one, other)
        return len(captured)

    assert cost(1) == cost(5)


def test_no_more_claims_are_worked_out_than_stated(curator, claim, monkeypatch):
    monkeypatch.setattr("claims.source_reports.merge_effects.MOST_WORKED_OUT", 1)
    reuters, afp = pair()
    cited = [citation("paper", "reuters"), citation("blog", "afp")]
    newer = desk_steps.published(citations=cited, statement="Another one.")

    words = text_of(look(curator, reuters, afp))

    assert "2 public claims name both. The newest 1 were worked out" in words
    assert newer.ref in words and claim.ref not in words
