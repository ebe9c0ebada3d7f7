"""Series and figures: running counts with what the rules find on them, and answers to questions."""

import json

from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.settings import api_settings

from claims.api.formats import exports
from claims.api.http.parameters import DAY, Moment, Slugs, Unfiltered, parameter_of
from claims.api.public.claims import json_response
from claims.api.public.naming import NamingFilters, SourceFilter
from claims.api.public.registers import register
from claims.api.shapes import counts as shapes
from claims.api.views import KNOWN_AT, KNOWN_AT_PARAMETER, PublicView, moment_of, or_404
from claims.figures import answers, running_counts
from claims.models import Figure, Series
from claims.record import visibility
from claims.record.document import PointShape, point
from claims.record.shape import write
from claims.rules.saying import SOURCE_LANGUAGE
from sources.relations.standing import members


def day_parameter(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, DAY.schema, description=description)


AS_OF = day_parameter("as_of", "The day in the world that is asked for; without it, the latest.")
SINCE = day_parameter("as_of_after", "Points for this day or later.")
UNTIL = day_parameter("as_of_before", "Points for this day or earlier.")


class CounterFilter(SourceFilter):
    """Series of one of the sources, or of one that stands for it."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(claimant__in={standing.source_id for standing in members(*value)})


class CountFilters(NamingFilters):
    """The filters of both lists. They find what was public at ``known_at``."""

    measure = Slugs("Codes of what is counted.")
    subject = Slugs("Slugs of whom or what it is about.")
    scope = Slugs("Slugs of the population, territory and rules.")
    known_at = Moment(KNOWN_AT)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset.filter(pk__in=self.public().values("pk")))


class SeriesFilters(CountFilters):
    claimant = CounterFilter("Slugs of who counts, or of the body that they stand for.")
    as_of = Unfiltered("With a value for this day or an earlier one.", kind=DAY)

    def public(self) -> QuerySet:
        given = self.form.cleaned_data
        return visibility.series(given["known_at"], until=given["as_of"])


class FigureFilters(CountFilters):
    def public(self) -> QuerySet:
        return visibility.figures(self.form.cleaned_data["known_at"])


def series_rows():
    """Return series as they are listed, public or not."""
    rows = Series.objects.select_related("measure", "subject", "scope", "claimant", "derives_from")
    original = visibility.series().filter(pk=OuterRef("derives_from"))
    return rows.annotate(is_original_public=Exists(original))


def figure_rows():
    """Return figures as they are listed, public or not."""
    return Figure.objects.select_related("measure__default_unit", "subject", "scope")


SeriesList = register(
    "series",
    "Running counts with a public value, by slug.",
    series_rows,
    shapes.SeriesRow,
    filterset_class=SeriesFilters,
    filter_backends=api_settings.DEFAULT_FILTER_BACKENDS,
)
FigureList = register(
    "figures",
    "Questions that we answer, by slug.",
    figure_rows,
    shapes.FigureRow,
    filterset_class=FigureFilters,
    filter_backends=api_settings.DEFAULT_FILTER_BACKENDS,
)


class SeriesOne(PublicView):
    """A running count: its latest value, downward revisions, gaps, and series like it.

    `as_of` asks for its latest value on a day; `known_at` for what was public at a moment.
    """

    knows_moments = True
    own_parameters = ("as_of",)
    queryset = Series.objects.none()
    serializer_class = shapes.SeriesDetail

    @extend_schema(operation_id="series_retrieve", parameters=[AS_OF, KNOWN_AT_PARAMETER])
    def get(self, request, slug: str):
        known_at, until = moment_of(request), parameter_of(request, "as_of", DAY)
        public = visibility.series(known_at).values("pk")
        series = first(series_rows().filter(slug=slug, pk__in=public))
        read = running_counts.read(series, until=until, known_at=known_at)
        detail = write(
            shapes.SeriesDetail,
            series,
            points=len(read.members),
            usual_days=read.usual_days,
            first=next(iter(read.members), None),
            latest=read.current,
            revisions=read.revisions,
            gaps=read.gaps,
            alike=[
                write(shapes.AlikeShape, likely, series=other.slug)
                for other, likely in running_counts.alike(series, read, known_at)
            ],
            sum=running_counts.sum_of_parts(series, read, known_at),
        )
        return Response(detail)


def first(rows: QuerySet[Series]) -> Series:
    return or_404(next(iter(rows), None))


class SeriesPoints(PublicView):
    """Every point of a running count, oldest first: one for each day, as it was published.

    There are no pages: a series is drawn and computed with as a whole.
    """

    table = "points"
    knows_moments = True
    speaks = True
    queryset = Series.objects.none()
    own_parameters = ("as_of_after", "as_of_before")
    serializer_class = shapes.PointsAnswer
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
        if self.language != SOURCE_LANGUAGE:
            contents = rows.values_list("content", flat=True)
            told = selected.points(exports.each(contents), point)
            if self.is_stream:
                return self.stream(contents, told, selected)
            points = ",".join(told)
        elif self.is_stream:
            points = rows.values_list("point", flat=True)
            return self.stream(points, selected.texts(exports.each(points)), selected)
        else:
            points = ",".join(selected.texts(running_counts.texts(rows)))
        return json_response(f'{{"series":{json.dumps(slug)},"points":[{points}]}}')


class FigureOne(PublicView):
    """The answer to a question by the policy of an editor, with its grounds and alternatives.

    `as_of` asks for the answer for a day in the world, `known_at` for our answer at a moment.
    A figure without an answer says why in `missing`.
    """

    knows_moments = True
    speaks = True
    own_parameters = ("as_of",)
    is_selectable = True
    includable = ("claims",)
    queryset = Figure.objects.none()
    serializer_class = shapes.FigureAnswer

    @extend_schema(operation_id="figures_retrieve", parameters=[AS_OF, KNOWN_AT_PARAMETER])
    def get(self, request, slug: str):
        known_at, as_of = moment_of(request), parameter_of(request, "as_of", DAY)
        selected = self.selected()
        figure = figure_rows().filter(slug=slug).first()
        asked = {"as_of": as_of, "known_at": known_at, "language": self.language}
        told = or_404(figure and answers.find(figure, **asked))
        answer = shapes.figure_json(figure, told, as_of=as_of, known_at=known_at)
        if "claims" in selected.included:
            answer["claims"] = [told.documents[one.ref] for one in told.answer.used]
        return Response(selected.members(answer))
