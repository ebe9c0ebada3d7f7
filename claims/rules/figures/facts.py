"""What a figure is made of: the question, the policy, the public values; and the answer."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass

from claims.rules.comparison import Compared, Comparison, Span
from claims.rules.sentence import Voice
from claims.rules.values import Interval, UnitSpec, Value

# How a figure comes to its answer, code → the words people read.
POLICIES = {
    "latest_of_series": "the latest value of one series",
    "preferred_claim": "the claim that an editor prefers",
    "envelope": "from the lowest to the highest that comparable values allow",
    "median_of_independent": "the median of values with independent origins",
}


@dataclass(frozen=True)
class Question:
    """What a figure asks: how much of a measure, of whom, within which scope.

    An envelope or a median is said in ``unit``, which is of the measure's dimension.
    ``shelf_life_days``: how much older than the newest a value may be that they still use;
    ``None``: as old as you like.
    """

    measure: Hashable
    subject: Hashable
    scope: Hashable
    unit: UnitSpec
    shelf_life_days: int | None = None


@dataclass(frozen=True)
class Policy:
    """An editor's rule: one of POLICIES, with the series to follow or the claim preferred."""

    kind: str
    series: Hashable = None
    preferred: str = ""

    def __post_init__(self):
        if self.kind not in POLICIES:
            raise ValueError(f"The policy “{self.kind}” is not one of {', '.join(POLICIES)}.")
        if self.kind == "latest_of_series" and self.series is None:
            raise ValueError("To follow a series, the policy has to name it.")
        if self.kind == "preferred_claim" and not self.preferred:
            raise ValueError("To prefer a claim, the policy has to name it.")


@dataclass(frozen=True)
class Candidate:
    """One live publication of a claim with a value: the public facts.

    ``compared`` holds the interval in base units, what it is of, and its time; ``value`` and
    ``unit`` the number as it was said. ``origins`` names the independent origins behind it (any
    hashable): two candidates that share one are not independent of each other. ``reliability``
    is A–F, the best of a claimant; ``published_at`` an aware moment.
    """

    ref: str
    value: Value
    unit: UnitSpec
    compared: Compared
    voices: tuple[Voice, ...] = ()
    verification: str = "unassessed"
    series: Hashable = None
    origins: tuple[Hashable, ...] = ()
    independent_origins: int = 0
    disinterested_origins: int = 0
    band: str = "not_rated"
    reliability: str = "F"
    is_interested: bool = False
    sources: tuple[str, ...] = ()
    published_at: datetime.datetime | None = None

    @property
    def time(self) -> Span | None:
        """The days that the value is for; of a period without a day of its own, the period."""
        return self.compared.day or self.compared.period

    @property
    def line(self) -> tuple:
        """What it is one value of: its series, else what its claimant says, else itself."""
        for kind, name in (("series", self.series), ("claimant", self.compared.claimant)):
            if name is not None:
                return kind, name
        return "claim", self.ref


@dataclass(frozen=True)
class Alternative:
    """A public value that is not the answer, and why: a code of REASONS, and a sentence.

    ``relation`` is how it stands to the answer's first member; None where there is no answer.
    """

    candidate: Candidate
    reason: str
    sentence: str
    relation: Comparison | None = None


@dataclass(frozen=True)
class Conflict:
    """Two public values that exclude each other: ``rule`` says who found so.

    ``values``: the comparison, with its result; ``confirmed``: a contradiction that a person
    confirmed, whatever the values.
    """

    first: str
    second: str
    rule: str
    result: str
    sentence: str


@dataclass(frozen=True)
class Answer:
    """The answer to a question, with all that it takes to weigh it.

    ``value`` in ``unit`` and ``text`` in words; ``interval`` the numbers it allows, in base
    units, of a median those that any of the values used allows. Without an answer they are
    empty, and ``missing`` is the code (of MISSING) of why. ``time`` and ``earliest`` are those
    of the newest and the oldest value used. ``used``: the values that it rests on, the leading
    one first. ``earlier``: how many older values of the same series or claimants there are.
    ``sentence`` is hedged, and never empty.
    """

    sentence: str
    value: Value | None = None
    unit: UnitSpec | None = None
    text: str = ""
    interval: Interval | None = None
    time: Span | None = None
    earliest: Span | None = None
    used: tuple[Candidate, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    earlier: int = 0
    missing: str = ""

    @property
    def comparator(self) -> str:
        """How the number is meant; empty without an answer."""
        return self.value.comparator if self.value else ""
