"""The reasons why a value is not the answer, and why there is no answer, with their words."""

from collections.abc import Sequence

from claims.rules.comparison import Comparison
from claims.rules.comparison.times import Span

REASONS = {
    "excluded": "An editor left it out: {}",
    "refuted": "It was found to be wrong.",
    "other_question": "It answers another question. {}",
    "undated": "The day that it is for is not known.",
    "other_series": "It is not of the series that the policy follows.",
    "not_preferred": "The policy prefers {}.",
    "not_comparable": "It cannot be put beside {}. {}",
    "stale": "It is for {}, too long before {}.",
    "open_ended": "It is open at one end, and has no place in an order.",
    "vague_words": "Its words name no number, and have no place in an order.",
    "unbounded": "With the others it leaves the answer open at both ends.",
    "no_origin": "No origin is known to stand behind it.",
    "not_independent": "It is not independent of {}, which counts.",
}
MISSING = {
    "no_value": "No public value answers this.",
    "series_empty": "The series has no public value for that time.",
    "preferred_missing": "The preferred claim gives no public value for that time.",
    "no_bounds": "The public values leave the answer open at both ends.",
    "none_independent": "No public value with a known origin gives a number to put in order.",
}


def because(reason: str, *words: str) -> str:
    return REASONS[reason].format(*words)


def what_differs(differs: Sequence[str]) -> str:
    return Comparison("not_comparable", tuple(differs)).sentence


def days(time: Span) -> str:
    """Return a time as text: "2025-04-26", or "2025-04-01 to 2025-04-30"."""
    return f"{time.first}" if time.first == time.last else f"{time.first} to {time.last}"
