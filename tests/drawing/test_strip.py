"""Values side by side on one axis."""

import re

from claims.drawing import Row, side_by_side


def strip(*rows):
    return side_by_side(rows, width=720, unit="people")


def xs(path: str) -> list[float]:
    return [float(x) for x in re.findall(r"[MH](-?\d+(?:\.\d+)?)", path)]


def test_disjoint_values_share_nothing():
    found = strip(Row("a", "100", 100, 100, 100), Row("b", "more than 200", 200, lower=200))

    assert found.shared is None


def test_overlap_is_from_the_higher_low_end_to_the_lower_high_end():
    found = strip(Row("a", "", None, 0, 100), Row("b", "", None, 50, 200))

    left, right = found.shared
    assert left == xs(found.bars[1].path)[0]
    assert right == xs(found.bars[0].path)[1]


def test_open_end_has_an_arrow_and_no_cap():
    closed, opened = strip(Row("a", "", None, 0, 100), Row("b", "", 50, lower=50)).bars

    assert (len(closed.caps), closed.arrows) == (2, "")
    assert len(opened.caps) == 1
    assert opened.arrows and len(opened.strips) == 3


def test_end_that_is_left_out_says_so():
    (bar,) = strip(Row("a", "", 5, 5, 9, includes_lower=False)).bars

    assert [is_in for _path, is_in in bar.caps] == [False, True]


def test_best_number_is_marked_apart_from_the_ends():
    best, end = strip(Row("a", "", 5, 1, 9), Row("b", "", 1, 1, 9)).bars

    assert best.marker
    assert end.marker == ""


def test_nothing_is_drawn_of_no_number():
    assert strip() is None
    assert strip(Row("a", "none")) is None
