"""The measure and the subject of a figure: candidates for the registers, the best first."""

import re
from dataclasses import dataclass

from claims.articles.proposals import lexicon
from claims.articles.proposals.figures import Figure

_NAME = re.compile(
    r"(?:[Tt]he )?([A-Z][\w&.'’-]{0,30}(?: (?:of |the |and |for )*[A-Z][\w&.'’-]{0,30}){0,6})"
)
_OPENERS = re.compile(r"(?:The|A|An|At|In|On|Over|More|About|Nearly|Some|As|Since|During)\b")


@dataclass(frozen=True)
class Measured:
    rule: str
    names: tuple[str, ...]


def measure(clause: str, figure: Figure, others: list[Figure]) -> Measured | None:
    """Return the measure named nearest to the figure; words before the next figure come first."""
    before = max((o.noun_end for o in others if o.end <= figure.start), default=0)
    after = min((o.start for o in others if o.start >= figure.noun_end), default=len(clause))
    near = _nearest(clause, figure, before, after)
    return near or _nearest(clause, figure, 0, len(clause))


def _nearest(clause: str, figure: Figure, begin: int, end: int) -> Measured | None:
    candidates = []
    for order, words in enumerate(lexicon.MEASURES):
        if not fits(words, figure):
            continue
        for match in words.pattern.finditer(clause, begin, end):
            gap = max(match.start() - figure.noun_end, figure.start - match.end(), 0)
            candidates.append((gap, order, words))
    if not candidates:
        return None
    _gap, _order, words = min(candidates, key=lambda candidate: candidate[:2])
    names = words.names
    if words.counted == "vehicles":
        thing = lexicon.COUNTED["vehicles"].search(figure.noun)[0].lower()
        names = (f"{thing.capitalize()} lost",)
    return Measured(words.rule, names)


def fits(words: lexicon.Words, figure: Figure) -> bool:
    """Return whether the words measure what the figure counts; persons may have no noun."""
    if words.counted == "persons":
        is_bare = not figure.noun and not figure.counted
        return (
            is_bare
            or figure.counted in ("persons", "soldiers")
            or bool(re.search(r"\b(?:dead|killed|wounded|injured|missing)\b", figure.noun))
        )
    return words.counted == figure.counted


def subjects(clause: str, figure: Figure) -> tuple[str, ...]:
    """Return the country of the noun, else of the clause; else the name that begins the clause."""
    if figure.counted == "persons":  # who kills or counts them is not the subject
        country = lexicon.country_of(figure.noun)
        return lexicon.names_of(country) if country else ()
    country = lexicon.country_of(figure.noun) or lexicon.country_of(clause[: figure.start])
    named = _opening_name(clause)
    if country and figure.counted in ("soldiers", "vehicles"):
        return (*lexicon.forces_of(country), *lexicon.names_of(country))
    if named and lexicon.country_of(named) != country:
        return (named, *(lexicon.names_of(country) if country else ()))
    country = country or lexicon.country_of(clause)
    return lexicon.names_of(country) if country else ()


def _opening_name(clause: str) -> str:
    name = _NAME.match(clause.strip())
    if not name or (_OPENERS.match(name[1]) and " " not in name[1]):
        return ""
    return name[1].removesuffix("'s").removesuffix("’s")


def scopes(words: str) -> tuple[str, ...]:
    """Return runs of words that begin with a capital: a register may know one as a scope."""
    runs = []
    tokens = words.split()
    for at, token in enumerate(tokens):
        if token[0].isupper():
            run = [t.strip(',.;:()"“”') for t in tokens[at : at + 5]]
            runs += [" ".join(run[:size]) for size in range(len(run), 0, -1)]
    return tuple(dict.fromkeys(runs))
