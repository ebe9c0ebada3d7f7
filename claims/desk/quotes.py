"""Looking for quoted passages in the captures of their documents, and keeping the result.

A page looks for itself where nobody did since the last capture or edit.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, prefetch_related_objects

from claims.models import Citation, EvidenceState
from sources.evidence.difference import Piece, difference
from sources.evidence.locating import AROUND, locate
from sources.models import Capture, Document

# When a document changes, at most so many of its citations are looked at, the latest first.
MOST = 5000
WRITTEN = [field.name for field in EvidenceState._meta.fields if field.name != "citation"]
BY_STATE = {
    "gone": "document_gone",
    "paywalled": "document_paywalled",
    "changed": "document_changed",
}


@dataclass(frozen=True)
class Sight:
    """The stored state of a citation's evidence, and how a changed passage differs."""

    row: EvidenceState
    difference: list[Piece]


def on_captured(document: Document, *, at: datetime.datetime, **signal) -> None:
    """Look at every citation of a document anew; receives ``sources.changes.document_captured``."""
    citations = Citation.objects.filter(document=document, withdrawn_at__isnull=True)
    citations = list(citations.order_by("-pk")[:MOST])
    before = EvidenceState.objects.in_bulk([one.pk for one in citations])
    capture = document.captures.exclude(text=None).select_related("text").order_by("-id").first()
    words = capture.words() if capture else ""
    rows = [see(one, before.get(one.pk), document, capture, words, at) for one in citations]
    anew = {"update_conflicts": True, "unique_fields": ["citation"], "update_fields": WRITTEN}
    EvidenceState.objects.bulk_create(rows, batch_size=200, **anew)


def see(
    citation: Citation,
    before: EvidenceState | None,
    document: Document,
    capture: Capture | None,
    words: str,
    at: datetime.datetime,
) -> EvidenceState:
    """Compare a citation with the latest capture with a text (``words``); ``since`` may stay."""
    if before and before.quote != citation.quote:
        before = None  # another quote: what was pinned is no longer it
    row = EvidenceState(citation=citation, quote=citation.quote, since=at)
    if before:
        row.pinned_id, row.pinned_start = before.pinned_id, before.pinned_start
        row.prefix, row.suffix = before.prefix, before.suffix
    if not row.pinned_id:
        row.prefix, row.suffix = citation.quote_prefix, citation.quote_suffix
    if capture and words and citation.quote:
        look_for(row, capture, words)
    row.rot = rot(row, document.state)
    if before and (before.rot, before.place) == (row.rot, row.place):
        row.since = before.since
    return row


def look_for(row: EvidenceState, capture: Capture, words: str) -> None:
    place = locate(row.quote, words, prefix=row.prefix, suffix=row.suffix)
    row.capture, row.place = capture, place.outcome
    row.exact = place.exact[:1000] if place.outcome == "changed" else ""
    if place.outcome in ("found", "moved") and not row.pinned_id:
        row.pinned, row.pinned_start = capture, place.start
        row.prefix, row.suffix = place.prefix[-AROUND:], place.suffix[:AROUND]


def rot(row: EvidenceState, state: str) -> str:
    """Return the worst reason why this evidence is rotting; empty if there is none."""
    if state == "gone":
        return "document_gone"
    if row.place in ("gone", "changed"):
        return f"quote_{row.place}"
    return BY_STATE.get(state, "")


def sights(citations: Iterable[Citation], at: datetime.datetime) -> dict[int, Sight]:
    """Return what to show beside citations, by their ids; the queries do not grow with them.

    Their documents are loaded. Citations of which nothing is known are left out.
    """
    citations = list(citations)
    rows = EvidenceState.objects.in_bulk([one.pk for one in citations])
    latest = latest_captures({one.document_id for one in citations})
    unseen = [one for one in citations if not is_seen(one, rows, latest)]
    captures = {latest[one.document_id] for one in unseen if one.document_id in latest}
    prefetch_related_objects(list(captures), "text")
    for one in unseen:
        capture = latest.get(one.document_id)
        words = capture.words() if capture else ""
        rows[one.pk] = see(one, rows.get(one.pk), one.document, capture, words, at)
    found, documents = {}, {one.pk: one.document_id for one in citations}
    for pk, row in rows.items():
        if row.place:
            row.capture = latest[documents[pk]]
        if row.place or row.rot:
            found[pk] = Sight(row, difference(row.quote, row.exact) if row.exact else [])
    return found


def is_seen(citation: Citation, rows: dict, latest: dict[int, Capture]) -> bool:
    """Return whether the stored state is of this quote and of the latest capture."""
    row, capture = rows.get(citation.pk), latest.get(citation.document_id)
    if row is None or row.quote != citation.quote:
        return False
    return not (capture and row.quote) or row.capture_id == capture.pk


def latest_captures(documents: set[int]) -> dict[int, Capture]:
    newest = Capture.objects.filter(document=OuterRef("pk"), text__isnull=False).order_by("-id")
    held = Document.objects.filter(pk__in=documents).annotate(
        newest=Subquery(newest.values("pk")[:1])
    )
    pks = [pk for pk in held.values_list("newest", flat=True) if pk]
    return {capture.document_id: capture for capture in Capture.objects.filter(pk__in=pks)}
