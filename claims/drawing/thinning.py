"""The choice of the points that are drawn, if there are more than a screen has columns."""

from collections.abc import Sequence

from claims.drawing.facts import Point


def thinned(points: Sequence[Point], columns: int) -> list[Point]:
    """Return at most four points for each of ``columns`` stretches of time, and all kept ones.

    The stretches are equally long. Of each stretch the first, the last, the lowest and the highest
    stay, so that the outline stays. Points marked ``is_kept`` stay everywhere. ``points`` are in
    order of time, and the order stays. Raises ValueError for less than one column.
    """
    if columns < 1:
        raise ValueError("A picture has at least one column.")
    if len(points) <= 2 * columns:
        return list(points)
    start = points[0].last.toordinal()
    width = (points[-1].last.toordinal() - start) / columns or 1
    stretches: dict[int, list[int]] = {}
    for place, point in enumerate(points):
        column = min(int((point.last.toordinal() - start) / width), columns - 1)
        stretches.setdefault(column, []).append(place)
    chosen = {place for place, point in enumerate(points) if point.is_kept}
    for places in stretches.values():
        chosen |= {
            places[0],
            places[-1],
            min(places, key=lambda place: points[place].low),
            max(places, key=lambda place: points[place].high),
        }
    return [points[place] for place in sorted(chosen)]
