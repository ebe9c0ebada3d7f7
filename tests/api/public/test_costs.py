"""The number of queries of a list does not grow with its rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.changes.settling import settle
from claims.models import Publication
from tests.desk_steps import citation, draft, published
from tests.factories import DocumentFactory, SourceFactory, UserFactory


def claims_with_new_names(count, start):
    reviewer = UserFactory(roles=["reviewer"])
    for number in range(start, start + count):
        slugs = [f"{part}-{number}" for part in ("outlet", "origin")]
        document = DocumentFactory(publisher=SourceFactory(slug=slugs[0]))
        published(reviewer=reviewer, citations=[citation(*slugs, document=document)])


# One of them asks when the record last changed.
PATHS = {
    "claims/": 3,
    "claims/?source=outlet-0": 5,
    "claims/?source=outlet-0,outlet-1&path=outlet-0>origin-0&drift=none&not_via=origin-1": 9,
    "claims/?source_kind=person&needs_reassessment=false&interested=false": 2,
    "corrections/": 2,
    "corrections/?source=outlet-0": 4,
    "sources/": 4,
    "sources/outlet-0/": 11,
    "sources/outlet-0/claims/": 5,
    "sources/outlet-0/relays/": 6,
    "sources/?q=outlet&kind=news_outlet": 5,
    "documents/": 2,
    "documents/?q=report&publisher=outlet-0": 4,
    "measures/": 2,
    "subjects/": 2,
    "scopes/": 2,
    "topics/": 4,
}


def test_queries_do_not_grow_with_the_rows(client, db, django_assert_num_queries):
    for count, start in ((2, 0), (12, 2)):
        claims_with_new_names(count, start)
        settle()
        for path, queries in PATHS.items():
            with django_assert_num_queries(queries):
                assert client.get(f"/api/v1/{path}").status_code == 200
    assert Publication.objects.live().count() == 14


def test_claim_on_the_desk_costs_the_same_whatever_it_cites(desk_of, reviewer):
    costs = []
    for count in (2, 9):
        claim = draft(citations=[citation(f"outlet-{n}", "origin") for n in range(count)])
        path, desk = f"desk/claims/{claim.ref}/", desk_of(reviewer)
        with CaptureQueriesContext(connection) as queries:
            desk.get(path)
        costs.append(len(queries))

    assert costs[0] == costs[1]
