"""The page of a series: its values with revisions, gaps and hints, beside others; and its CSV."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from claims.api.formats.columns import TABLES
from claims.api.formats.exports import in_csv
from claims.figures import running_counts
from claims.models import Publication, Series
from claims.pages import counts
from claims.pages.evidence import evidence
from claims.pages.public_page import public_page
from claims.pages.query import Asked, ask
from claims.record import visibility
from claims.record.document import read
from claims.related_claims.side_by_side import beside

RELATED = ("measure__default_unit", "subject", "scope", "claimant", "derives_from")
TOLD = ("measure", "subject", "scope__within", "unit", "series", "claimant")
MOST_REVISIONS = MOST_GAPS = 40
MOST_TO_CHOOSE = 100


@public_page
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    asked = ask(request, "as_of", "known_at", "beside")
    series = visibility.series(asked.known_at).select_related(*RELATED)
    series = get_object_or_404(series, slug=slug)
    choices = others_of(series, asked.known_at)
    claims = claims_of(series, asked.known_at)
    chosen = asked.text("beside")
    other = next((other for other in choices if other.slug == chosen), None)
    claim = claims.filter(ref=chosen).first() if chosen else None
    context = {
        "series": series,
        "asked": asked,
        "choices": choices,
        "claims": list(dict.fromkeys([*claims[:MOST_TO_CHOOSE], *([claim] if claim else [])])),
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
    """Return the other public series about the same subject."""
    others = visibility.series(known_at).filter(subject=series.subject_id).exclude(pk=series.pk)
    return list(others.select_related(*RELATED).order_by("name", "id")[:MOST_TO_CHOOSE])


def claims_of(series: Series, known_at) -> QuerySet[Publication]:
    """Return values about the same subject outside all series, by measure, the latest first."""
    rows = Publication.objects.in_force(known_at).filter(subject=series.subject_id)
    rows = rows.filter(series__isnull=True).exclude(comparator="")
    return rows.select_related(*TOLD).order_by("measure_id", "-as_of", "-id")


def shown(series: Series, other: Series | None, claim: Publication | None, asked: Asked) -> dict:
    factors = running_counts.unit_factors()
    clocks = {"until": asked.as_of, "known_at": asked.known_at}
    own = counts.read(series, **clocks, factors=factors)
    second = other and counts.read(other, **clocks, factors=factors)
    on_one_axis = [own, second] if second and same_axis(series, other) else [own]
    revisions = counts.numbered(on_one_axis)
    numbers = {revision.after.ref: number for number, _count, revision in revisions}
    lines = [(counts.line_of(count, factors, revisions=numbers), count) for count in on_one_axis]
    latest = latest_row(own, asked.known_at)
    against = latest_row(second, asked.known_at) if second else claim
    document = latest and read(latest.content)
    return {
        "document": document,
        "latest": own.found.current,
        "first": own.found.members[0] if own.found.members else None,
        "count": len(own.points),
        "usual_days": own.found.usual_days,
        "picture": counts.pictures(
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
        "beside": beside(latest, against) if latest and against else None,
        "is_on_one_axis": len(on_one_axis) == 2,
    }


def same_axis(one: Series, other: Series) -> bool:
    units = [series.measure.default_unit for series in (one, other)]
    return len({(unit.dimension, unit.currency) for unit in units}) == 1


def latest_row(count: counts.Count, known_at) -> Publication | None:
    """Return the publication of the latest value that is shown."""
    if count.found.current is None:
        return None
    day = count.found.current.as_of
    rows = Publication.objects.in_force(known_at).filter(series=count.series, as_of=day)
    return rows.select_related(*TOLD).order_by("-id").first()


@public_page
def series_csv(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """Every value of a series as CSV: the points of the API, one a row."""
    asked = ask(request, "as_of", "known_at")
    if asked.errors:
        text = "\n".join(f"{name}: {why}" for name, why in asked.errors.items())
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    series = get_object_or_404(visibility.series(asked.known_at), slug=slug)
    stored = running_counts.points(series, until=asked.as_of, known_at=asked.known_at)
    headers = {"Content-Disposition": f'attachment; filename="{series.slug}.csv"'}
    body = in_csv(stored, TABLES["points"])
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
