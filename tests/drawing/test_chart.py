"""The chart of values over time draws every statement, and nothing else."""

import datetime
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.drawing import Line, Point, draw
from claims.drawing.chart import MOST_LINES

START = datetime.date(2022, 2, 25)


def at(day: int, number=None, lower=None, upper=None, **marks) -> Point:
    on = START + datetime.timedelta(days=day)
    if number is not None and (lower, upper) == (None, None):
        lower = upper = number
    return Point(on, on, f"{number}", number, lower, upper, **marks)


def more_than(day: int, number: float) -> Point:
    on = START + datetime.timedelta(days=day)
    return Point(on, on, f"more than {number}", number, lower=number, is_hollow=True)


def less_than(day: int, number: float) -> Point:
    on = START + datetime.timedelta(days=day)
    return Point(on, on, f"less than {number}", number, upper=number, is_hollow=True)


def line(*points: Point, **kwargs) -> Line:
    return Line(kwargs.pop("name", "A count"), points, **kwargs)


def chart(*lines: Line, width=860, height=440):
    return draw(lines, width=width, height=height, unit="people")


def coordinates(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


numbers = st.floats(-1e15, 1e15).map(lambda number: round(number, 2))
days = st.integers(0, 40_000)
points = st.one_of(
    st.builds(at, days, numbers),
    st.builds(more_than, days, numbers),
    st.builds(less_than, days, numbers),
    st.builds(lambda day, a, b: at(day, None, min(a, b), max(a, b)), days, numbers, numbers),
)
lines = st.lists(
    st.lists(points, min_size=1, max_size=12).map(
        lambda found: line(*sorted(found, key=lambda point: point.last))
    ),
    min_size=1,
    max_size=MOST_LINES + 2,
)


@given(lines, st.sampled_from([(860, 440), (380, 340)]))
def test_everything_stands_within_the_plot(drawn, size):
    found = draw(drawn, width=size[0], height=size[1], unit="people")

    assert 0 < found.left < found.right < found.width
    for one in found.lines:
        for path in (*one.paths, *one.bands):
            for x, y in zip(*[iter(coordinates(path))] * 2, strict=True):
                assert found.left - 0.1 <= x <= found.right + 0.1
                assert found.top - 0.1 <= y <= found.bottom + 0.1


@given(lines)
def test_labels_do_not_stand_on_each_other(drawn):
    found = chart(*drawn)

    tops = sorted((one.label.y, len(one.label.lines)) for one in found.lines)
    for (above, rows), (below, _rows) in pairwise(tops):
        assert above + 15 * rows <= below + 0.1


def test_nothing_is_drawn_of_no_point():
    assert chart() is None
    assert chart(line()) is None


@pytest.mark.parametrize(("made", "is_up"), [(more_than, True), (less_than, False)])
def test_open_end_leads_away_from_its_bound_and_is_not_closed(made, is_up):
    found = chart(line(at(0, 100), made(10, 100), made(20, 150)))

    (one,) = found.lines
    (end,) = one.ends
    assert one.bands == one.bars == []
    heights = [coordinates(strip) for strip in end.strips]
    assert len(heights) == 3
    first, last = heights[0][1], heights[-1][1]
    assert (last < first) is is_up
    assert end.arrows.count("V") == 2  # shafts
    assert "Z" not in end.arrows
    assert all(mark.is_hollow for mark in one.marks[1:])


def test_open_end_has_room_above_the_highest_bound():
    found = chart(line(more_than(0, 1000), more_than(30, 1000)))

    tips = [y for strip in found.lines[0].ends[0].strips for y in coordinates(strip)[1::2]]
    assert min(tips) > found.top


def test_range_without_a_best_number_has_no_mark_in_its_middle():
    found = chart(line(at(0, None, 10, 20), at(5, None, 12, 22)))

    (one,) = found.lines
    assert one.marks == one.paths == []
    assert len(one.bands) == 1


def test_line_breaks_at_a_gap():
    first, last = START + datetime.timedelta(days=1), START + datetime.timedelta(days=60)
    told = [at(0, 1), at(1, 2), at(60, 50), at(61, 51)]

    whole, broken = chart(line(*told)), chart(line(*told, gaps=((first, last),)))

    assert len(whole.lines[0].paths) == 1
    assert len(broken.lines[0].paths) == 2


def test_separate_values_are_not_joined():
    found = chart(line(at(0, 1), at(50, 9), is_joined=False))

    assert found.lines[0].paths == []
    assert len(found.lines[0].marks) == 2


def test_revisions_are_flagged_each_and_numbered_in_a_lane():
    found = chart(line(at(0, 5), *(at(100 * n, 5 - n * 0.1, revision=n) for n in range(1, 4))))

    assert len(found.flags) == 3
    assert [number for _x, number in found.numbers] == ["1", "2", "3"]


def test_revisions_too_close_to_tell_apart_share_a_label():
    told = [at(0, 5), *(at(n, 4, revision=n) for n in range(1, 4)), at(1000, 9)]

    assert [number for _x, number in chart(line(*told)).numbers] == ["1–3"]


def test_lines_are_told_apart_by_marker_and_letter():
    found = chart(*(line(at(0, n), name=f"Count {n}") for n in range(MOST_LINES + 3)))

    assert len(found.lines) == MOST_LINES
    assert len({one.marker for one in found.lines}) == MOST_LINES
    assert [one.letter for one in found.lines] == list("ABCDEF")


def test_narrow_chart_names_its_lines_by_letters():
    told = line(at(0, 1), name="General Staff of the Armed Forces")

    assert chart(told, width=380).lines[0].label.lines == ["A"]
    assert chart(told).lines[0].label.lines == ["General Staff of the", "Armed Forces"]


def test_axis_starts_at_0_unless_all_is_far_from_it():
    assert chart(line(at(0, 100), at(1, 1000))).down[0][1] == "0"
    far = chart(line(at(0, 980), at(1, 1000)))
    assert far.down[0][1] == "980"
    assert not far.from_zero


def test_coarse_day_is_drawn_as_long_as_it_is():
    month = Point(START, START + datetime.timedelta(days=30), "about 5", 5.0, 5.0, 5.0)

    assert len(chart(line(at(0, 1), month)).lines[0].bars) == 1


@pytest.mark.parametrize("count", [1_626, 6_800, 50_000])
def test_size_does_not_grow_with_the_points(count):
    told = [at(n, 800 * n, 760 * n, 840 * n) for n in range(count)]

    (one,) = chart(line(*told)).lines

    assert sum(map(len, [*one.paths, *one.bands])) < 20_000
    assert len(one.marks) < 12
