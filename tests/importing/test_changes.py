"""The change feed tells of an imported claim as of one that was published by hand."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.changes.faults import faults
from claims.changes.settling import settle
from claims.figures import policies
from claims.importing.batch import batches
from claims.models import Change, Figure, Measure, Publication, Subject
from tests.factories import NOW
from tests.importing.files import check, lines, mapping, registers
from tests.rows import LONG_ENOUGH
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def batch(editor, reviewer):
    registers()
    made = check(lines(3), editor, mapping())
    batches.submit(made, by=editor, at=NOW)
    claim = made.claims.first()
    figure = Figure.objects.create(
        slug="losses",
        question="How many?",
        measure=Measure.objects.get(code="personnel-losses"),
        subject=Subject.objects.get(slug="russian-forces"),
        scope=claim.scope,
    )
    policies.set_policy(figure, policy="envelope", note=LONG_ENOUGH, by=editor, at=NOW)
    return batches.approve(made, by=reviewer, at=NOW, rationale=LONG_ENOUGH)


def test_each_claim_of_an_approved_batch_is_told_of(batch):
    settle()

    told = Change.objects.settled().filter(resource="claim")
    assert [change.publication for change in told] == list(Publication.objects.order_by("id"))
    for change in told:
        content = json.loads(change.content)
        assert (content["kind"], content["changed"]) == ("first", None)
        assert content["sources"] == ["data-set", "general-staff"]
        assert content["figures"] == ["losses"]
    assert list(faults()) == []


def test_each_claim_of_an_undone_batch_is_told_of(batch, chief):
    batches.undo(batch, by=chief, at=NOW, note="We imported the wrong file.")
    settle()

    told = [json.loads(text) for text in Change.objects.values_list("content", flat=True)]
    retractions = [content for content in told if content["kind"] == "retraction"]
    assert len(retractions) == 3
    for content in retractions:
        assert content["note"] == "We imported the wrong file."
        assert content["figures"] == ["losses"]
        assert {"statement", "value"} <= set(content["changed"])
    assert list(faults()) == []


def test_batch_is_told_of_in_as_many_queries_whatever_its_size(editor, reviewer):
    registers()
    numbers = []
    for count in (2, 20):
        made = check(lines(count, first=1000 * count), editor, mapping())
        batches.submit(made, by=editor, at=NOW)
        numbers.append(len(queries_about_changes(made, reviewer)))

    assert numbers[0] == numbers[1] > 0


def queries_about_changes(batch, reviewer) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        batches.approve(batch, by=reviewer, at=NOW, rationale=LONG_ENOUGH)
    return [query for query in captured if "claims_change" in query["sql"]]
