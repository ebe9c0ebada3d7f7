"""The filters of the lists of public claims. Several filters are joined by “and”."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError as FormError
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from claims.api.http.parameters import (
    SLUG,
    WORDS,
    AtLeast,
    Countries,
    Day,
    Graded,
    Moment,
    Number,
    OneOf,
    Parameter,
    Since,
    Slug,
    Unfiltered,
    YesNo,
    of_list,
)
from claims.api.views import KNOWN_AT
from claims.lists import search
from claims.lists.listing import Listing
from claims.lists.sets import Chained, Flagged, Found, Named
from claims.models import Publication, PublicationSource
from claims.record import moments, visibility
from claims.record.confirmed import current
from claims.rules import choices
from sources.models.grade import RELIABILITY_GRADES
from sources.models.source import SOURCE_KINDS


class SourceFilter(Parameter):
    """Claims with a chain that names a source, or one that stands for it, in one of the roles."""

    def __init__(self, help_text: str, *roles: str):
        super().__init__(help_text, kind=SLUG)
        self.roles = roles

    def filter(self, queryset, value):
        return queryset.citing(value, *self.roles) if value else queryset


def row_column(name: str) -> str:
    return "status" if name == "source_status" else name


class NamingFilters(filters.FilterSet):
    """Filters by slugs of public rows; an unknown slug is refused."""

    REGISTERS = {
        "topic": (visibility.topics, "slug"),
        "measure": (visibility.measures, "code"),
        "subject": (visibility.subjects, "slug"),
        "scope": (visibility.scopes, "slug"),
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
        for name, parameter in self.filters.items():
            if isinstance(parameter, SourceFilter) and given[name]:
                self._name(name, visibility.source(given[name]))
            if name in self.REGISTERS and given[name]:
                rows, key = self.REGISTERS[name]
                self._name(name, rows().filter(**{key: given[name]}).first())
        self.compare()
        return not self.form.errors

    def compare(self) -> None:
        """Refuse parameters that do not go together."""

    def _name(self, parameter: str, row) -> None:
        cleaned = self.form.cleaned_data
        if row is None:
            message = f"Nothing public is called “{cleaned[parameter]}”."
            self._refuse(parameter, f"unknown_{parameter}", message)
        else:
            cleaned[parameter] = row

    def _refuse(self, parameter: str, code: str, message: str) -> None:
        self.form.add_error(parameter, FormError(message, code=code))

    def filter_queryset(self, queryset: QuerySet, leaving_out=()) -> QuerySet:
        given = self.form.cleaned_data
        for name, parameter in self.filters.items():
            if name in leaving_out:
                continue
            if name == "topic" and given[name]:
                queryset = queryset.filter(topic__in=visibility.topics_below(given[name]))
            elif name in self.REGISTERS and given[name]:
                queryset = queryset.filter(**{name: given[name]})
            else:
                queryset = parameter.filter(queryset, given[name])
        return queryset


# Without the codes that are statuses of citations, too.
ONLY_VERDICTS = {
    code: label for code, label in choices.VERDICTS if code not in dict(choices.SOURCE_STATUSES)
}


class ClaimFilters(NamingFilters):
    source = SourceFilter("Slug of a source that stands anywhere in a chain.")
    origin = SourceFilter("Slug of a source that a chain leads to.", "origin")
    outlet = SourceFilter("Slug of the publisher of a document that we read.", "outlet")
    via = SourceFilter("Slug of a source between the outlet and the origin.", "relay")
    claimant = SourceFilter("Slug of a source that makes the claim.", "claimant")
    source_status = OneOf(
        choices.SOURCE_STATUSES,
        "What was found, for some citation, on “did they say it?”.",
        method="by_row",
    )
    designation = OneOf(
        choices.DESIGNATIONS, "How a document of some chain names a source.", method="by_row"
    )
    source_kind = OneOf(SOURCE_KINDS, "The kind of a source in some chain.", method="by_row")
    source_country = Countries("The country of a source in some chain: UA,RU.", method="by_row")
    reliability_min = Graded(
        RELIABILITY_GRADES,
        "The best grade of a claimant is this or better: A is best, F takes all.",
        "reliability",
    )
    interested = YesNo("Whether a claimant has a stake in the topic.", "is_interested")
    attribution = OneOf(
        [*choices.SOURCE_STATUSES, *ONLY_VERDICTS.items()],
        "What the findings on all citations add up to (unchecked … inaccessible), or the verdict "
        "on some alleged origin: said, reported, denied, misattributed, says_otherwise, withdrew, "
        "cannot_be_told.",
        method="by_attribution",
    )
    verification = OneOf(
        choices.VERIFICATION_STATUSES, "What was found on “is it so?”.", "verification_status"
    )
    band = OneOf(choices.BANDS, "How strong the basis is.")
    min_independent = AtLeast("At least so many independent origins.", "independent_origins")
    min_disinterested = AtLeast(
        "At least so many of them without a stake in the topic.", "disinterested_origins"
    )
    needs_reassessment = YesNo(
        "Whether what its status needs has fallen away since it was published.", method="by_flag"
    )
    credibility = OneOf(
        choices.CREDIBILITIES,
        "1 (confirmed) to 5 (improbable); 6 cannot be judged (Admiralty code).",
    )
    kind = OneOf(choices.CLAIM_KINDS, "What kind of claim it is.", "claim_kind")
    topic = Slug("Slug of a topic; it stands for the topics below it.")
    measure = Slug("Code of what is counted.")
    subject = Slug("Slug of whom or what the claim is about.")
    scope = Slug("Slug of the population, territory and rules that a value covers.")
    as_of_after = Day("The value is for this day or later.", "as_of", lookup_expr="gte")
    as_of_before = Day("The value is for this day or earlier.", "as_of", lookup_expr="lte")
    value_min = Number("The low end asked for, in base units.", method="by_value")
    value_max = Number("The high end asked for, in base units.", method="by_value")
    value_match = Unfiltered(
        "overlaps (the default): the claim allows a value between the two ends; "
        "within: it allows no other. Needs value_min or value_max.",
        kind=of_list([("overlaps", "Overlaps"), ("within", "Within")]),
    )
    updated_since = Since(
        "Published, or published anew, at this moment (RFC 3339) or later; "
        "a day stands for its start (UTC).",
        "published_from",
    )
    current = YesNo(
        "true: of each series the value of its latest day, and outside series what no "
        "claim in force supersedes; false: the others. With as_of, up to that day.",
        method="by_currency",
    )
    as_of = Day(
        "What is said of the world up to this day: as_of, or the end of the period, "
        "or else the day of the statement, is not after it.",
        method="by_world",
    )
    known_at = Moment(KNOWN_AT)
    q = Parameter(
        'Words that occur in the claim: all of them; "…" side by side, or, -not.',
        kind=WORDS,
        max_length=200,
        method="by_words",
    )

    def filter_queryset(self, queryset: QuerySet, leaving_out=()) -> QuerySet:
        """Filter the publications in force now, or at ``known_at``."""
        in_force = queryset.in_force(self.form.cleaned_data["known_at"])
        return super().filter_queryset(in_force, leaving_out)

    def listing(self, *named: Named) -> Listing:
        """Return the pages of what is in force now, meets the filters and is in these sets."""
        cleaned = self.form.cleaned_data
        given = {name: cleaned[name] for name in cleaned if cleaned[name] not in (None, "", [])}
        sets = dict(self._named(given))
        return Listing(
            lambda: self.filter_queryset(Publication.objects.all(), leaving_out=sets),
            [*named, *sets.values()],
            given.get("verification", ()),
            is_filtered=bool(set(given) - set(sets) - {"verification"}),
        )

    def _named(self, given: dict) -> Iterator[tuple[str, Named]]:
        for name, value in given.items():
            parameter = self.filters[name]
            if isinstance(parameter, SourceFilter):
                yield name, Chained.naming(value, *parameter.roles)
            elif parameter.method == "by_row":
                yield name, Chained.having(row_column(name), value)
            elif name == "attribution" and set(value) <= ONLY_VERDICTS.keys():
                yield name, Chained.having("verdict", value)
            elif name == "needs_reassessment" and value == "true":
                yield name, Flagged()
            elif name == "q":
                yield name, Found(value)

    def compare(self) -> None:
        given = self.form.cleaned_data
        low, high, match = (given[f"value_{end}"] for end in ("min", "max", "match"))
        if low is not None and high is not None and low > high:
            self._refuse("value_max", "upside_down", "The high end lies below the low end.")
        if match and low is None and high is None:
            self._refuse("value_match", "needs_value", "Give value_min or value_max with it.")
        try:
            if given["q"]:
                search.alternatives(given["q"])
        except search.NothingToFind:
            self._refuse("q", "nothing_to_find", "Give a word to look for, not only to leave out.")

    def by_row(self, queryset, name, value):
        """Filter by a column of the sources in the chains."""
        rows = PublicationSource.objects.filter(**{f"{row_column(name)}__in": value})
        return queryset.filter(pk__in=rows.values("publication"))

    def by_attribution(self, queryset, name, value):
        """Filter by what the findings add up to, or by a verdict on an origin."""
        rows = PublicationSource.objects.filter(verdict__in=value).values("publication")
        return queryset.filter(Q(attribution_status__in=value) | Q(pk__in=rows))

    def by_flag(self, queryset, name, value):
        known_at = self.form.cleaned_data["known_at"]
        return moments.flagged(queryset, known_at, wanted=value == "true")

    def by_world(self, queryset, name, value):
        return queryset.filter(moments.up_to(value))

    def by_currency(self, queryset, name, value):
        given = self.form.cleaned_data
        newest = current(given["known_at"], given["as_of"])
        return queryset.filter(newest if value == "true" else ~newest)

    def by_words(self, queryset, name, value):
        return search.matching(queryset, value)

    def by_value(self, queryset, name, value):
        """Filter by one end; with two ends both conditions hold."""
        is_within = self.form.cleaned_data["value_match"] == "within"
        valued = queryset.exclude(comparator="")
        if is_within:
            end = Q(lower__gte=value) if name == "value_min" else Q(upper__lte=value)
        elif name == "value_min":
            touches = Q(upper=value, upper_inclusive=True)
            end = Q(upper__isnull=True) | Q(upper__gt=value) | touches
        else:
            touches = Q(lower=value, lower_inclusive=True)
            end = Q(lower__isnull=True) | Q(lower__lt=value) | touches
        return valued.filter(end)
