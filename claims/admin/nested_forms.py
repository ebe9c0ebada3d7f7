"""Forms within forms on one page, read from the names of the fields and shown again whole.

The path ``citations.0.hops.1.source`` of a verb is the field ``source`` of the form
``citations.0.hops.1``, and is named ``citations-0-hops-1-source`` on the page.
"""

import re
from collections.abc import Iterable, Mapping

from claims.admin.choosers import Rows
from claims.admin.claim_page.forms import Part
from claims.rules.refusals import Need

# Fields of a value, which is typed in one box.
IN_VALUE = dict.fromkeys(
    "unit comparator amount low high rounding range_kind confidence_level".split(), "value"
)


class NestedForms:
    """The forms of a page, from a mapping of field names to text. Bad text is shown again, too."""

    # Field of a verb → field of the page; and the field for needs about a whole.
    NAMES: Mapping[str, str] = IN_VALUE
    WHOLE = ""

    def __init__(self, data: Mapping[str, str], rows: Rows):
        self.data = {name: text.replace("\r\n", "\n") for name, text in data.items()}
        self.rows = rows.load(self.data)

    def indexes(self, pattern: re.Pattern) -> dict[int, list[int]]:
        """Return the inner indexes by outer index: the two groups of the pattern, in page order."""
        indexes: dict[int, list[int]] = {}
        for name in self.data:
            if match := pattern.fullmatch(name):
                inner = indexes.setdefault(int(match[1]), [])
                if match[2] and int(match[2]) not in inner:
                    inner.append(int(match[2]))
        return indexes

    def parts(self) -> dict[str, Part]:
        """Return every form that is saved, by its path."""
        raise NotImplementedError

    def unreadable(self) -> list[Need]:
        """Return what the forms could not read, as needs with the paths that the verbs use."""
        return [
            Need("unreadable", message, f"{path}.{field}".lstrip("."))
            for path, part in self.parts().items()
            for field, errors in part.errors.items()
            for message in errors
        ]

    def place(self, needs: Iterable[Need]) -> list[dict]:
        """Put each need at its field, and list all with the field's id where it has one."""
        return [{"message": self.words(need), "id": self.say(need)} for need in needs]

    def words(self, need: Need) -> str:
        return need.message

    def say(self, need: Need) -> str:
        """Put a need at its field, and return the field's id; "" where there is no such field."""
        part, field = self.find(need.field)
        if part is None or not part.say(field, need.message):
            return ""
        return part[field].id_for_label

    def find(self, path: str) -> tuple[Part | None, str]:
        """Return the form that a path leads to, and the name of the field in it."""
        parts, names = self.parts(), path.split(".")
        for end in range(len(names), -1, -1):
            if part := parts.get(".".join(names[:end])):
                field = names[end] if end < len(names) else self.WHOLE
                return part, self.NAMES.get(field, field)
        return None, ""


def named(prefix: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the text of a form's fields under the names that they have on the page."""
    return {f"{prefix}-{name}": text for name, text in fields.items()}
