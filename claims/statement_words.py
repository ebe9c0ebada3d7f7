"""Looking for claims of the desk by the beginnings of words in their statements, by an index."""

import re

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

FOUND = {
    "postgresql": "SELECT id FROM claims_claim "
    "WHERE to_tsvector('simple', statement) @@ to_tsquery('simple', %s)",
    "sqlite": "SELECT rowid FROM claims_claim_words WHERE claims_claim_words MATCH %s",
}
# Marks inside a number belong to it; every other one parts two words.
OTHER = re.compile(r"[^\w.,]+|(?<!\w)[.,]+|[.,]+(?!\w)")


def words(text: str) -> list[str]:
    """The words and numbers of a text as they were typed: “62,000” is one."""
    return OTHER.sub(" ", text).split()


def matching(claims: QuerySet, text: str) -> QuerySet:
    """Claims whose statement has, for each word of a text, one that begins like it.

    A text without a word finds nothing.
    """
    found = words(text)
    if not found:
        return claims.none()
    vendor = connections[claims.db].vendor
    if vendor == "postgresql":
        query = " & ".join(f"'{word}':*" for word in found)
    else:
        query = " ".join(f'"{word}"*' for word in found)
    return claims.filter(pk__in=RawSQL(FOUND[vendor], [query]))
