"""A source's page beside its form: relations, stakes, grades, track record, dependents."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.source_reports import track_record
from sources.models import Source
from tests import desk_steps
from tests.admin.pages import text_of
from tests.admin.registers.test_sources import LIST, change, give
from tests.counts import Count
from tests.desk_steps import citation
from tests.factories import (
    InterestFactory,
    SourceFactory,
    SourceLinkFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DISPUTING = {
    "verification_status": "unverifiable",
    "method": ["records"],
    "rationale": "Nobody but the claimant could have counted this at all.",
}


@pytest.fixture
def curator(client):
    client.force_login(UserFactory(username="sol", roles=["source curator"]))
    return client


def published(number: int, origin: str = "origin", **kwargs) -> Claim:
    statement = f"Statement number {number} by {origin}."
    cited = [citation("outlet", origin)]
    return desk_steps.published(statement=statement, citations=cited, **kwargs)


def test_relations_are_drawn_and_told_in_words(curator):
    source = SourceFactory(slug="ministry")
    day = datetime.date(2024, 6, 1)
    SourceLinkFactory(
        from_source=SourceFactory(slug="spokesman"), to_source=source, valid_until=day
    )
    SourceLinkFactory(
        from_source=source,
        to_source=SourceFactory(slug="cabinet"),
        kind="part_of",
        topic=TopicFactory(),
    )
    SourceFactory(slug="old-ministry", merged_into=source)

    response = curator.get(change(source))

    words = text_of(response)
    assert response.content.decode().count('<svg class="s-picture') == 2
    assert "Spokesman speaks for (not today) Ministry all – 2024-06-01" in words
    assert "Ministry is part of Cabinet Russia–Ukraine war" in words
    assert "Old Ministry was merged into Ministry" in words


def test_relations_beyond_the_drawn_ones_have_a_page(curator, monkeypatch):
    monkeypatch.setattr("sources.admin.overview.MOST_DRAWN", 1)
    source = SourceFactory()
    others = [SourceLinkFactory(to_source=source).from_source for _ in range(2)]
    url = f"{LIST}{source.pk}/relations/"

    page = curator.get(change(source))
    listed = text_of(curator.get(url, {"of": "others"}))

    assert f'href="{url}"' in page.content.decode()
    assert all(other.name in listed for other in others)
    assert "None. Links are added" in text_of(curator.get(url, {"of": "merged", "page": "x"}))
    assert curator.get(url, {"of": "nonsense"}).status_code == 200


def test_page_of_a_new_source_says_what_to_do(curator):
    words = text_of(curator.get(change(SourceFactory())))

    for sentence in (
        "add that on the tab “Links”",
        "say so on the tab “Interests”",
        "Nobody has graded it.",
        "No public claim was made by it yet.",
    ):
        assert sentence in words


def test_grades_stand_newest_first_with_who_when_and_why(curator):
    source = SourceFactory()
    by = UserFactory(username="ana")
    give(source, by=by)
    give(source, by=by, grade="D", valid_from=datetime.date(2025, 3, 1), rationale="x" * 20)

    words = text_of(curator.get(change(source)))

    assert words.index("D – not usually reliable") < words.index("B – usually reliable")
    assert "B – usually reliable in general · from 2025-01-01 until 2025-03-01 · ended" in words
    assert "ana, 2025-05-01 12:00" in words


def test_stake_is_told_with_its_dates(curator):
    stake = InterestFactory(valid_until=datetime.date(2020, 1, 1))

    words = text_of(curator.get(change(stake.source)))

    assert "Russia–Ukraine war : a party to the conflict until 2020-01-01 (ended)" in words


def test_track_record_counts_by_topic_and_leads_to_the_claims(curator, monkeypatch):
    monkeypatch.setattr(track_record, "FEWEST", 2)
    other = TopicFactory(slug="grain", name="Grain")
    for number in range(2):
        published(number)
    odd = published(2, assessment=DISPUTING)
    published(3, topic=other)
    source = Source.objects.get(slug="origin")

    page = curator.get(change(source))

    words = text_of(page)
    assert "Attributed Unverifiable Claims (n)" in words
    assert re.search(
        r"Russia–Ukraine war 2 Attributed: the claims 1 Unverifiable: the claims 3", words
    )
    assert "1 topic with fewer than" in words
    address = re.search(r'href="([^"]+track=[^"]+unverifiable)"', page.content.decode())[1]
    listed = curator.get(address)
    assert list(listed.context["cl"].result_list) == [odd]
    assert "Public claims of Origin on Russia–Ukraine war: unverifiable" in text_of(listed)


def test_track_record_of_few_claims_is_hidden(curator):
    for number in range(track_record.FEWEST - 1):
        published(number)
    source = Source.objects.get(slug="origin")

    few = text_of(curator.get(change(source)))
    published(track_record.FEWEST)
    enough = text_of(curator.get(change(source)))

    assert "4 claims so far, fewer than 5 on any topic" in few
    assert "Claims (n)" not in few
    assert "Russia–Ukraine war 5 Attributed" in enough


def test_track_record_counts_who_speaks_for_the_source_and_no_outlet(curator):
    published(1)
    origin, outlet = (Source.objects.get(slug=slug) for slug in ("origin", "outlet"))
    body = SourceLinkFactory(from_source=origin).to_source

    assert track_record.track_record(body).total.n == 1
    assert track_record.track_record(outlet).total.n == 0


def test_track_record_reads_no_more_than_its_limit(monkeypatch):
    for number in range(3):
        published(number)
    source = Source.objects.get(slug="origin")
    monkeypatch.setattr(track_record, "MOST_READ", 2)

    total = track_record.track_record(source).total

    assert (total.n, total.is_least) == (2, True)


def test_retracted_claims_leave_the_track_record(curator):
    desk_steps.retracted(citations=[citation("outlet", "origin")])

    assert track_record.track_record(Source.objects.get(slug="origin")).total.n == 0


@pytest.mark.parametrize("given", ["1", "1-0-nonsense", "x-0-attributed", "1-0-attributed-2"])
def test_odd_address_of_a_track_record_leads_back_to_the_list(curator, given):
    published(1)

    response = curator.get("/admin/claims/claim/", {"track": given})

    assert response.status_code == 302


def test_dependents_are_counted_and_linked(curator):
    published(1)
    desk_steps.draft(citations=[citation("outlet", "origin")])
    source = Source.objects.get(slug="origin")

    page = curator.get(change(source))

    words = text_of(page)
    assert "Public claims 1" in words
    assert "Claims on the desk, not public 1" in words
    assert "Citations whose chain names it 2" in words
    assert "Grades 0" in words
    for address in set(re.findall(r'<dt><a href="(/[^"#]+)"', page.content.decode())):
        assert curator.get(address.replace("&amp;", "&")).status_code == 200


def test_dependents_are_not_counted_past_a_limit(curator, monkeypatch):
    monkeypatch.setattr("claims.source_reports.dependents.MOST_COUNTED", 1)
    source = SourceFactory()
    for _ in range(3):
        SourceLinkFactory(to_source=source)

    assert "Links from other sources 1+" in text_of(curator.get(change(source)))


def test_figures_of_a_source_are_counted_and_listed(client, editor, reviewer):
    count = Count(people=(editor, reviewer))
    figure = count.figure()
    count.figure(slug="another", policy="envelope")
    client.force_login(editor)

    page = client.get(change(count.series.claimant))
    address = re.search(r'href="([^"]+of_source=[0-9]+)"', page.content.decode())[1]
    listed = client.get(address)

    assert "Figures answered from its counts, now or once 1" in text_of(page)
    assert list(listed.context["cl"].result_list) == [figure]
    assert client.get(address + "x").status_code == 302


def cost(curator, source) -> int:
    curator.get(change(source))
    with CaptureQueriesContext(connection) as captured:
        assert curator.get(change(source)).status_code == 200
    return len(captured)


def test_page_costs_as_many_queries_for_many_claims_as_for_few(curator):
    published(0, "few")
    for number in range(6):
        published(number, "many")
        desk_steps.draft(citations=[citation("outlet", "many")])
    few, many = (Source.objects.get(slug=slug) for slug in ("few", "many"))
    for source, count in ((few, 1), (many, 5)):
        for number in range(count):
            SourceLinkFactory(to_source=source, kind="owned_by")
            give(source, topic=TopicFactory(slug=f"{source.slug}-{number}"))
            SourceFactory(slug=f"old-{source.slug}-{number}", merged_into=source)

    assert cost(curator, few) == cost(curator, many)
