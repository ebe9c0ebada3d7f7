"""Taking a whole batch back: withdrawn where it is not public, retracted where it is."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from claims.importing.batch.approving import AROUND
from claims.loading.rows import rows
from claims.models import (
    Assignment,
    Claim,
    ClaimLink,
    Event,
    FigureMember,
    FigurePolicy,
    ImportBatch,
    Publication,
    PublicationSource,
)
from claims.record import change_log, composing, facet_counts, history
from claims.rules.lifecycle import HANDS
from claims.rules.refusals import Need
from sources.database.bulk import give_ids, insert, update
from sources.database.memory import remembering

CHUNK = 500
NAMED = 5
# The batch's own steps, what a machine adds, and who has a claim in hand. A link is looked at as
# it stands now.
LEFT_OUT = ("import", "approve", "flag", "link", "decide_link", *HANDS)
MOVED = "review_state events_count head_hash needs_reassessment reassessment_cause".split()


def dependents(batch: ImportBatch) -> list[Need]:
    """What rests on the claims of a batch, or was done to them since: each kind with some refs."""
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
    needs = [
        Need(
            "batch_is_used",
            f"There are {kind} on {', '.join(sorted(refs))}: undo these first, or retract the "
            "claims one by one.",
            "batch",
        )
        for kind, refs in found.items()
        if refs
    ]
    return needs + _figures(batch)


def _figures(batch: ImportBatch) -> list[Need]:
    """The figures whose policy prefers one of the claims, or that count or leave out one by hand.

    What an earlier policy or decision said of them does not count: another has taken its place.
    """
    newer = FigurePolicy.objects.filter(figure=OuterRef("figure"), id__gt=OuterRef("id"))
    preferring = FigurePolicy.objects.filter(~Exists(newer), preferred__batch=batch)
    newer = FigureMember.objects.filter(
        figure=OuterRef("figure"), claim=OuterRef("claim"), id__gt=OuterRef("id")
    )
    deciding = FigureMember.objects.filter(~Exists(newer), claim__batch=batch)
    deciding = deciding.exclude(decision="undo")
    found = [
        *(("prefers", *row) for row in preferring.values_list("figure__slug", "preferred__ref")),
        *(
            ("has a decision on", *row)
            for row in deciding.order_by("id").values_list("figure__slug", "claim__ref")[:NAMED]
        ),
    ]
    return [
        Need(
            "batch_is_used",
            f"The figure “{slug}” {verb} {ref}: change that first.",
            "batch",
        )
        for verb, slug, ref in found
    ]


def run(batch: ImportBatch, progress) -> None:
    verb = "withdraw" if batch.state == "withdrawing" else "retract"
    total = batch.claims.count()
    while batch.is_running:
        with remembering(), transaction.atomic():
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
    claims = list(chunk.select_for_update()[:CHUNK])
    if not claims:
        batch.state = "withdrawn" if verb == "withdraw" else "retracted"
        batch.save()
        return
    prefetch_related_objects(claims, *AROUND, "publications__sources")
    public = [claim for claim in claims if claim.review_state == "published"]
    _retract(batch, public)
    _withdraw(batch, [claim for claim in claims if claim.review_state == "submitted"])
    update(Claim, MOVED, [(*(getattr(c, name) for name in MOVED), c.pk) for c in claims])
    Assignment.objects.filter(claim__in=[claim.pk for claim in claims]).delete()
    batch.last_row, batch.done = claims[-1].pk, batch.done + len(claims)
    batch.save()


def _withdraw(batch: ImportBatch, claims: list[Claim]) -> None:
    for claim in claims:
        claim.review_state = "rejected"
    events = [
        history.next_event(
            claim,
            "withdraw",
            from_state="submitted",
            by=batch.undone_by,
            at=batch.undone_at,
            note=batch.undo_note,
        )
        for claim in claims
    ]
    give_ids(events)
    insert(events)


def _retract(batch: ImportBatch, claims: list[Claim]) -> None:
    events, notices = [], []
    for claim in claims:
        live, claim.review_state = composing.live_publication(claim), "retracted"
        claim.needs_reassessment, claim.reassessment_cause = False, ""
        notice, sources = composing.compose(
            claim,
            kind="retraction",
            at=batch.undone_at,
            public_note=batch.undo_note,
            reason="our_error",
        )
        event = history.next_event(
            claim,
            "retract",
            from_state="published",
            by=batch.undone_by,
            at=batch.undone_at,
            reason="our_error",
            public_note=batch.undo_note,
            publication=history.publication_digest(notice, sources),
        )
        events.append(event)
        notices.append((live, notice, sources))
    give_ids(events)
    give_ids([notice for _live, notice, _sources in notices])
    insert(events)
    ends = [(batch.undone_at, live.pk) for live, _notice, _sources in notices]
    update(Publication, ["published_until"], ends)
    closed = [live for live, _notice, _sources in notices]
    named = PublicationSource.objects.filter(publication__in=[live.pk for live in closed])
    named.fill(published_until=batch.undone_at)
    facet_counts.change(
        closed=[(live, [row.source_id for row in rows(live, "sources")]) for live in closed]
    )
    for event, (_live, notice, sources) in zip(events, notices, strict=True):
        notice.event = event
        for source in sources:
            source.publication = notice
    insert(notice for _live, notice, _sources in notices)
    sources = [source for _live, _notice, sources in notices for source in sources]
    give_ids(sources)
    insert(sources)
    changes = change_log.of_publications(
        [change_log.Issued(notice, sources, live) for live, notice, sources in notices]
    )
    give_ids(changes)
    insert(changes)
