"""The roots of a cluster: its origins that derive from no other member.

Only the interest of roots counts. A derived origin hands on the number of another source: forty
disinterested voices that repeat a belligerent's count do not make it disinterested.

Every join with a direction is a derivation: a source derives from the source that it is linked to,
a copy from its original, a citation from its relay, a series from the series above. A join by hand
has no direction. A circle (A derives from B, which derives from A) is one root, unless a member
derives from outside.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from claims.rules.independence.joins import Case
from claims.rules.independence.lineage import ancestors, copied
from claims.rules.independence.upstream import VOICE

Graph = Mapping[Hashable, Iterable[Hashable]]


class _By(NamedTuple):
    """A node between origins, so that many-to-many derivations need no edge for each pair."""

    way: str
    key: Hashable


def root_circles(case: Case) -> list[frozenset[Hashable]]:
    """Return the roots among all origins: each alone, or with the others of its circle."""
    origins = {origin for citation in case.counted for origin in citation.origins}
    graph = _derivations(case, origins)
    circle_of = _circles(graph)
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


def _derivations(case: Case, origins: set[Hashable]) -> Graph:
    """Return for each origin the nodes that it derives from; each inner node leads to an origin."""
    graph: dict[Hashable, set[Hashable]] = {origin: set() for origin in origins}
    above: dict[Hashable, list] = {}
    relayed = defaultdict(set)
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
        for relay in citation.relays:
            for source in case.upstream.stands_for(relay, citation.on):
                relayed[source].update(citation.origins)
    for source in relayed.keys() & case.reached.keys():
        graph[_By("relay", source)] = relayed[source]
        for element in case.reached[source]:
            if element.level == VOICE:
                graph[element.origin].add(_By("relay", source))
    for copy in copied(case.counted, case.network):
        if not copy.is_same:
            original = _By("original", copy.original)
            graph.setdefault(original, set()).update(*(match.origins for match in copy.originals))
            for origin in copy.citation.origins:
                graph[origin].add(original)
    return graph


def _circles(graph: Graph) -> dict[Hashable, int]:
    """Return by node the number of its strongly connected component (Kosaraju, not recursive)."""
    backward = defaultdict(list)
    for one, others in graph.items():
        for other in others:
            backward[other].append(one)
    circle_of: dict[Hashable, int] = {}
    for number, start in enumerate(reversed(_finished(graph))):
        pending = [start]
        while pending:
            node = pending.pop()
            if node not in circle_of:
                circle_of[node] = number
                pending += backward[node]
    return circle_of


def _finished(graph: Graph) -> list[Hashable]:
    """Return the nodes in the order in which a depth-first walk finishes them."""
    finished, visited = [], set()
    for start in graph:
        pending = [(start, False)]
        while pending:
            node, is_done = pending.pop()
            if is_done:
                finished.append(node)
            elif node not in visited:
                visited.add(node)
                pending.append((node, True))
                pending += [(other, False) for other in graph[node]]
    return finished
