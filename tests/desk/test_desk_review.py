"""The review from the draft to the public record and back: each guard and its traces."""

import json

import pytest

from claims import desk
from claims.models import Assessment, SourceCheck
from claims.rules.refusals import Invalid, NotReady
from claims.rules.values import Value
from tests import desk_steps
from tests.desk_steps import citation
from tests.factories import NOW, UnitFactory, UserFactory
from tests.rows import LONG_ENOUGH, contents

pytestmark = pytest.mark.django_db


def refused(refusal_class, verb, *args, **kwargs) -> list[tuple[str, str]]:
    before = contents()

    with pytest.raises(refusal_class) as refusal:
        verb(*args, at=NOW, **kwargs)

    assert contents() == before
    return [(need.code, need.field) for need in refusal.value.needs]


SUBMIT = {
    "no citation": ({"citations": []}, [("citation", "citations")]),
    "citation without a hop": (
        {"citations": lambda: [citation() | {"hops": []}]},
        [("citation", "citations"), ("no_first_hop", "citations.0.hops")],
    ),
    "quantity without a value": ({"value": None}, [("value", "value")]),
    "neither citation nor value": (
        {"citations": [], "value": None},
        [("citation", "citations"), ("value", "value")],
    ),
}


@pytest.mark.parametrize(("given", "needs"), SUBMIT.values(), ids=SUBMIT)
def test_submit_needs(given, needs):
    claim = desk_steps.draft(**{name: v() if callable(v) else v for name, v in given.items()})

    assert refused(NotReady, desk.submit, claim, by=claim.created_by) == needs


@pytest.mark.parametrize("verb", [desk.request_changes, desk.reject], ids=lambda v: v.__name__)
@pytest.mark.parametrize("note", ["", "  \n", None], ids=["empty", "white space", "none"])
def test_sending_back_needs_a_comment(verb, note, reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)

    assert refused(Invalid, verb, claim, by=reviewer, note=note) == [("comment", "note")]


def in_people(number):
    return Value("gt", number, unit=UnitFactory().code)


PUBLISH = {
    "everything": ({}, []),
    "no assessment": ({"assess": False}, [("assessment", "assessment")]),
    "nothing checked": (
        {"check": False},
        [("claimant", "claimant"), ("attributable", "citations")],
    ),
    "chain without an end": (
        {"citations": lambda: [citation(end="")]},
        [
            ("finished_chain", "citations.0.hops"),
            ("claimant", "claimant"),
            ("attributable", "citations"),
        ],
    ),
    "no quote and no reason": (
        {"citations": lambda: [citation(quote="")]},
        [("quote", "citations.0.quote")],
    ),
    "quantity without a measure": (
        {"measure": None, "value": lambda: in_people(5)},
        [("measure", "measure")],
    ),
    "corroborated by one origin": (
        {"assess": {"verification_status": "corroborated"}},
        [("independent_origins", "citations")],
    ),
    "confirmed by one person": (
        {"assess": {"verification_status": "confirmed"}},
        [
            ("credibility", "credibility"),
            ("primary_or_broad", "citations"),
            ("second_assessor", "assessment"),
        ],
    ),
    "disputed by nobody": (
        {"assess": {"verification_status": "disputed"}},
        [("dispute", "citations")],
    ),
    "refuted without evidence": (
        {"assess": {"verification_status": "refuted"}},
        [("refuting_evidence", "evidence"), ("second_assessor", "assessment")],
    ),
    "unverifiable without a try": (
        {"assess": {"verification_status": "unverifiable"}},
        [("methods", "method")],
    ),
    "not checkable for no reason": (
        {"assess": {"verification_status": "not_checkable"}},
        [("not_checkable", "kind")],
    ),
    "everything missing": (
        {"citations": lambda: [citation(quote="", end="")], "check": False, "assess": False},
        [
            ("finished_chain", "citations.0.hops"),
            ("quote", "citations.0.quote"),
            ("claimant", "claimant"),
            ("assessment", "assessment"),
        ],
    ),
}


@pytest.mark.parametrize(("given", "needs"), PUBLISH.values(), ids=PUBLISH)
def test_publish_needs(given, needs, reviewer):
    given = {name: v() if callable(v) else v for name, v in given.items()}
    check, assess = given.pop("check", True), given.pop("assess", {})
    claim = desk_steps.in_review(reviewer=reviewer, **given)
    if check:
        desk_steps.check(claim, reviewer=reviewer)
    if assess is not False:
        desk_steps.assess(claim, reviewer=reviewer, **assess)

    if not needs:
        assert desk.publish(claim, by=reviewer, at=NOW).number == 1
        return
    assert refused(NotReady, desk.publish, claim, by=reviewer) == needs


def test_reason_for_no_quote_is_enough(reviewer):
    claim = desk_steps.reviewed(
        reviewer=reviewer, citations=[citation(quote="", no_quote_reason="Behind a paywall")]
    )

    assert desk.publish(claim, by=reviewer, at=NOW)


def test_assessment_of_an_earlier_version_is_not_enough(reviewer):
    claim = desk_steps.reviewed(reviewer=reviewer)
    desk.edit(claim, {"language": "uk"}, by=claim.created_by, at=NOW, version=1)

    with pytest.raises(NotReady, match="current version, 2; the last one is of version 1"):
        desk.publish(claim, by=reviewer, at=NOW)


def test_reviewer_who_edits_substantively_cannot_publish():
    both = UserFactory(roles=["editor", "reviewer"])
    claim = desk_steps.reviewed()
    desk.edit(claim, {"statement": "My words."}, by=both, at=NOW, version=1)

    with pytest.raises(Exception, match="Whoever made the last substantive edit"):
        desk.assess(
            claim,
            verification_status="attributed",
            credibility=6,
            rationale=LONG_ENOUGH,
            by=both,
            at=NOW,
        )


CHECKS = {
    "unknown status": ({"status": "maybe"}, ("invalid_choice", "status")),
    "no finding": ({"status": "unchecked"}, ("source_check_status_is_a_finding", "status")),
    "unknown method": ({"method": "guessed"}, ("invalid_choice", "method")),
    "no note": ({"note": ""}, ("blank", "note")),
    "note of white space": ({"note": " \n"}, ("source_check_has_a_note", "note")),
    "NUL in the note": ({"note": "\x00"}, ("null_characters", "note")),
    "note too long": ({"note": "x" * 1001}, ("max_length", "note")),
}


@pytest.mark.parametrize(("changes", "need"), CHECKS.values(), ids=CHECKS)
def test_bad_source_check_is_refused(changes, need, reviewer):
    cited = desk_steps.draft().citations.get()
    given = {"status": "secondhand", "method": "read_document", "note": "Read.", **changes}

    assert refused(Invalid, desk.check_source, cited, by=reviewer, **given) == [need]
    assert not SourceCheck.objects.exists()


ASSESSMENTS = {
    "unknown status": (
        {"verification_status": "maybe"},
        [("invalid_choice", "verification_status")],
    ),
    "credibility of 7": ({"credibility": 7}, [("invalid_choice", "credibility")]),
    "no credibility": ({"credibility": None}, [("null", "credibility")]),
    "unknown confidence": ({"confidence": "some"}, [("invalid_choice", "confidence")]),
    "short rationale": ({"rationale": "Short."}, [("assessment_has_a_rationale", "rationale")]),
    "NUL in the rationale": (
        {"rationale": LONG_ENOUGH + "\x00"},
        [("null_characters", "rationale")],
    ),
    "unknown method": ({"method": ["guess"]}, [("unknown_method", "method")]),
    "method that is a text": ({"method": "visual"}, [("unknown_method", "method")]),
    "everything": (
        {"verification_status": "maybe", "rationale": "", "method": ["guess"]},
        [
            ("unknown_method", "method"),
            ("invalid_choice", "verification_status"),
            ("blank", "rationale"),
        ],
    ),
}


@pytest.mark.parametrize(("changes", "needs"), ASSESSMENTS.values(), ids=ASSESSMENTS)
def test_bad_assessment_is_refused(changes, needs, reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)
    given = {
        "verification_status": "attributed",
        "credibility": 6,
        "rationale": LONG_ENOUGH,
        **changes,
    }

    found = refused(Invalid, desk.assess, claim, by=reviewer, **given)

    assert sorted(found) == sorted(needs)
    assert not Assessment.objects.exists()


def test_evidence_of_another_claim_is_refused(reviewer):
    claim, other = desk_steps.in_review(reviewer=reviewer), desk_steps.draft()

    found = refused(
        Invalid,
        desk.assess,
        claim,
        verification_status="attributed",
        credibility=6,
        rationale=LONG_ENOUGH,
        evidence=[other.citations.get()],
        by=reviewer,
    )

    assert found == [("evidence_of_another_claim", "evidence")]


def test_assessment_given_as_text_is_kept_as_a_number(reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)

    desk_steps.assess(claim, reviewer=reviewer, credibility="3")

    claim.refresh_from_db()
    assert claim.credibility == 3
    assert json.loads(claim.events.last().snapshot)["claim"]["credibility"] == 3


def test_check_moves_the_attribution_and_finds_the_claimant(reviewer):
    claim = desk_steps.draft()

    desk_steps.check(claim, reviewer=reviewer, source_status="original_seen")

    claim.refresh_from_db()
    assert claim.attribution_status == "original_seen"
    assert claim.claimant.slug == "origin"
    assert claim.citations.get().status == "original_seen"


def test_denial_by_the_origin_takes_the_claimant_away(reviewer):
    claim = desk_steps.draft()
    desk_steps.check(claim, reviewer=reviewer)

    desk_steps.check(claim, reviewer=reviewer, source_status="denied_by_origin")

    claim.refresh_from_db()
    assert (claim.attribution_status, claim.claimant) == ("denied_by_origin", None)
    assert SourceCheck.objects.count() == 2
