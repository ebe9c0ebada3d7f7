"""Warnings of order and plausibility: what may be right, and is odd enough to be answered.

One set of pure rules for the desk, the API and imports. See ``docs/analysts/rules.md``.
"""

from claims.rules.plausibility.facts import WARNINGS, Cited, Doubt, Facts
from claims.rules.plausibility.numbers import of_numbers
from claims.rules.plausibility.order import of_dates
from claims.rules.plausibility.steps import HABIT, of_value
from claims.rules.plausibility.words import of_words


def doubts(facts: Facts) -> list[Doubt]:
    """Return the warnings on a claim; ``of_value`` returns those that its series raises."""
    return [*of_dates(facts), *of_words(facts), *of_numbers(facts)]
