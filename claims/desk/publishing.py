"""The verbs of the record: publishing, taking back, and taking up again what was taken back."""

import datetime
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from claims.desk.gate import enter, refuse_if
from claims.desk.warnings import need_of
from claims.loading import facts, findings
from claims.loading.dossier import Dossier
from claims.loading.snapshot import canonical_json, claim_snapshot, substance
from claims.models import Claim, Publication, Series
from claims.record import composing, history
from claims.record.change_log import Issued
from claims.record.history import Entry, Step
from claims.rules import requirements
from claims.rules.choices import REINSTATEMENT_REASONS, RETRACTION_REASONS
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Invalid, Need, NotReady


@transaction.atomic
def publish(
    claim: Claim, *, by, at: datetime.datetime, version: int | None = None, public_note: str = ""
) -> Publication:
    """Write the public record of a reviewed claim, closing the publication before it.

    Needs ``publish_needs``; a correction (a substantive change of it) needs a public note.
    """
    step = Step("publish", by, at, public_note=public_note)
    dossier, step = enter(claim, step, version)
    claim = dossier.claim
    if claim.series_id:
        # One value for a day: two who publish into a series wait for each other.
        Series.objects.select_for_update().only("pk").get(pk=claim.series_id)
    examined = findings.examine(dossier, step.at.date())
    needs = requirements.unmet(publish_needs(examined))
    kind = _publication_kind(dossier)
    if kind == "reinstatement" and not public_note.strip():
        last = claim.events.filter(verb="reinstate").latest("number")
        step = replace(step, public_note=last.public_note)
    if kind == "correction" and not public_note.strip():
        message = "This changes what we said: a correction needs a public note."
        needs.append(Need("public_note", message, "public_note"))
    refuse_if(NotReady, needs)
    return _issue(dossier, replace(step, reason=kind), kind, examined)


@transaction.atomic
def retract(
    claim: Claim, *, reason: str, public_note: str, by, at, version: int | None = None
) -> Publication:
    """Take a published claim back: a notice without a value takes its place."""
    step = Step("retract", by, at, reason=reason, public_note=public_note)
    dossier, step = enter(claim, step, version)
    needs = []
    if reason not in dict(RETRACTION_REASONS):
        listed = ", ".join(dict(RETRACTION_REASONS))
        needs.append(Need("retraction_reason", f"The reason is one of: {listed}.", "reason"))
    if dossier.in_force is None:
        not_public = Need("not_public", "Nothing of this claim is public.", "review_state")
        raise NotReady([not_public, *needs])
    refuse_if(Invalid, needs)
    return _issue(dossier, step, "retraction")


@transaction.atomic
def reinstate(
    claim: Claim, *, reason: str, public_note: str, by, at, version: int | None = None
) -> Claim:
    """Take a retracted claim up again: it goes back into review, and is public once published."""
    step = Step("reinstate", by, at, reason=reason, public_note=public_note)
    dossier, step = enter(claim, step, version)
    if reason not in dict(REINSTATEMENT_REASONS):
        listed = ", ".join(dict(REINSTATEMENT_REASONS))
        message = f"The reason is one of: {listed}."
        raise Invalid([Need("reinstatement_reason", message, "reason")])
    claim = dossier.claim
    before, claim.review_state = claim.review_state, VERBS["reinstate"].target
    history.append(dossier, step, before)
    return claim


def publish_needs(examined: findings.Examination) -> list[Need]:
    """Return everything that publishing a claim needs: of its status and its warnings too."""
    dossier = examined.dossier
    needs = requirements.publish_needs(facts.gather(dossier))
    needs += examined.needs(dossier.claim.verification_status) + series_needs(dossier)
    return needs + [need_of(one) for one in examined.warned]


def series_needs(dossier: Dossier) -> list[Need]:
    """Return the needs of a series: its claimant's value, and one for a day, each met or not."""
    claim, series = dossier.claim, dossier.claim.series
    if series is None:
        return []
    if dossier.same_day is None:
        look_up_days([dossier])
    taken = next((one for one in dossier.same_day if one.claim_id != claim.pk), None)
    is_theirs = claim.claimant_id in dossier.registers.counting(series)
    which = f"; {taken.ref} is the one for {claim.as_of}" if taken else ""
    day = f"“{series.name}” has one public value for a day{which}."
    return [
        Need("series_claimant", facts.whose_count(series), "claimant", is_theirs),
        Need("series_day", day, "as_of", taken is None),
    ]


def look_up_days(dossiers: Sequence[Dossier]) -> None:
    """Fetch what is public of the series of some claims for their days, in one query."""
    claims = [dossier.claim for dossier in dossiers if dossier.claim.series_id]
    rows = Publication.objects.in_force().order_by("id").only("ref", "claim", "series", "as_of")
    rows = rows.filter(
        series__in={claim.series_id for claim in claims}, as_of__in={one.as_of for one in claims}
    )
    by_day = defaultdict(list)
    for row in rows if claims else ():
        by_day[row.series_id, row.as_of].append(row)
    for dossier in dossiers:
        dossier.same_day = by_day[dossier.claim.series_id, dossier.claim.as_of]


def _issue(
    dossier: Dossier, step: Step, kind: str, examined: findings.Examination | None = None
) -> Publication:
    return issue([(dossier, step, composing.compose(dossier, step, kind, examined))])[0]


def issue(composed: Sequence[tuple[Dossier, Step, Issued]]) -> list[Publication]:
    """Move some claims to where their steps lead, log the steps, and store what was composed."""
    if not composed:
        return []
    entries = []
    for dossier, step, issued in composed:
        claim = dossier.claim
        before, claim.review_state = claim.review_state, VERBS[step.verb].target
        claim.needs_reassessment, claim.reassessment_cause = False, ""
        digest = history.publication_digest(issued.publication, issued.sources)
        entries.append(Entry(dossier, step, before, publication=digest))
    events = history.append_all(entries)
    return composing.store([issued for _dossier, _step, issued in composed], events)


def _publication_kind(dossier: Dossier) -> str:
    live = dossier.live
    if live is None:
        return "first"
    if live.kind == "retraction":
        return "reinstatement"
    said = json.loads(live.event.snapshot)["claim"]
    now = json.loads(canonical_json(claim_snapshot(dossier)))
    return "update" if substance(said) == substance(now) else "correction"
