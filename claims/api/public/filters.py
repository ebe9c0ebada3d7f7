"""What a list of public claims can be narrowed by. Several filters are joined by “and”."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError as FormError
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from claims.api.http.parameters import (
    SLUG,
    AtLeast,
    Countries,
    Day,
    Graded,
    JustOne,
    Moment,
    Number,
    OneOf,
    Parameter,
    Since,
    Slug,
    Text,
    YesNo,
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

MATCHES = [("overlaps", "Overlaps"), ("within", "Within")]


class SourceFilter(Parameter):
    """Claims with a chain that names a source, or one that stands for it, in one of the roles."""

    kind = SLUG

    def __init__(self, *roles: str, **kwargs):
        super().__init__(**kwargs)
        self.roles = roles

    def filter(self, queryset, value):
        return queryset.citing(value, *self.roles) if value else queryset


def row_column(name: str) -> str:
    return {"source_status": "status"}.get(name, name)


class NamingFilters(filters.FilterSet):
    """Looks up what the slugs name, among what is public: an unknown one is refused."""

    REGISTERS = {
        "topic": (visibility.topics, "slug"),
        "measure": (visibility.measures, "code"),
        "subject": (visibility.subjects, "slug"),
        "scope": (visibility.scopes, "slug"),
    }

    def __init__(self, data=None, *args, **kwargs):
        # Only the filters that are asked for: copying them all costs more than the query.
        known = type(self).base_filters
        self.base_filters = {name: known[name] for name in known if name in (data or ())}
        super().__init__(data, *args, **kwargs)

    def is_valid(self) -> bool:
        """Also look up what the slugs name: an unknown one is an error of its parameter."""
        if not super().is_valid():
            return False
        given = self.form.cleaned_data
        for name in type(self).base_filters:
            given.setdefault(name)
        for name, one in self.filters.items():
            if isinstance(one, SourceFilter) and given[name]:
                self._name(name, visibility.source(given[name]))
            if name in self.REGISTERS and given[name]:
                rows, key = self.REGISTERS[name]
                self._name(name, rows().filter(**{key: given[name]}).first())
        self.compare()
        return not self.form.errors

    def compare(self) -> None:
        """Refuse parameters that do not go together."""

    def _name(self, parameter: str, row) -> None:
        if row is None:
            given = self.form.cleaned_data[parameter]
            message = f"Nothing public is called “{given}”."
            self._refuse(parameter, f"unknown_{parameter}", message)
            return
        self.form.cleaned_data[parameter] = row

    def _refuse(self, parameter: str, code: str, message: str) -> None:
        self.form.add_error(parameter, FormError(message, code=code))

    def filter_queryset(self, queryset: QuerySet, leaving_out=()) -> QuerySet:
        given = self.form.cleaned_data
        for name, one in self.filters.items():
            if name in leaving_out:
                continue
            if name == "topic" and given[name]:
                queryset = queryset.filter(topic__in=visibility.topics_below(given[name]))
            elif name in self.REGISTERS and given[name]:
                queryset = queryset.filter(**{name: given[name]})
            else:
                queryset = one.filter(queryset, given[name])
        return queryset


class ClaimFilters(NamingFilters):
    source = SourceFilter(help_text="Slug of a source that stands anywhere in a chain.")
    origin = SourceFilter("origin", help_text="Slug of a source that a chain leads to.")
    outlet = SourceFilter("outlet", help_text="Slug of the publisher of a document that we read.")
    via = SourceFilter("relay", help_text="Slug of a source between the outlet and the origin.")
    claimant = SourceFilter("claimant", help_text="Slug of a source that makes the claim.")
    source_status = OneOf(
        choices=choices.SOURCE_STATUSES,
        method="by_row",
        help_text="What was found, for some citation, on “did they say it?”.",
    )
    designation = OneOf(
        choices=choices.DESIGNATIONS,
        method="by_row",
        help_text="How a document of some chain names a source.",
    )
    source_kind = OneOf(
        choices=SOURCE_KINDS, method="by_row", help_text="The kind of a source in some chain."
    )
    source_country = Countries(
        method="by_row", help_text="The country of a source in some chain: UA,RU."
    )
    reliability_min = Graded(
        "reliability",
        choices=RELIABILITY_GRADES,
        help_text="The best grade of a claimant is this or better: A is best, F takes all.",
    )
    interested = YesNo("is_interested", help_text="Whether a claimant has a stake in the topic.")
    attribution = OneOf(
        "attribution_status",
        choices=choices.SOURCE_STATUSES,
        help_text="What the findings on all citations of the claim add up to.",
    )
    verification = OneOf(
        "verification_status",
        choices=choices.VERIFICATION_STATUSES,
        help_text="What was found on “is it so?”.",
    )
    band = OneOf("band", choices=choices.BANDS, help_text="How strong the basis is.")
    min_independent = AtLeast(
        "independent_origins", help_text="At least so many independent origins."
    )
    min_disinterested = AtLeast(
        "disinterested_origins", help_text="At least so many of them without a stake in the topic."
    )
    needs_reassessment = YesNo(
        method="by_flag",
        help_text="Whether what its status needs has fallen away since it was published.",
    )
    credibility = OneOf(
        choices=choices.CREDIBILITIES,
        field_name="credibility",
        help_text="1 (confirmed) to 5 (improbable); 6 cannot be judged (Admiralty code).",
    )
    kind = OneOf("claim_kind", choices=choices.CLAIM_KINDS, help_text="What kind of claim it is.")
    topic = Slug(help_text="Slug of a topic; it stands for the topics below it.")
    measure = Slug(help_text="Code of what is counted.")
    subject = Slug(help_text="Slug of whom or what the claim is about.")
    scope = Slug(help_text="Slug of the population, territory and rules that a value covers.")
    as_of_after = Day("as_of", lookup_expr="gte", help_text="The value is for this day or later.")
    as_of_before = Day(
        "as_of", lookup_expr="lte", help_text="The value is for this day or earlier."
    )
    value_min = Number(method="by_value", help_text="The low end asked for, in base units.")
    value_max = Number(method="by_value", help_text="The high end asked for, in base units.")
    value_match = JustOne(
        choices=MATCHES,
        method="by_value",
        help_text="overlaps (the default): the claim allows a value between the two ends; "
        "within: it allows no other. Needs value_min or value_max.",
    )
    updated_since = Since(
        "published_from",
        help_text="Published, or published anew, at this moment (RFC 3339) or later; "
        "a day stands for its start (UTC).",
    )
    current = YesNo(
        method="by_currency",
        help_text="true: of each series the value of its latest day, and outside series what no "
        "claim in force supersedes; false: the others. With as_of, up to that day.",
    )
    as_of = Day(
        method="by_world",
        help_text="What is said of the world up to this day: as_of, or the end of the period, "
        "or else the day of the statement, is not after it.",
    )
    known_at = Moment(help_text=KNOWN_AT)
    q = Text(
        method="by_words",
        max_length=200,
        help_text='Words that occur in the claim: all of them; "…" side by side, or, -not.',
    )

    def filter_queryset(self, queryset: QuerySet, leaving_out=()) -> QuerySet:
        """Of what is in force, or was at the moment asked for."""
        in_force = queryset.in_force(self.form.cleaned_data["known_at"])
        return super().filter_queryset(in_force, leaving_out)

    def listing(self, *named: Named) -> Listing:
        """What is in force now and meets the filters, and the sets besides, as pages of it."""
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
            one = self.filters[name]
            if isinstance(one, SourceFilter):
                yield name, Chained.naming(value, *one.roles)
            elif one.method == "by_row":
                yield name, Chained.having(row_column(name), value)
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
        """By what stands in some chain."""
        rows = PublicationSource.objects.filter(**{f"{row_column(name)}__in": value})
        return queryset.filter(pk__in=rows.values("publication"))

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
        """Each end by itself: two ends together are both conditions."""
        if name == "value_match":
            return queryset
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
