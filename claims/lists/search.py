"""Text search in the public record: one small grammar for both databases.

All words have to occur. “"three words"” finds adjacent words, ``or`` gives alternatives, and
``-word`` excludes. All other characters are text: no input can break the query.
"""

import re
from dataclasses import dataclass

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


class NothingToFind(ValueError):
    """The text holds no word to search for."""


@dataclass(frozen=True)
class Piece:
    words: str
    is_excluded: bool


def alternatives(text: str) -> list[list[Piece]]:
    """Return the pieces of a search, by alternative. Raises ``NothingToFind``."""
    groups: list[list[Piece]] = [[]]
    for match in PIECE.finditer(text):
        if (match["word"] or "").lower() == "or" and not match["minus"]:
            groups.append([])
            continue
        words = " ".join(re.findall(r"\w+", match["phrase"] or match["word"] or ""))
        if words:
            groups[-1].append(Piece(words, bool(match["minus"])))
    groups = [group for group in groups if group]
    if not groups or any(all(piece.is_excluded for piece in group) for group in groups):
        raise NothingToFind(text)
    return groups


def for_postgresql(groups: list[list[Piece]]) -> str:
    return " or ".join(
        " ".join(f'{"-" if piece.is_excluded else ""}"{piece.words}"' for piece in group)
        for group in groups
    )


def for_sqlite(groups: list[list[Piece]]) -> str:
    parts = []
    for group in groups:
        wanted = " AND ".join(f'"{piece.words}"' for piece in group if not piece.is_excluded)
        unwanted = " OR ".join(f'"{piece.words}"' for piece in group if piece.is_excluded)
        parts.append(f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})")
    return " OR ".join(parts)


# The ids that match a text; on both databases the table holds only the words.
FOUND = {
    "postgresql": "SELECT id FROM claims_publication_search "
    "WHERE vector @@ websearch_to_tsquery('simple', '{query}')",
    "sqlite": "SELECT rowid AS id FROM claims_publication_search "
    "WHERE claims_publication_search MATCH %s",
}
# The characters allowed in the text of a statement: no quote, no backslash, no percent sign.
PLAIN = re.compile(r'[\w "-]*')


def matching(publications: QuerySet, text: str) -> QuerySet:
    """Return the publications that match the text. Raises ``NothingToFind``."""
    return publications.filter(pk__in=RawSQL(*found(text, connections[publications.db].vendor)))


def found(text: str, vendor: str) -> tuple[str, list]:
    """Return a statement for the ids that match the text. Raises ``NothingToFind``.

    On PostgreSQL the words are part of the statement. A plan prepared for any words treats common
    words like rare ones, which is twenty times slower among a million claims.
    """
    groups = alternatives(text)
    if vendor == "sqlite":
        return FOUND[vendor], [for_sqlite(groups)]
    query = for_postgresql(groups)
    assert PLAIN.fullmatch(query), "words and quotation marks are all that it is made of"
    return FOUND[vendor].format(query=query), []
