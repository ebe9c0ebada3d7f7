"""Pictures of values: where lines, bounds, open ends, marks and labels stand.

Geometry on plain data: no ORM, no clock, no request. Coordinates are those of an SVG, from the top
left. A picture closes nothing that was left open, joins nothing across a gap, and tells its lines
apart by dash, marker and label, so that it reads without color.
"""

from claims.drawing.chart import Chart, draw
from claims.drawing.facts import Line, Point
from claims.drawing.strip import Row, Strip, side_by_side
from claims.drawing.thinning import thinned

__all__ = ["Chart", "Line", "Point", "Row", "Strip", "draw", "side_by_side", "thinned"]
