"""“Evidence rotting”: claims in force whose quotes or documents have changed."""

import datetime

from django.utils.dateparse import parse_datetime

from claims.admin.desk_page import DeskPage
from claims.models import EvidenceState
from claims.models.evidence import PLACES, ROTS
from sources.admin.registry import ID
from sources.evidence.difference import difference

PAGE = 50
PLACE_COLORS = {"found": "success", "moved": "info", "changed": "warning", "gone": "danger"}
ROT_COLORS = {
    "document_gone": "danger",
    "quote_gone": "danger",
    "quote_changed": "warning",
    "document_paywalled": "warning",
    "document_changed": "info",
}
# Reason → the next step.
NEXT_STEPS = {
    "document_gone": "Look for a copy in a web archive and capture it on the document's page, or "
    "cite another document.",
    "quote_gone": "Read the latest capture. Correct the claim if it no longer holds; else quote "
    "what stands there now.",
    "quote_changed": "Compare the two. Correct the claim if the meaning changed; else quote what "
    "stands there now.",
    "document_paywalled": "Open it with a subscription, and capture it by hand on the document's "
    "page.",
    "document_changed": "Read what changed, and accept it on the document's page if the claim "
    "still holds.",
}


def rotting():
    """Return the queue with the related rows that the page shows."""
    related = ("citation__claim", "citation__document__publisher")
    return EvidenceState.objects.rotting().select_related(*related)


def rotting_page(request):
    """Show a page of the queue, latest first. ``before`` is the last row of the page before."""
    rows = rotting()
    since, citation = cursor(request.GET.get("before", ""))
    if since:
        rows = rows.filter(since__lte=since).exclude(since=since, citation_id__gte=citation)
    rows = list(rows[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return "Evidence rotting", {
        "rows": [described(row) for row in rows[:PAGE]],
        "before": f"{last.since.isoformat()}_{last.citation_id}" if last else "",
        "is_later": since is not None,
    }


def cursor(text: str) -> tuple[datetime.datetime | None, int]:
    """Return the place to go on from; the beginning if the text makes no sense."""
    moment, _, citation = text.partition("_")
    try:
        since = parse_datetime(moment)
    except ValueError:
        return None, 0
    is_place = since and since.tzinfo and ID.fullmatch(citation)
    return (since, int(citation)) if is_place else (None, 0)


def described(row: EvidenceState) -> dict:
    """Return a row of the queue with its words and colors."""
    return {
        "row": row,
        "claim": row.citation.claim,
        "document": row.citation.document,
        "reason": dict(ROTS)[row.rot],
        "color": ROT_COLORS[row.rot],
        "next_step": NEXT_STEPS[row.rot],
        "difference": difference(row.quote, row.exact) if row.exact else [],
    }


def shown(sight) -> dict | None:
    """Return the evidence that stands beside a citation on its claim's page."""
    if sight is None:
        return None
    row = sight.row
    is_of_document = row.rot.startswith("document_")
    return {
        "row": row,
        "place": (dict(PLACES).get(row.place, ""), PLACE_COLORS.get(row.place, "default")),
        "rot": (dict(ROTS)[row.rot], ROT_COLORS[row.rot]) if is_of_document else None,
        "difference": sight.difference,
    }


PAGES = [DeskPage("rotting/", "rotting", rotting_page, "claims/desk/rotting.html")]
