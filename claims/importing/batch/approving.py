"""Approving a batch: one event for each claim, by the rules and writing of the desk's verbs."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from claims.desk.judgement import assessed, found
from claims.desk.publishing import issue, look_up_days, publish_needs
from claims.importing.batch import chunks, linking
from claims.importing.batch.building import PENDING
from claims.importing.file.problems import Problem
from claims.loading import facts, findings
from claims.loading.dossier import Dossier, load
from claims.loading.plausibility import Points
from claims.models import (
    Answer,
    Assessment,
    Citation,
    Claim,
    Event,
    ImportBatch,
    ImportRow,
    Series,
    SourceCheck,
)
from claims.models.validation import needs_of
from claims.record import composing
from claims.record.change_log import Issued
from claims.record.history import Step
from claims.rules import requirements
from claims.rules.lifecycle import HANDS
from claims.rules.plausibility import Doubt
from claims.rules.refusals import Invalid
from sources.database.bulk import insert, update
from sources.database.conditions import clean

# Claims in one transaction. While it writes, SQLite lets nobody else write: under 0.1 s.
CHUNK = 125
STATUS, CREDIBILITY, CONFIDENCE = "attributed", 6, "low"
FOUND = "The imported document names its origin; approved as a whole with its batch."


@dataclass
class Approved:
    """A claim with its checks, answers and assessment, and its publication or its needs.

    ``head``: its last event, as it was read.
    """

    dossier: Dossier
    head: str
    checks: list[SourceCheck] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    assessment: Assessment | None = None
    issued: Issued | None = None
    needs: list = field(default_factory=list)


def waiting(batch: ImportBatch) -> QuerySet[Claim]:
    """Return the claims that nobody has touched since they came."""
    later = Event.objects.filter(claim=OuterRef("pk"), number__gt=1).exclude(linking.SUGGESTED)
    later = later.exclude(verb__in=(*HANDS, "answer_warning"))
    return batch.claims.filter(~Exists(later), review_state="submitted")


def run(batch: ImportBatch, progress) -> None:
    total = waiting(batch).count() + batch.done
    _refuse_bad_rows(batch)
    points = Points()
    while batch.state == "approving":
        chunks.step(
            batch, lambda: work_out(batch, points), lambda found: _write(batch, found), _are_as_read
        )
        progress(batch.done, total)


def work_out(batch: ImportBatch, points: Points) -> list[Approved]:
    """Work out the next claims, each with its needs or its publication; nothing is stored."""
    chunk = waiting(batch).filter(id__gt=batch.last_row).order_by("id")
    dossiers = load(chunk[:CHUNK])
    look_up_days(dossiers)
    roles = facts.roles_of(batch.approved_by)
    worked_out = [Approved(dossier, dossier.claim.head_hash) for dossier in dossiers]
    for one in worked_out:
        actor = facts.actor(one.dossier.claim, batch.approved_by, roles)
        one.needs = requirements.permission_needs("approve", actor)
        if not one.needs:
            _judge(batch, one, points)
    return worked_out


def _judge(batch: ImportBatch, one: Approved, points: Points) -> None:
    """Check the sources of a claim, assess it, and compose its publication if nothing lacks.

    The claims of a series share what is public for a day: the next one finds this one there.
    """
    dossier = one.dossier
    for citation in dossier.active:
        one.checks.append(new_check(batch, citation))
        found(dossier, citation, one.checks[-1])
    examined = findings.examine(dossier, batch.approved_at.date(), points)
    one.assessment = new_assessment(batch, dossier.claim)
    one.assessment.findings, one.assessment.pk = examined.as_json(), PENDING
    assessed(dossier, one.assessment, [])
    one.answers = [
        new_answer(batch, dossier.claim, warned.doubt)
        for warned in examined.warned
        if warned.answer is None and warned.doubt.code in batch.answers
    ]
    dossier.answers += one.answers
    one.needs = requirements.unmet(publish_needs(examined))
    if not one.needs:
        one.issued = composing.compose(dossier, step_of(batch), "first", examined)
        dossier.same_day.append(one.issued.publication)


def step_of(batch: ImportBatch) -> Step:
    return Step("approve", batch.approved_by, batch.approved_at, batch.rationale, reason="first")


def _are_as_read(worked_out: list[Approved]) -> bool:
    """Lock the claims, then their series; whether they, and their days, are as they were read."""
    dossiers = [one.dossier for one in worked_out]
    stored = Claim.objects.filter(pk__in=[one.claim.pk for one in dossiers]).order_by("pk")
    heads = dict(stored.select_for_update().values_list("pk", "head_hash"))
    series = {one.claim.series_id for one in dossiers} - {None}
    # One value for a day: two who publish into a series wait for each other.
    list(Series.objects.select_for_update().filter(pk__in=series).order_by("pk").values("pk"))
    known = {row.pk for one in dossiers for row in one.same_day}
    look_up_days(dossiers)
    return all(heads[one.dossier.claim.pk] == one.head for one in worked_out) and known >= {
        row.pk for one in dossiers for row in one.same_day
    }


def _write(batch: ImportBatch, worked_out: list[Approved]) -> None:
    if not worked_out:
        left = batch.claims.exclude(review_state="published").count()
        batch.counts = {**batch.counts, "published": batch.done, "left": left}
        batch.state = "approved"
        batch.save()
        return
    ready = [one for one in worked_out if not one.needs]
    _store(batch, ready)
    _hold_back([one for one in worked_out if one.needs])
    batch.last_row = worked_out[-1].dossier.claim.pk
    batch.done += len(ready)
    batch.save()


def _store(batch: ImportBatch, ready: list[Approved]) -> None:
    if not ready:
        return
    checks = insert([check for one in ready for check in one.checks])
    update(Citation, ["status"], [(check.status, check.citation_id) for check in checks])
    for one in ready:
        one.assessment.pk = None
    insert([answer for one in ready for answer in one.answers])
    insert([one.assessment for one in ready])
    issue([(one.dossier, step_of(batch), one.issued) for one in ready])


def new_check(batch: ImportBatch, citation) -> SourceCheck:
    said = {"status": "secondhand", "method": "read_document", "note": FOUND}
    return SourceCheck(citation=citation, by=batch.approved_by, at=batch.approved_at, **said)


def new_answer(batch: ImportBatch, claim: Claim, doubt: Doubt) -> Answer:
    """Return the answer of the batch to a warning on one of its claims."""
    said = batch.answers[doubt.code]
    at = datetime.datetime.fromisoformat(said["at"])
    return Answer(
        claim=claim, code=doubt.code, seen=doubt.seen, note=said["note"], by_id=said["by"], at=at
    )


def new_assessment(batch: ImportBatch, claim: Claim) -> Assessment:
    judged = {"verification_status": STATUS, "credibility": CREDIBILITY, "confidence": CONFIDENCE}
    said = {"method": ["source_reading"], "rationale": batch.rationale, "findings": {}}
    who = {"by": batch.approved_by, "at": batch.approved_at}
    return Assessment(claim=claim, claim_version=claim.version, **judged, **said, **who)


def _refuse_bad_rows(batch: ImportBatch) -> None:
    """Check the check and the assessment on the first claim: they are the same for all."""
    claim = batch.claims.order_by("id").first()
    if claim is None:
        return
    try:
        clean(new_assessment(batch, claim))
        for citation in claim.citations.order_by("id")[:1]:
            clean(new_check(batch, citation))
    except ValidationError as error:
        raise Invalid(needs_of(error)) from error


def _hold_back(held: list[Approved]) -> None:
    """Leave claims that may not be published submitted; their reports say what they need."""
    for one in held:
        claim = one.dossier.claim
        problems = [Problem(n.field, n.code, claim.ref, n.message).as_json() for n in one.needs]
        for report in ImportRow.objects.filter(claim=claim):
            report.outcome, report.problems = "held", [*report.problems, *problems]
            report.save()
