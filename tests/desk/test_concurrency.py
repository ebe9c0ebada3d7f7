"""Real connections at the same time: one wins, the other is told why. On both databases."""

import threading
from functools import partial

import pytest
from django.db import connection

from claims import desk
from claims.models import Claim, Publication
from claims.record.history import all_faults
from claims.rules.refusals import NotReady, Stale
from sources.models import ReliabilityGrade
from sources.reliability import give_grade
from tests import desk_steps
from tests.factories import NOW, SourceFactory, UserFactory
from tests.rows import LONG_ENOUGH, TODAY

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(90),
]
ROUNDS = 4


def at_once(*attempts) -> list:
    """Run each in a thread with its own connection; the answers, or the exceptions raised."""
    barrier = threading.Barrier(len(attempts), timeout=20)
    answers: list = [None] * len(attempts)

    def attempt(place, work):
        try:
            connection.ensure_connection()
            barrier.wait()
            answers[place] = work()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return answers


def reviewer(name):
    return UserFactory(username=name, roles=["reviewer"])


def test_two_reviewers_publish_the_same_claim_and_one_is_told_who_was_first():
    people = [reviewer("rosa"), reviewer("remy")]
    for _ in range(ROUNDS):
        claim = desk_steps.reviewed()

        answers = at_once(*[partial(desk.publish, claim, by=by, at=NOW) for by in people])

        (won,) = [answer for answer in answers if isinstance(answer, Publication)]
        (lost,) = [answer for answer in answers if not isinstance(answer, Publication)]
        assert type(lost) is NotReady, lost
        assert f"{claim.ref} is published (publish by {won.event.by.username}," in str(lost)
        assert Publication.objects.filter(claim=claim).count() == 1
    assert list(all_faults()) == []


def test_two_edits_of_one_version_and_the_later_is_told_what_changed():
    editors = [UserFactory(username=name, roles=["editor"]) for name in ("eva", "emil")]
    for _ in range(ROUNDS):
        claim = desk_steps.draft(author=editors[0])

        answers = at_once(
            *[
                partial(
                    desk.edit,
                    claim,
                    {"statement": f"By {by.username}."},
                    by=by,
                    at=NOW,
                    version=1,
                )
                for by in editors
            ]
        )

        (lost,) = [answer for answer in answers if not isinstance(answer, Claim)]
        claim.refresh_from_db()
        assert type(lost) is Stale, lost
        assert claim.version == 2
        (change,) = lost.changes
        assert change["by"] == claim.last_edited_by.username
        assert change["fields"] == [
            {
                "field": "statement",
                "was": "Russia has lost more than 62,000 soldiers.",
                "is": claim.statement,
            }
        ]
    assert list(all_faults()) == []


def test_claims_that_are_created_at_once_get_refs_without_a_gap():
    author = UserFactory(roles=["editor"])
    fields, cited = desk_steps.claim_fields(), desk_steps.citation()

    answers = at_once(
        *[lambda: [desk.create(fields, [cited], by=author, at=NOW) for _ in range(3)]] * 8
    )

    refs = sorted(claim.ref for made in answers for claim in made)
    assert refs == [f"CLM-{number:06d}" for number in range(1, 25)]
    assert list(all_faults()) == []


def test_a_refused_claim_among_others_leaves_no_gap():
    author = UserFactory(roles=["editor"])
    good, bad = desk_steps.claim_fields(), desk_steps.claim_fields(statement="")

    at_once(*[partial(desk.create, fields, by=author, at=NOW) for fields in [good, bad] * 4])

    assert sorted(Claim.objects.values_list("ref", flat=True)) == [
        f"CLM-{number:06d}" for number in range(1, 5)
    ]


def test_one_grade_is_given_when_two_are_given_at_once():
    by = UserFactory()
    for _ in range(ROUNDS):
        source = SourceFactory()

        answers = at_once(
            *[
                partial(
                    give_grade,
                    source,
                    grade=grade,
                    rationale=LONG_ENOUGH,
                    valid_from=TODAY,
                    by=by,
                    at=NOW,
                )
                for grade in "BC"
            ]
        )

        (lost,) = [answer for answer in answers if not isinstance(answer, ReliabilityGrade)]
        assert "A grade already holds from 2025-05-01" in str(lost)
        assert source.grades.count() == 1


def test_checks_and_assessments_at_once_keep_one_chain_of_events():
    claim = desk_steps.in_review(reviewer=reviewer("rosa"))
    people = [reviewer(f"reviewer-{n}") for n in range(4)]

    answers = at_once(
        *[partial(desk_steps.review, claim, reviewer=by) for by in people],
    )

    assert answers == [None] * 4
    assert list(claim.events.values_list("number", flat=True)) == list(range(1, 12))
    assert list(all_faults()) == []


def test_publishing_and_editing_at_once_never_publishes_an_unassessed_version():
    for _ in range(ROUNDS):
        claim = desk_steps.reviewed()

        at_once(
            partial(desk.publish, claim, by=UserFactory(roles=["reviewer"]), at=NOW),
            partial(
                desk.edit,
                claim,
                {"statement": "Other words."},
                by=claim.created_by,
                at=NOW,
                version=1,
            ),
        )

        claim.refresh_from_db()
        publication = claim.publications.first()
        assert (claim.version, claim.review_state) in [(1, "published"), (2, "in_review")]
        assert bool(publication) == (claim.version == 1)
