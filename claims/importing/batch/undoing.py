"""Taking a whole batch back: withdrawn where it is not public, retracted where it is."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from claims.desk.publishing import issue
from claims.importing.batch.chunks import collecting_later
from claims.loading.dossier import Dossier, load
from claims.models import Claim, ClaimLink, Event, FigureMember, FigurePolicy, ImportBatch
from claims.record import composing, history
from claims.record.history import Entry, Step
from claims.rules.lifecycle import HANDS, VERBS
from claims.rules.refusals import Need

CHUNK = 500
NAMED = 5
# The batch's own steps, what a machine adds, and who has a claim in hand. A link is looked at as
# it stands now.
LEFT_OUT = ("import", "approve", "flag", "link", "decide_link", "answer_warning", *HANDS)


def dependents(batch: ImportBatch) -> list[Need]:
    """Return what rests on the claims of a batch or was done to them, each kind with some refs."""
    ours = batch.claims.all()
    links = ClaimLink.objects.filter(Q(from_claim__batch=batch) | Q(to_claim__batch=batch))
    linked = links.filter(state="confirmed").values_list("from_claim__ref", "to_claim__ref")
    later = Event.objects.filter(claim__batch=batch).exclude(verb__in=LEFT_OUT)
    found = {
        "confirmed links": {ref for pair in linked[:NAMED] for ref in pair},
        "rulings": set(ours.filter(rulings__isnull=False).values_list("ref", flat=True)[:NAMED]),
        "merges": set(
            Claim.objects.filter(merged_into__batch=batch).values_list("ref", flat=True)[:NAMED]
        ),
        "later steps": set(later.values_list("claim__ref", flat=True).distinct()[:NAMED]),
    }
    fix = "undo these first, or retract the claims one by one."
    needs = [
        Need("batch_is_used", f"There are {kind} on {', '.join(sorted(refs))}: {fix}", "batch")
        for kind, refs in found.items()
        if refs
    ]
    return needs + _figures(batch)


def _figures(batch: ImportBatch) -> list[Need]:
    """Return the figures that prefer, count or leave out one of the claims, as last decided."""
    newer = FigurePolicy.objects.filter(figure=OuterRef("figure"), id__gt=OuterRef("id"))
    preferring = FigurePolicy.objects.filter(~Exists(newer), preferred__batch=batch)
    newer = FigureMember.objects.filter(
        figure=OuterRef("figure"), claim=OuterRef("claim"), id__gt=OuterRef("id")
    )
    deciding = FigureMember.objects.filter(~Exists(newer), claim__batch=batch)
    deciding = deciding.exclude(decision="undo")
    preferring = preferring.values_list("figure__slug", "preferred__ref")
    deciding = deciding.order_by("id").values_list("figure__slug", "claim__ref")[:NAMED]
    found = [("prefers", *row) for row in preferring]
    found += [("has a decision on", *row) for row in deciding]
    return [
        Need("batch_is_used", f"The figure “{slug}” {verb} {ref}: change that first.", "batch")
        for verb, slug, ref in found
    ]


def run(batch: ImportBatch, progress) -> None:
    verb = "withdraw" if batch.state == "withdrawing" else "retract"
    total = batch.claims.count()
    while batch.is_running:
        with collecting_later(), transaction.atomic():
            _undo(batch, verb)
        progress(batch.done, total)


def _undo(batch: ImportBatch, verb: str) -> None:
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    batch.state, batch.done, batch.last_row = now.state, now.done, now.last_row
    if not batch.is_running:
        return
    chunk = batch.claims.filter(
        id__gt=batch.last_row, review_state__in=["submitted", "published"]
    ).order_by("id")
    ids = list(chunk.select_for_update().values_list("pk", flat=True)[:CHUNK])
    if not ids:
        batch.state = "withdrawn" if verb == "withdraw" else "retracted"
        batch.save()
        return
    dossiers = load(Claim.objects.filter(pk__in=ids).order_by("id"))
    _retract(batch, [one for one in dossiers if one.claim.review_state == "published"])
    _withdraw(batch, [one for one in dossiers if one.claim.review_state == "submitted"])
    batch.last_row, batch.done = ids[-1], batch.done + len(ids)
    batch.save()


def _withdraw(batch: ImportBatch, dossiers: list[Dossier]) -> None:
    step = Step("withdraw", batch.undone_by, batch.undone_at, batch.undo_note)
    for dossier in dossiers:
        dossier.claim.review_state = VERBS["withdraw"].target
    history.append_all([Entry(dossier, step, "submitted") for dossier in dossiers])


def _retract(batch: ImportBatch, dossiers: list[Dossier]) -> None:
    who, reason, note = (batch.undone_by, batch.undone_at), "our_error", batch.undo_note
    step = Step("retract", *who, reason=reason, public_note=note)
    issue([(one, step, composing.compose(one, step, "retraction")) for one in dossiers])
