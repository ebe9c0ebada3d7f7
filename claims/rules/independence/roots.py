"""The roots of a cluster: its origins that derive from no other member.

Only the interest of roots counts. A derived origin hands on the number of another source: forty
disinterested voices that repeat a belligerent's count do not make it disinterested.

Every join with a direction is a derivation: a source derives from the source that it is linked to,
a copy from its original, a citation from its relay, a relay or publisher from the origin to which
its chain goes on, a series from the series above. A join by hand has no direction. A circle (A
derives from B, which derives from A) is one root, unless a member derives from outside.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from claims.rules.independence.circles import Graph, circles, turned
from claims.rules.independence.joins import Case
from claims.rules.independence.lineage import ancestors, copied
from claims.rules.independence.onward import first_publishers, handed_on_by, with_originals
from claims.rules.independence.upstream import VOICE


class _By(NamedTuple):
    """A node between origins, so that many-to-many derivations need no edge for each pair."""

    way: str
    key: Hashable


def root_circles(case: Case) -> list[frozenset[Hashable]]:
    """Return the roots among all origins: each alone, or with the others of its circle.

    An origin whose chain goes on to no origin is no root, and nothing derives from it alone.
    """
    origins = {origin for citation in case.counted for origin in citation.origins}
    graph = _derivations(case, origins)
    origins -= case.onward.lost.keys()
    if case.onward.lost:
        graph = _leading_to(origins, graph)
    circle_of = circles(graph)
    leads_out = {
        circle_of[one]
        for one, others in graph.items()
        if any(circle_of[other] != circle_of[one] for other in others)
    }
    members = defaultdict(set)
    for origin in origins:
        if circle_of[origin] not in leads_out:
            members[circle_of[origin]].add(origin)
    return [frozenset(circle) for circle in members.values()]


def _leading_to(origins: Iterable[Hashable], graph: Graph) -> Graph:
    """Return the part of a graph that leads to some of these origins."""
    backward, pending, kept = turned(graph), list(origins), set()
    while pending:
        node = pending.pop()
        if node not in kept:
            kept.add(node)
            pending += backward[node]
    return {
        node: [to for to in others if to in kept] for node, others in graph.items() if node in kept
    }


def _derivations(case: Case, origins: set[Hashable]) -> Graph:
    """Return for each origin the nodes that it derives from; each inner node leads to an origin."""
    graph: dict[Hashable, set[Hashable]] = {origin: set() for origin in origins}
    above: dict[Hashable, list] = {}
    cited = {citation.document for citation in case.counted}
    relayed, read = defaultdict(set), defaultdict(set)
    without_series = set()
    for citation in case.counted:
        if citation.series is None:
            without_series.update(citation.origins)
        else:
            graph.setdefault(_By("series", citation.series), set()).update(citation.origins)
            above[citation.series] = ancestors(case.network, citation.series)
    for series in {series for line in above.values() for series in line}:
        claimant, _derives_from = case.network.series.get(series, (None, None))
        if claimant in without_series:
            graph.setdefault(_By("series", series), set()).add(claimant)
    stops = {
        series: {_By("series", one) for one in line} & graph.keys()
        for series, line in above.items()
    }
    for citation in case.counted:
        for origin in citation.origins:
            graph[origin].update(
                to for to in case.upstream.of(origin, citation.on) if to in origins
            )
            graph[origin] |= stops.get(citation.series, set())
        copied_from = first_publishers(citation, case.network)
        for source in handed_on_by(citation) + (() if citation.is_own else copied_from):
            for body in case.upstream.stands_for(source, citation.on):
                relayed[body].update(citation.origins)
        for document in citation.read:
            read[document].update(citation.origins)
        # From an original that is cited, too, the copy derives as such.
        if citation.is_own and cited.isdisjoint(
            with_originals(case.network, citation.document)[1:]
        ):
            for origin in citation.origins:
                graph[origin] |= {
                    other
                    for other in origins.intersection(copied_from)
                    if (origin, other) not in case.severed.origins
                }
    split = {origin for origin, _other in case.severed.origins}

    def go_on(origin, by, further):
        """Lead an origin to others by one node, or one by one if some are split from it."""
        if origin in split:
            graph[origin].update(o for o in further if (origin, o) not in case.severed.origins)
        else:
            graph[by] = further
            graph[origin].add(by)

    for source in relayed.keys() & case.reached.keys():
        for element in case.reached[source]:
            if element.level == VOICE:
                go_on(element.origin, _By("relay", source), relayed[source])
    for citation in case.counted:
        for origin, named in citation.issued:
            for document in with_originals(case.network, named):
                if document in read:
                    go_on(origin, _By("document", document), read[document])
    for copy in copied(case.counted, case.network):
        if not copy.is_same:
            original = _By("original", copy.original)
            graph.setdefault(original, set()).update(*(match.origins for match in copy.originals))
            for origin in copy.citation.origins:
                graph[origin].add(original)
    return graph
