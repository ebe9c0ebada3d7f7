"""The comparison of two values: eight results, with what differs.

Two numbers are compared only if they count the same thing: one measure, one subject, one scope or
one within the other, one kind of unit, and one time. Anything else is *not comparable*, and the
answer names what differs. So "killed" is never compared with "killed and wounded" (the standards of
Every Casualty ask for the definition first).
"""

from claims.rules.comparison.facts import (
    DIFFERENCES,
    NOT_ADDITIVE,
    RESULTS,
    SIGNED,
    Compared,
    Comparison,
    is_additive,
)
from claims.rules.comparison.intervals import (
    as_value,
    gap,
    hull,
    is_below,
    overlap,
    starts_higher,
    total,
)
from claims.rules.comparison.rule import compare
from claims.rules.comparison.times import Span, span
