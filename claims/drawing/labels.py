"""Labels that do not stand on each other."""

import textwrap
from collections.abc import Sequence

MOST_LINES = 3


def wrapped(text: str, letters: int) -> list[str]:
    """A name in at most three lines of so many letters; what is longer ends in “…”."""
    lines = textwrap.wrap(text, letters, break_long_words=True) or ["?"]
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        lines[-1] = lines[-1][: letters - 1].rstrip() + "…"
    return lines


def spread(wanted: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """The tops of labels that want a place (its middle) and have a height, between two edges.

    They keep their order and do not overlap; where there is not room for all, the last stand
    beyond ``high``.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place][0])
    tops = {}
    edge = low
    for place in order:
        middle, height = wanted[place]
        tops[place] = max(edge, middle - height / 2)
        edge = tops[place] + height
    edge = high
    for place in reversed(order):
        height = wanted[place][1]
        if tops[place] + height <= edge:
            break
        tops[place] = edge - height
        edge = tops[place]
    if order and tops[order[0]] < low:
        edge = low
        for place in order:
            tops[place] = max(edge, tops[place])
            edge = tops[place] + wanted[place][1]
    return [tops[place] for place in range(len(wanted))]


def together(places: Sequence[tuple[float, int]], apart: float) -> list[tuple[float, str]]:
    """Numbered places as labels: numbers that stand too near to each other share one, “3–5”."""
    groups: list[list[tuple[float, int]]] = []
    for place in sorted(places):
        if groups and place[0] - groups[-1][-1][0] < apart:
            groups[-1].append(place)
        else:
            groups.append([place])
    found = []
    for group in groups:
        first, last = min(n for _x, n in group), max(n for _x, n in group)
        middle = (group[0][0] + group[-1][0]) / 2
        found.append((middle, str(first) if first == last else f"{first}–{last}"))
    return found
