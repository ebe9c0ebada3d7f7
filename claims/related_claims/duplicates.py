"""Claims like one that somebody is typing, by value or words: a hint, from few indexed rows."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from claims.models import Claim, Measure, Scope, Subject
from claims.related_claims.suggestions import ALIKE
from claims.related_claims.suggestions import words as words_of
from claims.rules.comparison import span
from claims.rules.lifecycle import GONE
from claims.rules.values import Interval
from sources.database import word_index
from sources.database.word_index import WordIndex

STATEMENTS = WordIndex("claims_claim", "statement")
SHOWN = 5
# Rows that each search looks at.
LOOKED_AT = 100
# A search takes two or three words, from so many at most.
ASKED = 4
SHORTEST_WORD = 4
NEGATIONS = {"not", "no", "never", "cannot", "didn", "doesn", "hasn", "isn", "wasn", "weren"}


@dataclass(frozen=True)
class Typed:
    """A claim so far. ``interval`` is in base units of the measure."""

    statement: str = ""
    interval: Interval | None = None
    measure: Measure | None = None
    subject: Subject | None = None
    scope: Scope | None = None
    as_of: datetime.date | None = None
    as_of_precision: str = "day"
    pk: int | None = None


@dataclass(frozen=True)
class Alike:
    claim: Claim
    why: tuple[str, ...]


def alike(typed: Typed) -> list[Alike]:
    """Return the most alike first: of the same value, then by the words that they share."""
    why: dict[int, list[str]] = {}
    claims: dict[int, Claim] = {}
    for claim, reason in [*by_value(typed), *by_words(typed)]:
        claims[claim.pk] = claim
        why.setdefault(claim.pk, []).append(reason)
    ranked = sorted(why, key=lambda pk: -len(why[pk]))
    return [Alike(claims[pk], tuple(why[pk])) for pk in ranked[:SHOWN]]


def others(typed: Typed):
    rows = Claim.objects.exclude(review_state__in=GONE).exclude(pk=typed.pk)
    return rows.select_related("unit", "claimant")


def by_value(typed: Typed) -> Iterator[tuple[Claim, str]]:
    """Yield claims of the same value of the same measure, for the same time, by an index."""
    if typed.interval is None or typed.measure is None or typed.as_of is None:
        return
    days = span(typed.as_of, typed.as_of_precision)
    same = others(typed).filter(measure=typed.measure, as_of__range=(days.first, days.last))
    for name in ("subject", "scope"):
        if given := getattr(typed, name):
            same = same.filter(**{name: given})
    bounds = typed.interval
    same = same.filter(lower=bounds.lower, upper=bounds.upper).exclude(comparator="")
    for claim in same.order_by("as_of", "id")[:LOOKED_AT]:
        yield claim, f"the same value of “{typed.measure.name}” for the same time"


def by_words(typed: Typed) -> Iterator[tuple[Claim, str]]:
    """Yield claims with much the same words, and no other numbers."""
    mine, numbers = words_of(typed.statement), numbers_of(typed.statement)
    found: dict[int, Claim] = {}
    for question in questions(typed.statement):
        found |= {row.pk: row for row in STATEMENTS.some(others(typed), question, LOOKED_AT)}
    shares = {pk: share(mine, words_of(claim.statement)) for pk, claim in found.items()}
    for pk in sorted(found, key=lambda pk: (-shares[pk], pk)):
        if shares[pk] < ALIKE or numbers_of(found[pk].statement) != numbers:
            continue
        is_opposite = bool(mine & NEGATIONS) != bool(words_of(found[pk].statement) & NEGATIONS)
        but = ", but one of the two says “not”" if is_opposite else ""
        yield found[pk], f"{round(100 * shares[pk])} % of the words are the same{but}"


def questions(statement: str) -> list[str]:
    """Return searches: numbers with one long word each, else long words three by three.

    Numbers and long words are rare; three of four leave room for one that differs.
    """
    found = list(dict.fromkeys(word_index.words(statement)))
    numbers = sorted(filter(has_digit, found), key=len, reverse=True)[:2]
    long = [word for word in found if len(word) >= SHORTEST_WORD and not has_digit(word)]
    long = sorted(long, key=len, reverse=True)[:ASKED]
    if numbers:
        return [" ".join([*numbers, word]) for word in long]
    return [" ".join(three) for three in combinations(long, 3)]


def has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def numbers_of(statement: str) -> set[str]:
    """Return the numbers of a statement, without the marks in them."""
    found = filter(has_digit, word_index.words(statement))
    return {"".join(c for c in word if c.isalnum()) for word in found}


def share(mine: set[str], theirs: set[str]) -> float:
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0
