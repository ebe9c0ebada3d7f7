"""The chains that go on: an origin that hands the claim on in another cited chain.

Outlet C names Sky News as its origin, and Sky News' own article names a spokesperson: the chain of
outlet C goes on there, and Sky News is a relay. A source hands the claim on in a chain if it stands
between the publisher and the end, or is the publisher and not the origin; a document does so if it
was read there. A chain that goes on only in citations without an origin has no origin either:
otherwise more would be known of what is heard at second hand.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from claims.rules.independence.circles import Graph, circles, turned
from claims.rules.independence.counted import Counted
from claims.rules.independence.facts import Network
from claims.rules.independence.upstream import VOICE, Upstream

# Further copies of copies are not followed.
MOST_COPIES = 10


class Severed(NamedTuple):
    """Hold the splits by hand: ordered pairs of origins, and origins with citations without one."""

    origins: Collection[tuple[Hashable, Hashable]] = frozenset()
    trails: Collection[tuple[Hashable, Hashable]] = frozenset()

    def parts(self, origin: Hashable, citation: Counted) -> bool:
        """Return whether the chain to an origin does not go on in a citation."""
        if not citation.origins:
            return (origin, citation.id) in self.trails
        return bool(self.origins) and all(
            (origin, other) in self.origins for other in citation.origins
        )


def with_originals(network: Network, document: Hashable) -> list[Hashable]:
    """Return a document, and what it republishes, the nearest first."""
    return list(islice(_line(network, document), MOST_COPIES))


def _line(network: Network, document: Hashable) -> Iterator[Hashable]:
    visited = set()
    while document is not None and document not in visited:
        visited.add(document)
        yield document
        known = network.documents.get(document)
        document = known.republication_of if known else None


def first_publishers(citation: Counted, network: Network) -> tuple[Hashable, ...]:
    """Return the publishers of what a document republishes, unless they stand in the chain."""
    copied = with_originals(network, citation.document)[1:]
    publishers = {network.documents[one].publisher for one in copied if one in network.documents}
    return tuple(sorted(publishers - {*handed_on_by(citation), *citation.origins}))


def handed_on_by(citation: Counted) -> tuple[Hashable, ...]:
    """Return the sources that hand the claim on in a citation."""
    return citation.relays + citation.publishers


def goes_on(one: Counted, other: Counted, network: Network, upstream: Upstream) -> bool:
    """Return whether the chain of one citation goes on in the other, apart from splits."""
    voiced = {
        to
        for origin in one.origins
        for to, reach in upstream.of(origin, one.on).items()
        if reach.level == VOICE
    }
    # The copy of a document that one of them cites is a republication, which no split undoes.
    copied_from = () if one.is_own else first_publishers(other, network)
    stand = {
        body
        for source in (*handed_on_by(other), *copied_from)
        for body in upstream.stands_for(source, other.on)
    }
    issued = {
        document for _origin, named in one.issued for document in with_originals(network, named)
    }
    return bool(voiced & stand or issued & set(other.read))


class Onward(NamedTuple):
    """The origins whose chains go on in other citations.

    ``lost``: those whose chains go on to no origin, each with the citation where it ends.
    """

    relays: frozenset[Hashable]
    lost: Mapping[Hashable, Counted]


def onward(
    counted: Sequence[Counted], trails: Sequence[Counted], severed: Severed, network: Network
) -> Onward:
    """Return the origins whose chains go on.

    A chain that goes on in several citations leads to an origin if one of them does. A circle (A
    has it from B, and B from A) leads to an origin unless it goes on only to citations without one.
    What an origin published itself, and we read there, is never lost.
    """
    graph = _graph(counted, trails, severed, network)
    origins = {origin for citation in counted for origin in citation.origins}
    relays = frozenset(origin for origin in origins if graph[origin])
    if not trails or not relays:
        return Onward(relays, {})
    ends = {_Node("citation", trail.id): trail for trail in trails}
    shown = {origin for citation in counted if citation.is_own for origin in citation.origins}
    found, backward, frontier = dict(ends), turned(graph), list(ends)
    leading = _leading(graph, ends.keys(), shown)
    while frontier:
        before = []
        for node in frontier:
            for one in backward[node]:
                if one not in found and one not in leading:
                    found[one] = found[node]
                    before.append(one)
        frontier = before
    return Onward(relays, {node: end for node, end in found.items() if node in origins})


def _leading(graph: Graph, ends: Collection[Hashable], shown: Collection[Hashable]) -> set:
    """Return the nodes that lead to an origin."""
    circle_of = circles(graph)
    members = defaultdict(list)
    for node, circle in circle_of.items():
        members[circle].append(node)
    leading: set[int] = set()
    for circle in sorted(members, reverse=True):
        nodes = members[circle]
        further = {circle_of[to] for node in nodes for to in graph[node]} - {circle}
        is_origin = not further and nodes[0] not in ends
        if is_origin or further & leading or not shown.isdisjoint(nodes):
            leading.add(circle)
    return {node for node, circle in circle_of.items() if circle in leading}


class _Node(NamedTuple):
    """A node beside the origins: a citation, or a document that was read."""

    kind: str
    key: Hashable


def _graph(counted, trails, severed, network) -> Graph:
    """Return origins and citations, each with where its chain goes on."""
    by_source, by_document = defaultdict(list), defaultdict(list)
    for citation in (*counted, *trails):
        for source in handed_on_by(citation):
            by_source[source].append(citation)
        for document in citation.read:
            by_document[document].append(citation)
    issued = defaultdict(set)
    for citation in counted:
        for origin, document in citation.issued:
            issued[origin].update(with_originals(network, document))
    graph: dict = {
        _Node("citation", citation.id): citation.origins for citation in (*counted, *trails)
    }
    for document, readers in by_document.items():
        graph[_Node("document", document)] = [_Node("citation", one.id) for one in readers]
    split = {origin for pairs in severed for origin, _other in pairs}
    for origin in sorted({origin for citation in counted for origin in citation.origins}):
        documents = [one for one in sorted(issued[origin]) if one in by_document]
        readers = list(by_source.get(origin, ()))
        if origin in split:
            readers += [reader for one in documents for reader in by_document[one]]
            documents = []
        graph[origin] = [
            *(_Node("document", document) for document in documents),
            *(_Node("citation", one.id) for one in readers if not severed.parts(origin, one)),
        ]
    return graph
