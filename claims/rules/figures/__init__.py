"""The answer to a figure's question, from the public values.

A figure is an editor's question with a policy. The answer gives the comparator, the time, the
values that it rests on, every other value with the reason why it is not the answer, the conflicts,
and one hedged sentence. No number is made up: an answer is a value as it was said, or the range
between values that were said.
"""

from claims.rules.figures.facts import (
    POLICIES,
    Alternative,
    Answer,
    Candidate,
    Conflict,
    Policy,
    Question,
)
from claims.rules.figures.finding import CONFLICTS, answer
from claims.rules.figures.reasons import MISSING, REASONS
