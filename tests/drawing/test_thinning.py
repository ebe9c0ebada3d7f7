"""The choice of points that a picture leaves out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.drawing import Point, thinned

START = datetime.date(2022, 2, 25)

told = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(-1000, 1000), st.booleans()), max_size=300
).map(
    lambda rows: [
        Point(on, on, "", float(number), float(number), float(number), is_kept=kept)
        for day, number, kept in sorted(rows)
        for on in [START + datetime.timedelta(days=day)]
    ]
)


@given(told, st.integers(1, 60))
def test_outline_and_what_is_kept_stay_in_order(points, columns):
    found = thinned(points, columns)

    assert [id(one) for one in points if any(one is other for other in found)] == [
        id(one) for one in found
    ]
    assert [one for one in found if one.is_kept] == [one for one in points if one.is_kept]
    if points:
        assert (found[0], found[-1]) == (points[0], points[-1])
        assert min(p.low for p in found) == min(p.low for p in points)
        assert max(p.high for p in found) == max(p.high for p in points)


@given(told, st.integers(1, 60))
def test_no_more_than_four_for_a_column_stay_beside_the_kept(points, columns):
    found = thinned(points, columns)

    assert len(found) <= 4 * columns + sum(point.is_kept for point in points)


def test_few_points_all_stay():
    points = [Point(START, START, "", 1.0, 1.0, 1.0)] * 20

    assert thinned(points, 10) == points


def test_a_picture_has_a_column():
    with pytest.raises(ValueError, match="column"):
        thinned([], 0)
