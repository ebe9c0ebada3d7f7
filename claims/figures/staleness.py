"""The figures that rest on an old value, read with a fixed number of queries.

A few of the latest public values are read of each series, and a few of the newest values outside
every series, so that the work does not grow with the record.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from claims.models import Claim, Figure, FigureMember, FigurePolicy, Publication, Series
from claims.record.document import read
from claims.rules.comparison import span
from claims.rules.figures import POLICIES
from claims.rules.figures.staleness import RHYTHM_OF, Staleness, staleness

# The queue looks at so many figures and series at most, the oldest first.
MOST_FIGURES = 500
MOST_SERIES = 500
OUTSIDE = 3
DAY = Coalesce("as_of", "period_end")


@dataclass(frozen=True)
class Value:
    """A public value that a figure may rest on: its ref, its words, the last day of its time."""

    ref: str
    text: str
    day: datetime.date


@dataclass(frozen=True)
class Stale:
    """A stale figure, the latest value that it rests on, its series or None, and its age."""

    figure: Figure
    series: Series | None
    value: Value
    how: Staleness


def stale_figures(today: datetime.date) -> list[Stale]:
    """Return the figures whose latest counted public value is too old, the most overdue first."""
    figures = list(with_policy()[:MOST_FIGURES])
    series, loose, left_out = followed(figures), outside(figures), excluded(figures)
    rows = []
    for figure in figures:
        groups = [(each, values) for each, values in series if fits(each, figure)]
        groups.append((None, loose[figure.pk]))
        if stale := judged(figure, groups, left_out[figure.pk], today):
            rows.append(stale)
    return sorted(rows, key=lambda row: (row.how.limit - row.how.age, row.figure.pk))


def claims_of(stale: Iterable[Stale]) -> dict[str, int]:
    """Return the ids of the claims of the values, by ref."""
    refs = [row.value.ref for row in stale]
    return dict(Claim.objects.filter(ref__in=refs).values_list("ref", "pk"))


def judged(figure: Figure, groups, left_out: set[str], today: datetime.date) -> Stale | None:
    """Return the figure if its latest value is stale, else None.

    The latest value's group decides: a series has a rhythm, values without a series have none.
    """
    counted = [(one, [v for v in values if v.ref not in left_out]) for one, values in groups]
    counted = [(one, values) for one, values in counted if values]
    if not counted:
        return None
    series, values = max(counted, key=lambda pair: max(value.day for value in pair[1]))
    latest = max(values, key=lambda value: value.day)
    days = [value.day for value in values] if series else [latest.day]
    how = staleness(
        days,
        today,
        shelf_life_days=figure.measure.shelf_life_days,
        looked_on=figure.decided_at.date() if figure.was_decided_anew else None,
    )
    return Stale(figure, series, latest, how) if how.is_stale else None


def with_policy() -> QuerySet[Figure]:
    """Return figures that are answered, each with its current policy."""
    policies = FigurePolicy.objects.filter(figure=OuterRef("pk")).order_by("-id")
    figures = Figure.objects.select_related("measure").order_by("id")
    return figures.annotate(
        policy=Subquery(policies.values("policy")[:1]),
        follows=Subquery(policies.values("series")[:1]),
        prefers=Subquery(policies.values("preferred")[:1]),
        decided_at=Subquery(policies.values("at")[:1]),
        was_decided_anew=Subquery(policies.values("pk")[1:2]),
    ).filter(policy__isnull=False)


def fits(series: Series, figure: Figure) -> bool:
    """Return whether the values of a series may answer the figure."""
    if figure.policy == "latest_of_series":
        return series.pk == figure.follows
    if figure.policy == "preferred_claim":
        return False
    columns = ("measure_id", "subject_id", "scope_id")
    return all(getattr(series, name) == getattr(figure, name) for name in columns)


def followed(figures: Sequence[Figure]) -> list[tuple[Series, list[Value]]]:
    """Return the series that the figures follow or use, each with its latest public values."""
    wanted = Q(pk__in=[figure.follows for figure in figures if figure.follows])
    open_figures = [one for one in figures if POLICIES[one.policy].draws_on_all]
    wanted |= Q(
        measure__in={figure.measure_id for figure in open_figures},
        subject__in={figure.subject_id for figure in open_figures},
    )
    points = Publication.objects.in_force().filter(series=OuterRef("pk")).order_by("-as_of", "id")
    latest = {f"point_{n}": Subquery(points.values("point")[n : n + 1]) for n in range(RHYTHM_OF)}
    rows = Series.objects.filter(wanted).order_by("id").annotate(**latest)[:MOST_SERIES]
    texts = [(one, [getattr(one, name) for name in latest]) for one in rows]
    return [(one, [value_of(json.loads(text)) for text in some if text]) for one, some in texts]


def outside(figures: Sequence[Figure]) -> dict[int, list[Value]]:
    """Return by figure the newest values without a series, or the one that an editor prefers."""
    by_claim, by_publication = defaultdict(set), defaultdict(set)
    for one in figures:
        if one.policy == "preferred_claim":
            by_claim[one.prefers].add(one.pk)
    free = [one.pk for one in figures if POLICIES[one.policy].draws_on_all]
    same_scope = Q(scope=OuterRef("scope")) | Q(scope__isnull=True) & Q(
        IsNull(OuterRef("scope"), True)
    )
    newest = Publication.objects.in_force().filter(
        same_scope, series__isnull=True, measure=OuterRef("measure"), subject=OuterRef("subject")
    )
    newest = newest.exclude(comparator="").annotate(day=DAY).filter(day__isnull=False)
    newest = newest.order_by("-day", "-id")
    columns = {f"newest_{n}": Subquery(newest.values("pk")[n : n + 1]) for n in range(OUTSIDE)}
    rows = Figure.objects.filter(pk__in=free).annotate(**columns).values_list("pk", *columns)
    for figure, *pks in rows:
        for pk in filter(None, pks):
            by_publication[pk].add(figure)
    wanted = Q(pk__in=by_publication) | Q(claim__in=by_claim)
    values: dict[int, list[Value]] = defaultdict(list)
    texts = Publication.objects.in_force().filter(wanted).values_list("pk", "claim", "content")
    for pk, claim, content in texts:
        document = read(content)
        if document["as_of"] or document["period"]:
            for figure in by_publication[pk] | by_claim[claim]:
                values[figure].append(value_of(document))
    return values


def value_of(document: dict) -> Value:
    """Return a public value, or a point of a series, with the last day of its time."""
    if document["as_of"]:
        day, precision = document["as_of"]["date"], document["as_of"]["precision"]
    else:
        day, precision = document["period"]["end"], document["period"]["precision"]
    last = span(datetime.date.fromisoformat(day), precision).last
    text = document["value"]["text"] if document["value"] else ""
    return Value(document["ref"], text, last)


def excluded(figures: Sequence[Figure]) -> dict[int, set[str]]:
    """Return by figure the refs of the claims that an editor has excluded."""
    rows = FigureMember.objects.filter(figure__in=[figure.pk for figure in figures])
    rows = rows.order_by("id").values_list("figure", "claim__ref", "decision")
    refs: dict[int, set[str]] = defaultdict(set)
    for figure, ref, decision in rows:
        if decision == "exclude":
            refs[figure].add(ref)
        else:
            refs[figure].discard(ref)
    return refs
