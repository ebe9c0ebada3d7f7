"""When to try again: the schedule that Standard Webhooks recommends, some three days long."""

from datetime import timedelta

# After the first attempt, the second, … : a message is tried once more than there are delays.
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
# A webhook where nothing gets through for so long is disabled.
GIVE_UP_AFTER = timedelta(days=3)
# Between attempts at a webhook that fails, whichever message it is.
LONGEST_QUIET = timedelta(minutes=30)
JITTER = 0.2


def delay(tries: int, chance: float) -> timedelta | None:
    """How long after the last of so many attempts the next one is made; None: there is none.

    ``chance`` from 0 to 1 spreads it by up to a fifth, so that not all come back at once.
    """
    if tries > len(DELAYS):
        return None
    return DELAYS[tries - 1] * (1 + JITTER * chance)


def quiet(failures: int) -> timedelta:
    """How long a webhook is left alone after so many failures on end."""
    return min(DELAYS[min(failures, len(DELAYS)) - 1], LONGEST_QUIET)
