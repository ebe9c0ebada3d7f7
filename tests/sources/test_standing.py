"""Sources that count as a source on a day, circles of links, and interests in topics."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError

from claims.models import Publication, PublicationSource
from sources.models import SourceLink
from sources.relations.standing import Standing, counts_as, members, resolve
from sources.relations.surroundings import around
from tests.factories import InterestFactory, SourceFactory, SourceLinkFactory, TopicFactory
from tests.rows import stored

pytestmark = pytest.mark.django_db


def year(number):
    return datetime.date(number, 1, 1)


def interest_of(source, topic, on):
    return around([source]).interest_of(source, topic, on)


def link(from_source, to_source, kind="part_of", since=None, until=None):
    return SourceLinkFactory(
        from_source=from_source,
        to_source=to_source,
        kind=kind,
        valid_from=since,
        valid_until=until,
    )


def test_source_without_links_stands_for_itself_only():
    source = SourceFactory()
    SourceFactory()

    assert members(source) == [Standing(source.pk)]


def test_members_follow_part_of_speaks_for_and_merges_through_any_number_of_steps():
    state, ministry, office, spokesman, old = (SourceFactory() for _ in range(5))
    link(ministry, state)
    link(office, ministry)
    link(spokesman, office, "speaks_for")
    old.merged_into = spokesman
    old.save()

    assert {standing.source_id for standing in members(state)} == {
        source.pk for source in (state, ministry, office, spokesman, old)
    }
    assert members(spokesman) == [Standing(spokesman.pk), Standing(old.pk)]


@pytest.mark.parametrize(
    "kind", ["owned_by", "state_controlled_by", "syndicates_from", "derives_data_from"]
)
def test_other_links_make_nobody_a_member(kind):
    source = SourceFactory()
    link(SourceFactory(), source, kind)

    assert members(source) == [Standing(source.pk)]


def test_span_of_a_chain_is_what_its_links_have_in_common():
    body, office, person = SourceFactory(), SourceFactory(), SourceFactory()
    link(office, body, since=year(2020), until=year(2024))
    link(person, office, since=year(2022), until=year(2026))

    assert Standing(person.pk, year(2022), year(2024)) in members(body)


def test_links_that_never_held_together_make_no_member():
    body, office, person = SourceFactory(), SourceFactory(), SourceFactory()
    link(office, body, until=year(2020))
    link(person, office, since=year(2020))

    assert person.pk not in {standing.source_id for standing in members(body)}


def test_two_terms_of_office_are_two_spans():
    body, person = SourceFactory(), SourceFactory()
    link(person, body, "speaks_for", year(2010), year(2012))
    link(person, body, "speaks_for", year(2020), year(2022))

    spans = [(s.since, s.until) for s in members(body) if s.source_id == person.pk]

    assert spans == [(year(2010), year(2012)), (year(2020), year(2022))]


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (datetime.date(2019, 12, 31), False),
        (datetime.date(2020, 1, 1), True),
        (datetime.date(2023, 12, 31), True),
        (datetime.date(2024, 1, 1), False),
        (None, True),
    ],
    ids=["the day before", "first day", "last day", "the day after", "no date"],
)
def test_spokesperson_counts_as_the_body_while_in_office(on, counts):
    body, person = SourceFactory(), SourceFactory()
    link(person, body, "speaks_for", year(2020), year(2024))
    said = stored(PublicationSource, source=person, on=on)

    found = PublicationSource.objects.filter(counts_as(body, "source", "on"))

    assert list(found) == ([said] if counts else [])
    citing = Publication.objects.citing(body, "origin")
    assert list(citing) == ([said.publication] if counts else [])
    assert not Publication.objects.citing(body, "outlet").exists()


def test_a_term_without_a_known_start_reaches_back_for_good():
    body, person = SourceFactory(), SourceFactory()
    link(person, body, until=year(2024))
    said = stored(PublicationSource, source=person, on=year(1990))

    assert list(PublicationSource.objects.filter(counts_as(body, "source", "on"))) == [said]


@pytest.mark.parametrize("length", [2, 3, 5])
def test_circle_of_links_is_refused(length):
    sources = [SourceFactory() for _ in range(length)]
    for inner, outer in itertools.pairwise(sources):
        link(inner, outer, "speaks_for" if inner.pk % 2 else "part_of")

    with pytest.raises(ValidationError, match="This would make a circle"):
        link(sources[-1], sources[0])

    assert SourceLink.objects.count() == length - 1


def test_link_turned_round_is_no_circle_with_itself():
    forwards = link(SourceFactory(), SourceFactory())
    forwards.from_source, forwards.to_source = forwards.to_source, forwards.from_source

    forwards.save()

    assert SourceLink.objects.count() == 1


def test_circle_written_past_the_model_does_not_hang_the_look_up():
    one, two = SourceFactory(), SourceFactory()
    SourceLink.objects.bulk_create(
        SourceLink(from_source=a, to_source=b, kind="part_of") for a, b in ((one, two), (two, one))
    )

    assert {standing.source_id for standing in members(one)} == {one.pk, two.pk}
    assert interest_of(one, TopicFactory(), year(2025)) is None


def test_merges_in_a_circle_do_not_hang():
    one = SourceFactory()
    two = SourceFactory(merged_into=one)
    one.merged_into = two
    one.save()

    assert resolve(one) in (one, two)
    assert {standing.source_id for standing in members(one)} == {one.pk, two.pk}


def test_merged_source_redirects_through_any_number_of_merges():
    last = SourceFactory()
    middle = SourceFactory(merged_into=last)
    first = SourceFactory(merged_into=middle)

    assert resolve(first) == last


def test_interest_of_the_body_is_one_of_its_spokesperson_while_in_office():
    body, person = SourceFactory(), SourceFactory()
    link(person, body, "speaks_for", year(2020), year(2024))
    stake = InterestFactory(source=body)

    assert interest_of(person, stake.topic, year(2023)) == stake
    assert interest_of(person, stake.topic, year(2024)) is None
    assert interest_of(body, stake.topic, year(2024)) == stake


def test_interest_of_a_spokesperson_is_none_of_the_body():
    body, person = SourceFactory(), SourceFactory()
    link(person, body, "speaks_for")
    stake = InterestFactory(source=person)

    assert interest_of(body, stake.topic, year(2025)) is None


def test_interest_in_a_topic_is_one_in_every_topic_below_it():
    war = TopicFactory(slug="war")
    losses = TopicFactory(slug="losses", parent=war)
    kursk = TopicFactory(slug="kursk", parent=losses)
    stake = InterestFactory(topic=losses)

    found = [interest_of(stake.source, topic, year(2025)) for topic in (war, losses, kursk)]

    assert found == [None, stake, stake]


def test_interest_holds_in_its_span_only():
    stake = InterestFactory(valid_from=year(2020), valid_until=year(2024))

    on = (datetime.date(2019, 12, 31), year(2020), datetime.date(2023, 12, 31), year(2024))
    found = [interest_of(stake.source, stake.topic, day) for day in on]

    assert found == [None, stake, stake, None]


def test_merged_source_keeps_the_interest_of_the_one_it_was_merged_into():
    stake = InterestFactory()
    old = SourceFactory(merged_into=stake.source)

    assert interest_of(old, stake.topic, year(2025)) == stake


def test_topics_in_a_circle_do_not_hang():
    one = TopicFactory(slug="one")
    two = TopicFactory(slug="two", parent=one)
    one.parent = two
    one.save()

    assert interest_of(SourceFactory(), one, year(2025)) is None
