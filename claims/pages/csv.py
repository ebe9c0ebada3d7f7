"""Every value of a series as CSV: the points of the API, one a row, as the API gives them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from claims.api.formats.columns import TABLES
from claims.api.formats.exports import in_csv
from claims.figures import running_counts
from claims.pages.public_page import public_page
from claims.pages.query import ask
from claims.record import visibility


@public_page
def series_csv(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    asked = ask(request, "as_of", "known_at")
    if asked.errors:
        told = "\n".join(f"{name}: {why}" for name, why in asked.errors.items())
        return HttpResponse(told, status=400, content_type="text/plain; charset=utf-8")
    series = visibility.series(asked.known_at).filter(slug=slug).first()
    if series is None:
        raise Http404
    stored = running_counts.points(series, until=asked.as_of, known_at=asked.known_at)
    headers = {"Content-Disposition": f'attachment; filename="{series.slug}.csv"'}
    body = in_csv(stored, TABLES["points"])
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
