"""Lines, bands, open ends and markers as SVG paths."""

from collections.abc import Sequence
from dataclasses import dataclass

Place = tuple[float, float]

# The length of an open end in pixels, and its strips, each fainter than the one before.
FADE = 30
STRIPS = 3
CAP = 4
HEAD = 4.5
SIZE = 4
# The distance between two arrows of one open end.
ARROWS_APART = 64
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "inverse")


@dataclass(frozen=True)
class OpenEnd:
    """A bound with an open end: strips that fade away, and arrows that point on."""

    strips: tuple[str, ...]
    arrows: str


def number(value: float) -> str:
    """Return a coordinate, to a tenth: more digits are not visible and cost bytes."""
    return f"{value:.1f}".removesuffix(".0")


def polyline(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)


def band(lower: Sequence[Place], upper: Sequence[Place]) -> str:
    """Return the area between two lines with the same number of places."""
    return polyline([*upper, *reversed(lower)]) + "Z"


def bar(x: float, top: float, bottom: float) -> str:
    """Return a closed range of one point, with a cap at both ends."""
    left, right = number(x - CAP), number(x + CAP)
    return (
        f"M{left} {number(top)}H{right}M{number(x)} {number(top)}V{number(bottom)}"
        f"M{left} {number(bottom)}H{right}"
    )


def span(first: float, last: float, y: float) -> str:
    """Return the line over the days that a coarse date may mean."""
    return f"M{number(first)} {number(y)}H{number(last)}"


def open_end(places: Sequence[Place], end: float) -> OpenEnd:
    """Return an open end, without a closing line, from a bound toward the plot's edge ``end``."""
    upward = end < places[0][1]
    if len(places) == 1:
        x, y = places[0]
        places = [(x - CAP, y), (x + CAP, y)]
        pointed = [(x, y)]
    else:
        pointed = _apart(places)
    room = min(abs(y - end) for _x, y in places)
    length = min(FADE, max(room, HEAD))
    toward = -length if upward else length
    strips = []
    for strip in range(STRIPS):
        near, far = toward * strip / STRIPS, toward * (strip + 1) / STRIPS
        strips.append(band([(x, y + near) for x, y in places], [(x, y + far) for x, y in places]))
    return OpenEnd(tuple(strips), "".join(_arrow(x, y, toward) for x, y in pointed))


def _apart(places: Sequence[Place]) -> list[Place]:
    """Return the last place, and earlier ones at least ARROWS_APART apart."""
    chosen = [places[-1]]
    for place in reversed(places):
        if chosen[-1][0] - place[0] >= ARROWS_APART:
            chosen.append(place)
    return chosen


def _arrow(x: float, y: float, toward: float) -> str:
    tip, back = y + toward, y + toward + (HEAD if toward < 0 else -HEAD)
    left, right = (f"{number(x + aside)} {number(back)}" for aside in (-HEAD, HEAD))
    return f"M{number(x)} {number(y)}V{number(tip)}M{left}L{number(x)} {number(tip)}L{right}"


def marker(kind: str, x: float, y: float, size: float = SIZE) -> str:
    """Return a mark of one of MARKERS around a place."""
    n = number
    left, right, top, bottom = n(x - size), n(x + size), n(y - size), n(y + size)
    if kind == "circle":
        turn = f"a{n(size)} {n(size)} 0 1 0"
        return f"M{left} {n(y)}{turn} {n(2 * size)} 0{turn} {n(-2 * size)} 0Z"
    if kind == "square":
        return f"M{left} {top}H{right}V{bottom}H{left}Z"
    if kind == "triangle":
        return f"M{n(x)} {top}L{right} {bottom}H{left}Z"
    if kind == "inverse":
        return f"M{n(x)} {bottom}L{right} {top}H{left}Z"
    if kind == "diamond":
        far = 1.3 * size
        return f"M{n(x)} {n(y - far)}L{n(x + far)} {n(y)}L{n(x)} {n(y + far)}L{n(x - far)} {n(y)}Z"
    arm, inner = n(2 * size / 3), size / 3
    return (
        f"M{n(x - inner)} {top}h{arm}V{n(y - inner)}H{right}v{arm}H{n(x + inner)}V{bottom}"
        f"h-{arm}V{n(y + inner)}H{left}v-{arm}H{n(x - inner)}Z"
    )
