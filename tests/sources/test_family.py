"""The picture of a source's relations: every row has its place inside the frame."""

from itertools import pairwise

import pytest

from sources.relations.family import BOX, Row, draw


def rows(count: int, name="A name") -> list[Row]:
    return [Row(f"{name} {number}", "speaks for") for number in range(count)]


@pytest.mark.parametrize("width", [680, 330])
@pytest.mark.parametrize(("above", "below"), [(0, 0), (0, 1), (1, 0), (3, 12)])
def test_boxes_stay_in_the_frame_and_apart(above, below, width):
    picture = draw("Self", rows(above), rows(below), width=width)

    assert len(picture.boxes) == above + below + 1
    assert [box.is_self for box in picture.boxes].index(True) == above
    tops = [box.y for box in picture.boxes]
    assert all(second - first > BOX for first, second in pairwise(tops))
    assert tops[0] >= 0 and tops[-1] + BOX < picture.height
    assert all(box.x >= 0 and box.x + box.width <= width for box in picture.boxes)


def test_arrows_point_from_who_depends_to_who_is_depended_on():
    picture = draw("Self", rows(1), rows(1), width=680)

    upper, _self, lower = picture.boxes

    assert "L44 " in upper.arrow  # The tip is at the box above.
    assert "L16 " in lower.arrow  # The tip is at the trunk, which leads up to the source.
    assert len(picture.trunks) == 2


def test_long_names_end_in_an_ellipsis():
    long = Row("General Staff of the Armed Forces of Ukraine " * 3, "x" * 500)

    box = draw("Self", [long], [], width=330).boxes[0]

    assert box.name.startswith("General Staff") and box.name.endswith("…")
    assert box.words.endswith("…") and len(box.words) < 60
