"""How two passages differ, word by word, and how much of one text is still in another."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
# Characters that are written in several ways → one of them.
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
    """Part of a difference: ``kind`` is same, gone or new."""

    kind: str
    text: str


def words(text: str) -> list[str]:
    return WORD.findall(text.translate(SAME))


def difference(before: str, after: str) -> list[Piece]:
    """What of ``before`` is gone and what of ``after`` is new, in reading order.

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
    found = WORD.finditer(text.translate(SAME))
    return [(match[0].casefold(), match.start(), match.end()) for match in found]


def part(text: str, found: list, first: int, last: int) -> str:
    return text[found[first][1] : found[last - 1][2]]


def kept(before: str, after: str) -> float:
    """The share of the words of ``before`` that stand in lines that are still there, 0 to 1.

    What was added around them makes no difference, nor does the order of lines. A line that was
    changed counts by the words it still has.
    """
    total = len(words(before))
    if not total:
        return 1.0
    there = Counter(map(folded, after.splitlines()))
    lost = []
    for line in before.splitlines():
        key = folded(line)
        if there[key]:
            there[key] -= 1
        else:
            lost.append(line)
    left = Counter(word.casefold() for line in there.elements() for word in words(line))
    missing = Counter(word.casefold() for line in lost for word in words(line))
    still = (missing & left).total()
    return 1 - (missing.total() - still) / total


def folded(line: str) -> str:
    return " ".join(words(line)).casefold()
