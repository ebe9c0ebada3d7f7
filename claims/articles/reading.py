"""The reading of an article into proposals: its head, and each checkable sentence as a draft.

Fixed rules for English, each with a name; no model, no look-ups of its own. The rules propose; an
editor accepts, corrects or drops. Facts that a rule is not sure of stay empty.
"""

from collections.abc import Sequence

from claims.articles.proposals.article import MOST, Article, LeftOut, Proposal
from claims.articles.proposals.proposing import WHY_NOT, Reader
from claims.articles.proposals.tracing import Tracer
from claims.articles.text.cleaning import LONGEST_TEXT, Unreadable, clean
from claims.articles.text.head import Head, read_head
from claims.articles.text.markup import from_html, is_html
from claims.articles.text.passages import paragraphs, sentences
from claims.attribution.phrases import Find
from claims.rules import values

__all__ = [
    "LONGEST_TEXT",
    "MOST",
    "WHY_NOT",
    "Article",
    "Head",
    "LeftOut",
    "Proposal",
    "Unreadable",
    "clean",
    "from_html",
    "is_html",
    "read",
]


def read(
    text: str,
    find: Find = lambda name: None,
    units: Sequence[values.UnitSpec] = (),
    head: Head | None = None,
) -> Article:
    """Propose claims from the cleaned ``text`` of an article. Every text has a result.

    ``find`` returns the known source of a name, or None. ``units`` are the units that a value may
    have. ``head`` is given if a page's markup has it.
    """
    head = head or read_head(text)
    parts = list(paragraphs(text, head.body))
    lines = [part.text for part in parts if part.section.lower() in ("source", "sources")]
    if not lines and head.agency:
        lines = [f"Source: {head.agency}"]
    reader = Reader(Tracer(text, lines, find), tuple(units), head.published_on)
    results: list[Proposal | LeftOut] = []
    # Two passes: in the second, the first sentences know what later ones tell of a person.
    for _ in range(2):
        reader = Reader(reader.tracer, reader.units, head.published_on)
        results = [
            result
            for part in parts
            if part.text not in lines
            for sentence in sentences(part)
            for result in reader.read(sentence)
        ]
    return Article(text, head, tuple(lines), *parted(results))


def parted(results: list[Proposal | LeftOut]) -> tuple[tuple[Proposal, ...], tuple[LeftOut, ...]]:
    """Return the proposals without repetitions, and all passages left out."""
    proposals = [result for result in results if isinstance(result, Proposal)]
    left_out = [result for result in results if isinstance(result, LeftOut)]
    last_detailed = {
        (proposal.speech_act, proposal.trail.origin): number
        for number, proposal in enumerate(proposals)
        if "," in proposal.place and not proposal.value
    }
    chosen: list[Proposal] = []
    for number, proposal in enumerate(proposals):
        rule, deed = "", (proposal.speech_act, proposal.trail.origin)
        if is_lead(proposal) and last_detailed.get(deed, -1) > number:
            rule = "summary"
        elif any(is_same_figure(proposal, earlier) for earlier in chosen):
            rule = "said_before"
        elif len(chosen) == MOST:
            rule = "too_many"
        if rule:
            left_out.append(LeftOut(proposal.quote, rule, WHY_NOT[rule]))
        else:
            chosen.append(proposal)
    return tuple(chosen), tuple(left_out)


def is_lead(proposal: Proposal) -> bool:
    """Return whether a proposal is in the lead, which a later section may repeat in detail."""
    is_first = proposal.place in ("Paragraph 1", "Paragraph 2")
    return is_first and not proposal.value and bool(proposal.trail.origin)


def is_same_figure(one: Proposal, earlier: Proposal) -> bool:
    if not one.value or not earlier.value or one.measures != earlier.measures:
        return False
    if one.unit_words.lower() != earlier.unit_words.lower():
        return False
    return one.value.lower().split()[-1] == earlier.value.lower().split()[-1]
