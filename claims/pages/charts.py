"""The picture of a page: drawn twice, wide for a desk and paper, narrow for a phone."""

from collections.abc import Sequence

from claims.drawing import Chart, Line, draw
from claims.drawing.chart import MOST_LINES

WIDE, NARROW = (860, 440), (380, 340)


def pictures(lines: Sequence[Line], *, unit: str, title: str) -> dict | None:
    """What the template of a chart needs; ``None`` where nothing can be drawn."""
    wide, narrow = (
        draw(lines, width=width, height=height, unit=unit) for width, height in (WIDE, NARROW)
    )
    if wide is None:
        return None
    drawn = [line for line in lines if any(point.bounds for point in line.points)]
    return {
        "title": title,
        "description": described(drawn[:MOST_LINES], wide),
        "charts": [("wide", wide), ("narrow", narrow)],
        "key": [
            {"drawn": one, "values": len(line.points)}
            for one, line in zip(wide.lines, drawn[:MOST_LINES], strict=True)
        ],
        "not_drawn": [line.name for line in drawn[MOST_LINES:]],
        "has_ranges": any(one.bands or one.bars for one in wide.lines),
        "has_open_ends": wide.has_open_ends,
        "has_hollow": any(mark.is_hollow for one in wide.lines for mark in one.marks),
        "has_answer": any(mark.is_answer for one in wide.lines for mark in one.marks),
    }


def described(lines: Sequence[Line], chart: Chart) -> str:
    """The picture in words, for whoever does not see it."""
    parts = [f"{chart.unit[:1].upper()}{chart.unit[1:]} over time."]
    for line in lines:
        points = [point for point in line.points if point.bounds]
        first, last = points[0], points[-1]
        if len(points) == 1:
            parts.append(f"{line.name}: {last.text} for {last.last}.")
            continue
        parts.append(
            f"{line.name}: {len(points)} values, from {first.text} for {first.last} "
            f"to {last.text} for {last.last}."
        )
        revised = sum(1 for point in points if point.revision)
        if revised:
            parts.append(f"{revised} downward revision{'s' if revised > 1 else ''}.")
        opened = sum(1 for point in points if point.upper is None or point.lower is None)
        if opened:
            parts.append(f"{opened} of them open at one end.")
    if not chart.from_zero:
        parts.append("The vertical axis does not start at 0.")
    return " ".join(parts)
