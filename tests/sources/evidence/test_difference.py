"""The difference of two passages, and the share of a text that is still there."""

from hypothesis import given
from hypothesis import strategies as st

from sources.evidence.difference import Piece, difference, kept


def test_difference_is_told_word_by_word():
    assert difference("Russia lost more than 62,000 soldiers", "Russia lost up to 61,500 men") == [
        Piece("same", "Russia lost"),
        Piece("gone", "more than 62,000 soldiers"),
        Piece("new", "up to 61,500 men"),
    ]


def test_marks_spaces_and_case_make_no_difference():
    assert difference('A "big"  loss', "a “BIG” loss") == [Piece("same", "a “BIG” loss")]


def test_number_is_one_word():
    found = difference("62,000 men", "62,500 men")

    assert found[:2] == [Piece("gone", "62,000"), Piece("new", "62,500")]


@given(st.text(), st.text())
def test_pieces_are_what_either_text_has(before, after):
    pieces = difference(before, after)

    assert all(piece.text in after for piece in pieces if piece.kind != "gone")
    assert all(piece.text in before for piece in pieces if piece.kind == "gone")


STORY = "One headline\nThe first paragraph says much.\nThe second one says more of it."


def test_all_is_kept_where_only_the_order_and_the_frame_changed():
    lines = STORY.splitlines()

    assert kept(STORY, "\n".join(["New menu", *reversed(lines), "Related stories"])) == 1


def test_changed_line_counts_by_the_words_it_still_has():
    changed = STORY.replace("much", "little")

    assert 0.9 < kept(STORY, changed) < 1


def test_nothing_is_kept_of_another_text():
    assert kept("alpha beta gamma", "delta epsilon") == 0
    assert kept("", "anything") == 1


@given(st.text(), st.text())
def test_share_is_between_none_and_all(before, after):
    assert 0 <= kept(before, after) <= 1
    assert kept(before, before) == 1
