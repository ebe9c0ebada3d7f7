"""Series that were worked out from others: up to which one, and where they depart from it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from claims.rules.comparison import overlap
from claims.rules.series.timeline import Member


class CircularDerivation(ValueError):
    """A series derives from itself, through whatever steps; ``series`` names them in order."""

    code = "circular_derivation"

    def __init__(self, series: Sequence[Hashable]):
        steps = " from ".join(map(str, series))
        super().__init__(f"A series cannot derive from itself: {steps}.")
        self.series = tuple(series)


@dataclass(frozen=True)
class Departure:
    """A derived value that no number reconciles with the one it is said to come from."""

    derived: Member
    original: Member


def derives_from(
    series: Hashable, above: Mapping[Hashable, Hashable | None]
) -> tuple[Hashable, ...]:
    """The series that one derives from, from the nearest up; ``above`` gives each one's next.

    Raises CircularDerivation where the steps come back to one of them.
    """
    found = {series: None}
    following = above.get(series)
    while following is not None:
        if following in found:
            raise CircularDerivation([*found, following])
        found[following] = None
        following = above.get(following)
    return tuple(found)[1:]


def departures(derived: Sequence[Member], original: Sequence[Member]) -> tuple[Departure, ...]:
    """Where a derived series and its original give, for one time, values that exclude each other.

    Neither is wrong by that; but what departs is not simply a copy, and a note should say why.
    """
    by_time = {member.span: member for member in original}
    return tuple(
        Departure(member, by_time[member.span])
        for member in derived
        if member.span in by_time and not overlap(member.interval, by_time[member.span].interval)
    )
