"""Warnings of order and plausibility: what may be right, and is odd enough to be answered.

One set of pure rules for the desk, the API and imports. See ``docs/analysts/rules.md``.
"""

from collections.abc import Sequence

from claims.rules.plausibility.facts import WARNINGS, Cited, Doubt, Facts
from claims.rules.plausibility.numbers import of_numbers
from claims.rules.plausibility.order import of_dates
from claims.rules.plausibility.steps import HABIT, of_step
from claims.rules.plausibility.words import of_words
from claims.rules.series import Member


def doubts(
    facts: Facts,
    member: Member | None = None,
    before: Sequence[Member] = (),
    *,
    is_cumulative: bool = True,
) -> list[Doubt]:
    """Return the warnings on a claim.

    ``member``: the claim as a value of its series, ``before``: the values before it, oldest first.
    """
    found = [*of_dates(facts), *of_words(facts)]
    step = of_step(member, before, is_cumulative=is_cumulative) if member else None
    found += of_numbers(facts, before[-1].number if before else None)
    return [*found, step] if step else found
