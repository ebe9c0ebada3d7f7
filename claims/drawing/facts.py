"""What is drawn: points as they were said, and the lines that they belong to."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Point:
    """A value on a picture: the days that it is for, and the numbers that it allows.

    ``number``: the one that was said, ``None`` where a range was said without a best one: the
    middle of it is nobody's. ``lower`` and ``upper``: the bounds, ``None`` where the words leave
    that end open. ``is_hollow``: the number itself is not among those allowed (“more than”).
    ``is_kept``: never thinned out, whatever else is.
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
        """Every number that has a place on the axis."""
        found = (self.lower, self.number, self.upper)
        return tuple(number for number in found if number is not None)

    @property
    def low(self) -> float:
        return min(self.bounds)

    @property
    def high(self) -> float:
        return max(self.bounds)

    @property
    def is_range(self) -> bool:
        """Whether it has two ends, apart from each other."""
        return None not in (self.lower, self.upper) and self.lower < self.upper


@dataclass(frozen=True)
class Line:
    """Points of one source or series, oldest first.

    ``gaps``: pairs of days between which values are missing; the line is not drawn across.
    ``is_joined``: whether its points are values of one count, that a line may lead through.
    """

    name: str
    points: Sequence[Point]
    gaps: Collection[tuple[datetime.date, datetime.date]] = field(default_factory=tuple)
    is_joined: bool = True
