"""Labels that do not overlap."""

import textwrap
from collections.abc import Sequence

MOST_LINES = 3


def wrapped(text: str, letters: int) -> list[str]:
    """Return a name in at most three lines of ``letters`` letters; a longer name ends in “…”."""
    lines = textwrap.wrap(text, letters, break_long_words=True) or ["?"]
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES]
        lines[-1] = lines[-1][: letters - 1].rstrip() + "…"
    return lines


def spread(wanted: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """Return the tops of labels between two edges.

    ``wanted`` holds the wished middle and the height of each label. The labels keep their order and
    do not overlap; without room for all, the last ones stand beyond ``high``.
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
    """Return labels for numbered places; numbers too near to each other share a label, “3–5”."""
    groups: list[list[tuple[float, int]]] = []
    for place in sorted(places):
        if groups and place[0] - groups[-1][-1][0] < apart:
            groups[-1].append(place)
        else:
            groups.append([place])
    labels = []
    for group in groups:
        first, last = min(n for _x, n in group), max(n for _x, n in group)
        middle = (group[0][0] + group[-1][0]) / 2
        labels.append((middle, str(first) if first == last else f"{first}–{last}"))
    return labels
