"""The verbs of the record: publishing, taking back, and taking up again what was taken back."""

import datetime
import json

from django.db import transaction

from claims.desk.gate import enter, refuse_if
from claims.loading import facts, findings
from claims.loading.rows import is_loaded, rows
from claims.loading.snapshot import canonical_json, claim_snapshot, substance
from claims.models import Claim, Series
from claims.models.record import Publication
from claims.record import composing, history
from claims.rules import requirements
from claims.rules.choices import REINSTATEMENT_REASONS, RETRACTION_REASONS
from claims.rules.lifecycle import VERBS
from claims.rules.refusals import Invalid, Need, NotReady


@transaction.atomic
def publish(
    claim: Claim,
    *,
    by,
    at: datetime.datetime,
    version: int | None = None,
    public_note: str = "",
) -> Publication:
    """Write the public record of a reviewed claim, closing the publication before it.

    Needs ``publish_needs``; a substantive change of what is public is a correction, and
    needs a public note that says what was corrected.
    """
    claim, at = enter("publish", claim, by=by, at=at, version=version, public_note=public_note)
    if claim.series_id:
        # One value for a day: whoever publishes into a series waits for the other.
        Series.objects.select_for_update().get(pk=claim.series_id)
    needs = requirements.unmet(publish_needs(claim, at.date()))
    kind = _publication_kind(claim)
    if kind == "reinstatement" and not public_note.strip():
        public_note = claim.events.filter(verb="reinstate").latest("number").public_note
    if kind == "correction" and not public_note.strip():
        needs.append(
            Need(
                "public_note",
                "This changes what we said: a correction needs a public note.",
                "public_note",
            )
        )
    refuse_if(NotReady, needs)
    claim.needs_reassessment, claim.reassessment_cause = False, ""
    return _issue(claim, "publish", kind=kind, by=by, at=at, public_note=public_note)


@transaction.atomic
def retract(
    claim: Claim, *, reason: str, public_note: str, by, at, version: int | None = None
) -> Publication:
    """Take a published claim back: a notice without a value takes its place."""
    claim, at = enter("retract", claim, by=by, at=at, version=version, public_note=public_note)
    needs = []
    if reason not in dict(RETRACTION_REASONS):
        listed = ", ".join(dict(RETRACTION_REASONS))
        needs.append(Need("retraction_reason", f"The reason is one of: {listed}.", "reason"))
    claim.needs_reassessment, claim.reassessment_cause = False, ""
    if not claim.publications.in_force().exists():
        not_public = Need("not_public", "Nothing of this claim is public.", "review_state")
        raise NotReady([not_public, *needs])
    refuse_if(Invalid, needs)
    return _issue(
        claim,
        "retract",
        kind="retraction",
        by=by,
        at=at,
        public_note=public_note,
        reason=reason,
    )


@transaction.atomic
def reinstate(
    claim: Claim, *, reason: str, public_note: str, by, at, version: int | None = None
) -> Claim:
    """Take a retracted claim up again: it goes back into review, and is public once published."""
    claim, at = enter("reinstate", claim, by=by, at=at, version=version, public_note=public_note)
    if reason not in dict(REINSTATEMENT_REASONS):
        listed = ", ".join(dict(REINSTATEMENT_REASONS))
        message = f"The reason is one of: {listed}."
        raise Invalid([Need("reinstatement_reason", message, "reason")])
    before, claim.review_state = claim.review_state, VERBS["reinstate"].target
    history.append(
        claim,
        "reinstate",
        from_state=before,
        by=by,
        at=at,
        reason=reason,
        public_note=public_note,
    )
    return claim


def publish_needs(
    claim: Claim, on: datetime.date, examined: findings.Examination | None = None
) -> list[Need]:
    """Everything that publishing this claim needs, its status's own needs included.

    ``examined``: what the rules found on the claim, where the caller has it already.
    """
    examined = examined or findings.examine(claim, on)
    gathered = facts.gather(claim, examined.citations)
    needs = requirements.publish_needs(gathered) + examined.needs(claim.verification_status)
    return needs + series_needs(claim)


def series_needs(claim: Claim) -> list[Need]:
    """A value of a series is its claimant's, and the only one for its day, each met or not."""
    series = claim.series
    if series is None:
        return []
    taken = next((one for one in same_day(claim) if one.claim_id != claim.pk), None)
    return [
        Need(
            "series_claimant",
            facts.whose_count(series),
            "claimant",
            claim.claimant_id in facts.counting(series),
        ),
        Need(
            "series_day",
            f"“{series.name}” has one public value for a day"
            + (f"; {taken.ref} is the one for {claim.as_of}." if taken else "."),
            "as_of",
            taken is None,
        ),
    ]


def same_day(claim: Claim) -> list[Publication]:
    """What is public of the claim's series for its day."""
    if is_loaded(claim, "same_day"):
        return rows(claim, "same_day")
    live = Publication.objects.in_force()
    return list(live.filter(series=claim.series_id, as_of=claim.as_of).order_by("id"))


def _issue(claim: Claim, verb: str, *, kind: str, by, at, public_note: str, reason: str = ""):
    """Publish in one breath: compose, move the state, log, store."""
    before, claim.review_state = claim.review_state, VERBS[verb].target
    publication, sources = composing.compose(
        claim, kind=kind, at=at, public_note=public_note, reason=reason
    )
    event = history.append(
        claim,
        verb,
        from_state=before,
        by=by,
        at=at,
        reason=reason or kind,
        public_note=public_note,
        publication=history.publication_digest(publication, sources),
    )
    return composing.store(publication, sources, event)


def _publication_kind(claim: Claim) -> str:
    live = claim.publications.live().select_related("event").first()
    if live is None:
        return "first"
    if live.kind == "retraction":
        return "reinstatement"
    said = json.loads(live.event.snapshot)["claim"]
    now = json.loads(canonical_json(claim_snapshot(claim)))
    return "update" if substance(said) == substance(now) else "correction"
