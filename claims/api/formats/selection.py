"""The members of a document that a client selects, by ``fields`` and ``include``."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claims.api.formats.columns import Column
from claims.api.http.errors import refused
from claims.record import moments
from claims.rules.saying import SOURCE_LANGUAGE


def close(rows: Iterable) -> None:
    """End the query of these rows now, even if other code still holds them."""
    getattr(rows, "close", lambda: None)()


@dataclass(frozen=True)
class Selection:
    """``kept``: the members that stay, None for all; ``included``: the members that are added.

    ``language``: that of the sentences; ``said_in``: those that documents were really said in.
    """

    kept: frozenset[str] | None = None
    included: frozenset[str] = frozenset()
    language: str = SOURCE_LANGUAGE
    said_in: set[str] = field(default_factory=set, compare=False)

    def members(self, document: Mapping) -> dict:
        """Return a document without the members that are left out."""
        if self.kept is None:
            return dict(document)
        return {name: value for name, value in document.items() if name in self.kept}

    def text(self, document: str) -> str:
        """Return the same of JSON text; the same bytes if nothing is left out."""
        if self.kept is None:
            return document
        members = self.members(json.loads(document))
        return json.dumps(members, ensure_ascii=False, separators=(",", ":"))

    def points(self, contents: Iterable[str], point: Callable[[dict], dict]) -> Iterator[str]:
        """Yield stored publications of a series as its points, said in the language."""
        for content in contents:
            document, language = moments.said_anew(content, {}, self.language)
            self.said_in.add(language)
            members = self.members(point(document))
            yield json.dumps(members, ensure_ascii=False, separators=(",", ":"))

    def texts(self, documents: Iterable[str]) -> Iterable[str]:
        return documents if self.kept is None else self._each(documents)

    def _each(self, documents) -> Iterator[str]:
        try:
            yield from map(self.text, documents)
        finally:
            close(documents)

    def columns(self, table: Iterable[Column]) -> list[Column]:
        """Return the columns that are read from the members that stay."""
        return [one for one in table if self.kept is None or one.member in self.kept]

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns of a publication that hold the members that are added."""
        return tuple(sorted(self.included))

    def publication(self, row: Mapping, at: moments.Moment) -> str:
        """Return a row of ``moments.with_standing``, with the columns ``stored``, as JSON text."""
        document, language = moments.told(row, at, self.language)
        self.said_in.add(language)
        if row["kind"] != "retraction":  # this notice stays whole: nobody may overlook it
            document = self.text(document)
        for name in self.stored:
            document = f'{document[:-1]},"{name}":{row[name] or "null"}}}'
        return document


def read(request, members: Iterable[str], key: str, includable: Iterable[str]) -> Selection:
    """Return what a request selects, always with ``key``; raises ``ValidationError`` by name."""
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
            raise refused(parameter, message, "unknown_value")
    return frozenset(found)
