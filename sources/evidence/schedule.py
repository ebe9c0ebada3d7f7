"""The time between two checks of a document: a pure rule."""

from datetime import timedelta

from sources.evidence.verdict import Verdict

USUAL = timedelta(days=14)
# After a change, a paywall or an unclear outcome.
SOON = timedelta(days=7)
# After the first failure, the second in a row, and so on. After one more, the document is gone.
RETRIES = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
# A document that is gone may come back.
LATE = timedelta(days=30)
# A server may answer 404 for an hour only, so these rules need a second result a day later.
CONFIRMED = ("http_404", "says_not_found", "leads_to_front_page")
BETWEEN = timedelta(seconds=5)  # between two requests to one host
LONGEST_PAUSE = timedelta(days=1)  # the longest that a host may ask for (Retry-After)


def wait(judged: Verdict, failures: int) -> timedelta:
    """Return the time to the next check. ``failures``: the failures in a row, with this one."""
    if judged.rule in CONFIRMED:
        return RETRIES[2] if failures < 2 else LATE
    if judged.outcome == "failed":
        return RETRIES[failures - 1] if failures <= len(RETRIES) else LATE
    if judged.outcome == "gone":
        return LATE
    return USUAL if judged.outcome in ("live", "redirected") else SOON


def is_hopeless(judged: Verdict, failures: int) -> bool:
    """Say whether a failure that may be temporary has repeated too often."""
    return failures > (1 if judged.rule in CONFIRMED else len(RETRIES))


def pause(retry_after: timedelta | None) -> timedelta:
    """Return the pause after a request to a host."""
    if retry_after is None:
        return BETWEEN
    return min(max(retry_after, BETWEEN), LONGEST_PAUSE)
