"""The answers to figures, from the public record and the policy of a moment."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from claims.figures.running_counts import value_of
from claims.loading.comparison import published
from claims.loading.facts import unit_spec
from claims.loading.shared_origins import behind
from claims.models import Figure, FigureMember, FigurePolicy, Publication
from claims.record import moments, visibility
from claims.record.confirmed import rulings
from claims.record.document import read
from claims.rules import figures, saying
from claims.rules.saying import SOURCE_LANGUAGE

# The number of latest values that are read of each series, because the last one may be for a
# month that is not over; and the number of newest claims without a series.
OF_A_SERIES = 3
OUTSIDE = 50
MOST_SERIES = 30
RELATED = ("measure", "subject", "unit", "scope__within__within", "series")
# The day by which the time of a claim is over; for claims with a period only, its end.
DAY = Coalesce("as_of", "period_end")


@dataclass(frozen=True)
class Told:
    """The answer, the policy that it follows, and the public document of each value by ref."""

    answer: figures.Answer
    policy: FigurePolicy
    documents: dict[str, dict]


def policy_at(figure: Figure, known_at: datetime.datetime | None) -> FigurePolicy | None:
    """Return the policy at that moment; a figure without one is not public."""
    policies = figure.policies.select_related("series", "preferred").order_by("-id")
    return (policies.filter(at__lte=known_at) if known_at else policies).first()


def find(
    figure: Figure,
    *,
    as_of: datetime.date | None = None,
    known_at: datetime.datetime | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Told | None:
    """Return a figure's answer; ``None`` if it had no policy yet, and so was not public.

    ``as_of``: the day in the world. ``known_at``: the moment of the public record and of the
    policy; ``None`` means now. ``language``: that of the sentence. The work grows with the number
    of series of the measure, not with the record.
    """
    policy = policy_at(figure, known_at)
    if policy is None:
        return None
    latest = decisions(figure, known_at)
    preferred = preferred_ref(policy, known_at)
    rows = public_values(figure, policy, preferred, latest, as_of, known_at)
    documents = {row.ref: said(row, language) for row in rows}
    # Only the median needs the origins that values share.
    is_median = policy.policy == "median_of_independent"
    origins = behind(rows, documents, known_at) if is_median else {}
    answer = figures.answer(
        figures.Question(
            measure=figure.measure_id,
            subject=figure.subject_id,
            scope=figure.scope_id,
            unit=unit_spec(figure.measure.default_unit),
            shelf_life_days=figure.measure.shelf_life_days,
            text=figure.question,
        ),
        figures.Policy(policy.policy, series=policy.series_id, preferred=preferred),
        candidates(rows, documents, origins),
        as_of=as_of,
        excluded={r.claim.ref: r.reason for r in latest.values() if r.decision == "exclude"},
        rulings=rulings(rows, known_at),
        language=language,
    )
    return Told(answer, policy, documents)


def said(row: Publication, language: str) -> dict:
    """Return the document of a row of ``public_values``, said in a language as it stands."""
    document = read(row.content)
    if language == SOURCE_LANGUAGE and not row.cause:
        return document
    stands = {"needs_reassessment": bool(row.cause)}
    told = saying.say_document(document, stands, language)
    return document | {"display": told.display, "display_value": told.display_value}


def decisions(figure: Figure, known_at) -> dict[int, FigureMember]:
    """Return the last decision on each claim, by the claim's id."""
    rows = figure.members.select_related("claim").order_by("id")
    return {row.claim_id: row for row in (rows.filter(at__lte=known_at) if known_at else rows)}


def preferred_ref(policy: FigurePolicy, known_at) -> str:
    """Return the ref that the policy prefers, or of the claim into which it was merged; or ""."""
    if policy.preferred is None:
        return ""
    ref = policy.preferred.ref
    return moments.merge_target(ref, known_at) or ref


def public_values(figure, policy, preferred, decided, as_of, known_at) -> list[Publication]:
    """Return all public values that the answer may rest on or shows beside itself."""
    rows = Publication.objects.in_force(known_at).exclude(comparator="").annotate(day=DAY)
    rows = rows.filter(measure=figure.measure_id, subject=figure.subject_id)
    if as_of:
        rows = rows.filter(Q(day__isnull=True) | Q(day__lte=as_of))
    ids: set[int] = set()
    series = visibility.series(known_at).order_by("id").exclude(pk=policy.series_id)
    first = series.filter(measure=figure.measure_id, subject=figure.subject_id)
    for pk in [policy.series_id, *first.values_list("pk", flat=True)[:MOST_SERIES]]:
        if pk is not None:
            ids |= newest(rows.filter(series=pk), OF_A_SERIES)
    ids |= newest(rows.filter(series__isnull=True), OUTSIDE)
    included = [pk for pk, row in decided.items() if row.decision == "include"]
    if included or preferred:
        named = rows.filter(Q(claim__in=included) | Q(ref=preferred)).order_by()
        ids |= set(named.values_list("pk", flat=True))
    publications = moments.with_cause(Publication.objects.filter(pk__in=ids), known_at)
    publications = publications.select_related(*RELATED)
    return list(publications.defer("search_text", "point").order_by("pk"))


def newest(rows: QuerySet, most: int) -> set[int]:
    """Return the ids of the latest values by their ``day``, then of values without one."""
    # Two separate queries, because each reads one range of an index.
    ids: list[int] = []
    for part, order in ((False, ("-day", "-id")), (True, ("-id",))):
        if len(ids) < most:
            some = rows.filter(day__isnull=part).order_by(*order).values_list("pk", flat=True)
            ids += some[: most - len(ids)]
    return set(ids)


def candidates(
    rows: Iterable[Publication], documents: dict[str, dict], origins: dict[str, tuple]
) -> Iterator[figures.Candidate]:
    """Yield publications as the candidates of the rule of figures."""
    for row in rows:
        document = documents[row.ref]
        chain = [hop for citation in document["citations"] for hop in citation["chain"]]
        yield figures.Candidate(
            ref=row.ref,
            value=value_of(document["value"]),
            unit=unit_spec(row.unit),
            compared=published(row, document),
            parts=saying.read(document, {"needs_reassessment": bool(row.cause)}),
            verification=row.verification_status,
            series=row.series_id,
            origins=origins.get(row.ref, ()),
            independent_origins=row.independent_origins,
            disinterested_origins=row.disinterested_origins,
            band=row.band,
            reliability=row.reliability,
            is_interested=row.is_interested,
            sources=tuple(dict.fromkeys(hop["source"]["slug"] for hop in chain)),
            published_at=row.published_from,
        )
