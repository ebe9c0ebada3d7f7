"""The migration that begins the feed with what had happened before, and its way back."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import QuerySet

from claims.changes.faults import faults
from claims.changes.settling import settle
from claims.figures import policies as figuring
from claims.models import Change, Claim, Counter, Figure
from tests.changes.test_feed_faults import everything
from tests.desk_steps import draft
from tests.factories import NOW, UserFactory
from tests.rows import LONG_ENOUGH, question
from tests.tampering import run, without_triggers

pytestmark = pytest.mark.django_db
migration = import_module("claims.migrations.0011_past_changes")


def told() -> list[tuple]:
    """What the feed holds, but for its order."""
    rows = Change.objects.values_list("event", "kind", "resource", "key", "publication", "content")
    return sorted((str(row[:5]), json.loads(row[5])) for row in rows)


def backwards():
    with without_triggers():
        run("DELETE FROM claims_change")
    Counter.objects.filter(name="change").delete()


@pytest.fixture
def before():
    """A record with every kind that the migration knows, and what the verbs told of it."""
    editor = UserFactory(roles=["editor"])
    figure = Figure.objects.create(slug="losses", question="How many?", **question())
    figuring.set_policy(figure, policy="envelope", note=LONG_ENOUGH, by=editor, at=NOW)
    everything()
    for claim in (Claim.objects.order_by("pk").first(), draft()):
        figuring.decide_member(
            figure, claim, decision="exclude", reason=LONG_ENOUGH, by=editor, at=NOW
        )
    return [row for row in told() if row[1]["kind"] != "link"]


def test_past_is_told_of_as_the_verbs_tell_of_it(before):
    backwards()

    migration.forwards(apps, None)

    assert told() == before
    settle()
    assert list(faults()) == []


def test_past_is_told_of_in_the_order_of_each_claim(before):
    backwards()
    migration.forwards(apps, None)

    of_claims = Change.objects.filter(resource="claim").order_by("pk")
    for claim in Claim.objects.all():
        events = [c.event.number for c in of_claims.filter(event__claim=claim)]
        assert events == sorted(events)


def test_way_back_empties_the_feed_and_forgets_the_positions(before):
    settle()
    # As a migration sees the model: without its own refusal.
    with without_triggers(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(Change.objects.all()), "delete", QuerySet.delete)
        migration.backwards(apps, None)

    assert not Change.objects.exists()
    assert not Counter.objects.filter(name="change").exists()
