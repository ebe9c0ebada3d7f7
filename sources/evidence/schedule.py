"""When a document is looked at again: a pure rule."""

from datetime import timedelta

from sources.evidence.verdict import Verdict

USUAL = timedelta(days=14)
# What does not look well is looked at sooner.
SOON = timedelta(days=7)
# After a failure, the second on end, …: what fails still after the last is gone.
RETRIES = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
# What is gone may come back.
LATE = timedelta(days=30)
# Servers say 404 for an hour, too: these rules have to hold once more, a day later.
CONFIRMED = ("http_404", "says_not_found", "leads_to_front_page")
# Between two requests to one host, and the longest that it may ask for (Retry-After).
BETWEEN = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(days=1)


def wait(judged: Verdict, failures: int) -> timedelta:
    """How long after a check the next one is due; ``failures``: those on end, with this one."""
    if judged.rule in CONFIRMED:
        return RETRIES[2] if failures < 2 else LATE
    if judged.outcome == "failed":
        return RETRIES[failures - 1] if failures <= len(RETRIES) else LATE
    if judged.outcome == "gone":
        return LATE
    return USUAL if judged.outcome in ("live", "redirected") else SOON


def is_hopeless(judged: Verdict, failures: int) -> bool:
    """Whether what could have been a passing fault has come too often."""
    return failures > (1 if judged.rule in CONFIRMED else len(RETRIES))


def pause(retry_after: timedelta | None) -> timedelta:
    """How long a host is left alone after a request."""
    if retry_after is None:
        return BETWEEN
    return min(max(retry_after, BETWEEN), LONGEST_PAUSE)
