"""The difference of two passages, word by word, and the share of a text that is in another."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
# Characters with several forms → one form.
SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000\n\t", " "),
    }
)


@dataclass(frozen=True)
class Piece:
    """A part of a difference. ``kind`` is same, gone or new."""

    kind: str
    text: str


def words(text: str) -> list[str]:
    return WORD.findall(text.translate(SAME))


def difference(before: str, after: str) -> list[Piece]:
    """Return the parts of ``before`` that are gone and of ``after`` that are new, in reading order.

    Whitespace, case, and the kind of quotation marks and dashes make no difference.
    """
    old, new = spans(before), spans(after)
    matcher = SequenceMatcher(
        None, [key for key, _s, _e in old], [key for key, _s, _e in new], autojunk=False
    )
    pieces = []
    for code, i, j, k, m in matcher.get_opcodes():
        if code == "equal":
            pieces.append(Piece("same", part(after, new, k, m)))
            continue
        if i < j:
            pieces.append(Piece("gone", part(before, old, i, j)))
        if k < m:
            pieces.append(Piece("new", part(after, new, k, m)))
    return pieces


def spans(text: str) -> list[tuple[str, int, int]]:
    matches = WORD.finditer(text.translate(SAME))
    return [(match[0].casefold(), match.start(), match.end()) for match in matches]


def part(text: str, spans: list, first: int, last: int) -> str:
    return text[spans[first][1] : spans[last - 1][2]]


def kept(before: str, after: str) -> float:
    """Return the share of the words of ``before`` that are still in ``after``, 0 to 1.

    Added text and the order of the lines make no difference. First, equal lines are matched; then
    the words of the other lines are matched in any order.
    """
    total = len(words(before))
    if not total:
        return 1.0
    new_lines = Counter(map(folded, after.splitlines()))
    lost_lines = []
    for line in before.splitlines():
        key = folded(line)
        if new_lines[key]:
            new_lines[key] -= 1
        else:
            lost_lines.append(line)
    new_words = Counter(word.casefold() for line in new_lines.elements() for word in words(line))
    lost_words = Counter(word.casefold() for line in lost_lines for word in words(line))
    still = (lost_words & new_words).total()
    return 1 - (lost_words.total() - still) / total


def folded(line: str) -> str:
    return " ".join(words(line)).casefold()
