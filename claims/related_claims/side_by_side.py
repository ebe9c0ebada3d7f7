"""Two claims, or two publications, side by side: how they stand to each other, and what differs."""

from dataclasses import dataclass

from claims.loading import comparison
from claims.models import Claim, Publication
from claims.rules.comparison import Comparison, compare

Row = Claim | Publication
NONE = "none given"


@dataclass(frozen=True)
class Fact:
    """One thing to compare, in words. ``differs``: the comparison names it."""

    label: str
    first: str
    second: str
    differs: bool

    @property
    def is_same(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True)
class Beside:
    """``comparison`` is None where one of the two has no value that could be compared."""

    comparison: Comparison | None
    facts: tuple[Fact, ...]

    @property
    def sentence(self) -> str:
        if self.comparison is None:
            return "Not comparable by rule: one of the two gives no value of a measure."
        return self.comparison.sentence


def beside(first: Row, second: Row) -> Beside:
    """Compare two rows of the desk, or two of the record."""
    sides = [read(first), read(second)]
    comparison = compare(*sides) if all(sides) else None
    differs = set(comparison.differs if comparison else ())
    differs |= {"definition"} if "measure" in differs else set()
    one, other = words(first), words(second)
    facts = [Fact(label, one[c], other[c], c in differs) for c, label in LABELS.items()]
    return Beside(comparison, tuple(facts))


LABELS = {
    "measure": "What is counted",
    "definition": "Its definition",
    "subject": "Of whom",
    "scope": "Within which bounds",
    "unit": "Unit",
    "accumulation": "Kind of number",
    "start": "Counted from",
    "as_of": "As of",
    "period": "Period",
    "claimant": "Who says so",
}


def read(row: Row):
    if isinstance(row, Publication):
        return comparison.published(row) if row.comparator and row.measure and row.unit else None
    return comparison.compared(row)


def words(row: Row) -> dict[str, str]:
    compared = read(row)
    start = compared.start if compared else None
    day = compared.day if compared else None
    period = compared.period if compared else None
    is_running = bool(compared and compared.is_cumulative)
    return {
        "measure": row.measure.name if row.measure else NONE,
        "definition": row.measure.definition if row.measure else NONE,
        "subject": row.subject.name,
        "scope": row.scope.name if row.scope else NONE,
        "unit": row.unit.plural if row.unit else NONE,
        "accumulation": "running count" if is_running else "number for a day or period",
        "start": str(start) if start else "not known" if is_running else "–",
        "as_of": days(day) if day else str(row.as_of or NONE),
        "period": days(period) if period else NONE,
        "claimant": row.claimant.name if row.claimant else "not known",
    }


def days(span) -> str:
    return f"{span.first}" if span.first == span.last else f"{span.first} to {span.last}"
