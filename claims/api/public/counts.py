"""Series and figures: running counts with what the rules find on them, and answers to questions."""

import json

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.settings import api_settings

from claims.api.formats import exports
from claims.api.http.parameters import DAY, parameter_of
from claims.api.public.claims import json_response
from claims.api.public.count_filters import FigureFilters, SeriesFilters
from claims.api.public.registers import RegisterList
from claims.api.shapes.counts import (
    AlikeShape,
    FigureAnswer,
    FigureRow,
    PointsAnswer,
    SeriesDetail,
    SeriesRow,
    figure_json,
)
from claims.api.views import KNOWN_AT_PARAMETER, PublicView, moment_of
from claims.figures import answers, running_counts
from claims.models import Figure, Series
from claims.record import visibility
from claims.record.document import PointShape
from claims.record.shape import write


def day_parameter(name: str, description: str) -> OpenApiParameter:
    schema = {"type": "string", "format": "date"}
    return OpenApiParameter(name, schema, description=description)


AS_OF = day_parameter("as_of", "The day in the world that is asked for; without it, the latest.")
SINCE = day_parameter("as_of_after", "Points for this day or later.")
UNTIL = day_parameter("as_of_before", "Points for this day or earlier.")


class CountList(RegisterList):
    """A list that is asked for by moment: its filters say what was public then."""

    filter_backends = api_settings.DEFAULT_FILTER_BACKENDS

    def get(self, request):
        rows = self.filter_queryset(self.get_queryset())
        return self.answer(rows, self.get_serializer())


def series_rows():
    """Series as they are listed, public or not."""
    rows = Series.objects.select_related("measure", "subject", "scope", "claimant", "derives_from")
    original = visibility.series().filter(pk=OuterRef("derives_from"))
    return rows.annotate(is_original_public=Exists(original))


def figure_rows():
    """Figures as they are listed, public or not."""
    return Figure.objects.select_related("measure__default_unit", "subject", "scope")


class SeriesList(CountList):
    """Running counts with a public value, by slug."""

    table = "series"
    queryset = Series.objects.none()
    serializer_class = SeriesRow
    filterset_class = SeriesFilters
    public_rows = staticmethod(series_rows)


class SeriesView(PublicView):
    knows_moments = True
    days: tuple[str, ...] = ()
    queryset = Series.objects.none()

    def parameters(self) -> set[str]:
        return {*super().parameters(), *self.days}

    def series(self, slug: str, known_at) -> Series:
        """The public series of this slug, as it is listed; raises ``Http404``."""
        known = visibility.series(known_at).values("pk")
        return first(series_rows().filter(slug=slug, pk__in=known))


class SeriesOne(SeriesView):
    """A running count: its latest value, what was revised downward, gaps, and what it is like.

    `as_of` asks what its latest value was on a day; `known_at` what was public at a moment.
    """

    days = ("as_of",)
    serializer_class = SeriesDetail

    @extend_schema(operation_id="series_retrieve", parameters=[AS_OF, KNOWN_AT_PARAMETER])
    def get(self, request, slug: str):
        known_at, until = moment_of(request), parameter_of(request, "as_of", DAY)
        series = self.series(slug, known_at)
        read = running_counts.read(series, until=until, known_at=known_at)
        detail = write(
            SeriesDetail,
            series,
            points=len(read.members),
            usual_days=read.usual_days,
            first=next(iter(read.members), None),
            latest=read.current,
            revisions=read.revisions,
            gaps=read.gaps,
            alike=[
                write(AlikeShape, likely, series=other.slug)
                for other, likely in running_counts.alike(series, read, known_at)
            ],
            sum=running_counts.sum_of_parts(series, read, known_at),
        )
        return Response(detail)


def first(rows: QuerySet[Series]) -> Series:
    found = next(iter(rows), None)
    if found is None:
        raise Http404
    return found


class SeriesPoints(SeriesView):
    """Every point of a running count, oldest first: one for each day, as it was published.

    They come all at once, since a series is drawn and reckoned with as a whole.
    """

    table = "points"
    days = ("as_of_after", "as_of_before")
    serializer_class = PointsAnswer
    row_class = PointShape

    @extend_schema(operation_id="series_points", parameters=[SINCE, UNTIL, KNOWN_AT_PARAMETER])
    def get(self, request, slug: str):
        known_at = moment_of(request)
        series = first(visibility.series(known_at).filter(slug=slug).order_by())
        stored = running_counts.stored(
            since=parameter_of(request, "as_of_after", DAY),
            before=parameter_of(request, "as_of_before", DAY),
            known_at=known_at,
        )
        rows, selected = stored.filter(series=series), self.selected()
        if self.is_stream:
            points = rows.values_list("point", flat=True)
            return self.stream(points, selected.texts(exports.each(points)), selected)
        found = ",".join(selected.texts(running_counts.texts(rows)))
        return json_response(f'{{"series":{json.dumps(slug)},"points":[{found}]}}')


class FigureList(CountList):
    """Questions that we answer, by slug."""

    table = "figures"
    queryset = Figure.objects.none()
    serializer_class = FigureRow
    filterset_class = FigureFilters
    public_rows = staticmethod(figure_rows)


class FigureOne(PublicView):
    """The answer to a question, by the policy of an editor, with everything it takes to weigh it.

    `as_of` asks for the answer for a day in the world, `known_at` for what we answered at a
    moment. A figure that has no answer says why in `missing`.
    """

    knows_moments = True
    is_selectable = True
    includable = ("claims",)
    queryset = Figure.objects.none()
    serializer_class = FigureAnswer

    def parameters(self) -> set[str]:
        return {*super().parameters(), "as_of"}

    @extend_schema(operation_id="figures_retrieve", parameters=[AS_OF, KNOWN_AT_PARAMETER])
    def get(self, request, slug: str):
        known_at, as_of = moment_of(request), parameter_of(request, "as_of", DAY)
        selected = self.selected()
        figure = figure_rows().filter(slug=slug).first()
        told = figure and answers.find(figure, as_of=as_of, known_at=known_at)
        if told is None:
            raise Http404
        answer = figure_json(figure, told, as_of=as_of, known_at=known_at)
        if "claims" in selected.included:
            answer["claims"] = [told.documents[one.ref] for one in told.answer.used]
        return Response(selected.members(answer))
