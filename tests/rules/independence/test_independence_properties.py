"""Properties of the count for any citations in any network."""

import datetime
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.chains import ENDS, Hop
from claims.rules.citations import CARRYING_STANCES, SOURCE_STATUSES, STANCES
from claims.rules.independence import (
    Cited,
    Document,
    Hand,
    Interested,
    Link,
    Network,
    Series,
    as_json,
)
from claims.rules.independence import count as count_origins
from claims.rules.independence.counted import VOIDS
from sources.link_kinds import LINK_KINDS

SOURCES, DOCUMENTS, SERIES = "abcdef", "klmno", "stu"
DAYS = [None, datetime.date(2025, 1, 1), datetime.date(2025, 6, 1)]

sources, days = st.sampled_from(SOURCES), st.sampled_from(DAYS)
maybe_series = st.none() | st.sampled_from(SERIES)
counting = settings(max_examples=150, deadline=None)


def mostly(usual, unusual):
    return st.one_of(*[st.just(usual)] * 3, st.sampled_from(unusual))


@st.composite
def citations(draw):
    found = []
    for number in range(draw(st.integers(0, 6))):
        chain = draw(st.lists(sources, min_size=1, max_size=4, unique=True))
        joint = draw(st.integers(1, 2)) if len(chain) > 2 else 1
        end = draw(mostly("origin_named", ["", *ENDS]))
        last = len(chain) - joint
        found.append(
            Cited(
                id=number,
                document=draw(st.sampled_from(DOCUMENTS)),
                stance=draw(mostly("asserts", [*STANCES])),
                hops=tuple(
                    Hop(
                        min(place, last),
                        source,
                        end if place >= last else "",
                        document=draw(mostly(None, [*DOCUMENTS])) if place else None,
                    )
                    for place, source in enumerate(chain)
                ),
                series=draw(maybe_series),
                active=draw(mostly(True, [False])),
                status=draw(mostly("unchecked", [*SOURCE_STATUSES])),
                on=draw(days),
            )
        )
    return found


a_link = st.builds(
    Link,
    from_source=sources,
    to_source=sources,
    kind=st.sampled_from([kind for kind, _label in LINK_KINDS]),
    topic=st.sampled_from([None, "war", "football"]),
    valid_from=days,
    valid_until=days,
).filter(lambda link: link.from_source != link.to_source)
networks = st.builds(
    Network,
    links=st.lists(a_link, max_size=5),
    documents=st.fixed_dictionaries(
        {
            name: st.builds(
                Document,
                id=st.just(name),
                publisher=sources,
                published_on=days,
                # Copies of earlier ones; of later ones too, now and then: a circle.
                republication_of=st.none() | st.sampled_from([*DOCUMENTS, "lost"]),
            )
            for name in DOCUMENTS
        }
    ),
    series=st.dictionaries(
        st.sampled_from(SERIES), st.builds(Series, claimant=sources, derives_from=maybe_series)
    ),
    interested=st.lists(st.builds(Interested, sources, days, days), max_size=3),
    topics=st.just(["war"]),
)
numbers = st.integers(0, 6)
rulings = st.lists(
    st.builds(tuple, st.tuples(numbers, numbers, st.booleans())).filter(lambda t: t[0] != t[1]),
    max_size=4,
).map(lambda found: [Hand(*ruling, reason="because") for ruling in found])


@counting
@given(citations(), networks, rulings, st.randoms(use_true_random=False))
def test_order_of_anything_does_not_matter(cited, around, hands, random):
    shuffled = [random.sample(list(many), len(many)) for many in (cited, hands, around.links)]

    turned = count_origins(shuffled[0], replace(around, links=shuffled[2]), shuffled[1])

    assert as_json(turned) == as_json(count_origins(cited, around, hands))


@counting
@given(citations(), networks, rulings)
def test_every_citation_is_in_one_cluster_or_not_counted(cited, around, hands):
    finding = count_origins(cited, around, hands)

    counted = [member for cluster in finding.clusters for member in cluster.citations]
    assert sorted([*counted, *finding.not_counted]) == [citation.id for citation in cited]
    carrying = {c.id for c in cited if c.active and c.stance in CARRYING_STANCES}
    assert set(counted) <= carrying
    assert all(
        (finding.not_counted[c.id].cause in ("stance", "withdrawn")) == (c.id not in carrying)
        for c in cited
        if c.id in finding.not_counted
    )


@counting
@given(citations(), networks, rulings)
def test_no_origin_is_in_two_clusters_and_joins_connect_each(cited, around, hands):
    finding = count_origins(cited, around, hands)

    origins = [origin for cluster in finding.clusters for origin in cluster.origins]
    assert len(origins) == len(set(origins))
    for cluster in finding.clusters:
        reached, joins = {cluster.citations[0]}, list(cluster.joins)
        for _round in cluster.citations:
            for join in joins:
                if {join.first, join.second} & reached:
                    reached |= {join.first, join.second}
        assert reached == set(cluster.citations)
        assert all(join.first < join.second for join in joins)
        assert len({(join.first, join.second, join.reason) for join in joins}) == len(joins)
    assert finding.independent_origins == len(finding.clusters)


@counting
@given(citations(), networks, rulings)
def test_every_cluster_has_roots_and_is_disinterested_only_by_one(cited, around, hands):
    finding = count_origins(cited, around, hands)

    for cluster in finding.clusters:
        assert cluster.roots
        assert set(cluster.roots) | set(cluster.interested) <= set(cluster.origins)
        assert not cluster.disinterested or set(cluster.roots) - set(cluster.interested)
    assert finding.disinterested_origins <= finding.independent_origins


@counting
@given(citations(), networks, rulings, st.data())
def test_copy_never_raises_the_count(cited, around, hands, data):
    before = count_origins(cited, around, hands)
    counted = [member for cluster in before.clusters for member in cluster.citations]
    if not counted:
        return
    original = cited[data.draw(st.sampled_from(counted))]
    chain = data.draw(st.lists(sources, min_size=1, max_size=3, unique=True))
    hops = tuple(
        Hop(place, source, "origin_named" if place == len(chain) - 1 else "")
        for place, source in enumerate(chain)
    )
    copy = replace(
        original,
        id=len(cited),
        document="copy",
        hops=data.draw(st.sampled_from([original.hops, hops])),
        series=data.draw(maybe_series),
        on=data.draw(days),
    )
    documents = {**around.documents, "copy": Document("copy", "a", None, original.document)}
    hands = [hand for hand in hands if len(cited) not in (hand.first, hand.second)]
    before = count_origins(cited, around, hands)

    after = count_origins([*cited, copy], replace(around, documents=documents), hands)

    assert after.independent_origins <= before.independent_origins


@counting
@given(citations(), networks, rulings)
def test_verbatim_copies_of_everything_change_nothing(cited, around, hands):
    around = replace(
        around,
        documents={
            # Nobody else: the publisher stands in the chains already.
            name: replace(document, publisher="nobody", republication_of=None)
            for name, document in around.documents.items()
        },
    )
    copies = [replace(c, id=c.id + 10, document=f"copy of {c.document}") for c in cited]
    # A copy is judged on the day of its original: a link may have ended in between.
    copies = [
        replace(c, on=c.on or around.documents[c.document.removeprefix("copy of ")].published_on)
        for c in copies
    ]
    documents = {
        f"copy of {name}": Document(f"copy of {name}", "a", None, name) for name in around.documents
    }
    hands = [hand for hand in hands if max(hand.first, hand.second) < len(cited)]
    before = count_origins(cited, around, hands)

    after = count_origins(
        [*cited, *copies], replace(around, documents=around.documents | documents), hands
    )

    assert after.independent_origins == before.independent_origins
    assert after.disinterested_origins == before.disinterested_origins


@counting
@given(citations(), networks, rulings)
def test_unrelated_origin_raises_the_count_by_one(cited, around, hands):
    hands = [hand for hand in hands if len(cited) not in (hand.first, hand.second)]
    around = replace(around, documents={**around.documents, "new": Document("new", "stranger")})
    stranger = Cited(len(cited), "new", "asserts", (Hop(0, "stranger", "own_reporting"),))
    before = count_origins(cited, around, hands)

    after = count_origins([*cited, stranger], around, hands)

    assert after.independent_origins == before.independent_origins + 1
    assert after.disinterested_origins == before.disinterested_origins + 1
    assert after.clusters[:-1] == before.clusters


@counting
@given(citations(), networks, rulings, numbers, numbers)
def test_split_never_lowers_and_join_never_raises_the_count(cited, around, hands, one, other):
    if one == other:
        return
    before = count_origins(cited, around, hands).independent_origins

    apart = count_origins(cited, around, [*hands, Hand(one, other, False, "because")])
    together = count_origins(cited, around, [*hands, Hand(one, other, True, "because")])

    assert apart.independent_origins >= before
    assert before - 1 <= together.independent_origins <= before


@counting
@given(citations(), networks, rulings)
def test_split_says_what_it_came_to(cited, around, hands):
    finding = count_origins(cited, around, hands)

    cluster_of = {member: cluster for cluster in finding.clusters for member in cluster.citations}
    assert len(finding.splits) == sum(not hand.joins for hand in hands)
    for split in finding.splits:
        first, second = cluster_of.get(split.first), cluster_of.get(split.second)
        if split.effect == "not_counted":
            assert None in (first, second)
        elif split.effect != "no_link":
            assert (split.effect == "still_joined") == (first is second)


@counting
@given(citations(), networks)
def test_a_known_day_joins_no_more_than_an_unknown_one(cited, around):
    undated = replace(
        around,
        documents={n: replace(d, published_on=None) for n, d in around.documents.items()},
    )
    cited = without_void(cited)

    unknown = count_origins([replace(c, on=None) for c in cited], undated)
    known = count_origins(cited, around)

    assert unknown.independent_origins <= known.independent_origins


def without_void(cited):
    """Citations by which no origin denies or withdraws: a link may make such a one hold."""
    return [c for c in cited if c.stance not in {void.stance for void in VOIDS}]


@counting
@given(citations(), networks, rulings, st.data())
def test_chain_that_ends_at_another_cited_publisher_never_raises_the_count(
    cited, around, hands, data
):
    carrying = [c for c in cited if c.active and c.stance in CARRYING_STANCES]
    if not carrying:
        return
    publisher = data.draw(st.sampled_from([c.hops[0].source for c in carrying]))
    way = data.draw(st.lists(sources | st.just("new"), min_size=1, max_size=3, unique=True))
    way = [source for source in way if source != publisher] or ["new"]
    issued = data.draw(st.none() | st.sampled_from(DOCUMENTS))
    end = data.draw(st.sampled_from(["origin_named", "own_reporting", "origin_confirmed"]))
    hops = [Hop(place, source) for place, source in enumerate(way)]
    added = Cited(
        id=len(cited),
        document="new",
        stance=data.draw(st.sampled_from(CARRYING_STANCES)),
        hops=(*hops, Hop(len(way), publisher, end, document=issued)),
        series=data.draw(maybe_series),
        status=data.draw(mostly("unchecked", [*SOURCE_STATUSES])),
        on=data.draw(days),
    )
    # Of a document that is new, too: a passage of a known original may explain a copy.
    around = replace(around, documents={**around.documents, "new": Document("new", way[0])})
    hands = [hand for hand in hands if len(cited) not in (hand.first, hand.second)]
    before = count_origins(cited, around, hands).independent_origins

    after = count_origins([*cited, added], around, hands).independent_origins

    assert after <= before


@counting
@given(citations(), networks, rulings, st.data())
def test_fact_that_joins_never_raises_the_count(cited, around, hands, data):
    cited = without_void(cited)
    if not cited:
        return
    before = count_origins(cited, around, hands).independent_origins
    one = data.draw(st.integers(0, len(cited) - 1))
    fact = data.draw(st.sampled_from(["link", "document", "series", "hand"]))
    if fact == "link":
        link = data.draw(a_link)
        around = replace(around, links=[*around.links, link])
    if fact == "document":
        *rest, last = cited[one].hops
        if last.document is not None or any(hop.position == last.position for hop in rest):
            return
        hops = (*rest, replace(last, document=data.draw(st.sampled_from(DOCUMENTS))))
        cited[one] = replace(cited[one], hops=hops)
    if fact == "series":
        name, above = data.draw(st.sampled_from(SERIES)), data.draw(st.sampled_from(SERIES))
        known = around.series.get(name)
        if known is None or known.derives_from is not None:
            return
        around = replace(around, series={**around.series, name: known._replace(derives_from=above)})
    if fact == "hand":
        other = data.draw(st.integers(0, len(cited) - 1))
        if one == other:
            return
        hands = [*hands, Hand(cited[one].id, cited[other].id, True, "because")]

    after = count_origins(cited, around, hands).independent_origins

    assert after <= before
