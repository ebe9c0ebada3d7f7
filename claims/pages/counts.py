"""Stored values as the pictures and the tables beside them read them."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.drawing import Line, Point, thinned
from claims.figures import running_counts
from claims.figures.running_counts import unit_factors
from claims.models import Series
from claims.rules.comparison import Span, span
from claims.rules.series import Timeline, timeline
from claims.rules.values import COMPARATORS, OPEN_BELOW
from claims.rules.verification import STATUSES

# Rows of a table: as many stretches of time, each with four rows at most.
STRETCHES = 24


@dataclass(frozen=True)
class Count:
    """A series as it was public: its points as stored, oldest first, and what the rules find."""

    series: Series
    points: Sequence[dict]
    found: Timeline


def read(
    series: Series,
    *,
    until: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
    factors: dict[str, Decimal] | None = None,
) -> Count:
    """As ``running_counts.read``, with the stored points beside what is found on them."""
    stored = running_counts.points(series, until=until, known_at=known_at)
    points = [json.loads(point) for point in stored]
    factors = unit_factors() if factors is None else factors
    members = [running_counts.member(point, factors) for point in points]
    return Count(series, points, timeline(members, is_cumulative=series.is_cumulative))


def line_of(
    count: Count,
    factors: dict[str, Decimal],
    *,
    revisions: dict[str, int] | None = None,
    answers: Sequence[str] = (),
) -> Line:
    """A series as a line. ``revisions``: numbers by the ref of the value that followed."""
    numbered = revisions or {}
    kept = {revision.before.ref for revision in count.found.revisions}
    per = count.series.measure.default_unit.factor_to_base
    return Line(
        name=count.series.name,
        points=[
            point_of(
                point["ref"],
                point["value"],
                span(
                    datetime.date.fromisoformat(point["as_of"]["date"]), point["as_of"]["precision"]
                ),
                factors,
                per,
                is_answer=point["ref"] in answers,
                is_kept=point["ref"] in kept,
                revision=numbered.get(point["ref"], 0),
            )
            for point in count.points
        ],
        gaps=tuple((gap.after.span.last, gap.before.span.last) for gap in count.found.gaps),
    )


def days_of(as_of: dict) -> Span:
    return span(datetime.date.fromisoformat(as_of["date"]), as_of["precision"])


def point_of(ref: str, value: dict, days, factors, per: Decimal, **marks) -> Point:
    """A public ``value`` for some days, in units of ``per`` base units."""
    scaled = {
        name: value[name] and float(Decimal(value[name]) / per) for name in ("lower", "upper")
    }
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
    """Every downward revision with its number, in order of time, whatever series it is of."""
    found = [(revision, count) for count in counts for revision in count.found.revisions]
    found.sort(key=lambda one: (one[0].after.as_of, one[0].after.ref))
    return [(number, count, revision) for number, (revision, count) in enumerate(found, start=1)]


def table(line: Line, points: Sequence[dict]) -> dict:
    """What the picture shows, in rows: of many values the outline and every revision."""
    by_ref = {point["ref"]: point for point in points}
    rows = [
        {
            "days": days_words(point.first, point.last),
            "text": point.text,
            "lower": bound_words(by_ref[point.ref]["value"], "lower"),
            "upper": bound_words(by_ref[point.ref]["value"], "upper"),
            "status": STATUSES[by_ref[point.ref]["verification_status"]].label,
            "revision": point.revision,
            "ref": point.ref,
        }
        for point in thinned(line.points, STRETCHES)
    ]
    return {"name": line.name, "rows": rows[::-1], "all": len(line.points)}


def bound_words(value: dict, end: str) -> str:
    """A bound in base units; an end that the words leave open says so."""
    is_open = value[end] is None or (end == "lower" and value["comparator"] in OPEN_BELOW)
    if is_open:
        return "open"
    found = f"{Decimal(value[end]).normalize():,f}"
    return found if value[f"{end}_inclusive"] else f"{found}, not included"


def days_words(first: datetime.date, last: datetime.date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"
