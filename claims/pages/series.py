"""The page of a series: one count with its revisions, gaps and hints, and another beside it."""

import datetime
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims import counting, public
from claims.beside import Beside, beside
from claims.models import Publication, Series
from claims.pages import counts
from claims.pages.asking import Asked, ask
from claims.pages.charts import pictures
from claims.pages.evidence import evidence
from claims.pages.serving import public_page

RELATED = ("measure__default_unit", "subject", "scope", "claimant", "derives_from")
MOST_REVISIONS = MOST_GAPS = 40
MOST_TO_CHOOSE = 100


@public_page
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    asked = ask(request, "as_of", "known_at", "beside")
    series = public.series(asked.known_at).select_related(*RELATED).filter(slug=slug).first()
    if series is None:
        raise Http404
    choices = others_of(series, asked.known_at)
    context = {"series": series, "asked": asked, "choices": choices}
    chosen = asked.text("beside")
    if chosen and chosen not in {other.slug for other in choices}:
        asked.errors["beside"] = "Choose a public series about the same subject, by its slug."
    if not asked.errors:
        other = next((other for other in choices if other.slug == chosen), None)
        context |= shown(series, other, asked)
    return render(request, "claims/pages/series.html", context, status=asked.status)


def others_of(series: Series, known_at) -> list[Series]:
    """What may stand beside it: other public series about the same subject."""
    others = public.series(known_at).filter(subject=series.subject_id).exclude(pk=series.pk)
    return list(others.select_related(*RELATED).order_by("name", "id")[:MOST_TO_CHOOSE])


def shown(series: Series, other: Series | None, asked: Asked) -> dict:
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
        "alike": counting.alike(series, own.found, asked.known_at),
        "sum": counting.sum_of_parts(series, own.found, asked.known_at),
        "evidence": [evidence(document)] if document else [],
        "other": other,
        "beside": second and side(latest, latest_row(other, second, asked.known_at)),
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
    related = ("measure", "subject", "scope__within", "unit", "series", "claimant")
    return rows.select_related(*related).order_by("-id").first()


def side(one: Publication | None, other: Publication | None) -> Beside | None:
    return beside(one, other) if one and other else None
