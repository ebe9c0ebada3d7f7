"""Two people assign one claim at the same time, over real connections."""

from functools import partial

import pytest

from claims.desk import assignment
from claims.models import Assignment
from claims.record.history import all_faults
from claims.rules.refusals import NotAllowed
from tests import desk_steps
from tests.desk.test_concurrency import at_once
from tests.factories import NOW, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(90),
]


def takes(claim, by):
    return partial(assignment.assign, claim, to=by, by=by, at=NOW)


def test_one_editor_takes_it_and_the_other_is_told_who_has_it():
    claim = desk_steps.draft()
    people = [UserFactory(roles=["editor"]) for _ in range(2)]

    answers = at_once(*[takes(claim, by) for by in people])

    [taken] = [one for one in answers if isinstance(one, Assignment)]
    [refused] = [one for one in answers if isinstance(one, NotAllowed)]
    assert taken.to.username in str(refused)
    assert list(Assignment.objects.values_list("to", flat=True)) == [taken.to_id]
    assert list(all_faults()) == []


def test_of_two_chief_editors_the_later_one_holds_and_both_are_in_the_history():
    claim = desk_steps.draft()
    people = [UserFactory(roles=["chief editor"]) for _ in range(2)]

    answers = at_once(*[takes(claim, by) for by in people])

    assert all(isinstance(one, Assignment) for one in answers)
    events = list(claim.events.filter(verb="assign").order_by("number"))
    assert {event.by for event in events} == set(people)
    assert Assignment.objects.get().to == events[-1].by
    assert list(all_faults()) == []
