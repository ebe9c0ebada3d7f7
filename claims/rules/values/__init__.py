"""Numbers as they were said: the value, its words, and the interval that the words allow.

"More than 62,000" is stored as ``gt 62000`` and derived as (62000, ∞): never as 62001 or 62000.
Pure functions on plain data: no database, no clock, no request.
"""

from .bounds import SIGNED, interval, is_non_negative, problems
from .comparators import COMPARATORS, DERIVATIONS, OPEN_BELOW, OPEN_ENDED, RANGES, VAGUE, derivation
from .decimals import plain, shortest, significant_digits
from .reading import parse
from .value import (
    AS_REPORTED_LENGTH,
    RANGE_KINDS,
    Interval,
    InvalidValue,
    UnitSpec,
    Value,
    ValueProblem,
)
from .wording import phrase
