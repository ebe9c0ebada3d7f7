"""The parts of a value, and its problems."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .decimals import as_decimal

# The kinds of range, each with the words that people read; a blank kind was not stated.
# After TEI att.ranging (min, max, confidence).
RANGE_KINDS = {
    "reported_range": "reported range",
    "confidence_interval": "confidence interval",
    "best_low_high": "best value with low and high",
}

AS_REPORTED_LENGTH = 120


class ValueProblem(ValueError):
    """One problem: its field, a stable snake_case code, and a sentence."""

    def __init__(self, field: str, code: str, message: str):
        super().__init__(field, code, message)
        self.field, self.code, self.message = field, code, message

    def __str__(self) -> str:
        return self.message


class InvalidValue(ValueError):
    """A value is refused; ``problems`` has every reason at once."""

    def __init__(self, problems: Iterable[ValueProblem]):
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return " ".join(problem.message for problem in self.problems)


@dataclass(frozen=True)
class UnitSpec:
    """The facts of a unit that the rules read.

    ``factor`` turns an amount in this unit into base units of its dimension. ``words`` are further
    spellings accepted when reading a text ("dollars", "bucks").
    """

    code: str
    name: str
    plural: str
    symbol: str
    dimension: str
    factor: Decimal = Decimal(1)
    currency: str = ""
    words: tuple[str, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "factor", as_decimal(self.factor))

    @property
    def is_counted(self) -> bool:
        """True if the unit counts people or items: the number stands alone, the measure names them.

        This holds only for a factor of 1. A bare "2.5" in a unit of a thousand persons would be
        read as two and a half.
        """
        is_one = self.factor == 1
        return is_one and not self.symbol and self.dimension in ("persons", "items")

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings by which a text can name this unit."""
        names = (self.code, self.name, self.plural, self.symbol, self.currency, *self.words)
        return tuple(name for name in names if name)


@dataclass(frozen=True)
class Value:
    """A number as it was said, in its own unit.

    Nothing is checked here: ``problems`` lists what is wrong. Numbers are Decimals (an int is
    converted, a float raises TypeError). ``rounding`` is the step to which an exact figure was
    rounded; ``confidence_level`` lies between 0 and 1; ``as_reported`` keeps the words.
    """

    comparator: str
    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    rounding: Decimal | None = None
    range_kind: str = ""
    confidence_level: Decimal | None = None
    as_reported: str = ""

    def __post_init__(self):
        for name in NUMBER_FIELDS:
            number = getattr(self, name)
            if number is not None:
                object.__setattr__(self, name, as_decimal(number))


NUMBER_FIELDS = ("amount", "low", "high", "rounding", "confidence_level")


@dataclass(frozen=True)
class Interval:
    """The numbers that a value allows, in base units; ``None`` is unbounded, never inclusive."""

    lower: Decimal | None
    lower_inclusive: bool
    upper: Decimal | None
    upper_inclusive: bool

    def contains(self, number: Decimal) -> bool:
        above = self.lower is None or (
            number > self.lower or (self.lower_inclusive and number == self.lower)
        )
        below = self.upper is None or (
            number < self.upper or (self.upper_inclusive and number == self.upper)
        )
        return above and below
