"""Pictures of values: the places of lines, bounds, open ends, marks and labels.

Geometry on plain data: no ORM, no clock, no request. Coordinates are those of an SVG, from the top
left. A picture keeps open ends open and draws no line across a gap. Its lines differ by dash,
marker and label, so that it can be read without color.
"""

from claims.drawing.chart import Chart, draw
from claims.drawing.facts import Line, Point, thinned
from claims.drawing.strip import Row, Strip, side_by_side
