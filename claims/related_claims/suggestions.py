"""Suggesting links between claims: a rule finds them with a score, a person decides.

Claims with the same measure, subject and time are compared by value, claims without a value by
words. A pair that is linked already in that way, even if rejected, is left alone.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from claims.loading.comparison import compared
from claims.loading.dossier import Dossier, load, load_one
from claims.models import Claim, ClaimLink
from claims.record import history
from claims.record.history import Step
from claims.rules.citations import CARRYING_STANCES
from claims.rules.comparison import compare, span
from claims.rules.lifecycle import GONE
from claims.rules.links import SYMMETRIC_KINDS

# For each claim: others that are looked at, the newest first, and links that are suggested.
LOOKED_AT = 200
SUGGESTED = 10
ALIKE = 0.6
WORD = re.compile(r"[^\W_]+")
# Comparison → the kind of link, the rule's name, and the score out of 100. A duplicate is
# surer than a contradiction, which may be a difference in what was counted.
RULES = {
    ("equal", True): ("same_as", "same_value_same_claimant", 95),
    ("equal", False): ("consistent_with", "same_value_other_claimant", 60),
    ("conflict", True): ("contradicts", "disjoint_values_same_claimant", 85),
    ("conflict", False): ("contradicts", "disjoint_values", 80),
    ("subset_conflict", True): ("contradicts", "part_exceeds_whole", 80),
    ("subset_conflict", False): ("contradicts", "part_exceeds_whole", 70),
    ("subset_ok", True): ("part_of", "part_within_whole", 50),
}


@dataclass(frozen=True)
class Suggestion:
    """``other`` and the claim stand to each other as ``kind`` says; ``is_from_other``: the link
    leads from the other claim to this one."""

    other: Claim
    kind: str
    rule: str
    score: int
    is_from_other: bool = False


def suggestions(claim: Claim) -> list[Suggestion]:
    """Return the links that the rules find, the surest first, linked already or not."""
    found = by_value(claim) if claim.comparator else by_words(claim)
    return sorted(found, key=lambda one: (-one.score, one.other.pk))[:SUGGESTED]


def candidates(claim: Claim):
    """Return other claims on the same subject, newest first."""
    related = ("measure", "unit", "scope__within", "series")
    others = Claim.objects.filter(subject=claim.subject_id).exclude(pk=claim.pk)
    others = others.exclude(review_state__in=GONE).select_related(*related)
    return others.prefetch_related("citations__hops").order_by("-id")


def origins(claim: Claim) -> set[int]:
    """Return the ids of the sources that its chains end at, checked or not."""
    return {
        hop.source_id
        for citation in claim.citations.all()
        if citation.withdrawn_at is None and citation.stance in CARRYING_STANCES
        for hop in citation.hops.all()
        if hop.end
    }


def by_value(claim: Claim) -> Iterator[Suggestion]:
    mine = compared(claim)
    if mine is None or (when := overlapping(claim)) is None:
        return
    saying = origins(claim)
    same = candidates(claim).filter(when, measure=claim.measure_id)
    for other in same.exclude(comparator="")[:LOOKED_AT]:
        theirs = compared(other)
        if theirs is None:
            continue
        result = compare(mine, theirs)
        is_same = not saying.isdisjoint(origins(other))
        if rule := RULES.get((result.result, is_same)):
            yield Suggestion(other, *rule, is_from_other=result.part == "second")


def days(claim: Claim) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a claim's time; None if it has none."""
    if claim.as_of:
        when = span(claim.as_of, claim.as_of_precision)
        return when.first, when.last
    if claim.period_start and claim.period_end:
        first = span(claim.period_start, claim.period_precision).first
        return first, span(claim.period_end, claim.period_precision).last
    return None


def overlapping(claim: Claim) -> Q | None:
    """Filter for claims whose time may overlap this one's; None if it has no time."""
    if (time := days(claim)) is None:
        return None
    first, last = time
    # A year is the coarsest precision: its date may lie as far from the day that it covers.
    coarse = datetime.timedelta(days=366)
    near = Q(as_of__range=(first - coarse, last + coarse)) & ~Q(as_of_precision="day")
    return (
        Q(as_of__range=(first, last))
        | near
        | Q(period_start__lte=last + coarse, period_end__gte=first - coarse)
    )


def by_words(claim: Claim) -> Iterator[Suggestion]:
    mine = words(claim.statement)
    for other in candidates(claim).filter(kind=claim.kind, comparator="")[:LOOKED_AT]:
        theirs = words(other.statement)
        shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0
        if shared >= ALIKE:
            yield Suggestion(other, "same_as", "similar_words", round(90 * shared))


def words(statement: str) -> set[str]:
    return set(WORD.findall(statement.casefold()))


def lock(claim: Claim) -> list[Suggestion]:
    """Lock the claim and the others that the rules find, the oldest first; return the links."""
    found = suggestions(Claim.objects.select_related("measure", "unit", "series").get(pk=claim.pk))
    concerned = sorted({claim.pk, *(one.other.pk for one in found)})
    list(Claim.objects.select_for_update().filter(pk__in=concerned).order_by("pk").values("pk"))
    return found


def store(
    dossier: Dossier, found: Sequence[Suggestion], *, by, at: datetime.datetime
) -> list[ClaimLink]:
    """Write the suggestions that are new, with an event on both claims; they are locked."""
    claim, made = dossier.claim, []
    known = {
        (frozenset({link.from_claim_id, link.to_claim_id}), link.kind) for link in dossier.links
    }
    new = [one for one in found if (frozenset({claim.pk, one.other.pk}), one.kind) not in known]
    others = load(Claim.objects.filter(pk__in=[one.other.pk for one in new])) if new else ()
    by_pk = {other.claim.pk: other for other in others}
    for one in new:
        other = by_pk[one.other.pk]
        ends = (other.claim, claim) if one.is_from_other else (claim, other.claim)
        if one.kind in SYMMETRIC_KINDS:
            ends = tuple(sorted(ends, key=lambda end: end.pk))
        link = ClaimLink(from_claim=ends[0], to_claim=ends[1], kind=one.kind, rule=one.rule)
        link.score, link.suggested_by, link.suggested_at = one.score, by, at
        link.save()
        made.append(link)
        for end in (dossier, other):
            end.put(link)
            last = end.claim.events.order_by("-number").values_list("at", flat=True).first()
            step = Step("link", by, max(at, last), one.rule, f"{one.kind} suggested")
            history.append(end, step)
    return made


@transaction.atomic
def suggest(claim: Claim, *, by, at: datetime.datetime) -> list[ClaimLink]:
    """Look for links of a claim anew, and write those that are new. Nothing is taken away."""
    found = lock(claim)
    return store(load_one(claim), found, by=by, at=at) if found else []
