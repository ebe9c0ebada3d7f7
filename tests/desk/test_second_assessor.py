"""Confirmed and refuted need a second assessor, who is a third person."""

import pytest

from claims import desk
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from claims.rules.refusals import NotAllowed, NotReady
from tests import desk_steps
from tests.desk_steps import citation, refusal
from tests.factories import NOW, UserFactory
from tests.rows import LONG_ENOUGH
from tests.worlds import world

pytestmark = pytest.mark.django_db

SHARED = pytest.mark.parametrize("status", ["confirmed", "refuted"])
NOT_SHARED = [("second_assessor", "assessment")]


@world
def ready(reviewer):
    """Lacks nothing for confirmed or refuted but the people who say so."""
    cited = [
        citation("registry", end="own_reporting", primary_evidence="named_list"),
        citation("paper", "witness", stance="contradicts"),
    ]
    claim = desk_steps.in_review(reviewer=reviewer, citations=cited)
    desk_steps.check(claim, reviewer=reviewer, source_status="original_seen")
    return claim


def say(claim, by, status, credibility=2):
    desk.assess(
        claim,
        verification_status=status,
        credibility=credibility,
        rationale=LONG_ENOUGH,
        evidence=list(claim.citations.all()),
        by=by,
        at=NOW,
    )


@SHARED
def test_second_assessor_who_agrees_makes_it_publishable(ready, status, reviewer):
    say(ready, reviewer, status)
    assert refusal(NotReady, desk.publish, ready, by=reviewer) == NOT_SHARED

    say(ready, UserFactory(roles=["reviewer"]), status)

    assert desk.publish(ready, by=reviewer, at=NOW).verification_status == status


@SHARED
def test_first_assessor_is_no_second_one(ready, status, reviewer):
    say(ready, reviewer, status)
    say(ready, reviewer, status)

    assert refusal(NotReady, desk.publish, ready, by=reviewer) == NOT_SHARED


@SHARED
@pytest.mark.parametrize("standing", ["author", "last editor"])
def test_author_and_last_editor_are_no_second_assessors_not_even_as_superusers(
    ready, status, standing, reviewer
):
    root = UserFactory(is_superuser=True)
    type(ready).objects.filter(pk=ready.pk).update(
        **{"author": {"created_by": root}, "last editor": {"last_edited_by": root}}[standing]
    )
    say(ready, reviewer, status)
    given = {"verification_status": status, "credibility": 2, "rationale": LONG_ENOUGH}

    found = refusal(NotAllowed, desk.assess, ready, by=root, **given)

    code = {"author": "four_eyes_author", "last editor": "four_eyes_editor"}[standing]
    assert found == [(code, "")]
    assert refusal(NotReady, desk.publish, ready, by=reviewer) == NOT_SHARED


@SHARED
def test_who_says_something_else_or_changed_their_mind_does_not_agree(ready, status, reviewer):
    second, third = UserFactory.create_batch(2, roles=["reviewer"])
    for by, said in ((second, status), (second, "attributed"), (third, "disputed")):
        say(ready, by, said)
    say(ready, reviewer, status)

    assert refusal(NotReady, desk.publish, ready, by=reviewer) == NOT_SHARED


@SHARED
def test_agreement_on_an_earlier_version_does_not_count(ready, status, reviewer):
    say(ready, UserFactory(roles=["reviewer"]), status)
    desk.edit(ready, {"language": "uk"}, by=ready.created_by, at=NOW, version=1)
    say(ready, reviewer, status)

    assert refusal(NotReady, desk.publish, ready, by=reviewer) == NOT_SHARED


def test_credibility_that_counts_is_the_one_given_last(ready, reviewer):
    second = UserFactory(roles=["reviewer"])
    for by, credibility in ((reviewer, 2), (second, 1), (reviewer, 5)):
        say(ready, by, "confirmed", credibility=credibility)

    needs = {need.code: need for need in examine(load_one(ready), NOW.date()).needs("confirmed")}

    assert needs["credibility"].message.endswith("it is 5.")
    assert refusal(NotReady, desk.publish, ready, by=reviewer) == [("credibility", "credibility")]
