"""Merging one claim into another: the events in both histories."""

import datetime

import pytest

from claims import desk
from claims.record.history import all_faults
from tests import desk_steps
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(days=9)


def test_merge_closes_what_was_public_and_stands_in_both_histories(editor, reviewer):
    target, claim = desk_steps.draft(author=editor), desk_steps.published()
    desk.propose_merge(claim, target, by=editor, at=NOW, note="One figure, twice.")

    claim = desk.merge(claim, target, by=reviewer, at=LATER)

    assert (claim.review_state, claim.merged_into) == ("merged", target)
    assert claim.publications.get().published_until == LATER
    said = [one.events.last() for one in (claim, target)]
    assert [(event.verb, event.to_state, event.reason) for event in said] == [
        ("merge", "merged", target.ref),
        ("merge", "draft", claim.ref),
    ]
    assert list(all_faults()) == []


def test_merge_is_never_dated_before_what_was_done_last_to_the_target(editor, reviewer):
    claim, target = desk_steps.draft(author=editor), desk_steps.draft(author=editor)
    desk.propose_merge(claim, target, by=editor, at=NOW, note="One figure, twice.")
    desk.edit(target, {"language": "uk"}, by=editor, at=LATER, version=1)

    desk.merge(claim, target, by=reviewer, at=NOW)

    assert [one.events.last().at for one in (claim, target)] == [LATER, LATER]
