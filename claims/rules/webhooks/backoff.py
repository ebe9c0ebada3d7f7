"""The times of new attempts: the schedule of Standard Webhooks, about three days long."""

from datetime import timedelta

# The delays after the first attempt, the second, and so on. There is one attempt more than delays.
DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# A webhook is disabled after so long without a successful delivery.
GIVE_UP_AFTER = timedelta(days=3)
# The longest pause between attempts at a failing webhook, for all of its messages together.
LONGEST_QUIET = timedelta(minutes=30)
JITTER = 0.2


def delay(tries: int, chance: float) -> timedelta | None:
    """Return the delay after ``tries`` attempts, plus a fifth times ``chance``; None: no more."""
    if tries > len(DELAYS):
        return None
    return DELAYS[tries - 1] * (1 + JITTER * chance)


def quiet(failures: int) -> timedelta:
    """Return the pause of a webhook after so many failures in a row."""
    return min(DELAYS[min(failures, len(DELAYS)) - 1], LONGEST_QUIET)
