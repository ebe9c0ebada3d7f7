"""The result of reading an article: its head, the proposals, and the passages left out."""

import datetime
from dataclasses import dataclass

from claims.articles.proposals.times import Times
from claims.articles.proposals.tracing import Trail
from claims.articles.text.head import Head

MOST = 40  # proposals of one article; further passages are left out


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One checkable sentence, or one figure of it, as a draft for an editor.

    ``value`` has the words of the figure, or "" without a figure; ``value_problem`` says why the
    units do not read it. ``measures``, ``subjects`` and ``scopes`` are names to look up, the best
    first; the names of scopes may also be names of subjects. ``start`` and ``end`` are the place of
    the sentence in the text; ``rules`` name the rules that found the parts.
    """

    statement: str
    kind: str
    speech_act: str
    quote: str
    value: str = ""
    value_problem: str = ""
    unit_words: str = ""
    measures: tuple[str, ...] = ()
    subjects: tuple[str, ...]
    scopes: tuple[str, ...]
    times: Times
    stated_on: datetime.date | None
    speaker: str
    verb: str
    trail: Trail
    place: str
    start: int
    end: int
    rules: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A passage that looks checkable and is not proposed, with the reason in words."""

    text: str
    rule: str
    reason: str


@dataclass(frozen=True)
class Article:
    text: str
    head: Head
    lines: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]
