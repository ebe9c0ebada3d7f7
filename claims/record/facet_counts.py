"""Counts of the claims in force, by source and by facet: kept up with every publication.

A publication inserts differences and locks nothing, so transactions never wait for each other.
``fold`` adds the rows of a count up from time to time; the sum stays the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import CharField, Count, F, QuerySet, Sum, Value

from claims.models import ClaimCount, Publication, PublicationSource
from claims.models.counts import FACETS
from claims.models.naming import IN_FORCE
from sources.database.bulk import insert

# Facet → the column of a publication that it counts by; None: the claims themselves.
COLUMNS = {
    "claims": None,
    "verification_status": "verification_status",
    "attribution_status": "attribution_status",
    "kind": "claim_kind",
    "topic": "topic__slug",
    "basis": "basis",
    "speech_act": "speech_act",
}
assert list(COLUMNS) == [code for code, _label in FACETS]
# Of one count, so many rows may wait to be added up; it is looked at every so many publications.
CROWD = 50
FOLDED_EVERY = 500
GROUP = ("source", "facet", "value")

Key = tuple[int | None, str, str]  # source or all, facet, value


def change(
    opened: Iterable[tuple[Publication, Iterable[int]]] = (),
    closed: Iterable[tuple[Publication, Iterable[int]]] = (),
) -> None:
    """Count publications that open or close, each with the ids of its sources; no retractions."""
    counts: Counter[Key] = Counter()
    for amount, changed in ((1, opened), (-1, closed)):
        for publication, sources in changed:
            if publication.kind != "retraction":
                for key in keys(publication, sources):
                    counts[key] += amount
    insert(rows(counts))
    if any(publication.pk % FOLDED_EVERY == 0 for publication, _sources in opened):
        transaction.on_commit(fold)


def keys(publication: Publication, sources: Iterable[int]) -> Iterator[Key]:
    values = {
        "claims": "",
        "verification_status": publication.verification_status,
        "attribution_status": publication.attribution_status,
        "kind": publication.claim_kind,
        "topic": publication.topic.slug,
        "basis": publication.basis,
        "speech_act": publication.speech_act,
    }
    for source in (None, *sorted(set(sources))):
        yield from ((source, facet, value) for facet, value in values.items() if value is not None)


def rows(counts: dict[Key, int]) -> list[ClaimCount]:
    return [
        ClaimCount(source_id=source, facet=facet, value=value, claims=amount)
        for (source, facet, value), amount in counts.items()
        if amount
    ]


def fold() -> None:
    """Add up counts that have come to many rows; a row that another fold holds is left to it."""
    groups = ClaimCount.objects.order_by().values("source", "facet", "value")
    for crowded in groups.annotate(rows=Count("pk")).filter(rows__gt=CROWD).values(*GROUP):
        source, facet, value = (crowded[name] for name in GROUP)
        is_of = {"source__isnull": True} if source is None else {"source": source}
        with transaction.atomic():
            held = ClaimCount.objects.filter(**is_of, facet=facet, value=value)
            held = held.select_for_update(skip_locked=True).values_list("pk", "claims")
            claims = dict(held)
            ClaimCount.objects.filter(pk__in=claims).delete()
            ClaimCount.objects.bulk_create(rows({(source, facet, value): sum(claims.values())}))


def kept(source_id: int | None) -> dict[str, dict[str, int]]:
    """Return the kept counts of a source, or of all claims: facet → value → claims."""
    found: dict[str, dict[str, int]] = {facet: {} for facet in COLUMNS}
    summed = ClaimCount.objects.filter(source=source_id).values_list("facet", "value")
    for facet, value, claims in summed.annotate(sum=Sum("claims")).order_by():
        if claims:
            found[facet][value] = claims
    return found


def top_sources(limit: int) -> QuerySet:
    """Return the sources that most claims in force name, with their counts: dicts."""
    named = ClaimCount.objects.filter(facet="claims", source__isnull=False)
    totals = named.values("source", "source__slug", "source__name").annotate(sum=Sum("claims"))
    return totals.filter(sum__gt=0).order_by("-sum", "source")[:limit]


def counted(publications: QuerySet) -> dict[str, dict[str, int]]:
    """Return the same counts of some publications, counted now."""
    found: dict[str, Counter] = {facet: Counter() for facet in COLUMNS}
    columns = [column for column in COLUMNS.values() if column]
    groups = publications.order_by().values_list(*columns).annotate(claims=Count("pk"))
    for *values, claims in groups:
        for facet, value in zip(COLUMNS, ("", *values), strict=True):
            if value is not None:
                found[facet][value] += claims
    return {facet: dict(values) for facet, values in found.items()}


def live_counts(facet: str) -> Counter[Key]:
    """Return one facet of everything, counted from the record."""
    column = COLUMNS[facet]
    value = Value("", output_field=CharField()) if column is None else F(column)
    in_force = Publication.objects.in_force().order_by().annotate(value=value)
    in_force = in_force.filter(value__isnull=False)
    found: Counter[Key] = Counter()
    for one, claims in in_force.values_list("value").annotate(claims=Count("pk")):
        found[None, facet, one] += claims
    value = value if column is None else F(f"publication__{column}")
    named = PublicationSource.objects.filter(IN_FORCE).order_by().annotate(value=value)
    named = named.filter(value__isnull=False)
    claims = Count("publication", distinct=True)
    for source, one, count in named.values_list("source", "value").annotate(claims=claims):
        found[source, facet, one] += count
    return found


def faults() -> Iterator[str]:
    """Sentences that name each kept count that is not what the record holds."""
    for facet in COLUMNS:
        live, kept = live_counts(facet), kept_counts(facet)
        for key in sorted(live.keys() | kept.keys(), key=str):
            if live[key] != kept[key]:
                source, _facet, value = key
                name = f"{facet} {value}".strip() if value else facet
                whose = "all claims" if source is None else f"source {source}"
                yield f"{name} of {whose}: {kept[key]} kept, {live[key]} in the record."


def kept_counts(facet: str) -> Counter[Key]:
    rows = ClaimCount.objects.filter(facet=facet).order_by()
    summed = rows.values_list("source", "value").annotate(sum=Sum("claims"))
    return Counter({(source, facet, value): total for source, value, total in summed})


@transaction.atomic
def rebuild() -> None:
    """Count everything anew, while nobody publishes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE claims_publication IN SHARE MODE")
    ClaimCount.objects.all().delete()
    for facet in COLUMNS:
        ClaimCount.objects.bulk_create(rows(live_counts(facet)), batch_size=5000)
