"""The picture of a source's relations: all that it depends on above, its dependents below.

Pure geometry, in pixels: one row for each relation, on one trunk. Arrows point upstream.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

ROW, BOX, GAP = 66, 54, 12
TRUNK, BRANCH, EDGE = 16, 44, 2
LETTER = 7.4  # The width of an average letter, at 14 px.


@dataclass(frozen=True)
class Row:
    """One relation: the other source, and the words of the relation."""

    name: str
    words: str
    holds: bool = True


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    name: str
    words: str
    holds: bool
    path: str = ""
    arrow: str = ""
    is_self: bool = False


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    boxes: list[Box]
    trunks: list[str]


def draw(name: str, above: Sequence[Row], below: Sequence[Row], *, width: int) -> Picture:
    """Return the picture of the rows; ``width``: of the whole, in pixels."""
    middle = EDGE + len(above) * ROW
    boxes = [_branch(row, EDGE + number * ROW, width, up=True) for number, row in enumerate(above)]
    boxes.append(_box(EDGE, middle, width - 2 * EDGE, name, "this source", is_self=True))
    first = middle + BOX + GAP
    boxes += [
        _branch(row, first + number * ROW, width, up=False) for number, row in enumerate(below)
    ]
    trunks = []
    if above:
        trunks.append(f"M{TRUNK} {middle}V{EDGE + BOX // 2}")
    if below:
        foot = first + (len(below) - 1) * ROW + BOX // 2
        trunks.append(f"M{TRUNK} {foot}V{middle + BOX}")
    height = first - GAP + len(below) * ROW + (GAP if below else 0) + EDGE
    return Picture(width, height, boxes, trunks)


def _branch(row: Row, y: int, width: int, *, up: bool) -> Box:
    """Return a row on its branch; the arrow stands at the end that is depended on."""
    line = y + BOX // 2
    tip, back = (BRANCH, BRANCH - 8) if up else (TRUNK, TRUNK + 8)
    return _box(
        BRANCH,
        y,
        width - BRANCH - EDGE,
        row.name,
        row.words,
        holds=row.holds,
        path=f"M{TRUNK} {line}H{BRANCH}",
        arrow=f"M{back} {line - 5}L{tip} {line}L{back} {line + 5}",
    )


def _box(x: int, y: int, width: int, name: str, words: str, **more) -> Box:
    letters = int((width - 24) / LETTER)
    # The second line has a smaller font, so it can have more letters.
    fitted = _fitted(name, letters), _fitted(words, int(letters * 1.15))
    return Box(x, y, width, *fitted, **{"holds": True, **more})


def _fitted(text: str, letters: int) -> str:
    """Return the text in so many letters; what is left over ends in an ellipsis."""
    whole = " ".join(text.split())
    if len(whole) <= letters:
        return whole
    cut = textwrap.shorten(whole, letters, placeholder=" …")
    return cut if len(cut) > 2 else whole[: letters - 1] + "…"
