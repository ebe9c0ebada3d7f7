"""Source checks, assessments and rulings by people, and their traces."""

import datetime
import json

import pytest

from claims import desk
from claims.models import Assessment, SourceCheck
from claims.rules.refusals import Invalid, NotReady
from tests import desk_steps
from tests.desk_steps import citation, refusal
from tests.factories import NOW
from tests.rows import LONG_ENOUGH

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
WHY = "Both quote the same briefing of the ministry."


def check(cited, status, **given):
    given = {"method": "asked_origin", "note": "By telephone.", "at": NOW, **given}
    return desk.check_source(cited, status=status, **given)


# Did they say it?


def test_check_is_dated_reasoned_and_by_a_person(editor):
    claim = desk_steps.draft()

    stored = check(claim.citations.get(), "confirmed_by_origin", by=editor, at=LATER)

    (row,) = SourceCheck.objects.values()
    assert row == {
        "id": stored.pk,
        "citation_id": claim.citations.get().pk,
        "status": "confirmed_by_origin",
        "origin_id": None,
        "says_id": None,
        "method": "asked_origin",
        "note": "By telephone.",
        "by_id": editor.pk,
        "at": LATER,
    }
    event = claim.events.last()
    assert (event.verb, event.by, event.at) == ("check_source", editor, LATER)
    assert (event.reason, event.note) == ("confirmed_by_origin", "By telephone.")
    claim.refresh_from_db()
    assert (claim.version, claim.review_state) == (1, "draft")


def test_citation_mirrors_its_latest_check_and_no_other_citation(reviewer):
    claim = desk_steps.draft(citations=[citation("a", "b"), citation("c", "d")])
    first, second = claim.citations.order_by("id")

    check(first, "original_seen", by=reviewer)
    check(first, "inaccessible", by=reviewer)

    assert list(claim.citations.order_by("id").values_list("status", flat=True)) == [
        "inaccessible",
        "unchecked",
    ]
    assert [c.status for c in first.checks.order_by("id")] == ["original_seen", "inaccessible"]
    assert not second.checks.exists()


ROLL_UPS = [
    ([], "unchecked"),
    (["secondhand"], "secondhand"),
    (["secondhand", "original_seen"], "original_seen"),
    (["original_seen", "confirmed_by_origin"], "confirmed_by_origin"),
    (["confirmed_by_origin", "original_seen", "denied_by_origin"], "denied_by_origin"),
    (["denied_by_origin", "confirmed_by_origin"], "denied_by_origin"),
    (["misattributed", "secondhand"], "secondhand"),
    (["inaccessible", "origin_unknown"], "origin_unknown"),
]


@pytest.mark.parametrize(("statuses", "expected"), ROLL_UPS, ids=lambda v: "+".join(v))
def test_checks_of_a_claim_roll_up(statuses, expected, reviewer):
    cited = [citation(f"outlet-{n}", f"origin-{n}") for n in range(3)]
    claim = desk_steps.draft(citations=cited)

    for one, status in zip(claim.citations.order_by("id"), statuses, strict=False):
        check(one, status, by=reviewer)

    claim.refresh_from_db()
    assert claim.attribution_status == expected


@pytest.mark.parametrize("stance", ["contradicts", "denies_truth", "mentions"])
def test_citation_that_does_not_carry_the_claim_is_no_part_of_the_roll_up(stance, reviewer):
    claim = desk_steps.draft(citations=[citation("a", "b"), citation("c", "d", stance=stance)])
    first, second = claim.citations.order_by("id")
    check(first, "secondhand", by=reviewer)

    check(second, "confirmed_by_origin", by=reviewer)

    claim.refresh_from_db()
    assert (claim.attribution_status, claim.claimant.slug) == ("secondhand", "b")


def test_claimant_is_the_origin_of_the_best_check(reviewer):
    claim = desk_steps.draft(citations=[citation("a", "b"), citation("c", "d")])
    first, second = claim.citations.order_by("id")

    found = []
    for one, status in ((first, "secondhand"), (second, "original_seen"), (second, "inaccessible")):
        check(one, status, by=reviewer)
        claim.refresh_from_db()
        found.append(claim.claimant.slug)

    assert found == ["b", "d", "b"]


def test_withdrawn_citation_is_not_checked(reviewer):
    claim = desk_steps.published()
    cited = claim.citations.get()
    desk.revise(claim, by=claim.created_by, at=NOW)
    desk.edit(claim, {}, [citation("x", "y")], by=claim.created_by, at=NOW, version=1)

    given = {"status": "secondhand", "method": "other", "note": "Read.", "by": reviewer}
    found = refusal(NotReady, desk.check_source, cited, **given)

    assert found == [("citation_withdrawn", "citation")]


# Is it so?


def assess(claim, by, **given):
    given = {"verification_status": "attributed", "credibility": 6, "at": NOW, **given}
    return desk.assess(claim, by=by, **{"rationale": LONG_ENOUGH, **given})


def test_assessment_keeps_its_grounds_and_what_was_computed_at_that_moment(reviewer):
    cited = [citation("a", "b"), citation("c", "b")]
    claim = desk_steps.in_review(reviewer=reviewer, citations=cited)
    first, second = claim.citations.order_by("id")

    made = assess(
        claim,
        reviewer,
        verification_status="corroborated",
        credibility=3,
        confidence="moderate",
        method=["records", "contact", "records"],
        evidence=[second, first, second],
        at=LATER,
    )

    made.refresh_from_db()
    assert (made.claim_version, made.by, made.at) == (1, reviewer, LATER)
    assert (made.verification_status, made.credibility, made.confidence) == (
        "corroborated",
        3,
        "moderate",
    )
    assert (made.method, made.rationale) == (["records", "contact"], LONG_ENOUGH)
    assert set(made.evidence.all()) == {first, second}
    assert made.findings["independent_origins"] == 1
    assert made.findings["reasons"] == ["shared_origin"]
    assert (made.findings["contradictions"], made.findings["denials"]) == ([], [])
    claim.refresh_from_db()
    assert (claim.verification_status, claim.credibility) == ("corroborated", 3)
    event = claim.events.last()
    assert (event.verb, event.reason, event.note) == ("assess", "corroborated", LONG_ENOUGH)
    assert json.loads(event.snapshot)["claim"]["credibility"] == 3


def test_findings_of_an_assessment_stay_when_the_count_changes(reviewer, editor):
    claim = desk_steps.in_review(reviewer=reviewer, citations=[citation("a", "b"), citation("c")])
    before = assess(claim, reviewer)

    desk.rule(*claim.citations.order_by("id"), kind="join", reason=WHY, by=editor, at=NOW)
    after = assess(claim, reviewer)

    for made, count in ((before, 2), (after, 1)):
        assert Assessment.objects.get(pk=made.pk).findings["independent_origins"] == count


def test_likelihood_and_confidence_share_no_sentence(reviewer):
    claim = desk_steps.in_review(reviewer=reviewer)
    given = {"verification_status": "attributed", "credibility": 2, "by": reviewer}
    together = "We say with high confidence that the count is probably too low."

    found = refusal(Invalid, desk.assess, claim, rationale=together, **given)
    apart = assess(claim, reviewer, rationale="It is probably too low. Our confidence is high.")

    assert found == [("likelihood_with_confidence", "rationale")]
    assert Assessment.objects.get() == apart
