"""The claim list: columns, filters, actions and cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.admin.claim_list import filters
from claims.desk import assignment
from claims.models import Claim
from tests.admin.pages import text_of
from tests.desk_steps import citation, draft, reviewed, submitted
from tests.factories import NOW, DocumentFactory, SourceFactory, SourceLinkFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def refs(response) -> set[str]:
    return {claim.ref for claim in response.context["cl"].result_list}


def ten_at(client, url, count) -> int:
    author = UserFactory(roles=["editor"])
    for number in range(count):
        claim = draft(author=author)
        if number % 2 and "nobody" not in url:
            assignment.assign(claim, to=author, by=author, at=NOW)
    client.get(url)
    return queries(client, url)


@pytest.mark.parametrize(
    "query", ["", "?q=soldiers", "?source={source}", "?outlet={source}", "?assigned=nobody"]
)
def test_list_asks_as_many_queries_for_fifty_rows_as_for_five(as_reviewer, query):
    url = LIST + query.format(source=SourceFactory(slug="outlet").pk)

    few = ten_at(as_reviewer, url, 5)
    many = ten_at(as_reviewer, url, 45)

    assert many == few <= 14


def test_count_that_was_not_finished_says_so(as_reviewer, monkeypatch):
    monkeypatch.setattr("sources.admin.registry.MOST_COUNTED", 2)
    for _ in range(3):
        draft(statement="Nobody knows how many soldiers.")

    assert "2+ claims" in text_of(as_reviewer.get(LIST))
    narrowed = text_of(as_reviewer.get(f"{LIST}?q=soldiers"))
    assert "2+ results ( Show all )" in narrowed
    one = Claim.objects.latest("id").ref
    assert "1 result ( Show all )" in text_of(as_reviewer.get(f"{LIST}?q={one}"))


def test_whole_list_offers_no_way_to_itself(as_reviewer):
    draft()

    words = text_of(as_reviewer.get(LIST))

    assert "1 claim" in words and "Show all" not in words


@pytest.mark.parametrize("query", ["", "?_facets=True", "?all="])
def test_list_never_counts_the_whole_table(as_reviewer, query):
    draft()

    with CaptureQueriesContext(connection) as captured:
        as_reviewer.get(LIST + query)

    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
    assert counts and all("LIMIT 1001)" in sql for sql in counts)


@pytest.mark.parametrize("many", [-1, 30_000])
def test_source_filter_finds_what_its_spokesperson_said(as_editor, monkeypatch, many):
    monkeypatch.setattr(filters, "MANY", many)
    department = SourceFactory(slug="department")
    SourceLinkFactory(from_source=SourceFactory(slug="spokesperson"), to_source=department)
    said = draft(citations=[citation("outlet", "sky-news", "spokesperson")])
    draft(citations=[citation("outlet", "somebody-else")])

    response = as_editor.get(f"{LIST}?source={department.pk}")

    assert refs(response) == {said.ref}


def test_outlet_filter_finds_what_we_read_there(as_editor):
    read = draft(citations=[citation("paper", "agency")])
    draft(citations=[citation("agency", "ministry")])

    agency = as_editor.get(f"{LIST}?outlet={SourceFactory(slug='agency').pk}")
    paper = as_editor.get(f"{LIST}?outlet={SourceFactory(slug='paper').pk}")

    assert read.ref not in refs(agency)
    assert refs(paper) == {read.ref}


@pytest.mark.parametrize("many", [-1, 30_000])
def test_citation_status_filter_finds_checked_claims(as_editor, monkeypatch, many):
    monkeypatch.setattr(filters, "MANY", many)
    checked = reviewed(source_status="original_seen")
    draft()

    response = as_editor.get(f"{LIST}?citation_status=original_seen")

    assert refs(response) == {checked.ref}


def test_mine_filter_leaves_out_what_others_wrote(as_editor, editor):
    mine = draft(author=editor)
    draft()

    assert refs(as_editor.get(f"{LIST}?mine=written")) == {mine.ref}


@pytest.mark.parametrize("term", ["CLM-000001", " clm-000001 ", "clm-1"])
def test_search_finds_a_ref(as_editor, term):
    claim = draft()
    Claim.objects.filter(pk=claim.pk).update(ref="CLM-000001")

    assert refs(as_editor.get(LIST, {"q": term})) == {"CLM-000001"}


def test_action_start_review_takes_a_submitted_claim(client, reviewer):
    claim = submitted()
    client.force_login(reviewer)

    client.post(LIST, {"action": "start_review", "_selected_action": [claim.pk]})

    claim.refresh_from_db()
    assert claim.review_state == "in_review"


def test_actions_are_those_of_the_role(as_editor):
    draft()

    choices = dict(as_editor.get(LIST).context["action_form"].fields["action"].choices)

    assert set(choices) - {""} == {"submit", "revise", "assign"}


@pytest.mark.parametrize(
    "query",
    [
        "source=abc",
        "source=99999999999999999999999999",
        "source=999999999",
        "outlet=%00",
        "topic__id__exact=abc",
        "q=%00",
        "p=9999",
        "p=abc",
        "o=99",
        "citation_status=nonsense",
        "mine=nonsense",
        "review_state__exact=%00",
        "unknown__lookup=1",
    ],
)
def test_wrong_parameters_never_break_the_list(as_editor, query):
    draft(at=NOW, citations=[citation(document=DocumentFactory(publisher__slug="outlet"))])

    response = as_editor.get(f"{LIST}?{query}", follow=True)

    assert response.status_code in (200, 400)


def test_page_of_a_list_is_found_without_the_tables_that_its_rows_show(as_reviewer):
    """In a join SQLite would begin with a related table, and sort the whole table."""
    draft()

    with CaptureQueriesContext(connection) as captured:
        as_reviewer.get(f"{LIST}?o=-11")

    ordered = [
        one["sql"] for one in captured if 'ORDER BY "claims_claim"."last_edited' in one["sql"]
    ]
    assert [" JOIN " in sql for sql in ordered] == [False, True]
    assert '"claims_claim"."id" IN' in ordered[1]


def test_order_that_a_list_does_not_offer_is_not_taken(as_reviewer):
    older, newer = draft(statement="A is first."), draft(statement="B is second.")

    listed = as_reviewer.get(f"{LIST}?o=2").context["cl"].result_list

    assert list(listed) == [newer, older]
