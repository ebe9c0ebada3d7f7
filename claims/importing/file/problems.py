"""What is wrong in a file: where, what was found there, and what would be right."""

import re
from dataclasses import asdict, dataclass

SHOWN = 80
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """One finding on a row. ``error`` stops the row, ``warning`` only tells.

    ``value`` is what stood there, ``fix`` a sentence on what would be right.
    """

    field: str
    code: str
    value: str
    fix: str
    severity: str = "error"

    def __post_init__(self):
        shown = "".join(c if c.isprintable() else "�" for c in self.value)
        shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
        object.__setattr__(self, "value", shown)
        object.__setattr__(self, "field", storable(self.field))
        object.__setattr__(self, "fix", storable(self.fix))

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def as_json(self) -> dict:
        return asdict(self)


def storable(text: str) -> str:
    """The text without the characters that no database keeps."""
    return UNSTORABLE.sub("�", text)


def warning(field: str, code: str, value: str, fix: str) -> Problem:
    return Problem(field, code, value, fix, "warning")


class CellError(ValueError):
    """A cell that cannot be read as what it should be."""

    def __init__(self, code: str, fix: str):
        super().__init__(fix)
        self.code, self.fix = code, fix


class FileRefused(ValueError):
    """A file that cannot be read on; ``row`` is where, 0 for the file as a whole."""

    def __init__(self, code: str, message: str, row: int = 0):
        super().__init__(f"Row {row}: {message}" if row else message)
        self.code, self.message, self.row = code, message, row
