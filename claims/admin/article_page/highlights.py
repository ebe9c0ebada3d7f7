"""The article's text in pieces, so that each proposal's passage can be marked."""

import itertools
from collections.abc import Mapping


def marked(text: str, passages: Mapping[int, tuple[int, int]]) -> list[dict]:
    """Pieces of the text in their order, each with the numbers of the passages that hold it.

    ``first`` are the numbers whose passage begins with the piece: where a link leads to.
    """
    stops = sorted({0, len(text), *(at for span in passages.values() for at in span)})
    pieces = []
    for begin, end in itertools.pairwise(stops):
        inside = [n for n, (start, stop) in passages.items() if start <= begin and end <= stop]
        first = [n for n in inside if passages[n][0] == begin]
        pieces.append({"text": text[begin:end], "numbers": inside, "first": first})
    return pieces
