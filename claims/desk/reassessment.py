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
from claims.rules.refusals import Need
from claims.rules.requirements import unmet
from sources.models import Source
from sources.relations.standing import bodies, dependents

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

    The claims are locked, or get locked one after the other (``locked``).
    """
    flagged = []
    for dossier in dossiers:
        claim, live = dossier.claim, dossier.in_force
        if live is None or claim.needs_reassessment:
            continue
        if lost := lost_needs(dossier, live.verification_status, at.date()):
            claim.needs_reassessment = True
            claim.reassessment_cause = f"{cause} {lost[0].message}"[:500]
            note, reason = claim.reassessment_cause, lost[0].code
            step = Step("flag", by, not_before(claim, at), note=note, reason=reason)
            change_log.flagged(history.append(dossier, step), live)
            flagged.append(claim)
    return flagged


def locked(claims: Iterable[Claim]) -> Iterator[Dossier]:
    """Lock claims and load them, the oldest first, each as it is asked for."""
    for claim in sorted(claims, key=lambda one: one.pk):
        yield lock(claim)


def lost_needs(dossier: Dossier, status: str, on: datetime.date) -> list[Need]:
    """Return the needs of a published status that the claim, as it is on the desk, does not meet.

    Only what the claim rests on counts here, not what people said of the published version.
    """
    lost = unmet(findings.examine(dossier, on).needs(status))
    return [need for need in lost if need.code not in SAID_BY_PEOPLE]


def on_sources_changed(
    sources: Iterable[Source], *, cause: str, by, at: datetime.datetime, **signal
) -> None:
    """Reassess what rests on these sources; receives ``sources.changes.sources_changed``."""
    reassess(locked(touched(sources, at.date())), cause=cause, by=by, at=at)
