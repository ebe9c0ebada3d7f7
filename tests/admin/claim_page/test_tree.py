"""The layout of the drawing: no box overlaps another, and every hop and cluster is drawn."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.admin.claim_page.panels.tree import Group, Stop, draw, wrapped


def chain(*names: str, own: bool = False) -> list[list[Stop]]:
    """Return a chain from outlet to origin; joint origins are written “a+b”."""
    roles = ["outlet", *["relay"] * (len(names) - 2), "origin"]
    found = [
        [Stop(name, name.title(), role) for name in joint.split("+")]
        for joint, role in zip(names, roles, strict=False)
    ]
    return [[*found[0], Stop(names[0], names[0].title(), "origin")]] if own else found


slugs = st.sampled_from("abcdefgh")
chains = st.lists(slugs, min_size=2, max_size=5, unique=True).map(lambda names: chain(*names))
groups = st.lists(
    st.builds(Group, st.just("Origin"), st.lists(chains, min_size=1, max_size=6), st.booleans()),
    max_size=4,
)


def boxes(drawing):
    return [box for frame in drawing.frames for box in frame.boxes]


@given(groups)
def test_no_two_boxes_overlap(given_groups):
    drawing = draw(given_groups)

    for one, other in itertools.combinations(boxes(drawing), 2):
        beside = one.right <= other.x or other.right <= one.x
        below = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or below


@given(groups)
def test_every_box_stands_in_its_frame_and_every_frame_in_the_drawing(given_groups):
    drawing = draw(given_groups)

    assert len(drawing.frames) == len(given_groups)
    for frame in drawing.frames:
        assert frame.y >= 0 and frame.y + frame.height <= drawing.height
        for box in frame.boxes:
            assert box.x > 0 and box.right < drawing.width
            assert frame.y < box.y and box.y + box.height < frame.y + frame.height
    for above, below in itertools.pairwise(drawing.frames):
        assert above.y + above.height <= below.y


@given(groups)
def test_every_hop_is_drawn_and_joined_to_the_next(given_groups):
    drawing = draw(given_groups)

    for group, frame in zip(given_groups, drawing.frames, strict=True):
        drawn = {(box.stop.source, box.stop.role) for box in frame.boxes}
        lines = {(one.stop.source, other.stop.source) for one, other in frame.lines}
        for hops in group.chains:
            assert {(stop.source, stop.role) for stops in hops for stop in stops} <= drawn
            assert {(a[0].source, b[0].source) for a, b in itertools.pairwise(hops)} <= lines
        assert all(one.right <= other.x for one, other in frame.lines)


def test_one_origin_of_four_outlets_is_drawn_once():
    outlets = ["up", "online", "kbs", "nhk"]
    group = Group("Origin 1", [chain(outlet, "reuters+osc") for outlet in outlets])

    frame = draw([group]).frames[0]

    assert [box.stop.source for box in frame.boxes if box.stop.role == "origin"] == [
        "reuters",
        "osc",
    ]
    assert len(frame.lines) == 8


def test_outlet_that_is_the_origin_stands_in_both_columns():
    frame = draw([Group("Origin 1", [chain("bbc", own=True)])]).frames[0]

    assert [(box.stop.role, box.column) for box in frame.boxes] == [("outlet", 0), ("origin", 1)]
    assert len(frame.lines) == 1


def test_nothing_makes_an_empty_drawing():
    assert (draw([]).frames, draw([]).height) == ([], 0)


def test_origins_stand_in_the_last_column_however_long_the_chain():
    drawing = draw([Group("1", [chain("a", "b")]), Group("2", [chain("c", "d", "e", "f")])])

    assert {box.column for box in boxes(drawing) if box.stop.role == "origin"} == {3}


@pytest.mark.parametrize("name", ["", "Reuters", "The Ministry of " + "Very Long Affairs " * 9])
def test_name_fits_its_box(name):
    lines = wrapped(name)

    assert 1 <= len(lines) <= 3
    assert all(0 < len(line) <= 21 for line in lines)
