"""Stored values as pictures and as tables: wide for a desk and paper, narrow for a phone."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.drawing import Chart, Line, Point, draw, thinned
from claims.drawing.chart import MOST_LINES
from claims.figures import running_counts
from claims.models import Series
from claims.rules.comparison import Span, span
from claims.rules.series import Timeline, timeline
from claims.rules.values import COMPARATORS, OPEN_BELOW
from claims.rules.verification import STATUSES

# Stretches of time in a table, each with four rows at most.
STRETCHES = 24
WIDE, NARROW = (860, 440), (380, 340)


@dataclass(frozen=True)
class Count:
    """A series as it was public: its stored points, oldest first, and the rules' findings."""

    series: Series
    points: Sequence[dict]
    found: Timeline


def read(series: Series, *, until, known_at, factors: dict[str, Decimal]) -> Count:
    """Read a series as ``running_counts.read``, with its stored points."""
    stored = running_counts.points(series, until=until, known_at=known_at)
    points = [json.loads(point) for point in stored]
    members = [running_counts.member(point, factors) for point in points]
    return Count(series, points, timeline(members, is_cumulative=series.is_cumulative))


def line_of(
    count: Count,
    factors: dict[str, Decimal],
    revisions: dict[str, int],
    answers: Sequence[str] = (),
) -> Line:
    """Return a series as a line. ``revisions``: numbers by the ref of the later value."""
    revised = {revision.before.ref for revision in count.found.revisions}
    per = count.series.measure.default_unit.factor_to_base
    return Line(
        name=count.series.name,
        points=[
            point_of(
                point["ref"],
                point["value"],
                days_of(point["as_of"]),
                factors,
                per,
                is_answer=point["ref"] in answers,
                is_kept=point["ref"] in revised,
                revision=revisions.get(point["ref"], 0),
            )
            for point in count.points
        ],
        gaps=tuple((gap.after.span.last, gap.before.span.last) for gap in count.found.gaps),
    )


def days_of(as_of: dict) -> Span:
    return span(datetime.date.fromisoformat(as_of["date"]), as_of["precision"])


def point_of(ref: str, value: dict, days, factors, per: Decimal, **marks) -> Point:
    """Return a public ``value`` for some days as a point, in units of ``per`` base units."""
    ends = ("lower", "upper")
    scaled = {name: value[name] and float(Decimal(value[name]) / per) for name in ends}
    amount = value["amount"] and Decimal(value["amount"]) * factors[value["unit"]["code"]] / per
    comparator = value["comparator"]
    if comparator in OPEN_BELOW:
        scaled["lower"] = None
    marks["is_kept"] = bool(marks.get("is_kept") or marks.get("revision") or marks.get("is_answer"))
    return Point(
        first=days.first,
        last=days.last,
        text=value["text"],
        number=None if amount is None else float(amount),
        **scaled,
        is_hollow=COMPARATORS[comparator].excludes_number,
        ref=ref,
        **marks,
    )


def numbered(counts: Sequence[Count]) -> list[tuple[int, Count, object]]:
    """Return the downward revisions of all series with their numbers, in order of time."""
    pairs = [(count, revision) for count in counts for revision in count.found.revisions]
    pairs.sort(key=lambda pair: (pair[1].after.as_of, pair[1].after.ref))
    return [(number, *pair) for number, pair in enumerate(pairs, start=1)]


def table(line: Line, points: Sequence[dict]) -> dict:
    """Return the points of a picture in rows: of many points the outline and every revision."""
    stored = {point["ref"]: point for point in points}
    rows = [
        {
            "days": days_words(point.first, point.last),
            "text": point.text,
            "lower": bound_words(stored[point.ref]["value"], "lower"),
            "upper": bound_words(stored[point.ref]["value"], "upper"),
            "status": STATUSES[stored[point.ref]["verification_status"]].label,
            "revision": point.revision,
            "ref": point.ref,
        }
        for point in thinned(line.points, STRETCHES)
    ]
    return {"name": line.name, "rows": rows[::-1], "all": len(line.points)}


def bound_words(value: dict, end: str) -> str:
    """Return a bound in base units, or “open” for an end that the words leave open."""
    if value[end] is None or (end == "lower" and value["comparator"] in OPEN_BELOW):
        return "open"
    bound = f"{Decimal(value[end]).normalize():,f}"
    return bound if value[f"{end}_inclusive"] else f"{bound}, not included"


def days_words(first: datetime.date, last: datetime.date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def pictures(lines: Sequence[Line], *, unit: str, title: str) -> dict | None:
    """Return the context of a chart, drawn wide and narrow; None if nothing can be drawn."""
    wide, narrow = (draw(lines, width=w, height=h, unit=unit) for w, h in (WIDE, NARROW))
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
    """Return the picture in words, for screen readers."""
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
        revised = sum(bool(point.revision) for point in points)
        if revised:
            parts.append(f"{revised} downward revision{'s' if revised > 1 else ''}.")
        opened = sum(None in (point.lower, point.upper) for point in points)
        if opened:
            parts.append(f"{opened} of them open at one end.")
    if not chart.from_zero:
        parts.append("The vertical axis does not start at 0.")
    return " ".join(parts)
