"""Approving a batch: each claim is checked, assessed and published in one event of its own.

The rules are those of the one-claim verbs; only the asking and writing is done for many at once.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects

from claims import facts, findings, history, policy
from claims import publish as record
from claims.importing.problems import Problem
from claims.importing.storing import give_ids, insert, update
from claims.issuing import publish_needs
from claims.judging import mirror
from claims.loaded import hold, rows
from claims.models import (
    Assessment,
    Citation,
    Claim,
    Event,
    ImportBatch,
    ImportRow,
    Publication,
    PublicationSource,
    Series,
    SourceCheck,
)
from claims.refusals import Invalid, needs_of
from sources.conditions import clean
from sources.memory import remembering

CHUNK = 500
STATUS, CREDIBILITY, CONFIDENCE = "attributed", 6, "low"
FOUND = "The imported document names its origin; approved as a whole with its batch."
MOVED = (
    "review_state attribution_status verification_status credibility claimant events_count "
    "head_hash"
).split()
AROUND = (
    *("topic__parent", "subject", "measure", "scope", "unit", "claimant"),
    *("citations__document__publisher", "citations__hops__source", "citations__checks"),
    *("assessments__evidence", "rulings", "links", "linked_from", "publications"),
)


@dataclass
class Approved:
    claim: Claim
    checks: list[SourceCheck] = field(default_factory=list)
    examined: findings.Examination | None = None
    assessment: Assessment | None = None
    event: Event | None = None
    publication: Publication | None = None
    sources: list[PublicationSource] = field(default_factory=list)
    needs: list = field(default_factory=list)


def waiting(batch: ImportBatch) -> QuerySet[Claim]:
    """The claims that nobody has touched since they came; the others go their own way."""
    return batch.claims.filter(review_state="submitted", events_count=1)


def run(batch: ImportBatch, progress) -> None:
    total = waiting(batch).count() + batch.done
    _refuse_bad_rows(batch)
    while batch.state == "approving":
        with remembering(), transaction.atomic():
            _approve(batch)
        progress(batch.done, total)


def _approve(batch: ImportBatch) -> None:
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    batch.state, batch.done, batch.last_row = now.state, now.done, now.last_row
    batch.counts = now.counts
    if batch.state != "approving":
        return
    chunk = waiting(batch).filter(id__gt=batch.last_row).order_by("id")
    claims = list(chunk.select_for_update()[:CHUNK])
    if not claims:
        left = batch.claims.exclude(review_state="published").count()
        batch.counts = {**batch.counts, "published": batch.done, "left": left}
        batch.state = "approved"
        batch.save()
        return
    # One value for a day: whoever publishes into a series waits for the other.
    series = {claim.series_id for claim in claims} - {None}
    list(Series.objects.select_for_update().filter(pk__in=series).order_by("pk"))
    batch.last_row = claims[-1].pk
    approved = approve_all(batch, claims)
    held = [one for one in approved if one.needs]
    _hold_back(held)
    batch.done += len(approved) - len(held)
    batch.save()


def approve_all(batch: ImportBatch, claims: list[Claim]) -> list[Approved]:
    prefetch_related_objects(claims, *AROUND)
    roles = facts.roles_of(batch.approved_by)
    found = [Approved(claim) for claim in claims]
    for one in found:
        actor = facts.actor(one.claim, batch.approved_by, roles)
        one.needs = policy.permission_needs("approve", actor)
        if not one.needs:
            _check_sources(batch, one)
    may = [one for one in found if not one.needs]
    for one in may:
        one.assessment = new_assessment(batch, one.claim)
    give_ids([check for one in may for check in one.checks])
    give_ids([one.assessment for one in may])
    for one in may:
        _assess(batch, one)
    ready = [one for one in may if not one.needs]
    for one in ready:
        _publish(batch, one)
    _store(ready)
    return found


def _check_sources(batch: ImportBatch, one: Approved) -> None:
    for citation in facts.active_citations(one.claim):
        check = new_check(batch, citation)
        one.checks.append(check)
        citation.status = check.status
        hold(citation, checks=[check])


def _assess(batch: ImportBatch, one: Approved) -> None:
    claim = one.claim
    citations = facts.active_citations(claim)
    mirror(claim, citations)
    one.examined = findings.examine(claim, batch.approved_at.date(), citations)
    one.assessment.findings = one.examined.as_json()
    hold(one.assessment, evidence=[])
    hold(claim, assessments=[one.assessment])
    claim.verification_status, claim.credibility = STATUS, CREDIBILITY
    needs = publish_needs(claim, batch.approved_at.date(), one.examined)
    one.needs = policy.unmet(needs)


def _publish(batch: ImportBatch, one: Approved) -> None:
    claim, at = one.claim, batch.approved_at
    before, claim.review_state = claim.review_state, "published"
    one.publication, one.sources = record.compose(claim, kind="first", at=at, examined=one.examined)
    one.event = history.next_event(
        claim,
        "approve",
        from_state=before,
        by=batch.approved_by,
        at=at,
        reason="first",
        note=batch.rationale,
        publication=history.publication_digest(one.publication, one.sources),
    )


def _store(ready: list[Approved]) -> None:
    give_ids([one.event for one in ready])
    give_ids([one.publication for one in ready])
    for one in ready:
        one.publication.event = one.event
        for source in one.sources:
            source.publication = one.publication
    give_ids([source for one in ready for source in one.sources])
    insert(check for one in ready for check in one.checks)
    insert(one.assessment for one in ready)
    insert(one.event for one in ready)
    insert(one.publication for one in ready)
    insert(source for one in ready for source in one.sources)
    citations = [c for one in ready for c in facts.active_citations(one.claim)]
    update(Citation, ["status"], [(citation.status, citation.pk) for citation in citations])
    values = ([getattr(one.claim, column(name)) for name in MOVED] for one in ready)
    moved = [(*row, one.claim.pk) for row, one in zip(values, ready, strict=True)]
    update(Claim, MOVED, moved)


def column(name: str) -> str:
    return Claim._meta.get_field(name).attname


def new_check(batch: ImportBatch, citation) -> SourceCheck:
    return SourceCheck(
        citation=citation,
        status="secondhand",
        method="read_document",
        note=FOUND,
        by=batch.approved_by,
        at=batch.approved_at,
    )


def new_assessment(batch: ImportBatch, claim: Claim) -> Assessment:
    return Assessment(
        claim=claim,
        claim_version=claim.version,
        verification_status=STATUS,
        credibility=CREDIBILITY,
        confidence=CONFIDENCE,
        method=["source_reading"],
        rationale=batch.rationale,
        findings={},
        by=batch.approved_by,
        at=batch.approved_at,
    )


def _refuse_bad_rows(batch: ImportBatch) -> None:
    """The check and the assessment are the same for every claim: looked at once, on the first."""
    claim = batch.claims.order_by("id").first()
    if claim is None:
        return
    try:
        clean(new_assessment(batch, claim))
        for citation in rows(claim, "citations")[:1]:
            clean(new_check(batch, citation))
    except ValidationError as error:
        raise Invalid(needs_of(error)) from error


def _hold_back(held: list[Approved]) -> None:
    """A claim that may not be published stays submitted, and its report says what it needs."""
    for one in held:
        problems = [Problem(n.field, n.code, one.claim.ref, n.message).as_json() for n in one.needs]
        for report in ImportRow.objects.filter(claim=one.claim):
            report.outcome, report.problems = "held", [*report.problems, *problems]
            report.save()
