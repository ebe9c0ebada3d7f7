"""Warnings wait for an answer before a claim is published, and answers stay in its history."""

import json

import pytest

from claims import desk
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from claims.models import Answer
from claims.record.history import all_faults
from claims.rules.refusals import Invalid, NotAllowed, NotReady, Stale
from tests import desk_steps
from tests.counts import START, Count
from tests.desk_steps import citation
from tests.factories import NOW, DocumentFactory, SourceFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

WORDS, DAY = "value_differs_from_words", "as_of_after_document"
WHY = "The quote gives the count of the week before."


@world
def odd(reviewer):
    """A claim in review whose two documents give other numbers, one from before its day."""
    outlet = SourceFactory(slug="outlet")
    old = DocumentFactory(publisher=outlet, published_at=NOW.replace(day=1, month=4),
                          published_precision="day")  # fmt: skip
    cited = [
        citation("outlet", "origin", document=old, quote="more than 62,000 soldiers"),
        citation("paper", "origin", quote="at least 700 soldiers"),
    ]
    dated = {"as_of": NOW.date(), "as_of_precision": "day"}
    return desk_steps.reviewed(reviewer=reviewer, value="exactly 5", citations=cited, **dated)


def open_warnings(claim) -> list[tuple[str, str]]:
    warned = examine(load_one(claim), NOW.date()).warned
    return [(one.doubt.code, one.doubt.field) for one in warned if one.answer is None]


def answer(claim, by, code=WORDS, note=WHY, **more):
    return desk.answer_warning(claim, code=code, note=note, by=by, at=NOW, **more)


def test_publishing_names_each_open_warning_with_its_field(odd, reviewer):
    with pytest.raises(NotReady) as refused:
        desk.publish(odd, by=reviewer, at=NOW)

    assert [(need.code, need.field) for need in refused.value.needs] == [
        (f"warning_{DAY}", "as_of"),
        (f"warning_{WORDS}", "citations.0.quote"),
        (f"warning_{WORDS}", "citations.1.quote"),
    ]
    assert "exactly 5" in refused.value.needs[1].message
    assert "“more than 62,000”" in refused.value.needs[1].message


def test_answered_warnings_let_it_pass_and_stay_in_the_history(odd, reviewer):
    answer(odd, reviewer)
    answer(odd, reviewer, DAY, "The page is updated every day.")

    desk.publish(odd, by=reviewer, at=NOW)

    event = odd.events.filter(verb="answer_warning").first()
    assert (event.reason, event.note, event.from_state, event.to_state) == (
        WORDS,
        WHY,
        "in_review",
        "in_review",
    )
    kept = json.loads(odd.events.last().snapshot)["claim"]["answers"]
    assert [(row["code"], row["note"], row["by_id"]) for row in kept] == [
        (WORDS, WHY, reviewer.pk),
        (WORDS, WHY, reviewer.pk),
        (DAY, "The page is updated every day.", reviewer.pk),
    ]
    assert list(all_faults()) == []


def test_one_of_two_warnings_is_answered_by_its_field(odd, reviewer):
    answer(odd, reviewer, field="citations.1.quote")

    assert open_warnings(odd) == [(DAY, "as_of"), (WORDS, "citations.0.quote")]


def test_answer_holds_while_the_facts_do_and_not_for_others(odd, reviewer):
    editor = odd.created_by
    answer(odd, reviewer)
    claim = desk.request_changes(odd, by=reviewer, at=NOW, note="Say more.")

    claim = desk.edit(claim, {"statement": "Another."}, by=editor, at=NOW, version=claim.version)
    assert open_warnings(claim) == [(DAY, "as_of")]

    value = desk_steps.claim_fields(value="exactly 6")["value"]
    claim = desk.edit(claim, {"value": value}, by=editor, at=NOW, version=claim.version)
    assert len(open_warnings(claim)) == 3
    assert Answer.objects.filter(claim=claim).count() == 2


REFUSED = {
    "no word": ({"note": "  "}, Invalid, [("blank", "note")]),
    "hardly a word": ({"note": "ok"}, Invalid, [("answer_says_why", "note")]),
    "too many words": ({"note": "x" * 4001}, Invalid, [("too_long", "note")]),
    "NUL": ({"note": "It is \x00 right."}, Invalid, [("null_characters", "note")]),
    "another code": ({"code": "step_beyond_habit"}, NotReady, [("no_such_warning", "code")]),
    "no code": ({"code": "\x00"}, NotReady, [("no_such_warning", "code")]),
    "another field": ({"field": "value"}, NotReady, [("no_such_warning", "code")]),
    "an old version": ({"version": 7}, Stale, [("stale", "version")]),
}


@pytest.mark.parametrize(("given", "refusal", "needs"), REFUSED.values(), ids=REFUSED)
def test_answer_that_is_refused_stores_nothing(odd, reviewer, given, refusal, needs):
    given = {"code": WORDS, "note": WHY, **given}

    assert desk_steps.refusal(refusal, desk.answer_warning, odd, by=reviewer, **given) == needs


def test_same_warning_is_answered_once(odd, reviewer):
    answer(odd, reviewer)

    with pytest.raises(NotReady, match="no open warning"):
        answer(odd, reviewer)


def test_analyst_answers_nothing(odd):
    with pytest.raises(NotAllowed):
        answer(odd, UserFactory(roles=["analyst"]))


def test_claim_without_a_warning_keeps_the_snapshot_that_it_had(reviewer):
    claim = desk_steps.reviewed(reviewer=reviewer)

    assert "answers" not in json.loads(claim.events.last().snapshot)["claim"]
    desk.publish(claim, by=reviewer, at=NOW)


def test_drift_that_is_noted_is_no_warning(reviewer):
    cited = [citation(quote="700 soldiers", drift="value")]

    desk.publish(desk_steps.reviewed(reviewer=reviewer, citations=cited), by=reviewer, at=NOW)


def test_step_of_a_series_is_judged_by_the_values_before_it(db):
    count = Count()
    for day, value in enumerate(("600,000", "601,000", "602,200", "603,000")):
        count.publish(day, value)
    of_series = {name: getattr(count.series, name) for name in ("measure", "subject")}

    found = {}
    for value in ("604,000", "6,040,000", "60,400"):
        claim = desk_steps.draft(
            author=count.editor,
            series=count.series,
            value=value,
            as_of=START.replace(day=20),
            as_of_precision="day",
            **of_series,
        )
        found[value] = [code for code, _field in open_warnings(claim)]
        desk.edit(claim, {"series": None}, by=count.editor, at=NOW, version=1)

    assert found == {
        "604,000": [],
        "6,040,000": ["step_beyond_habit"],
        "60,400": ["running_count_falls"],
    }
