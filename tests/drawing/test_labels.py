"""Labels keep their order and their distance."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.drawing.labels import spread, together, wrapped

wanted = st.lists(st.tuples(st.floats(0, 300), st.sampled_from([19.0, 34.0, 49.0])), max_size=6)


@given(wanted)
def test_labels_do_not_overlap_and_stay_within_the_edges(labels):
    tops = spread(labels, 0, 300)

    placed = sorted((top, height) for top, (_y, height) in zip(tops, labels, strict=True))
    for (top, height), (below, _height) in pairwise(placed):
        assert top + height <= below + 1e-6
    if placed:
        assert placed[0][0] >= 0
        assert placed[-1][0] + placed[-1][1] <= 300 + 1e-6


def test_labels_with_room_stand_where_they_want_to():
    assert spread([(100, 20), (200, 20)], 0, 300) == [90, 190]


def test_near_numbers_share_a_label():
    assert together([(10, 1), (12, 2), (14, 3), (80, 4)], 10) == [(12, "1–3"), (80, "4")]


@pytest.mark.parametrize("name", ["", "Reuters", "The Ministry of " + "Very Long Affairs " * 9])
def test_name_fits_its_label(name):
    lines = wrapped(name, 20)

    assert 1 <= len(lines) <= 3
    assert all(0 < len(one) <= 20 for one in lines)
