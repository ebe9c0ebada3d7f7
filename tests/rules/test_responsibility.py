"""The pure rules on assigning a claim."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.assignment import (
    Person,
    assign_needs,
    due_words,
    holder_needs,
    is_open,
    is_over,
)
from claims.rules.lifecycle import ENDS, VERBS
from claims.rules.roles import GIVERS, ROLES, TAKERS

DAY = datetime.date(2026, 12, 1)
one_role = st.sampled_from([*ROLES]).map(lambda role: frozenset([role]))


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (None, ""),
        (datetime.date(2026, 11, 30), "overdue since 2026-11-30"),
        (DAY, "due today"),
        (datetime.date(2026, 12, 2), "due 2026-12-02"),
    ],
    ids=["none", "yesterday", "today", "tomorrow"],
)
def test_due_date_is_told_in_words(due_on, words):
    assert due_words(due_on, DAY) == words


@pytest.mark.parametrize("hours", [-12, 0, 14])
def test_day_is_over_when_it_is_over_everywhere(hours):
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    last = datetime.datetime(2026, 12, 2, 11, 59, tzinfo=datetime.UTC).astimezone(zone)

    assert not is_over(DAY, last)
    assert is_over(DAY, last + datetime.timedelta(minutes=1))


@given(by=one_role, to=one_role, held=st.none() | one_role)
def test_whoever_may_give_may_take_back_and_nobody_needs_more_to_take_than_to_give(by, to, held):
    actor, other = Person(1, "ada", by), Person(2, "bob", to)
    holder = held and Person(3, "cyd", held)

    gives = not assign_needs(actor, other, holder)
    takes = not assign_needs(actor, actor, holder)

    assert not gives or takes
    assert takes == (not holder_needs(actor, holder))
    assert gives <= bool(by & set(GIVERS))
    assert takes == bool(by & set(GIVERS) or (by & set(TAKERS) and not holder))


@given(by=one_role)
def test_whoever_has_a_claim_in_hand_may_hand_it_back_if_they_work_on_claims(by):
    me = Person(1, "ada", by)

    assert (not holder_needs(me, me)) == bool(by & {"contributor", *TAKERS})


@pytest.mark.parametrize("state", sorted({verb.target for verb in VERBS.values()} - {None}))
@pytest.mark.parametrize("is_flagged", [False, True], ids=["sound", "flagged"])
def test_claim_at_the_end_of_its_way_is_open_only_if_flagged(state, is_flagged):
    expected = state != "merged" and (is_flagged or state not in ENDS)

    assert is_open(state, is_flagged) == expected
