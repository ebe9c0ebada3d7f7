"""The circles of a graph: its strongly connected components, without recursion."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

# Each node with the nodes that it leads to; all of these are keys, too.
Graph = Mapping[Hashable, Iterable[Hashable]]


def circles(graph: Graph) -> dict[Hashable, int]:
    """Return by node the number of its circle (Kosaraju); a circle leads to higher numbers only."""
    backward = turned(graph)
    circle_of: dict[Hashable, int] = {}
    for number, start in enumerate(reversed(_finished(graph))):
        pending = [start]
        while pending:
            node = pending.pop()
            if node not in circle_of:
                circle_of[node] = number
                pending += backward[node]
    return circle_of


def turned(graph: Graph) -> dict[Hashable, list[Hashable]]:
    """Return the graph with every edge turned round."""
    backward = defaultdict(list)
    for one, others in graph.items():
        for other in others:
            backward[other].append(one)
    return backward


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
