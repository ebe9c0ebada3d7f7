"""The blast radius: the published claims that a change touches, and those that it undermines.

A status never moves by itself: a claim whose needs no longer hold is flagged with the cause.
"""

import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction

from claims.desk.gate import lock, not_before
from claims.loading import findings
from claims.loading.dossier import Dossier
from claims.models import Claim, Publication
from claims.record import change_log, history
from claims.record.history import Step
from claims.rules.citations import STANCES, UNDOING, VERDICTS
from claims.rules.refusals import Need
from claims.rules.requirements import unmet
from sources.models import Source
from sources.relations.standing import bodies, dependents

# Needs whose loss undermines also what is derived from the claim.
UNDOING_NEEDS = ("verdict", "rests_on")
UNDOING_STANCES = {code for code, stance in STANCES.items() if stance.verdict}
SAID_BY_PEOPLE = "credibility second_assessor methods not_checkable refuting_evidence".split()


def touched(sources: Iterable[Source], on: datetime.date) -> list[Claim]:
    """Return the published claims whose chains name one of these sources, or one ``around`` it."""
    live = Publication.objects.in_force().filter(sources__source__in=around(sources, on))
    return list(Claim.objects.filter(pk__in=live.values("claim")).order_by("id"))


def around(sources: Iterable[Source], on: datetime.date) -> set[int]:
    """Return the ids of these sources, of all that depend on them, and of bodies behind them."""
    ids = {source.pk for source in sources}
    return dependents(ids) | {pk for level in bodies(ids, on) for pk in level}


@transaction.atomic(savepoint=False)
def reassess(dossiers: Iterable[Dossier], *, cause: str, by, at: datetime.datetime) -> list[Claim]:
    """Flag the published claims whose needs no longer hold; returns those newly flagged.

    The claims are locked, or get locked one after the other (``locked``). What is derived from a
    claim that its origin did not make, or took back, is flagged with it.
    """
    flagged, undone = [], []
    for dossier in dossiers:
        claim, live = dossier.claim, dossier.in_force
        if live is None or claim.needs_reassessment:
            continue
        if lost := lost_needs(dossier, live.verification_status, at.date()):
            _flag(dossier, cause, lost[0], by, at)
            flagged.append(claim)
            if any(need.code in UNDOING_NEEDS for need in lost):
                undone.append(claim)
    return flagged + _reassess_derived(undone, by=by, at=at)


def on_undone(dossier: Dossier, *, by, at: datetime.datetime) -> None:
    """Flag a public claim, and what rests on it, if an edit says that an origin took it back.

    An edit may leave a draft unfinished: nothing else of it touches what is public.
    """
    claim, stances = dossier.claim, {one.stance for one in dossier.active}
    if dossier.in_force is None or claim.needs_reassessment or not stances & UNDOING_STANCES:
        return
    if undone := undone_origins(findings.examine(dossier, at.date())):
        _flag(dossier, "A citation was entered.", undone[0], by, at)
        _reassess_derived([claim], by=by, at=at)


def _flag(dossier: Dossier, cause: str, need: Need, by, at: datetime.datetime) -> None:
    claim = dossier.claim
    claim.needs_reassessment = True
    claim.reassessment_cause = f"{cause} {need.message}"[:500]
    note = claim.reassessment_cause
    step = Step("flag", by, not_before(claim, at), note=note, reason=need.code)
    change_log.flagged(history.append(dossier, step), dossier.in_force)


def _reassess_derived(undone: list[Claim], *, by, at: datetime.datetime) -> list[Claim]:
    """Reassess what is derived from claims that their origins did not make, or took back."""
    if not undone:
        return []
    derived = Claim.objects.filter(
        links__to_claim__in=undone, links__kind="derived_from", links__state="confirmed"
    )
    cause = f"{' and '.join(claim.ref for claim in undone)} needs reassessment."
    return reassess(locked(derived.distinct()), cause=cause, by=by, at=at)


def locked(claims: Iterable[Claim]) -> Iterator[Dossier]:
    """Lock claims and load them, the oldest first, each as it is asked for."""
    for claim in sorted(claims, key=lambda one: one.pk):
        yield lock(claim)


def lost_needs(dossier: Dossier, status: str, on: datetime.date) -> list[Need]:
    """Return the needs of a published status that the claim, as it is on the desk, does not meet.

    Only what the claim rests on counts here, not what people said of the published version.
    """
    examined = findings.examine(dossier, on)
    lost = unmet(examined.needs(status))
    lost = [need for need in lost if need.code not in SAID_BY_PEOPLE]
    return [*lost, *undone_origins(examined), *undone_grounds(dossier)]


def undone_origins(examined: findings.Examination) -> list[Need]:
    """Return the origins that did not make the claim, or took it back, and are public as if not."""
    live = examined.dossier.in_force
    public = {row.source_id: row.verdict for row in live.sources.all() if row.role == "origin"}
    return [
        Need("verdict", f"{one.source.name}: “{VERDICTS[one.verdict].label}”.", "citations")
        for one in examined.alleged
        if one.verdict in UNDOING and public.get(one.source.pk, one.verdict) not in UNDOING
    ]


def undone_grounds(dossier: Dossier) -> list[Need]:
    """Return the claims from which this one is derived, and which have to be looked at anew."""
    return [
        Need("rests_on", f"It is derived from {link.to_claim.ref}, which is in doubt.", "links")
        for link in dossier.links
        if link.kind == "derived_from"
        and link.state == "confirmed"
        and link.from_claim_id == dossier.claim.pk
        and link.to_claim.needs_reassessment
    ]


def on_sources_changed(
    sources: Iterable[Source], *, cause: str, by, at: datetime.datetime, **signal
) -> None:
    """Reassess what rests on these sources; receives ``sources.changes.sources_changed``."""
    reassess(locked(touched(sources, at.date())), cause=cause, by=by, at=at)
