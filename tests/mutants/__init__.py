"""Small faults put into the product, each with the tests that have to notice it.

``mutants.toml`` lists them; ``python -m tests.mutants`` tries them (``make mutants``).
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("mutants.toml")


@dataclass(frozen=True)
class Mutant:
    """A fault: in ``file``, ``old`` becomes ``new``; one of ``tests`` has to fail.

    ``explained`` says why no test can tell the two apart, where that is so.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    explained: str = ""


def mutants() -> list[Mutant]:
    """Read the list. Raises ``TypeError`` for a field that is missing or unknown."""
    with LIST.open("rb") as file:
        rows = tomllib.load(file)
    return [Mutant(name, **{**row, "tests": tuple(row["tests"])}) for name, row in rows.items()]
