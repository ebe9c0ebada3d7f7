"""Approving a batch: each claim is checked, assessed and published in one event of its own.

The rules are those of the one-claim verbs; only the asking and writing is done for many at once.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects

from claims.desk.judgement import mirror
from claims.desk.publishing import publish_needs
from claims.importing.batch import chunks, linking
from claims.importing.batch.building import PENDING
from claims.importing.file.problems import Problem
from claims.loading import facts, findings
from claims.loading.rows import hold, rows
from claims.models import (
    Assessment,
    Assignment,
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
from claims.models.validation import needs_of
from claims.record import change_log, composing, facet_counts, history
from claims.rules import requirements
from claims.rules.lifecycle import HANDS
from claims.rules.refusals import Invalid
from sources.database.bulk import give_ids, insert, update
from sources.database.conditions import clean

# Claims in one transaction: for as long as it writes, SQLite lets nobody else write.
CHUNK = 100
STATUS, CREDIBILITY, CONFIDENCE = "attributed", 6, "low"
FOUND = "The imported document names its origin; approved as a whole with its batch."
MOVED = (
    "review_state attribution_status verification_status credibility claimant events_count "
    "head_hash"
).split()
AROUND = (
    *("topic__parent", "subject", "measure", "scope", "unit", "claimant", "series__claimant"),
    *("citations__document__publisher", "citations__hops__source", "citations__checks"),
    *("assessments__evidence", "rulings", "links", "linked_from", "publications"),
)


@dataclass
class Approved:
    """``head``: the hash of the claim's last event when it was read."""

    claim: Claim
    head: str
    before: str = ""
    same_day: list[Publication] = field(default_factory=list)
    checks: list[SourceCheck] = field(default_factory=list)
    examined: findings.Examination | None = None
    assessment: Assessment | None = None
    event: Event | None = None
    publication: Publication | None = None
    sources: list[PublicationSource] = field(default_factory=list)
    needs: list = field(default_factory=list)


def waiting(batch: ImportBatch) -> QuerySet[Claim]:
    """The claims that nobody has touched since they came; the others go their own way."""
    later = Event.objects.filter(claim=OuterRef("pk"), number__gt=1).exclude(linking.SUGGESTED)
    later = later.exclude(verb__in=HANDS)
    return batch.claims.filter(~Exists(later), review_state="submitted")


def run(batch: ImportBatch, progress) -> None:
    total = waiting(batch).count() + batch.done
    _refuse_bad_rows(batch)
    while batch.state == "approving":
        chunks.step(
            batch,
            lambda: work_out(batch),
            lambda found: _write(batch, found),
            _are_as_read,
        )
        progress(batch.done, total)


def work_out(batch: ImportBatch) -> list[Approved]:
    """The next claims, each with what it needs, or with its publication; nothing is stored."""
    chunk = waiting(batch).filter(id__gt=batch.last_row).order_by("id")
    claims = list(chunk[:CHUNK])
    prefetch_related_objects(claims, *AROUND)
    roles = facts.roles_of(batch.approved_by)
    taken = defaultdict(list)
    for publication in _same_days(claims):
        taken[publication.series_id, publication.as_of].append(publication)
    found = [Approved(claim, claim.head_hash) for claim in claims]
    for one in found:
        claim = one.claim
        one.same_day = [*taken[claim.series_id, claim.as_of]] if claim.series_id else []
        hold(claim, same_day=one.same_day)
        actor = facts.actor(claim, batch.approved_by, roles)
        one.needs = requirements.permission_needs("approve", actor)
        if not one.needs:
            _check_sources(batch, one)
            _assess(batch, one)
        if not one.needs:
            _compose(batch, one)
            taken[claim.series_id, claim.as_of].append(one.publication)
    return found


def _same_days(claims: list[Claim]) -> list[Publication]:
    """What is public of the series of these claims for their days."""
    wanted = {(claim.series_id, claim.as_of) for claim in claims if claim.series_id}
    series, days = {pk for pk, _day in wanted}, {day for _pk, day in wanted}
    rows = Publication.objects.in_force().filter(series__in=series, as_of__in=days).order_by("id")
    found = rows.only("ref", "claim", "series", "as_of")
    return [one for one in found if (one.series_id, one.as_of) in wanted]


def _are_as_read(found: list[Approved]) -> bool:
    """Lock the claims, then their series; whether they, and their days, are as they were read."""
    claims = [one.claim for one in found]
    stored = Claim.objects.filter(pk__in=[claim.pk for claim in claims]).order_by("pk")
    heads = dict(stored.select_for_update().values_list("pk", "head_hash"))
    series = {claim.series_id for claim in claims} - {None}
    # One value for a day: whoever publishes into a series waits for the other.
    list(Series.objects.select_for_update().filter(pk__in=series).order_by("pk").values("pk"))
    known = {publication.pk for one in found for publication in one.same_day}
    return all(heads[one.claim.pk] == one.head for one in found) and known >= {
        publication.pk for publication in _same_days(claims)
    }


def _write(batch: ImportBatch, found: list[Approved]) -> None:
    if not found:
        left = batch.claims.exclude(review_state="published").count()
        batch.counts = {**batch.counts, "published": batch.done, "left": left}
        batch.state = "approved"
        batch.save()
        return
    ready = [one for one in found if not one.needs]
    _store(batch, ready)
    _hold_back([one for one in found if one.needs])
    batch.last_row = found[-1].claim.pk
    batch.done += len(ready)
    batch.save()


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
    one.assessment = new_assessment(batch, claim)
    one.examined = findings.examine(claim, batch.approved_at.date(), citations)
    one.assessment.findings = one.examined.as_json()
    hold(one.assessment, evidence=[])
    hold(claim, assessments=[one.assessment])
    claim.verification_status, claim.credibility = STATUS, CREDIBILITY
    needs = publish_needs(claim, batch.approved_at.date(), one.examined)
    one.needs = requirements.unmet(needs)


def _compose(batch: ImportBatch, one: Approved) -> None:
    one.before, one.claim.review_state = one.claim.review_state, "published"
    one.publication, one.sources = composing.compose(
        one.claim, kind="first", at=batch.approved_at, examined=one.examined
    )
    one.publication.pk = PENDING


def _event(batch: ImportBatch, one: Approved) -> Event:
    return history.next_event(
        one.claim,
        "approve",
        from_state=one.before,
        by=batch.approved_by,
        at=batch.approved_at,
        reason="first",
        note=batch.rationale,
        publication=history.publication_digest(one.publication, one.sources),
    )


def _store(batch: ImportBatch, ready: list[Approved]) -> None:
    """The ids come first: an event's hash covers those of the checks and the assessment."""
    give_ids([check for one in ready for check in one.checks])
    give_ids([one.assessment for one in ready])
    for one in ready:
        one.event = _event(batch, one)
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
    changes = change_log.of_publications(
        [change_log.Issued(one.publication, one.sources) for one in ready]
    )
    give_ids(changes)
    insert(changes)
    facet_counts.change(
        opened=[(one.publication, [row.source_id for row in one.sources]) for one in ready]
    )
    citations = [c for one in ready for c in facts.active_citations(one.claim)]
    update(Citation, ["status"], [(citation.status, citation.pk) for citation in citations])
    values = ([getattr(one.claim, column(name)) for name in MOVED] for one in ready)
    moved = [(*row, one.claim.pk) for row, one in zip(values, ready, strict=True)]
    update(Claim, MOVED, moved)
    Assignment.objects.filter(claim__in=[one.claim.pk for one in ready]).delete()


def column(name: str) -> str:
    return Claim._meta.get_field(name).attname


def new_check(batch: ImportBatch, citation) -> SourceCheck:
    return SourceCheck(
        pk=PENDING,
        citation=citation,
        status="secondhand",
        method="read_document",
        note=FOUND,
        by=batch.approved_by,
        at=batch.approved_at,
    )


def new_assessment(batch: ImportBatch, claim: Claim) -> Assessment:
    return Assessment(
        pk=PENDING,
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
