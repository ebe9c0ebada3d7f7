import datetime

import pytest

from claims.rules.independence import Document, count
from tests.rules.independence.independence_cases import JAN, cite, network
from tests.steps import Name, steps_of


def everything_at_once(size):
    """Shared origins, copies, relays, links and series, in that many citations."""
    links = [(f"o{number}", f"owner{number % 100}", "owned_by") for number in range(size // 5)]
    series = {f"s{number}": (f"o{number}", f"s{number // 2}") for number in range(1, 200)}
    citations = [
        cite(
            number,
            *map(Name, (f"outlet{number}", f"relay{number % 50}", f"o{number % (size // 5)}")),
            series=f"s{number % 300}" if number % 3 else None,
            on=JAN + datetime.timedelta(number % 365),
        )
        for number in range(size)
    ]
    documents = [
        Document(f"d-{number}", "copier", republication_of=f"d-{number - 1}")
        for number in range(1, size, 2)
    ]
    return citations, network(citations, links, documents, series)


def one_bucket(size):
    """Outlets of one owner, each an origin, through one relay or speaking for it."""
    citations = [
        cite(number, *map(Name, (f"outlet{number}", "relay", f"origin{number}")))
        if number % 2
        else cite(number, Name(f"outlet{number}"))
        for number in range(size)
    ]
    links = [(f"outlet{number}", "relay", "speaks_for") for number in range(size)]
    return citations, network(citations, [*links, ("relay", "owner", "owned_by")])


def chains_that_go_on(size):
    """Outlets that have it from each other, from one article, and from a few that name nobody."""
    citations = [
        cite(number, *map(Name, (f"outlet{number}", f"outlet{number // 2}")))
        if number % 3
        else cite(number, Name(f"outlet{number}"), (Name(f"desk{number}"), f"d-{number % 7}"))
        for number in range(1, size)
    ]
    citations += [cite(0, Name("outlet0"), Name("mod"))]
    nobody = [cite(size + number, Name("desk3"), end="dead_end") for number in range(10)]
    return citations + nobody, network(citations + nobody)


@pytest.mark.parametrize("many", [everything_at_once, one_bucket, chains_that_go_on])
def test_work_grows_with_the_citations_not_with_their_pairs(many):
    """Ten times the citations, ten times the work; by pairs it were a hundred times."""

    def steps(size):
        facts = many(size)
        finding = count(*facts)
        assert sum(len(cluster.citations) for cluster in finding.clusters) > 0.8 * size
        return steps_of(count, *facts)

    assert steps(3_000) < 15 * steps(300)
