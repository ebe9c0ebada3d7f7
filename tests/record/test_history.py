"""Every verb appends one event to the hash chain of its claim, and the chain holds."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from claims import desk
from claims.loading.snapshot import canonical_json, sha256
from claims.models import Event
from claims.record.history import all_faults, event_hash
from sources.models import RegisterEvent
from tests import desk_steps
from tests.factories import NOW
from tests.record.a_record import corrected_claim
from tests.rows import contents
from tests.tampering import run, without_triggers

pytestmark = pytest.mark.django_db


def test_every_verb_appends_one_event():
    claim = corrected_claim()

    assert [(e.number, e.verb, e.from_state, e.to_state) for e in claim.events.all()] == [
        (1, "create", "", "draft"),
        (2, "submit", "draft", "submitted"),
        (3, "start_review", "submitted", "in_review"),
        (4, "check_source", "in_review", "in_review"),
        (5, "check_source", "in_review", "in_review"),
        (6, "assess", "in_review", "in_review"),
        (7, "publish", "in_review", "published"),
        (8, "revise", "published", "draft"),
        (9, "edit", "draft", "draft"),
        (10, "submit", "draft", "submitted"),
        (11, "start_review", "submitted", "in_review"),
        (12, "check_source", "in_review", "in_review"),
        (13, "check_source", "in_review", "in_review"),
        (14, "assess", "in_review", "in_review"),
        (15, "publish", "in_review", "published"),
    ]


def test_events_are_chained_by_their_hashes():
    claim = corrected_claim()

    previous = ""
    for event in claim.events.all():
        assert event.previous_hash == previous
        assert event.snapshot_sha256 == sha256(event.snapshot)
        assert event.hash == event_hash(event)
        previous = event.hash
    assert (claim.events_count, claim.head_hash) == (15, previous)


def test_event_is_never_dated_before_the_one_that_it_follows():
    claim = desk_steps.draft(at=NOW)

    desk.submit(claim, by=claim.created_by, at=NOW - datetime.timedelta(days=9))

    assert [event.at for event in claim.events.all()] == [NOW, NOW]


def test_verb_and_event_are_one_transaction(monkeypatch):
    claim = desk_steps.draft()
    before = contents()
    monkeypatch.setattr("claims.record.history.event_hash", lambda event: None)

    with pytest.raises(Exception, match=r"(?i)null"):
        desk.submit(claim, by=claim.created_by, at=NOW)

    monkeypatch.undo()
    assert contents() == before


def test_command_counts_what_it_verified(the_record, capsys):
    call_command("verify_history")

    counted = f"{Event.objects.count()} events of claims and {RegisterEvent.objects.count()} of"
    assert capsys.readouterr().out == f"{counted} registers verified, no fault.\n"


def test_command_names_the_first_broken_row_and_lists_the_others(the_record, capsys):
    claim = the_record
    with without_triggers():
        run("UPDATE claims_event SET note = 'other' WHERE claim_id = %s AND number = 9", claim.pk)
        run("UPDATE claims_claim SET statement = 'other' WHERE id = %s", claim.pk)

    with pytest.raises(CommandError) as failure:
        call_command("verify_history")

    first = f"{claim.ref} event 9 (edit) was changed: its hash does not fit."
    assert str(failure.value) == f"Faults: 2; the first: {first}"
    assert capsys.readouterr().err.splitlines() == [
        first,
        f"{claim.ref} was changed without an event: statement.",
    ]


def test_claim_that_cannot_be_read_is_named(the_record):
    claim = the_record
    with without_triggers():
        run("UPDATE claims_claim SET topic_id = 987654 WHERE id = %s", claim.pk)

        faults = list(all_faults())

        run("UPDATE claims_claim SET topic_id = %s WHERE id = %s", claim.topic_id, claim.pk)
    assert faults == [
        f"{claim.ref} cannot be read: DoesNotExist: Topic matching query does not exist."
    ]


def test_a_history_cut_short_is_found():
    claim = corrected_claim()
    last = claim.events.last()

    with without_triggers():
        run("DELETE FROM claims_publicationsource")
        run("DELETE FROM claims_change")
        run("DELETE FROM claims_publication WHERE event_id = %s", last.pk)
        run("DELETE FROM claims_event WHERE id = %s", last.pk)

    assert f"{claim.ref} event 15 is missing: its history was cut short." in all_faults()


def test_a_removed_claim_is_found_though_nothing_of_it_is_left():
    claim = desk_steps.draft()
    desk_steps.draft()

    with without_triggers():
        for table in ("event", "hop", "citation", "claim"):
            column = {"claim": "id", "hop": "citation_id"}.get(table, "claim_id")
            pks = [claim.pk] if table != "hop" else claim.citations.values_list("pk", flat=True)
            for pk in list(pks):
                run(f"DELETE FROM claims_{table} WHERE {column} = %s", pk)

    assert list(all_faults()) == [f"{claim.ref} is missing."]


@pytest.mark.parametrize("number", [1.5, {"a": [1, {"b": 0.1}]}, float("nan")], ids=str)
def test_canonical_json_refuses_floats(number):
    with pytest.raises(TypeError, match="A float has no canonical form"):
        canonical_json(number)


def test_canonical_json_has_one_text_for_one_value():
    assert canonical_json({"b": [1, None, True], "a": "é\n"}) == '{"a":"é\\n","b":[1,null,true]}'
