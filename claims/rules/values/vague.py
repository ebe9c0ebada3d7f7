"""Vague counts, such as “hundreds” or “a few dozen”, and the numbers that we let them allow.

The words give no numbers, so the bounds are ours: ``docs/decisions/0133-vague-counts.md`` has the
reasons. The low is among the numbers, the high is not. Stored values keep their bounds: a row may
be added, but never changed.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

# The plural of a number begins at twice the number, and ends where the next larger word begins.
PLURALS = {"tens": (20, 100), "dozens": (24, 100), "scores": (40, 100), "hundreds": (200, 1000)}
LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# “Several” is slightly more than “a few” (Katzir and Ariel 2023); a hand has five fingers.
FEW = {"several": (3, 10), "a few": (3, 7), "a handful": (3, 6)}
FIGURES = {
    "single digits": (0, 10),
    "double digits": (10, 100),
    "triple digits": (100, 1000),
    "five figures": (10**4, 10**5),
    "six figures": (10**5, 10**6),
    "seven figures": (10**6, 10**7),
    "eight figures": (10**7, 10**8),
    "nine figures": (10**8, 10**9),
}

Bounds = tuple[int, int]


def times(bounds: Bounds, scale: int) -> Bounds:
    """Return the bounds of “tens” as those of “tens of thousands”."""
    return bounds[0] * scale, bounds[1] * scale


def _english() -> Iterator[tuple[str, Bounds]]:
    """Yield the words in the form that we print, plurals first."""
    for name, scale in {"": 1, **LARGE}.items():
        for word, bounds in PLURALS.items():
            yield f"{word} of {name}s" if name else word, times(bounds, scale)
    for name, scale in LARGE.items():
        yield f"{name}s", (2 * scale, 10 * scale)
    hundreds = {f"hundred {name}": 100 * scale for name, scale in LARGE.items()}
    tens = {f"tens of {name}s": 10 * scale for name, scale in LARGE.items()}
    scales = {"": 1, "tens": 10, "dozen": 12, "score": 20, "hundred": 100, **LARGE}
    for word, bounds in FEW.items():
        for name, scale in {**scales, **hundreds, **tens}.items():
            of = "of " if word == "a handful" and name else ""
            yield f"{word} {of}{name}".strip(), times(bounds, scale)
    yield from FIGURES.items()


WORDS = dict(_english())
SPOKEN = {bounds: words for words, bounds in WORDS.items()}


def _spellings() -> Iterator[tuple[str, Bounds]]:
    for words, bounds in WORDS.items():
        yield words, bounds
        for article in ("a ", "quite a ", "only a ", "just a ", "some "):
            yield article + words.removeprefix("a "), bounds
        yield words.removeprefix("a "), bounds
        if words.startswith(("several ", "a few ")) and "tens" not in words:
            yield f"{words}s", bounds
            yield f"{words.removeprefix('a ')}s", bounds
        if words.startswith("several hundred "):
            yield words.replace("hundred ", "hundreds of ") + "s", bounds
        if words in PLURALS or words.removesuffix("s") in LARGE:
            for between in (" upon ", " and ", " on "):
                yield f"{words}{between}{words}", bounds
        if words.split(" of ")[0] in PLURALS or words.removesuffix("s") in LARGE:
            yield f"many {words}", bounds
    for words, bounds in FIGURES.items():
        size = words.split()[0]
        for other in ("digits", "figures", "digit", "figure"):
            yield f"{size} {other}", bounds
            yield f"{size}-{other}", bounds
            yield f"a {size}-{other}", bounds


ENGLISH = dict(_spellings())
_SCALED = {
    tuple(map(Decimal, times(bounds, scale))): (bounds, scale)
    for bounds in PLURALS.values()
    for scale in LARGE.values()
}


def in_words(
    low: Decimal,
    high: Decimal,
    spoken: Mapping[Bounds, str] = SPOKEN,
    minus: str = "minus",
    to: str = " to ",
) -> str | None:
    """Return the words that allow these numbers, or None: (200, 1000) → “hundreds”.

    Words for both ends stand for (24, 1000), “dozens to hundreds”; numbers below 0 have a minus.
    ``spoken``, ``minus`` and ``to`` are the words of another language.
    """
    sign = f"{minus} " if high <= 0 else ""
    if sign:
        low, high = -high, -low
    if words := spoken.get((low, high)):
        return f"{sign}{words}"
    first = next((bounds for bounds in SPOKEN if bounds[0] == low and bounds[1] < high), None)
    last = next((bounds for bounds in SPOKEN if bounds[1] == high and bounds[0] > low), None)
    if not (first and last) or shared_scale(first, last) != 1:
        return None
    ends = (last, first) if sign else (first, last)
    return to.join(f"{sign}{spoken[bounds]}" for bounds in ends)


def shared_scale(first: tuple[Decimal, Decimal], last: tuple[Decimal, Decimal]) -> int:
    """Return the scale of the second for “tens to hundreds of thousands”; 1 if it has none."""
    bounds, scale = _SCALED.get(last, (None, 1))
    return scale if first in PLURALS.values() and bounds and first[0] < bounds[0] else 1
