"""Reading an article into proposals: the document, and each checkable sentence as a draft.

Fixed rules for English, each with a name; no model, no look-ups of its own. A machine proposes,
an editor accepts, mends or drops. What a rule is not sure of stays empty.
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
    """Propose what the cleaned ``text`` of an article holds.

    ``find`` answers with the known source of a name, or None; ``units`` are those that a value
    may be in; ``head`` is given where a page's markup told it. Any text has a reading.
    """
    head = head or read_head(text)
    parts = list(paragraphs(text, head.body))
    lines = [part.text for part in parts if part.section.lower() in ("source", "sources")]
    if not lines and head.agency:
        lines = [f"Source: {head.agency}"]
    reader = Reader(Tracer(text, lines, find), tuple(units), head.published_on)
    found: list[Proposal | LeftOut] = []
    # Twice: what a later sentence tells of a person is known to the first one, too.
    for _ in range(2):
        reader = Reader(reader.tracer, reader.units, head.published_on)
        found = [
            one
            for part in parts
            if part.text not in lines
            for sentence in sentences(part)
            for one in reader.read(sentence)
        ]
    return Article(text, head, tuple(lines), *parted(found))


def parted(
    found: list[Proposal | LeftOut],
) -> tuple[tuple[Proposal, ...], tuple[LeftOut, ...]]:
    """The proposals, each once, and all that was left out."""
    proposals = [one for one in found if isinstance(one, Proposal)]
    left_out = [one for one in found if isinstance(one, LeftOut)]
    last_told = {
        (one.speech_act, one.trail.origin): number
        for number, one in enumerate(proposals)
        if "," in one.place and not one.value
    }
    kept: list[Proposal] = []
    for number, one in enumerate(proposals):
        rule = ""
        if is_lead(one) and last_told.get((one.speech_act, one.trail.origin), -1) > number:
            rule = "summary"
        elif any(is_same_figure(one, earlier) for earlier in kept):
            rule = "said_before"
        elif len(kept) == MOST:
            rule = "too_many"
        if rule:
            left_out.append(LeftOut(one.quote, rule, WHY_NOT[rule]))
        else:
            kept.append(one)
    return tuple(kept), tuple(left_out)


def is_lead(one: Proposal) -> bool:
    """Whether it stands where a later section may tell the same at length."""
    return one.place in ("Paragraph 1", "Paragraph 2") and not one.value and bool(one.trail.origin)


def is_same_figure(one: Proposal, earlier: Proposal) -> bool:
    if not one.value or not earlier.value or one.measures != earlier.measures:
        return False
    if one.unit_words.lower() != earlier.unit_words.lower():
        return False
    return one.value.lower().split()[-1] == earlier.value.lower().split()[-1]
