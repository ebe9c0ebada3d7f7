"""The line chart: values over time with their bounds, open ends, gaps and revisions."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from claims.drawing import axes, shapes
from claims.drawing.axes import Scale
from claims.drawing.facts import Line, Point, thinned
from claims.drawing.labels import spread, together, wrapped

# Readers cannot distinguish more lines than this.
MOST_LINES = len(shapes.MARKERS)
LETTERS = "ABCDEF"
LABEL_LETTERS = 20
LABEL_LINE = 15
NARROW = 560
# Pixels: between two marked points of a line, for one column of points, between two ticks.
MARKS_APART = 72
FEW_APART = 16
COLUMN = 2.5
TICK_ROOM, DAY_ROOM = 44, 92
# The width of a digit of an axis label.
DIGIT = 7
LANE = 22
REVISIONS_APART = 22
LEAST_SPAN = 6
LEAST_GAP = 4


@dataclass(frozen=True)
class Mark:
    path: str
    is_hollow: bool
    is_answer: bool
    text: str


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    lines: Sequence[str]


@dataclass
class Drawn:
    """A line as drawn; ``style`` (from 1) names its dash and its marker."""

    name: str
    letter: str
    style: int
    paths: list[str] = field(default_factory=list)
    bands: list[str] = field(default_factory=list)
    bars: list[str] = field(default_factory=list)
    ends: list[shapes.OpenEnd] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    label: Text | None = None
    leader: str = ""

    @property
    def marker(self) -> str:
        """The line's marker alone, for the key."""
        return shapes.marker(shapes.MARKERS[self.style - 1], 20, 8)


@dataclass
class Chart:
    """A chart as drawn; ``flags``: lines from the values after a revision up to their numbers."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    unit: str
    across: list[tuple[float, str]]
    down: list[tuple[float, str]]
    lines: list[Drawn]
    flags: list[str]
    numbers: list[tuple[float, str]]
    from_zero: bool

    @property
    def size(self) -> str:
        return f"0 0 {self.width} {self.height}"

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW

    @property
    def has_open_ends(self) -> bool:
        return any(line.ends for line in self.lines)


def draw(lines: Sequence[Line], *, width: int, height: int, unit: str) -> Chart | None:
    """Return the chart of at most MOST_LINES lines; ``None`` if there is no point.

    ``unit``: the unit of the numbers. A narrow chart labels its lines by letters, a wide one in
    full. The width bounds the work and the size of the result, not the number of points; each point
    is read once.
    """
    lines = [line for line in lines if any(point.bounds for point in line.points)][:MOST_LINES]
    if not lines:
        return None
    is_narrow = width < NARROW
    points = [point for line in lines for point in line.points if point.bounds]
    has_lane = any(point.revision for point in points)
    top, bottom = 26 + (LANE if has_lane else 0), height - 30
    down, step = _number_scale(points, top, bottom)
    ticks, word = axes.number_ticks(down.low, down.high, step)
    left = max(len(tick.label) for tick in ticks) * DIGIT + 14
    right = width - (22 if is_narrow else 172)
    across = _time_scale(points, left, right)
    chart = Chart(
        *(width, height, left, right, top, bottom),
        unit=f"{unit}, {word}" if word else unit,
        across=[
            (round(across(day.toordinal()), 1), label)
            for day, label in axes.day_ticks(
                datetime.date.fromordinal(round(across.low)),
                datetime.date.fromordinal(round(across.high)),
                int((right - left) / DAY_ROOM),
            )
        ],
        down=[(round(down(tick.at), 1), tick.label) for tick in ticks],
        lines=[],
        flags=[],
        numbers=[],
        from_zero=down.low <= 0 <= down.high,
    )
    for place, line in enumerate(lines):
        chart.lines.append(_drawn(line, place, across, down, chart))
    _flag(chart, lines, across, down)
    _label(chart, lines, across, down)
    return chart


def _time_scale(points: Sequence[Point], left: float, right: float) -> Scale:
    first = min(point.last for point in points).toordinal()
    last = max(point.last for point in points).toordinal()
    if first == last:
        first, last = max(first - 1, 1), min(last + 1, datetime.date.max.toordinal())
    return Scale(first, last, left, right)


def _number_scale(points: Sequence[Point], top: float, bottom: float):
    """Return the scale from bottom to top and its step, with room for open ends."""
    numbers = [number for point in points for number in point.bounds]
    low, high, step = axes.number_range(numbers, int((bottom - top) / TICK_ROOM))
    room = (high - low) * (shapes.FADE + 4) / (bottom - top)
    if any(point.upper is None and point.high + room > high for point in points):
        low, high, step = axes.number_range([low, max(numbers) + room], int((bottom - top) / 44))
    if any(point.lower is None and point.low - room < low < 0 for point in points):
        low, high, step = axes.number_range([min(numbers) - room, high], int((bottom - top) / 44))
    return Scale(low, high, bottom, top), step


def _drawn(line: Line, place: int, across: Scale, down: Scale, chart: Chart) -> Drawn:
    drawn = Drawn(line.name, LETTERS[place], place + 1)
    gaps = _wide(line, across)
    shown = thinned(_with_gap_ends(line, gaps), max(int((chart.right - chart.left) / COLUMN), 1))
    for run in _runs(shown, gaps) if line.is_joined else ([point] for point in shown):
        _draw_run(drawn, run, across, down, chart)
    step = FEW_APART if len(shown) * FEW_APART <= chart.right - chart.left else MARKS_APART
    kind = shapes.MARKERS[place]
    for point in _marked(shown, across, step if line.is_joined else 0):
        x, y = across(point.last.toordinal()), down(point.number)
        size = shapes.SIZE + (2 if point.is_answer else 0)
        path = shapes.marker(kind, x, y, size)
        drawn.marks.append(Mark(path, point.is_hollow, point.is_answer, point.text))
        since = across(max(point.first.toordinal(), across.low))
        if point.first != point.last and x - since >= LEAST_SPAN and step == FEW_APART:
            drawn.bars.append(shapes.span(since, x, y))
    return drawn


def _wide(line: Line, across: Scale) -> set[datetime.date]:
    """Return the days after which the line breaks; a gap too narrow to see does not break it."""
    return {
        after
        for after, before in line.gaps
        if across(before.toordinal()) - across(after.toordinal()) >= LEAST_GAP
    }


def _with_gap_ends(line: Line, gaps: set[datetime.date]) -> list[Point]:
    """Return the points that can be drawn. The points at a gap are never thinned out."""
    points = [point for point in line.points if point.bounds]
    if not gaps:
        return points
    ends = {
        place + beside
        for place, point in enumerate(points[:-1])
        if point.last in gaps
        for beside in (0, 1)
    }
    return [
        Point(**{**vars(point), "is_kept": True}) if place in ends else point
        for place, point in enumerate(points)
    ]


def _runs(points: Sequence[Point], gaps: set[datetime.date]) -> Iterator[list[Point]]:
    run: list[Point] = []
    for point in points:
        run.append(point)
        if point.last in gaps:
            yield run
            run = []
    if run:
        yield run


def _draw_run(drawn: Drawn, run: Sequence[Point], across: Scale, down: Scale, chart: Chart):
    """Draw a run without a gap: the line through the stated numbers, bands, and open ends."""

    def places(points, end):
        return [(across(p.last.toordinal()), down(getattr(p, end))) for p in points]

    for is_said, part in _parts(run, lambda point: point.number is not None):
        if is_said and len(part) > 1:
            drawn.paths.append(shapes.polyline(places(part, "number")))
    for is_range, part in _parts(run, lambda point: point.is_range):
        if is_range and len(part) > 1:
            drawn.bands.append(shapes.band(places(part, "lower"), places(part, "upper")))
        elif is_range:
            (x, top), (_x, bottom) = places(part, "upper")[0], places(part, "lower")[0]
            drawn.bars.append(shapes.bar(x, top, bottom))
    for bound, edge, anchor in (("upper", chart.top, "high"), ("lower", chart.bottom, "low")):
        for is_open, part in _parts(run, lambda point, end=bound: getattr(point, end) is None):
            if is_open:
                drawn.ends.append(shapes.open_end(places(part, anchor), edge))


def _parts(run: Sequence[Point], is_so) -> Iterator[tuple[bool, list[Point]]]:
    for answer, part in groupby(run, is_so):
        yield answer, list(part)


def _marked(points: Sequence[Point], across: Scale, apart: float) -> list[Point]:
    """Return the points with a marker: the last, the answer, and others ``apart`` pixels apart."""
    numbered = [point for point in points if point.number is not None]
    marked, edge = [], float("inf")
    for point in reversed(numbered):
        x = across(point.last.toordinal())
        if edge - x >= apart or point.is_answer:
            marked.append(point)
            edge = x
    return marked[::-1]


def _flag(chart: Chart, lines: Sequence[Line], across: Scale, down: Scale) -> None:
    """Draw a line from each revised value up to the lane of numbers."""
    numbered = []
    for line in lines:
        for point in line.points:
            if point.revision and point.bounds:
                x, y = across(point.last.toordinal()), down(point.high)
                path = f"M{shapes.number(x)} {shapes.number(chart.top - 6)}V{shapes.number(y)}"
                chart.flags.append(path)
                numbered.append((x, point.revision))
    chart.numbers = [(round(x, 1), n) for x, n in together(numbered, REVISIONS_APART)]


def _label(chart: Chart, lines: Sequence[Line], across: Scale, down: Scale) -> None:
    """Draw the names, or letters, beside the last values; a moved label gets a leader."""
    wanted, anchors = [], []
    for drawn, line in zip(chart.lines, lines, strict=True):
        last = [point for point in line.points if point.bounds][-1]
        y = down(last.number if last.number is not None else last.high)
        words = [drawn.letter] if chart.is_narrow else wrapped(line.name, LABEL_LETTERS)
        drawn.label = Text(chart.right + (10 if chart.is_narrow else 18), 0, words)
        wanted.append((y, LABEL_LINE * len(words) + 4))
        anchors.append((across(last.last.toordinal()), y))
    tops = spread(wanted, chart.top, chart.bottom)
    for drawn, (x, y), top, (_y, height) in zip(chart.lines, anchors, tops, wanted, strict=True):
        drawn.label = Text(drawn.label.x, round(top + 13, 1), drawn.label.lines)
        middle = top + height / 2
        if abs(middle - y) > LABEL_LINE or chart.right - x > 12:
            edge = chart.right + (6 if chart.is_narrow else 14)
            start, end = shapes.number(x + 8), shapes.number(edge)
            drawn.leader = f"M{start} {shapes.number(y)}L{end} {shapes.number(middle)}"
