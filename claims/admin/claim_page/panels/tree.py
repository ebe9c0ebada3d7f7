"""The layout of the drawing of chains, on plain data: outlets on the left, origins on the right.

Each group (an origin cluster, or the chains not counted) has a frame, one below the other. In a
group a source has one box in a column, for all chains that lead through it. An outlet that is also
the origin has a box in both columns.
"""

import textwrap
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

BOX = 168
LINE = 16
PADDING = 10
ACROSS = 48
DOWN = 14
FRAME = 16
HEAD = 26
CORNER = 12
ROUND = 18
BEND = 28
LETTERS = 21
MOST_LINES = 3


@dataclass(frozen=True)
class Stop:
    """A source in a chain; ``role``: outlet, relay or origin."""

    source: Hashable
    name: str
    role: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Chains that belong together. A chain is a list of positions, each with its stops."""

    title: str
    chains: Sequence[Sequence[Sequence[Stop]]]
    is_counted: bool = True


@dataclass
class Box:
    stop: Stop
    column: int
    x: int = 0
    y: int = 0
    height: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + BOX

    @property
    def center(self) -> int:
        return self.x + BOX // 2

    @property
    def outline(self) -> str:
        """The shape as an SVG path: a square outlet, a rounded relay, a hexagonal origin."""
        left, right, top, bottom = self.x, self.right, self.y, self.y + self.height
        if self.stop.role == "outlet":
            return f"M{left} {top} H{right} V{bottom} H{left} Z"
        if self.stop.role == "origin":
            return (
                f"M{left + CORNER} {top} H{right - CORNER} L{right} {self.middle} "
                f"L{right - CORNER} {bottom} H{left + CORNER} L{left} {self.middle} Z"
            )
        return (
            f"M{left + ROUND} {top} H{right - ROUND} Q{right} {top} {right} {top + ROUND} "
            f"V{bottom - ROUND} Q{right} {bottom} {right - ROUND} {bottom} "
            f"H{left + ROUND} Q{left} {bottom} {left} {bottom - ROUND} "
            f"V{top + ROUND} Q{left} {top} {left + ROUND} {top} Z"
        )


@dataclass
class Frame:
    """A drawn group. ``lines`` are pairs of boxes, from the outlet towards the origin."""

    title: str
    is_counted: bool
    boxes: list[Box]
    lines: list[tuple[Box, Box]]
    y: int = 0
    height: int = 0

    @property
    def curves(self) -> list[str]:
        """The lines as SVG paths."""
        return [
            f"M{one.right} {one.middle} C{one.right + BEND} {one.middle} "
            f"{other.x - BEND} {other.middle} {other.x} {other.middle}"
            for one, other in self.lines
        ]


@dataclass
class Drawing:
    frames: list[Frame]
    width: int
    height: int


def draw(groups: Sequence[Group]) -> Drawing:
    """Place every stop of every group. The same groups give the same drawing."""
    columns = max((_length(chain) for group in groups for chain in group.chains), default=0)
    frames, top = [], 0
    for group in groups:
        frame = _frame(group, columns)
        _place(frame, top)
        frames.append(frame)
        top += frame.height + DOWN
    width = 2 * FRAME + columns * BOX + max(columns - 1, 0) * ACROSS
    return Drawing(frames, width, max(top - DOWN, 0))


def _length(chain: Sequence[Sequence[Stop]]) -> int:
    """Return the number of columns of a chain; an outlet that is also the origin fills two."""
    return len(chain) + any(stop.role == "origin" for stop in chain[0]) if chain else 0


def _frame(group: Group, columns: int) -> Frame:
    boxes: dict[tuple, Box] = {}
    lines: dict[tuple, tuple[Box, Box]] = {}
    for chain in group.chains:
        before: list[tuple] = []
        for position, stops in enumerate(chain):
            here = []
            for stop in stops:
                column = columns - 1 if stop.role == "origin" else position
                key = column, stop.source, stop.role
                boxes.setdefault(key, Box(stop, column, lines=wrapped(stop.name)))
                here.append(key)
            # A finding of the outlet itself leads from its left box to its right box.
            onward = [key for key in here if key[2] != "outlet"] if position == 0 else here
            before = before or [key for key in here if key not in onward]
            for pair in [(one, other) for one in before for other in onward]:
                lines.setdefault(pair, (boxes[pair[0]], boxes[pair[1]]))
            before = here if position else before
    return Frame(group.title, group.is_counted, list(boxes.values()), list(lines.values()))


def _place(frame: Frame, top: int) -> None:
    """Stack the boxes of each column, and center the columns on the tallest."""
    stacks: dict[int, list[Box]] = {}
    for box in frame.boxes:
        box.height = 2 * PADDING + LINE * (len(box.lines) + 1 + bool(box.stop.note))
        box.x = FRAME + box.column * (BOX + ACROSS)
        stacks.setdefault(box.column, []).append(box)
    heights = {
        column: sum(box.height for box in stack) + DOWN * (len(stack) - 1)
        for column, stack in stacks.items()
    }
    tallest = max(heights.values(), default=0)
    for column, stack in stacks.items():
        y = top + HEAD + FRAME + (tallest - heights[column]) // 2
        for box in stack:
            box.y = y
            y += box.height + DOWN
    frame.y, frame.height = top, HEAD + tallest + 2 * FRAME


def wrapped(name: str) -> list[str]:
    """Return a name in lines that fit a box, cut with an ellipsis."""
    how = {"max_lines": MOST_LINES, "placeholder": " …", "break_on_hyphens": False}
    return textwrap.wrap(name, LETTERS, **how) or ["?"]
