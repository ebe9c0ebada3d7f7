"""Series that derive from others: the chain of originals, and the values that depart from them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from claims.rules.comparison import overlap
from claims.rules.series.timeline import Member


class CircularDerivation(ValueError):
    """A series derives from itself, perhaps through others: ``series`` names the steps in order."""

    code = "circular_derivation"

    def __init__(self, series: Sequence[Hashable]):
        steps = " from ".join(map(str, series))
        super().__init__(f"A series cannot derive from itself: {steps}.")
        self.series = tuple(series)


@dataclass(frozen=True)
class Departure:
    """A derived value and a value of the original that share no number."""

    derived: Member
    original: Member


def derives_from(
    series: Hashable, above: Mapping[Hashable, Hashable | None]
) -> tuple[Hashable, ...]:
    """Return the series from which a series derives, the nearest first.

    ``above`` gives the series from which each one derives directly. Raises CircularDerivation if
    the steps come back to a series.
    """
    steps = {series: None}
    following = above.get(series)
    while following is not None:
        if following in steps:
            raise CircularDerivation([*steps, following])
        steps[following] = None
        following = above.get(following)
    return tuple(steps)[1:]


def departures(derived: Sequence[Member], original: Sequence[Member]) -> tuple[Departure, ...]:
    """Return the values of a derived series that exclude the original's value for the same time.

    Neither value is wrong because of that. But the derived series is not simply a copy, and a note
    should say why.
    """
    by_time = {member.span: member for member in original}
    return tuple(
        Departure(member, by_time[member.span])
        for member in derived
        if member.span in by_time and not overlap(member.interval, by_time[member.span].interval)
    )
