"""The check of one document: fetch it, judge the answer, store it, and schedule the next check."""

import datetime
import hashlib
from dataclasses import dataclass

from django.db import transaction

from sources.changes import captured
from sources.evidence import schedule, verdict
from sources.evidence.keeping import keep_fetched, page_of
from sources.evidence.pagetext import PageText
from sources.evidence.verdict import Known, Verdict
from sources.evidence.watching import watch_of
from sources.fetching import Fetched, FetchError, fetch
from sources.models import Capture, Document, LinkCheck, Watch

# Outcome → the new state of the document. Any other outcome does not change the state.
STATES = {
    "live": "live",
    "redirected": "redirected",
    "drifted": "changed",
    "paywalled": "paywalled",
    "soft_404": "gone",
    "gone": "gone",
}
# Outcomes with a capture. A page that says that the document is gone is no state of it.
KEPT = ("live", "redirected", "drifted")
MOST_CHECKS = 50  # in the log of a document


@dataclass(frozen=True)
class Found:
    """The result of one check of a document. ``fetched`` is None if there was no answer."""

    verdict: Verdict
    page: PageText
    fetched: Fetched | None = None
    final_url: str = ""


def look(document: Document, baseline: Capture | None) -> Found:
    """Fetch and judge a document; write nothing. Raises ``FetchError`` only if fetching is off."""
    try:
        fetched = fetch(document.url)
    except FetchError as error:
        if error.code == "switched_off":
            raise
        return Found(verdict.of_error(error), PageText(), final_url=error.url)
    page = page_of(fetched.media_type, fetched.text)
    before = Known(baseline.words(), baseline.body_id) if baseline else Known()
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    return Found(verdict.of_answer(fetched, page, before, sha256), page, fetched, fetched.url)


@transaction.atomic
def record(document: Document, found: Found, *, at: datetime.datetime, by=None) -> LinkCheck:
    """Store the result of a check: log line, capture, state, and time of the next check."""
    watch = Watch.objects.select_for_update().get(pk=document.pk)
    judged, fetched = found.verdict, found.fetched
    capture = None
    if fetched and judged.outcome in KEPT:
        capture = keep_fetched(document, fetched, found.page, by=by)
        watch.baseline = watch.baseline or capture
    text = found.page.text.encode()
    line = LinkCheck.objects.create(
        document=document,
        checked_at=at,
        by=by,
        outcome=judged.outcome,
        rule=judged.rule,
        detail=judged.detail[:500],
        http_status=fetched.status if fetched else None,
        final_url=found.final_url[:2000],
        text_sha256=hashlib.sha256(text).hexdigest() if text else "",
        capture=capture,
    )
    watch.checked_at = at
    is_failure = judged.outcome == "failed" or judged.rule in schedule.CONFIRMED
    watch.failures = watch.failures + 1 if is_failure else 0
    watch.failing_since = (watch.failing_since or at) if is_failure else None
    watch.next_check_at = at + schedule.wait(judged, watch.failures)
    state = state_after(judged, watch)
    if state and state != document.state:
        Document.objects.filter(pk=document.pk).update(state=state)
        document.state, watch.state_since = state, at
    watch.save()
    prune(document)
    captured(document, at=at)
    return line


def state_after(judged: Verdict, watch: Watch) -> str:
    """Return the new state, or "" for none. A temporary failure has to repeat (``is_hopeless``)."""
    if judged.outcome == "failed" or judged.rule in schedule.CONFIRMED:
        return "gone" if schedule.is_hopeless(judged, watch.failures) else ""
    return STATES.get(judged.outcome, "")


def prune(document: Document) -> None:
    """Delete all lines of the log but the latest ``MOST_CHECKS``."""
    old = document.link_checks.order_by("-id").values_list("pk", flat=True)[MOST_CHECKS:]
    LinkCheck.objects.filter(pk__in=list(old[:MOST_CHECKS])).delete()


@transaction.atomic
def accept(document: Document, *, by, at: datetime.datetime) -> Capture | None:
    """Accept a change: compare with the latest capture from now on, and return it (or None)."""
    watch = watch_of(document, at)
    watch.baseline = document.captures.order_by("-id").first()
    if document.state == "changed":
        Document.objects.filter(pk=document.pk).update(state="live")
        document.state, watch.state_since = "live", at
    watch.save()
    captured(document, at=at)
    return watch.baseline
