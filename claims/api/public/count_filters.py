"""What the lists of series and figures can be narrowed by."""

from django.db.models import QuerySet

from claims.api.http.parameters import Day, Moment, Slug
from claims.api.public.filters import NamingFilters, SourceFilter
from claims.api.views import KNOWN_AT
from claims.record import visibility
from sources.relations.standing import members

MEASURE = "Code of what is counted."
SUBJECT = "Slug of whom or what it is about."
SCOPE = "Slug of the population, territory and rules."


class CounterFilter(SourceFilter):
    """Series of a source, or of one that stands for it."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(claimant__in={standing.source_id for standing in members(value)})


class SeriesFilters(NamingFilters):
    measure = Slug(help_text=MEASURE)
    subject = Slug(help_text=SUBJECT)
    scope = Slug(help_text=SCOPE)
    claimant = CounterFilter(help_text="Slug of who counts, or of the body that they stand for.")
    as_of = Day(method="by_world", help_text="With a value for this day or an earlier one.")
    known_at = Moment(help_text=KNOWN_AT)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        given = self.form.cleaned_data
        found = visibility.series(given["known_at"], until=given["as_of"])
        return super().filter_queryset(queryset.filter(pk__in=found.values("pk")))

    def by_world(self, queryset, name, value):
        """Done with the moment: what is asked for is a value that was public then."""
        return queryset


class FigureFilters(NamingFilters):
    measure = Slug(help_text=MEASURE)
    subject = Slug(help_text=SUBJECT)
    scope = Slug(help_text=SCOPE)
    known_at = Moment(help_text=KNOWN_AT)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = visibility.figures(self.form.cleaned_data["known_at"])
        return super().filter_queryset(queryset.filter(pk__in=found.values("pk")))
