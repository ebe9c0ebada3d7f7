"""Every value of a series as CSV: the points of the API, one a row."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from claims import counting, public
from claims.api.columns import columns
from claims.api.exports import in_csv
from claims.pages.asking import ask
from claims.pages.serving import public_page

POINT = columns(
    ("ref", "The claim."),
    ("number", "Of its publication.", "number", "number"),
    ("as_of", "The day that it is for.", "as_of.date"),
    ("as_of_precision", "How coarse that day is.", "as_of.precision"),
    ("text", "The value in words.", "value.text"),
    ("comparator", "How the number is meant.", "value.comparator"),
    *(
        (name, told, f"value.{name}", "number")
        for name, told in (
            ("amount", "The number that was said, in its unit."),
            ("low", "The low end that was said, in its unit."),
            ("high", "The high end that was said, in its unit."),
            ("lower", "The lowest number that the words allow, in base units; empty: unbounded."),
            ("upper", "The highest number that the words allow, in base units; empty: unbounded."),
        )
    ),
    ("unit", "Its unit.", "value.unit.code"),
    ("verification_status", "Is it so?"),
    ("independent_origins", "How many stand behind it.", "independent_origins", "number"),
    ("claimants", "Who says so.", lambda point: " ".join(point["claimants"])),
    ("stated_at", "When it was said.", "stated_at.date"),
    ("published_from", "Since when we say so."),
    ("display", "The sentence to print."),
)


@public_page
def series_csv(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    asked = ask(request, "as_of", "known_at")
    if asked.errors:
        told = "\n".join(f"{name}: {why}" for name, why in asked.errors.items())
        return HttpResponse(told, status=400, content_type="text/plain; charset=utf-8")
    series = public.series(asked.known_at).filter(slug=slug).first()
    if series is None:
        raise Http404
    stored = counting.points(series, until=asked.as_of, known_at=asked.known_at)
    headers = {"Content-Disposition": f'attachment; filename="{series.slug}.csv"'}
    body = in_csv(stored, POINT)
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
