"""What of a document a client asks for: ``fields`` leaves members out, ``include`` adds some.

What is stored stays bytes: a document is read only where members of it are left out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rest_framework.exceptions import ValidationError

from claims.api.formats.columns import Column
from claims.record import moments


@dataclass(frozen=True)
class Selection:
    """``kept``: the members that stay, None for all; ``included``: those that are added."""

    kept: frozenset[str] | None = None
    included: frozenset[str] = frozenset()

    def members(self, document: Mapping) -> dict:
        """A document, without what is left out."""
        if self.kept is None:
            return dict(document)
        return {name: value for name, value in document.items() if name in self.kept}

    def text(self, document: str) -> str:
        """The same for JSON text: byte for byte what came in, where nothing is left out."""
        if self.kept is None:
            return document
        found = self.members(json.loads(document))
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))

    def texts(self, documents: Iterable[str]) -> Iterable[str]:
        if self.kept is None:
            return documents
        return self._each(documents)

    def _each(self, documents) -> Iterator[str]:
        try:
            yield from map(self.text, documents)
        finally:
            # Close the query now, whoever else still holds the rows.
            getattr(documents, "close", lambda: None)()

    def columns(self, table: Iterable[Column]) -> list[Column]:
        """The columns that are read from the members that stay."""
        return [one for one in table if self.kept is None or one.member in self.kept]

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns of a publication that are needed for what is added."""
        return tuple(sorted(self.included))

    def publication(self, row: Mapping, at: moments.Moment) -> str:
        """A row of ``moments.with_standing``, which has to hold ``stored``, as it is given.

        The notice of a retraction is short, and is given whole: it may not be overlooked.
        """
        document = moments.document(row, at)
        if row["kind"] != "retraction":
            document = self.text(document)
        for name in self.stored:
            document = f'{document[:-1]},"{name}":{row[name] or "null"}}}'
        return document


def read(request, *, members: Iterable[str], key: str, includable: Iterable[str]) -> Selection:
    """What a request selects. ``key`` stays in any case.

    Raises ``ValidationError`` naming ``fields`` or ``include`` for what there is not.
    """
    kept = names(request, "fields", members)
    included = names(request, "include", includable) or frozenset()
    return Selection(None if kept is None else kept | included | {key}, included)


def names(request, parameter: str, known: Iterable[str]) -> frozenset[str] | None:
    given = request.query_params.get(parameter)
    if given is None:
        return None
    found = [name.strip() for name in given.split(",")]
    for name in found:
        if name not in known:
            message = f"“{name[:40]}” is not one of: {', '.join(known)}."
            refused = ValidationError(message, "unknown_value").detail
            raise ValidationError({parameter: refused})
    return frozenset(found)
