"""The data of a picture: points as they were said, and their lines."""

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
