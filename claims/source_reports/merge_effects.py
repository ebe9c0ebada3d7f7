"""The effects of merging two sources on the claims that cite them."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from claims.desk import reassessment
from claims.loading import findings
from claims.loading.dossier import load
from claims.models import Claim, Hop, PublicationSource, Series
from claims.models.naming import IN_FORCE
from claims.source_reports.dependents import MOST_COUNTED, bounded, public
from claims.source_reports.newest import newest
from sources.models import Document, Source
from sources.relations.merge_preview import Look, Moving
from sources.relations.standing import members

# The number of claims naming both that are computed twice, before and after the merge.
MOST_WORKED_OUT = 10
MOST_NAMED = 10


@dataclass(frozen=True)
class Effect:
    """The independent origins of a claim before and after a merge, and the needs that it loses."""

    claim: Claim
    before: int
    after: int
    lost: list[str]

    @property
    def changes(self) -> bool:
        return self.before != self.after or bool(self.lost)


def look(source: Source, into: Source, on: datetime.date) -> Look:
    """Return the claims' part of a merge's preview: bounded, however much cites the two sources."""
    both, is_all = naming_both(source, into)
    effects = rehearsed(source, into, both[:MOST_WORKED_OUT], on)
    state = [
        [newest_citation(one), newest_publication(one), Series.objects.filter(claimant=one).count()]
        for one in (source, into)
    ]
    context = {
        "effects": [effect for effect in effects if effect.changes],
        "worked_out": len(effects),
        "naming_both": len(both),
        "is_all": is_all,
    }
    clashes = [*circular_chains(source, into), *double_series(source, into)]
    return Look(moving(source, into), clashes, state, "claims/merge_effects.html", context)


def moving(source: Source, into: Source) -> list[Moving]:
    rows_by_name = {
        "Citations whose chain names it": lambda one: Hop.objects.filter(
            source=one, citation__withdrawn_at__isnull=True
        ),
        "Documents": lambda one: Document.objects.filter(publisher=one),
        "Series": lambda one: Series.objects.filter(claimant=one),
    }
    return [
        Moving("Public claims", public(source), public(into), most=10**9),
        *(
            Moving(what, bounded(rows(source)), bounded(rows(into)), most=MOST_COUNTED)
            for what, rows in rows_by_name.items()
        ),
    ]


def newest_citation(source: Source) -> int | None:
    return Hop.objects.filter(source=source).order_by("-id").values_list("id", flat=True).first()


def newest_publication(source: Source) -> int | None:
    named = PublicationSource.objects.filter(source=source)
    named = named.order_by("-published_from", "-publication_id")
    return named.values_list("publication_id", flat=True).first()


def circular_chains(source: Source, into: Source) -> list[str]:
    """Return a sentence for each chain with both sources: after the merge it would be circular."""
    fewer, other = sorted((source, into), key=public)
    newest_hops = Hop.objects.filter(source=fewer, citation__withdrawn_at__isnull=True)
    newest_hops = newest_hops.order_by("-id").values_list("citation", flat=True)[:MOST_COUNTED]
    circular = Hop.objects.filter(source=other, citation__in=list(newest_hops))
    refs = circular.order_by("citation__claim_id").values_list("citation__claim__ref", flat=True)
    return [
        f"{ref}: a chain names both, one after the other. It would be circular reporting: correct "
        "the chain first."
        for ref in refs.distinct()[:MOST_NAMED]
    ]


def double_series(source: Source, into: Source) -> list[str]:
    ours, theirs = (
        Series.objects.filter(claimant=one).order_by("id")[:MOST_COUNTED] for one in (source, into)
    )
    counted = {(row.measure_id, row.subject_id, row.scope_id): row for row in theirs}
    pairs = [(row, counted.get((row.measure_id, row.subject_id, row.scope_id))) for row in ours]
    return [
        f"Two series of one claimant would count the same: “{row}” and “{other}”."
        for row, other in pairs
        if other
    ][:MOST_NAMED]


def naming_both(source: Source, into: Source) -> tuple[list[int], bool]:
    """Return the claims in force that name both, newest first, and whether all were looked at."""
    fewer, other = sorted((source, into), key=public)
    rows = newest(members(fewer), ["publication", "publication__claim"], MOST_COUNTED + 1)
    claims = dict(rows)
    others = [standing.source_id for standing in members(other)]
    named = PublicationSource.objects.filter(
        IN_FORCE, source__in=others, publication__in=list(claims)
    )
    both = {claims[pk] for pk in named.values_list("publication", flat=True)}
    return sorted(both, reverse=True), len(rows) <= MOST_COUNTED


def rehearsed(source: Source, into: Source, claims: list[int], on: datetime.date) -> list[Effect]:
    """Compute the claims as they are, and again after the merge in a savepoint that is undone.

    The rules read the registers as always, so that a preview cannot differ from them.
    """
    before = worked_out(claims, on)
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(merged_into=into)
        after = worked_out(claims, on)
        transaction.set_rollback(True)
    effects = []
    for pk in claims:
        (claim, origins, lost_before), (_claim, would_be, lost_after) = before[pk], after[pk]
        lost = [message for message in lost_after if message not in lost_before]
        effects.append(Effect(claim, origins, would_be, lost))
    return effects


def worked_out(claims: list[int], on: datetime.date) -> dict[int, tuple]:
    results = {}
    for dossier in load(Claim.objects.filter(pk__in=claims)):
        needs = reassessment.lost_needs(dossier, dossier.live.verification_status, on)
        origins = findings.find(dossier).independent_origins
        results[dossier.claim.pk] = dossier.claim, origins, [need.message for need in needs]
    return results
