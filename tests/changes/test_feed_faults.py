"""``verify_history`` covers the feed: each publication has its change, and each change its row."""

import pytest
from django.core.management import CommandError, call_command

from claims import desk
from claims.changes.faults import faults
from claims.changes.settling import settle
from claims.models import Change
from tests import desk_steps
from tests.factories import NOW, UserFactory
from tests.record.a_record import record
from tests.rows import stored
from tests.tampering import run, without_triggers
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def everything(db):
    """First publications, a correction, a flag, a merge and a retraction, all settled."""
    claim = record()
    flagged, merged = desk_steps.published(), desk_steps.published()
    desk_steps.retracted()
    editor, reviewer = UserFactory(roles=["editor"]), UserFactory(roles=["reviewer"])
    cited = flagged.citations.get()
    denied = {"status": "denied_by_origin", "method": "asked_origin", "note": "They deny it."}
    desk.check_source(cited, **denied, by=reviewer, at=NOW)
    desk.propose_merge(merged, claim, by=editor, at=NOW, note="They are one.")
    desk.merge(merged, claim, by=reviewer, at=NOW, note="Indeed.")
    settle()
    kinds = {"first", "correction", "flag", "merge", "retraction"}
    assert kinds <= set(Change.objects.values_list("kind", flat=True))


def test_untouched_feed_has_no_fault(everything):
    assert list(faults()) == []


@pytest.mark.parametrize("kind", ["first", "correction", "flag", "merge", "retraction"])
def test_change_that_was_taken_away_is_named(everything, kind):
    change = Change.objects.filter(kind=kind).last()
    named = (
        f"of {change.key} event {change.event.number}."
        if kind in ("flag", "merge")
        else f"of publication {change.publication}."
    )

    with without_triggers():
        run("DELETE FROM claims_change WHERE id = %s", change.pk)

    untold, misplaced = faults()
    assert untold == f"The change feed does not tell {named}"
    assert misplaced.startswith("The change feed has ")


@pytest.mark.parametrize(
    "column",
    ["kind = 'link'", "kind = 'update'", "key = 'CLM-000001'", "at = '2020-01-01 00:00:00+00:00'"],
)
def test_change_that_tells_of_nothing_in_the_record_is_named(everything, column):
    change = Change.objects.get(kind="correction")

    with without_triggers():
        run(f"UPDATE claims_change SET {column} WHERE id = %s", change.pk)

    assert [fault for fault in faults() if fault.startswith(f"Change {change.pk} ")]


def test_gap_between_positions_is_found(everything):
    with without_triggers():
        run("UPDATE claims_change SET position = 1000 WHERE position = 2")

    (fault,) = faults()
    assert fault.endswith("up to 1000; 9 were given out.")


def test_command_names_what_the_feed_does_not_tell_of(capsys):
    publication = desk_steps.published().publications.get()
    with without_triggers():
        run("DELETE FROM claims_change")

    with pytest.raises(CommandError, match=r"Faults: 1; the first: The change feed does not tell"):
        call_command("verify_history")

    assert str(publication) in capsys.readouterr().err


def test_change_of_a_register_needs_no_event():
    stored(Change)

    assert list(faults()) == []
