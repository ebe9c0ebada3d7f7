"""Verbs ask the database a bounded number of times, and nothing twice."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import desk
from claims.desk import assignment
from claims.models import Claim, ClaimLink
from claims.rules.choices import REINSTATEMENT_REASONS
from tests import desk_steps
from tests.counts import START, Count
from tests.desk_steps import citation, claim_fields
from tests.factories import NOW, InterestFactory, SourceFactory, SourceLinkFactory
from tests.rows import LONG_ENOUGH

pytestmark = pytest.mark.django_db

OF_PUBLISHING = 30
OF_THE_WHOLE_WAY = 110
MANY = 10


def queries(work: Callable[[], object]) -> list[str]:
    """Return the statements of a verb, without the savepoint that stands for its transaction."""
    with CaptureQueriesContext(connection) as captured:
        work()
    statements = [query["sql"] for query in captured]
    return statements[1:-1] if statements[0].startswith("SAVEPOINT") else statements


def cited(many: int) -> list[dict]:
    """Return citations of documents of their own; each origin speaks for a body with a stake."""
    citations = [citation(f"outlet-{number}", f"origin-{number}") for number in range(many)]
    for number in range(many):
        body = SourceFactory(slug=f"body-{number}")
        SourceLinkFactory(from_source=SourceFactory(slug=f"origin-{number}"), to_source=body)
        InterestFactory(source=body)
    return citations


@pytest.mark.parametrize("many", [1, MANY])
def test_publishing_asks_a_bounded_number_of_questions(reviewer, many):
    claim = desk_steps.reviewed(reviewer=reviewer, citations=cited(many))

    asked = queries(lambda: desk.publish(claim, by=reviewer, at=NOW))

    assert len(asked) <= OF_PUBLISHING


def test_value_of_a_series_is_published_with_as_few(db):
    count = Count()
    claim = desk_steps.reviewed(
        author=count.editor,
        reviewer=count.reviewer,
        series=count.series,
        measure=count.series.measure,
        subject=count.series.subject,
        as_of=START,
        as_of_precision="day",
        citations=[citation(count.source.slug, end="own_reporting")],
    )

    asked = queries(lambda: desk.publish(claim, by=count.reviewer, at=NOW))

    assert len(asked) <= OF_PUBLISHING


@pytest.mark.parametrize("many", [1, MANY])
def test_way_from_draft_to_public_asks_a_bounded_number_of_questions(editor, reviewer, many):
    fields, citations, asked = claim_fields(), cited(many), []

    asked += queries(lambda: desk.create(fields, citations, by=editor, at=NOW))
    claim = Claim.objects.get()
    asked += queries(lambda: desk.submit(claim, by=editor, at=NOW))
    asked += queries(lambda: desk.start_review(claim, by=reviewer, at=NOW))
    check = partial(check_source, claim.citations.first(), reviewer)
    asked += queries(check)
    asked += queries(lambda: desk_steps.assess(claim, reviewer=reviewer))
    asked += queries(lambda: desk.publish(claim, by=reviewer, at=NOW))

    assert len(asked) <= OF_THE_WHOLE_WAY


def check_source(cited, reviewer):
    return desk.check_source(
        cited, status="secondhand", method="read_document", note="Read.", by=reviewer, at=NOW
    )


def test_no_verb_asks_the_same_twice(editor, reviewer, chief):
    fields, other = claim_fields(), desk_steps.submitted(statement="Another claim altogether.")
    repeated = {}

    def take(name: str, verb: Callable, *args, **kwargs):
        asked = queries(lambda: verb(*args, at=NOW, **kwargs))
        repeated[name] = [sql for sql, times in Counter(asked).items() if times > 1]

    take("create", desk.create, fields, cited(2), by=editor)
    claim = Claim.objects.latest("pk")
    first, second = claim.citations.all()
    take("edit", desk.edit, claim, {"statement": "Edited."}, by=editor, version=1)
    take("assign", assignment.assign, claim, to=editor, by=editor)
    take("unassign", assignment.unassign, claim, by=editor)
    take("submit", desk.submit, claim, by=editor)
    take("start_review", desk.start_review, claim, by=reviewer)
    found = {"status": "secondhand", "method": "read_document", "note": "It names its origin."}
    take("check_source", desk.check_source, first, by=reviewer, **found)
    reason = "They are two reports of one count."
    take("rule", desk.rule, first, second, kind="join", reason=reason, by=reviewer)
    assessed = {"verification_status": "attributed", "credibility": 6, "rationale": LONG_ENOUGH}
    take("assess", desk.assess, claim, by=reviewer, evidence=[first], **assessed)
    take("publish", desk.publish, claim, by=reviewer)
    take("link", desk.link, claim, other, kind="contradicts", by=editor)
    link = ClaimLink.objects.latest("pk")
    take("confirm_link", desk.confirm_link, link, by=reviewer, note="Compared.")
    taken_back = {"reason": "our_error", "public_note": "We misread a digit."}
    take("retract", desk.retract, claim, by=chief, **taken_back)
    reinstated = {"reason": REINSTATEMENT_REASONS[0][0], "public_note": "It was right."}
    take("reinstate", desk.reinstate, claim, by=chief, **reinstated)

    assert {name: asked for name, asked in repeated.items() if asked} == {}
