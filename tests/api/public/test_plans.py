"""The query plans of a page: by an index, in its order, for a record of any size.

The tests have few rows, for which PostgreSQL would read and sort whole tables. They forbid both:
a plan that still sorts or reads a whole table has no index. So plans do not depend on statistics.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.counts import Count
from tests.desk_steps import citation, published
from tests.factories import SourceFactory, SourceLinkFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
TABLES = "publication|publicationsource|claim|event|citation|claimcount"
BIG = f"(claims_({TABLES})|sources_(document|alias))"
WHOLE = {
    "sqlite": re.compile(rf"SCAN (?!.*USING (COVERING )?INDEX).*{BIG}\b"),
    "postgresql": re.compile(rf"Seq Scan on {BIG}\b"),
}
# The statements that find the ids of a page; those that fetch the page sort its 50 rows.
FINDING = re.compile(
    r"SELECT \* FROM \(SELECT DISTINCT publication_id FROM"
    r"|SELECT \"claims_publication\".\"id\"( AS \"\w+\")? FROM"
)
SORTED = {
    "sqlite": re.compile("USE TEMP B-TREE FOR ORDER BY"),
    "postgresql": re.compile(r"\bSort\b"),
}


@world
def record():
    SourceLinkFactory(
        from_source=SourceFactory(slug="speaker"), to_source=SourceFactory(slug="ministry")
    )
    published(citations=[citation("outlet", "speaker")])
    published(citations=[citation("paper", "origin")])
    Count("count").publish(0, "62,000")


def plans(api, path: str, /, *, has_words: bool = False, **params) -> list[tuple[str, str]]:
    """Each statement that reading a path takes, with its plan.

    ``has_words``: PostgreSQL reads an index of words as a bitmap only.
    """
    ways = ["seqscan", "sort", "incremental_sort", *([] if has_words else ["bitmapscan"])]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ways:
                cursor.execute(f"SET LOCAL enable_{way} = off")
    with CaptureQueriesContext(connection) as captured:
        api.get(path, **params)
    asked = [one["sql"] for one in captured.captured_queries]
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    found = []
    with connection.cursor() as cursor:
        for sql in asked:
            if sql.startswith("SELECT"):
                cursor.execute(f"{explain} {sql.replace('%', '%%')}")
                lines = [str(row[-1]) for row in cursor.fetchall()]
                found.append((sql, "\n".join(lines)))
    return found


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"source": "origin"},
        {"source": "ministry", "verification": "attributed"},
        {"origin": "origin", "verification": "attributed,disputed"},
        {"designation": "anonymous"},
        {"source_kind": "news_outlet", "kind": "quantity"},
        {"verification": "attributed"},
        {"kind": "event", "min_independent": "2"},
        {"value_min": "5000"},
        {"via": "speaker,paper", "origin": "origin"},
        {"path": "outlet>ministry", "source_status": "secondhand"},
        {"source": "outlet,paper", "not_origin": "ministry"},
        {"drift": "value"},
        {"drift": "none"},
        {"stance": "asserts", "basis": "unspecified"},
        {"read": "true"},
        {"read": "false", "speech_act": "said"},
        {"series": "count"},
    ],
    ids=lambda params: "&".join(params) or "all",
)
def test_page_is_read_from_an_index_in_its_order(api, record, params):
    found = plans(api, "claims/", **params)

    vendor = connection.vendor
    assert [sql for sql, plan in found if WHOLE[vendor].search(plan)] == []
    finding = [(sql, plan) for sql, plan in found if FINDING.match(sql)]
    assert finding
    # Of several ranges, each is read in order; what is left of them is small.
    single = [(sql, plan) for sql, plan in finding if " UNION " not in sql]
    assert [sql for sql, plan in single if SORTED[vendor].search(plan)] == []


@pytest.mark.parametrize(
    "path",
    [
        "claims/facets/",
        "claims/facets/?source=origin",
        "claims/?q=soldiers",
        "claims/?known_at=2025-05-02&path=outlet>ministry",
        "sources/ministry/relays/",
        "sources/ministry/relays/?known_at=2025-05-02",
        "sources/?q=min",
        "documents/?q=document",
        "documents/?q=https://example.org/",
        "documents/?publisher=outlet&kind=article",
        "documents/?published_after=2025-01-01&published_before=2025-02-01",
    ],
)
def test_counts_and_words_are_read_from_an_index(api, record, path):
    found = plans(api, path, has_words="?q=" in path)

    assert [sql for sql, plan in found if WHOLE[connection.vendor].search(plan)] == []
