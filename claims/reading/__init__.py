"""Reading an article into proposals: the document, and each checkable sentence as a draft.

Fixed rules for English, each with a name; no model, no look-ups of its own. A machine proposes,
an editor accepts, mends or drops. What a rule is not sure of stays empty.
"""

from collections.abc import Sequence

from claims import values
from claims.reading.article import MOST, Article, LeftOut, Proposal
from claims.reading.cleaning import LONGEST_TEXT, Unreadable, clean
from claims.reading.head import Head, read_head
from claims.reading.passages import paragraphs, sentences
from claims.reading.proposing import WHY_NOT, Reader
from claims.reading.tracing import Tracer
from claims.source_phrases import Find

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
    kept: list[Proposal] = []
    for number, one in enumerate(proposals):
        rule = ""
        if any(is_detail(later, one) for later in proposals[number + 1 :]):
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


def is_detail(later: Proposal, lead: Proposal) -> bool:
    """Whether a later section tells at length what the lead sums up: one act of one origin."""
    if lead.value or later.value or lead.place.split(",")[0] == later.place.split(",")[0]:
        return False
    is_lead = lead.place in ("Paragraph 1", "Paragraph 2")
    is_same = lead.speech_act == later.speech_act and lead.trail.origin == later.trail.origin
    return is_lead and is_same and bool(lead.trail.origin)


def is_same_figure(one: Proposal, earlier: Proposal) -> bool:
    if not one.value or one.unit_words.lower() != earlier.unit_words.lower():
        return False
    numbers = [value.lower().split()[-1] for value in (one.value, earlier.value) if value]
    return len(numbers) == 2 and numbers[0] == numbers[1] and one.measures == earlier.measures
