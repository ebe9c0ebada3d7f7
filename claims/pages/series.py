"""The page of a series: a count with its revisions, gaps and hints, and what stands beside it."""

import datetime
import json
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.figures import running_counts
from claims.models import Publication, Series
from claims.pages import counts
from claims.pages.charts import pictures
from claims.pages.evidence import evidence
from claims.pages.public_page import public_page
from claims.pages.query import Asked, ask
from claims.record import visibility
from claims.related_claims.side_by_side import Beside, beside

RELATED = ("measure__default_unit", "subject", "scope", "claimant", "derives_from")
TOLD = ("measure", "subject", "scope__within", "unit", "series", "claimant")
MOST_REVISIONS = MOST_GAPS = 40
MOST_TO_CHOOSE = 100


@public_page
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    asked = ask(request, "as_of", "known_at", "beside")
    series = visibility.series(asked.known_at).select_related(*RELATED).filter(slug=slug).first()
    if series is None:
        raise Http404
    choices = others_of(series, asked.known_at)
    claims = claims_of(series, asked.known_at)
    chosen = asked.text("beside")
    other = next((other for other in choices if other.slug == chosen), None)
    claim = claims.filter(ref=chosen).first() if chosen else None
    context = {
        "series": series,
        "asked": asked,
        "choices": choices,
        "claims": offered(claims[:MOST_TO_CHOOSE], claim),
    }
    if chosen and not (other or claim):
        asked.errors["beside"] = (
            "Choose a public series about the same subject by its slug, or a public value outside "
            "every series by its ref."
        )
    if not asked.errors:
        context |= shown(series, other, claim, asked)
    return render(request, "claims/pages/series.html", context, status=asked.status)


def others_of(series: Series, known_at) -> list[Series]:
    """What may stand beside it: other public series about the same subject."""
    others = visibility.series(known_at).filter(subject=series.subject_id).exclude(pk=series.pk)
    return list(others.select_related(*RELATED).order_by("name", "id")[:MOST_TO_CHOOSE])


def claims_of(series: Series, known_at) -> QuerySet[Publication]:
    """Values about the same subject that belong to no series, by measure, the latest first."""
    alone = Publication.objects.in_force(known_at).filter(
        subject=series.subject_id, series__isnull=True
    )
    return (
        alone.exclude(comparator="").select_related(*TOLD).order_by("measure_id", "-as_of", "-id")
    )


def offered(claims: Iterable[Publication], chosen: Publication | None) -> list[Publication]:
    """The first few, and the chosen one where it is not among them."""
    found = {row.pk: row for row in claims}
    return [*found.values(), *([chosen] if chosen and chosen.pk not in found else [])]


def shown(series: Series, other: Series | None, claim: Publication | None, asked: Asked) -> dict:
    factors = counts.unit_factors()
    clocks = {"until": asked.as_of, "known_at": asked.known_at}
    own = counts.read(series, **clocks, factors=factors)
    second = other and counts.read(other, **clocks, factors=factors)
    on_one_axis = [own, *([second] if second and same_axis(series, other) else [])]
    revisions = counts.numbered(on_one_axis)
    numbers = {revision.after.ref: number for number, _count, revision in revisions}
    lines = [(counts.line_of(count, factors, revisions=numbers), count) for count in on_one_axis]
    latest = latest_row(series, own, asked.known_at)
    document = latest and json.loads(latest.content)
    return {
        "document": document,
        "latest": own.found.current,
        "first": own.found.members[0] if own.found.members else None,
        "count": len(own.points),
        "usual_days": own.found.usual_days,
        "picture": pictures(
            [line for line, _count in lines],
            unit=series.measure.default_unit.plural,
            title=series.name,
        ),
        "tables": [counts.table(line, count.points) for line, count in lines],
        "revisions": revisions[-MOST_REVISIONS:][::-1],
        "revisions_in_all": len(revisions),
        "gaps": own.found.gaps[-MOST_GAPS:][::-1],
        "gaps_in_all": len(own.found.gaps),
        "missing": sum(gap.missing for gap in own.found.gaps),
        "alike": running_counts.alike(series, own.found, asked.known_at),
        "sum": running_counts.sum_of_parts(series, own.found, asked.known_at),
        "evidence": [evidence(document)] if document else [],
        "other": other,
        "claim": claim,
        "beside": side(latest, latest_row(other, second, asked.known_at) if second else claim),
        "is_on_one_axis": len(on_one_axis) == 2,
    }


def same_axis(one: Series, other: Series) -> bool:
    units = [series.measure.default_unit for series in (one, other)]
    return len({(unit.dimension, unit.currency) for unit in units}) == 1


def latest_row(series: Series, count: counts.Count, known_at) -> Publication | None:
    """The publication of the latest value that is shown."""
    if count.found.current is None:
        return None
    day: datetime.date = count.found.current.as_of
    rows = Publication.objects.in_force(known_at).filter(series=series, as_of=day)
    return rows.select_related(*TOLD).order_by("-id").first()


def side(one: Publication | None, other: Publication | None) -> Beside | None:
    return beside(one, other) if one and other else None
