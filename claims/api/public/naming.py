"""Filters by names: of sources, and of rows of the registers. Commas mean “or”."""

from django.core.exceptions import ValidationError as FormError
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from claims.api.http.parameters import PATH, SLUGS, Listed, Unfiltered
from claims.lists.sets import Chained
from claims.record import visibility


class SourceFilter(Listed):
    """Claims with a chain that names a source, or one that stands for it, in one of the roles.

    Of several sources, one is enough.
    """

    def __init__(self, help_text: str, *roles: str):
        super().__init__(help_text, kind=SLUGS)
        self.roles = roles

    def filter(self, queryset, value):
        return queryset.citing_any(value, *self.roles) if value else queryset


class NotSource(SourceFilter):
    """Claims of which no chain names one of the sources in one of the roles."""

    def filter(self, queryset, value):
        return queryset.exclude(Chained.naming(value, *self.roles).condition())


class Path(Unfiltered):
    """The steps of a chain: slugs of sources in order, from the document to the origin."""

    def __init__(self, help_text: str):
        super().__init__(help_text, kind=PATH)


class NamingFilters(filters.FilterSet):
    """Filters by slugs of public rows; an unknown slug is refused. Commas mean “or”."""

    REGISTERS = {
        "topic": (visibility.topics, "slug"),
        "measure": (visibility.measures, "code"),
        "subject": (visibility.subjects, "slug"),
        "scope": (visibility.scopes, "slug"),
        "series": (visibility.series, "slug"),
        "document": (visibility.documents, "pk"),
    }

    def __init__(self, data=None, *args, **kwargs):
        # Only the filters of the request: copying them all costs more than the query.
        known = type(self).base_filters
        self.base_filters = {name: known[name] for name in known if name in (data or ())}
        super().__init__(data, *args, **kwargs)

    def is_valid(self) -> bool:
        """Also look up the slugs: an unknown slug is an error of its parameter."""
        if not super().is_valid():
            return False
        given = self.form.cleaned_data
        for name in type(self).base_filters:
            given.setdefault(name)
        naming = [
            name
            for name, parameter in self.filters.items()
            if given[name] and isinstance(parameter, SourceFilter | Path)
        ]
        sources = visibility.named(slug for name in naming for slug in given[name])
        for name in naming:
            self._name(name, sources)
        for name in self.REGISTERS:
            if name in self.filters and given[name]:
                rows, key = self.REGISTERS[name]
                found = rows().filter(**{f"{key}__in": given[name]})
                self._name(name, {getattr(row, key): row for row in found})
        self.compare()
        return not self.form.errors

    def compare(self) -> None:
        """Refuse parameters that do not go together."""

    def _name(self, parameter: str, found: dict) -> None:
        """Put the rows in the place of their names."""
        given = self.form.cleaned_data[parameter]
        if unknown := [str(name) for name in dict.fromkeys(given) if name not in found]:
            shown = "”, “".join(unknown[:10])
            self._refuse(parameter, f"unknown_{parameter}", f"Nothing public is called “{shown}”.")
        else:
            self.form.cleaned_data[parameter] = [found[name] for name in given]

    def _refuse(self, parameter: str, code: str, message: str) -> None:
        self.form.add_error(parameter, FormError(message, code=code))

    def filter_queryset(self, queryset: QuerySet, leaving_out=()) -> QuerySet:
        given = self.form.cleaned_data
        for name, parameter in self.filters.items():
            if name in leaving_out:
                continue
            if name == "topic" and given[name]:
                queryset = queryset.filter(topic__in=visibility.topics_below(*given[name]))
            else:
                queryset = parameter.filter(queryset, given[name])
        return queryset
