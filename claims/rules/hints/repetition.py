"""Texts that repeat each other: the share of the runs of words that they have in common."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

# Runs of this many words, from the first so many words of a text.
RUN, MOST_WORDS = 7, 3_000
# Two texts repeat each other if the shorter one has this share of its runs from the other.
SHARE, FEWEST_RUNS = 0.5, 6
_WORD = re.compile(r"[^\W_]+")


def repeats(texts: Mapping[int, str]) -> Iterator[tuple[int, int, int]]:
    """Yield pairs of keys whose texts repeat each other, with the share of the shorter in percent.

    The work grows with the words and with the pairs of texts: hand in a few dozen.
    """
    runs = {key: _runs(text) for key, text in texts.items()}
    long_enough = [key for key, found in runs.items() if len(found) >= FEWEST_RUNS]
    for one, other in combinations(long_enough, 2):
        shorter = min(len(runs[one]), len(runs[other]))
        share = len(runs[one] & runs[other]) / shorter
        if share >= SHARE:
            yield one, other, round(100 * share)


def _runs(text: str) -> set[tuple[str, ...]]:
    # A word has at least one letter and a space: the text is cut before it is searched.
    words = _WORD.findall(text[: 20 * MOST_WORDS].casefold())[:MOST_WORDS]
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
