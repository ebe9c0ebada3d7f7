"""The strip: values side by side on one axis, with the numbers that they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.drawing import axes, shapes
from claims.drawing.axes import Scale

ROW = 54
TICK_ROOM = 96
END = 40
MARGIN = 12
AXIS = 34
HALF = 7


@dataclass(frozen=True)
class Row:
    """A value: a name, its words, and the numbers that it allows (``None``: that end is open)."""

    name: str
    text: str
    number: float | None = None
    lower: float | None = None
    upper: float | None = None
    includes_lower: bool = True
    includes_upper: bool = True

    @property
    def bounds(self) -> list[float]:
        numbers = (self.lower, self.number, self.upper)
        return [number for number in numbers if number is not None]


@dataclass(frozen=True)
class Bar:
    """A row as drawn. ``caps``: the ends, each with whether the value includes it."""

    row: Row
    y: float
    path: str
    strips: tuple[str, ...]
    arrows: str
    caps: tuple[tuple[str, bool], ...]
    marker: str


@dataclass(frozen=True)
class Strip:
    width: int
    height: int
    bottom: float
    ticks: list[tuple[float, str]]
    unit: str
    bars: list[Bar]
    shared: tuple[float, float] | None

    @property
    def size(self) -> str:
        return f"0 0 {self.width} {self.height}"


def side_by_side(rows: Sequence[Row], *, width: int, unit: str) -> Strip | None:
    """Return one bar for each value on a common axis; ``None`` if no value has a number.

    ``shared``: the range, in pixels, in which all of them allow a number; ``None`` if there is
    none. An open end fades, has an arrow, and reaches to the edge of the shared range.
    """
    rows = [row for row in rows if row.bounds]
    if not rows:
        return None
    numbers = [number for row in rows for number in row.bounds]
    low, high, step = axes.number_range(numbers, int(width / TICK_ROOM))
    across = Scale(low, high, MARGIN + END, width - MARGIN - END)
    ticks, word = axes.number_ticks(low, high, step)
    bottom = len(rows) * ROW + 8
    return Strip(
        width=width,
        height=bottom + AXIS,
        bottom=bottom,
        ticks=[(round(across(tick.at), 1), tick.label) for tick in ticks],
        unit=f"{unit}, {word}" if word else unit,
        bars=[_bar(row, place * ROW + 36, across) for place, row in enumerate(rows)],
        shared=_shared(rows, across),
    )


def _bar(row: Row, y: float, across: Scale) -> Bar:
    left = across.start if row.lower is None else across(row.lower)
    right = across.end if row.upper is None else across(row.upper)
    # A bar with an open end runs from the bound to the edge of the axis, and fades from there.
    caps = tuple(
        (shapes.marker("circle", x, y, 5), is_in)
        for bound, x, is_in in (
            (row.lower, left, row.includes_lower),
            (row.upper, right, row.includes_upper),
        )
        if bound is not None
    )
    strips, arrows = [], ""
    for bound, x, toward in ((row.lower, left, -END), (row.upper, right, END)):
        if bound is None:
            strips += _fading(x, y, toward)
            arrows += _arrow(x, y, toward)
    is_marked = row.number is not None and row.number not in (row.lower, row.upper)
    return Bar(
        row=row,
        y=y,
        path=f"M{shapes.number(left)} {shapes.number(y)}H{shapes.number(right)}",
        strips=tuple(strips),
        arrows=arrows,
        caps=caps,
        marker=shapes.marker("diamond", across(row.number), y, 5) if is_marked else "",
    )


def _fading(x: float, y: float, toward: float) -> list[str]:
    strips = []
    for strip in range(shapes.STRIPS):
        near, far = (x + toward * n / shapes.STRIPS for n in (strip, strip + 1))
        strips.append(
            f"M{shapes.number(near)} {shapes.number(y - HALF)}H{shapes.number(far)}"
            f"V{shapes.number(y + HALF)}H{shapes.number(near)}Z"
        )
    return strips


def _arrow(x: float, y: float, toward: float) -> str:
    tip = x + toward
    back = tip + (shapes.HEAD if toward < 0 else -shapes.HEAD)
    return (
        f"M{shapes.number(x)} {shapes.number(y)}H{shapes.number(tip)}"
        f"M{shapes.number(back)} {shapes.number(y - shapes.HEAD)}L{shapes.number(tip)} "
        f"{shapes.number(y)}L{shapes.number(back)} {shapes.number(y + shapes.HEAD)}"
    )


def _shared(rows: Sequence[Row], across: Scale) -> tuple[float, float] | None:
    lowers = [row.lower for row in rows if row.lower is not None]
    uppers = [row.upper for row in rows if row.upper is not None]
    low, high = max(lowers, default=None), min(uppers, default=None)
    if low is not None and high is not None and low > high:
        return None
    left = across.start - END if low is None else across(low)
    right = across.end + END if high is None else across(high)
    return round(left, 1), round(right, 1)
