"""The problems of a file: the place, the text there, and the correction."""

import re
from dataclasses import asdict, dataclass

SHOWN = 80
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """One problem of a row. ``error`` stops the row, ``warning`` does not.

    ``value`` is the text of the cell, ``fix`` a sentence on how to correct it.
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
    """Return the text without the characters that no database stores."""
    return UNSTORABLE.sub("�", text)


def warning(field: str, code: str, value: str, fix: str) -> Problem:
    return Problem(field, code, value, fix, "warning")


class CellError(ValueError):
    """A cell cannot be read as its column requires."""

    def __init__(self, code: str, fix: str):
        super().__init__(fix)
        self.code, self.fix = code, fix


class FileRefused(ValueError):
    """A file cannot be read further; ``row`` is the place, 0 for the file as a whole."""

    def __init__(self, code: str, message: str, row: int = 0):
        super().__init__(f"Row {row}: {message}" if row else message)
        self.code, self.message, self.row = code, message, row
