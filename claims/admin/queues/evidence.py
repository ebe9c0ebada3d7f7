"""“Evidence rotting”: claims in force whose quotes or documents are not what they were."""

import datetime

from django.utils.dateparse import parse_datetime

from claims.admin.desk_page import DeskPage
from claims.models import EvidenceState
from claims.models.evidence import PLACES, ROTS
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
# Reason → what to do about it.
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
    """With all that a row shows."""
    related = ("citation__claim", "citation__document__publisher")
    return EvidenceState.objects.rotting().select_related(*related)


def rotting_page(request):
    """A page of the queue, latest first; ``before`` is where the page before it ended."""
    rows = rotting()
    since, citation = cursor(request.GET.get("before", ""))
    if since:
        rows = rows.filter(since__lte=since).exclude(since=since, citation_id__gte=citation)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return "Evidence rotting", {
        "rows": [told(row) for row in found[:PAGE]],
        "before": f"{last.since.isoformat()}_{last.citation_id}" if last else "",
        "is_later": since is not None,
    }


def cursor(given: str) -> tuple[datetime.datetime | None, int]:
    """Where to go on; what makes no sense begins at the beginning."""
    moment, _, citation = given.partition("_")
    try:
        since = parse_datetime(moment)
    except ValueError:
        return None, 0
    if not since or not since.tzinfo or not (citation.isascii() and citation.isdigit()):
        return None, 0
    return (since, int(citation)) if len(citation) < 19 else (None, 0)


def told(row: EvidenceState) -> dict:
    """A row in the words of whoever works on it."""
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
    """What stands beside a citation on its claim's page."""
    if sight is None:
        return None
    row = sight.row
    return {
        "row": row,
        "place": (dict(PLACES).get(row.place, ""), PLACE_COLORS.get(row.place, "default")),
        "rot": (dict(ROTS)[row.rot], ROT_COLORS[row.rot]) if is_of_document(row) else None,
        "difference": sight.difference,
    }


def is_of_document(row: EvidenceState) -> bool:
    return row.rot.startswith("document_")


PAGES = [DeskPage("rotting/", "rotting", rotting_page, "claims/desk/rotting.html")]
