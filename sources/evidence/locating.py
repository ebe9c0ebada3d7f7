"""Find a quote in a text: a pure rule after the W3C's TextQuoteSelector.

First it looks for the same words, without regard to case, spaces, and kinds of quotation marks and
dashes. If they stand more than once, the words around them decide. Otherwise it looks for the most
similar passage.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from sources.evidence.difference import SAME, WORD
from sources.evidence.pagetext import UNSEEN

AROUND = 64  # characters of prefix and suffix that are stored
SAME_CONTEXT = 0.6  # the smallest likeness of a context that counts as the same
LIKE = 0.6  # the smallest likeness of a passage that counts as the changed quote
MOST_PLACES = 200  # occurrences whose context is compared
MOST_TRIED = 20  # passages that are compared word by word
# Changed quotes of fewer words are not looked for: too many passages are similar to them.
FEWEST_WORDS = 4


@dataclass(frozen=True)
class Place:
    """The place of a quote in a text; ``start`` and ``end`` count characters.

    ``outcome``: found, moved (the same words in another context), changed (a similar passage) or
    gone (the other fields are empty). ``exact``, ``prefix`` and ``suffix`` are copied from the
    text. ``times`` is the number of exact occurrences.
    """

    outcome: str
    start: int = 0
    end: int = 0
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    likeness: float = 0.0
    times: int = 0


GONE = Place("gone")


def locate(quote: str, text: str, *, prefix: str = "", suffix: str = "") -> Place:
    """Return the best place of a quote. ``prefix`` and ``suffix`` stood around it before."""
    quote, prefix, suffix = plain(quote), plain(prefix), plain(suffix)
    if not quote:
        return GONE
    flat = text.translate(SAME)
    places = exact_places(quote, flat)
    if not places:
        return changed_place(quote, text, flat)
    scored = [(likeness_around(flat, *place, prefix, suffix), place) for place in places]
    score, (start, end) = max(scored, key=lambda pair: pair[0])
    is_same = not (prefix or suffix) or score >= SAME_CONTEXT
    return place_at(text, start, end, "found" if is_same else "moved", 1.0, len(places))


def plain(text: str) -> str:
    """Return a text in composed characters, with one kind of quotation marks and dashes."""
    text = unicodedata.normalize("NFC", text.translate(UNSEEN))
    return " ".join(text.translate(SAME).split())


def exact_places(quote: str, flat: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    # Not in the middle of a longer word or number: 62,000 is not in 162,000.
    start = r"(?<!\w)(?<!\d[.,])" if quote[0].isalnum() else ""
    end = r"(?!\w)(?![.,]\d)" if quote[-1].isalnum() else ""
    matches = re.finditer(f"{start}{pattern}{end}", flat, re.IGNORECASE)
    return [match.span() for match, _ in zip(matches, range(MOST_PLACES), strict=False)]


def likeness_around(flat: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """Return the likeness of the words around a place to ``prefix`` and ``suffix``, about 0 to 1.

    Only the better side counts, because text may have been added or removed beside a quote.
    """
    before = flat[max(0, start - len(prefix) - 8) : start]
    after = flat[end : end + len(suffix) + 8]
    sides = []
    if prefix:
        sides.append(likeness(prefix, plain(before)[-len(prefix) :]))
    if suffix:
        sides.append(likeness(suffix, plain(after)[: len(suffix)]))
    # The sum decides between places with the same better side.
    return max(sides) + sum(sides) / 1000 if sides else 0.0


def likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first.casefold(), second.casefold(), autojunk=False).ratio()


def place_at(text, start, end, outcome, likeness, times=0) -> Place:
    around = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Place(outcome, start, end, text[start:end], *around, round(likeness, 3), times)


def changed_place(quote: str, text: str, flat: str) -> Place:
    """Return the passage most like the quote, or ``GONE``. A limit keeps this fast for any text."""
    words = [word.casefold() for word in WORD.findall(quote)]
    if len(words) < FEWEST_WORDS:
        return GONE
    tokens = [(match[0].casefold(), match.start(), match.end()) for match in WORD.finditer(flat)]
    best, best_span = 0.0, (0, 0)
    for first in candidates(words, [token for token, _s, _e in tokens]):
        window = tokens[first : first + len(words) * 2]
        matcher = SequenceMatcher(None, words, [word for word, _s, _e in window], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks:
            continue
        head, tail = blocks[0], blocks[-1]
        length = tail.b + tail.size - head.b
        score = 2 * sum(block.size for block in blocks) / (len(words) + length)
        if score > best:
            missing = len(words) - tail.a - tail.size
            ends = first + head.b, first + tail.b + tail.size - 1
            best, best_span = score, widened(text, tokens, *ends, head.a, missing)
    if best < LIKE:
        return GONE
    return place_at(text, *best_span, "changed", best)


def widened(text: str, tokens: list, first: int, last: int, before: int, after: int):
    """Widen a passage within its line, and return its start and end in characters.

    ``before`` and ``after`` are the numbers of words of the quote before and after the match.
    """
    while before and first and "\n" not in text[tokens[first - 1][2] : tokens[first][1]]:
        first, before = first - 1, before - 1
    end = len(tokens) - 1
    while after and last < end and "\n" not in text[tokens[last][2] : tokens[last + 1][1]]:
        last, after = last + 1, after - 1
    return tokens[first][1], tokens[last][2]


def candidates(words: list[str], tokens: list[str]) -> list[int]:
    """Return the starts of the windows of the text that share the most words with the quote."""
    distinct = set(words)
    hits = [index for index, token in enumerate(tokens) if token in distinct]
    shared: dict[int, int] = defaultdict(int)
    inside: dict[str, int] = defaultdict(int)
    length, left = int(len(words) * 1.5) + 1, 0
    for index in hits:
        inside[tokens[index]] += 1
        while hits[left] <= index - length:
            inside[tokens[hits[left]]] -= 1
            if not inside[tokens[hits[left]]]:
                del inside[tokens[hits[left]]]
            left += 1
        begin = max(0, hits[left] - len(words) // 4)
        shared[begin] = max(shared[begin], len(inside))
    ranked = sorted(shared, key=lambda begin: (-shared[begin], begin))
    return ranked[:MOST_TRIED]
