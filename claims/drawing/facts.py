"""The data of a picture: points as they were said, their lines, and the points to draw."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Point:
    """A value on a picture: its days, and the numbers that it allows.

    ``number``: the number that was said; ``None`` for a range without a best value, because nobody
    said its middle. ``lower`` and ``upper``: the bounds, ``None`` if the words leave that end open.
    ``is_hollow``: the number itself is not among those allowed (“more than”). ``is_kept``: the
    point is never thinned out.
    """

    first: datetime.date
    last: datetime.date
    text: str
    number: float | None = None
    lower: float | None = None
    upper: float | None = None
    is_hollow: bool = False
    is_answer: bool = False
    is_kept: bool = False
    revision: int = 0
    ref: str = ""

    @property
    def bounds(self) -> tuple[float, ...]:
        """All numbers of the point that have a place on the axis."""
        numbers = (self.lower, self.number, self.upper)
        return tuple(number for number in numbers if number is not None)

    @property
    def low(self) -> float:
        return min(self.bounds)

    @property
    def high(self) -> float:
        return max(self.bounds)

    @property
    def is_range(self) -> bool:
        """True if the point has two different bounds."""
        return None not in (self.lower, self.upper) and self.lower < self.upper


@dataclass(frozen=True)
class Line:
    """The points of one source or series, oldest first.

    ``gaps``: pairs of days between which values are missing; the line is not drawn across them.
    ``is_joined``: the points are values of one count, so that a line may connect them.
    """

    name: str
    points: Sequence[Point]
    gaps: Collection[tuple[datetime.date, datetime.date]] = field(default_factory=tuple)
    is_joined: bool = True


def thinned(points: Sequence[Point], columns: int) -> list[Point]:
    """Return at most four points for each of ``columns`` stretches of time, and all kept ones.

    The stretches are equally long. Of each stretch the first, the last, the lowest and the highest
    stay, so that the outline stays. Points marked ``is_kept`` stay everywhere. ``points`` are in
    order of time, and the order stays. Raises ValueError for less than one column.
    """
    if columns < 1:
        raise ValueError("A picture has at least one column.")
    if len(points) <= 2 * columns:
        return list(points)
    start = points[0].last.toordinal()
    width = (points[-1].last.toordinal() - start) / columns or 1
    stretches: dict[int, list[int]] = {}
    for place, point in enumerate(points):
        column = min(int((point.last.toordinal() - start) / width), columns - 1)
        stretches.setdefault(column, []).append(place)
    chosen = {place for place, point in enumerate(points) if point.is_kept}
    for places in stretches.values():
        chosen |= {
            places[0],
            places[-1],
            min(places, key=lambda place: points[place].low),
            max(places, key=lambda place: points[place].high),
        }
    return [points[place] for place in sorted(chosen)]
