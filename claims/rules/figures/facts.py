"""The question, the policy and the public values of a figure, and its answer."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass

from claims.rules.comparison import Compared, Comparison, Span
from claims.rules.saying import Parts
from claims.rules.values import Interval, UnitSpec, Value


@dataclass(frozen=True)
class PolicyKind:
    """A way to compute the answer of a figure. ``words`` describe it inside a sentence.

    ``draws_on_all``: the answer uses every value that fits, so that it may be a value that no claim
    states.
    """

    label: str
    words: str
    draws_on_all: bool = False


POLICIES = {
    "latest_of_series": PolicyKind("The latest of a series", "the latest value of one series"),
    "preferred_claim": PolicyKind("A preferred claim", "the claim that an editor prefers"),
    "envelope": PolicyKind(
        "The envelope of all",
        "from the lowest to the highest that comparable values allow",
        draws_on_all=True,
    ),
    "median_of_independent": PolicyKind(
        "The median of independent claims",
        "the median of values with independent origins",
        draws_on_all=True,
    ),
}


@dataclass(frozen=True)
class Question:
    """The question of a figure: a measure, a subject and a scope.

    An envelope or a median is said in ``unit``, which is of the measure's dimension.
    ``shelf_life_days``: how many days older than the newest value another value may be and still be
    used; ``None``: without limit. ``text``: the question in words.
    """

    measure: Hashable
    subject: Hashable
    scope: Hashable
    unit: UnitSpec
    shelf_life_days: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Policy:
    """An editor's policy: one of POLICIES, with the series to follow or the claim preferred."""

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
    """The public facts of one claim in force that has a value.

    ``compared`` holds the interval in base units, what is counted, and the time; ``value`` and
    ``unit`` hold the number as it was said. ``origins`` names the independent origins of the value
    (any hashable): two candidates that share an origin are not independent of each other.
    ``parts`` are those of its sentence.
    ``reliability`` is A–F, the best of a claimant; ``published_at`` is an aware moment.
    """

    ref: str
    value: Value
    unit: UnitSpec
    compared: Compared
    parts: Parts
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
        """The days of the value; without a day, its period."""
        return self.compared.day or self.compared.period

    @property
    def line(self) -> tuple:
        """The key of values that replace each other: series, else claimant, else ref."""
        for kind, name in (("series", self.series), ("claimant", self.compared.claimant)):
            if name is not None:
                return kind, name
        return "claim", self.ref


@dataclass(frozen=True)
class Alternative:
    """A public value that is not the answer, with the reason: a code of REASONS and a sentence.

    ``relation`` compares the first value used with this value; None if there is no answer.
    """

    candidate: Candidate
    reason: str
    sentence: str
    relation: Comparison | None = None


@dataclass(frozen=True)
class Conflict:
    """Two public values that exclude each other.

    ``rule`` says what found the conflict. ``values``: the comparison, with its result.
    ``confirmed``: a person confirmed the contradiction.
    """

    first: str
    second: str
    rule: str
    result: str
    sentence: str


@dataclass(frozen=True)
class Answer:
    """The answer to a question, with all facts that are needed to judge it.

    ``value`` is in ``unit``, and ``text`` is its words. ``interval`` holds the numbers that it
    allows, in base units; for a median, the numbers that any of the values used allows. Without an
    answer these are empty, and ``missing`` is the code of the reason (in MISSING). ``time`` and
    ``earliest`` are the times of the newest and the oldest value used. ``used``: the values that
    the answer rests on, the leading one first. ``earlier``: the number of older values of the same
    series or claimants. ``sentence`` is hedged and never empty; ``value_words`` are the value with
    its noun.
    """

    sentence: str
    value_words: str | None = None
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
        """The comparator of the value; empty without an answer."""
        return self.value.comparator if self.value else ""
