"""The filters of the lists of public claims. Several filters are joined by “and”."""

from collections.abc import Iterator
from functools import cached_property

from django.db.models import Q, QuerySet

from claims.api.http.parameters import (
    AtLeast,
    Countries,
    Day,
    Graded,
    Ids,
    Moment,
    Number,
    OneOf,
    Since,
    Slugs,
    Unfiltered,
    Words,
    YesNo,
    of_list,
)
from claims.api.public.naming import NamingFilters, NotSource, Path, SourceFilter
from claims.api.views import KNOWN_AT
from claims.lists import search
from claims.lists.chains import OneChain
from claims.lists.listing import Listing
from claims.lists.sets import Chained, Few, Found, Named
from claims.models import Publication, PublicationSource
from claims.record import moments
from claims.record.confirmed import current
from claims.rules import choices
from sources.models import Source
from sources.models.grade import RELIABILITY_GRADES
from sources.models.source import SOURCE_KINDS

CHAIN = "chain"
# Parameters by which one chain of a claim is found → the column that they ask for; none: a source.
OF_CHAIN = {
    **dict.fromkeys("source origin outlet via path".split(), ""),
    "source_status": "status",
    "document": "document_id",
    "verdict": "verdict",
    "read": "is_read",
    **{name: name for name in "designation source_kind source_country stance drift".split()},
}


# Without the codes that are statuses of citations, too.
ONLY_VERDICTS = {
    code: label for code, label in choices.VERDICTS if code not in dict(choices.SOURCE_STATUSES)
}


class ClaimFilters(NamingFilters):
    source = SourceFilter("Slugs of sources: one stands anywhere in the chain.")
    origin = SourceFilter("Slugs of sources: the chain leads to one.", "origin")
    outlet = SourceFilter("Slugs of sources: one published the document that we read.", "outlet")
    via = SourceFilter("Slugs of sources: one stands between outlet and origin.", "relay")
    path = Path(
        "Slugs of sources that stand in the chain in this order, from the document to the origin, "
        "with or without others in between: sky-news>us-state-department."
    )
    source_status = OneOf(
        choices.SOURCE_STATUSES, "What was found, for the citation, on “did they say it?”."
    )
    stance = OneOf(choices.STANCES, "What the document does with the claim.")
    drift = OneOf(choices.DRIFTS, "What changed on the way from the origin.")
    read = YesNo("Whether we read what an origin itself published.")
    document = Ids("Ids of documents: one is the document that we read.")
    verdict = OneOf(choices.VERDICTS, "The verdict on “did they say it?” on this origin.")
    designation = OneOf(choices.DESIGNATIONS, "How the document names a source of the chain.")
    source_kind = OneOf(SOURCE_KINDS, "The kind of this source.")
    source_country = Countries("The country of this source: UA,RU.")
    claimant = SourceFilter("Slugs of sources: one makes the claim.", "claimant")
    not_source = NotSource("Slugs of sources: none stands in any chain of the claim.")
    not_origin = NotSource("Slugs of sources: no chain leads to one.", "origin")
    not_outlet = NotSource("Slugs of sources: none published what we read.", "outlet")
    not_via = NotSource("Slugs of sources: none stands between outlet and origin.", "relay")
    not_claimant = NotSource("Slugs of sources: none makes the claim.", "claimant")
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
    speech_act = OneOf(choices.SPEECH_ACTS, "What the claimant did by saying it.")
    basis = OneOf(choices.BASES, "What the value rests on.")
    topic = Slugs("Slugs of topics; each stands for the topics below it.")
    measure = Slugs("Codes of what is counted.")
    subject = Slugs("Slugs of whom or what the claim is about.")
    scope = Slugs("Slugs of the population, territory and rules that a value covers.")
    series = Slugs("Slugs of running counts that it is a value of.")
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
    q = Words(
        'Words that occur in the claim: all of them; "…" side by side, or, -not.',
        method="by_words",
    )

    about: Source | None = None  # that the chain has to name, too

    def filter_queryset(self, queryset: QuerySet, leaving_out=()) -> QuerySet:
        """Filter the publications in force now, or at ``known_at``."""
        in_force = queryset.in_force(self.form.cleaned_data["known_at"])
        if self.chain and CHAIN not in leaving_out:
            named = PublicationSource.objects.filter(self.chain.rows)
            in_force = in_force.filter(pk__in=named.values("publication"))
        return super().filter_queryset(in_force, {*leaving_out, *OF_CHAIN})

    @cached_property
    def given(self) -> dict:
        """The parameters of the request with their values."""
        cleaned = self.form.cleaned_data
        return {name: cleaned[name] for name in cleaned if cleaned[name] not in (None, "", [])}

    @cached_property
    def chain(self) -> OneChain:
        """Return what the request asks of one chain."""
        named, path = [], []
        if self.about:
            named.append(Chained.naming([self.about]))
        for name, value in self.given.items():
            if name == "path":
                path = [Chained.naming([step]) for step in value]
            elif column := OF_CHAIN.get(name):
                if name == "read":
                    value = [value == "true"]
                elif name == "document":
                    value = [one.pk for one in value]
                named.append(Chained.having(column, value))
            elif name in OF_CHAIN:
                named.append(Chained.naming(value, *self.filters[name].roles))
        return OneChain(named, path)

    def listing(self) -> Listing:
        """Return the pages of what is in force now and meets the filters."""
        sets: dict[str, Named] = dict(self._named())
        if self.chain.alone:
            sets[CHAIN] = self.chain.alone
        others = self.given.keys() - sets.keys() - {"verification"}
        if CHAIN in sets:
            others -= OF_CHAIN.keys()
        rows = Publication.objects.all() if CHAIN in sets else self.chain.found_in()
        return Listing(
            lambda: self.filter_queryset(rows, leaving_out={*sets, CHAIN}),
            [*sets.values()],
            [] if CHAIN in sets else self.chain.indexed,
            self.given.get("verification", ()),
            is_filtered=bool(others),
        )

    def _named(self) -> Iterator[tuple[str, Named]]:
        """Yield the conditions that other tables, or an index of their own, find."""
        for name, value in self.given.items():
            if name == "claimant":
                yield name, Chained.naming(value, "claimant")
            elif name in ("series", "basis", "speech_act"):
                yield name, Few(Q(**{f"{name}__in": value}))
            elif name == "attribution" and set(value) <= ONLY_VERDICTS.keys():
                yield name, Chained.having("verdict", value)
            elif name == "needs_reassessment" and value == "true":
                yield name, Few(Q(claim__needs_reassessment=True))
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
