"""A judgement that undermines what is public flags it at once, with the cause, and nothing else."""

import datetime

import pytest

from claims import desk
from claims.desk import reassessment
from claims.models import Publication
from claims.record.history import all_faults
from sources.changes import changed
from tests import desk_steps
from tests.desk_steps import cause_of, citation
from tests.factories import NOW, InterestFactory, SourceFactory, UserFactory
from tests.rows import LONG_ENOUGH
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
RATIONALE = "Its corrections of the last year, counted one by one."
ORIGINS = " “Corroborated” needs at least 2 independent origins; there is 1."


# An origin denies.


def deny(claim, by, cited=None):
    cited = cited or claim.citations.order_by("id").first()
    given = {"status": "denied_by_origin", "method": "asked_origin", "note": "No."}
    desk.check_source(cited, by=by, at=LATER, **given)


def test_denial_takes_an_origin_away_and_flags_the_claim(reviewer):
    claim, other = desk_steps.corroborated(), desk_steps.corroborated()
    before = list(Publication.objects.values())

    deny(claim, reviewer)

    cause = cause_of(claim)
    assert cause == "A source check found: denied by the origin." + ORIGINS
    assert cause_of(other) == ""
    assert list(Publication.objects.values()) == before
    flag, check = claim.events.order_by("-number")[:2]
    assert (check.verb, flag.verb, flag.by, flag.at) == ("check_source", "flag", reviewer, LATER)
    assert (flag.from_state, flag.to_state) == ("published", "published")
    assert (flag.reason, flag.note) == ("independent_origins", cause)
    assert list(all_faults()) == []


def test_denial_that_leaves_enough_origins_is_not_what_was_published(reviewer):
    claim = desk_steps.corroborated("reuters", "afp", "dpa")

    deny(claim, reviewer)

    assert cause_of(claim).endswith("denied by the origin. Reuters: “Denies having said it”.")
    assert claim.events.last().reason == "verdict"


def test_flag_is_raised_once_and_keeps_its_first_cause(reviewer):
    claim = desk_steps.corroborated()
    deny(claim, reviewer)
    first, events = cause_of(claim), claim.events.count()
    second = claim.citations.last()

    deny(claim, reviewer, cited=second)

    assert (cause_of(claim), claim.events.count()) == (first, events + 1)


def test_flag_falls_when_the_claim_is_published_anew(reviewer):
    claim = desk_steps.corroborated()
    deny(claim, reviewer)
    desk.revise(claim, by=claim.created_by, at=LATER)
    desk.submit(claim, by=claim.created_by, at=LATER)
    desk.start_review(claim, by=reviewer, at=LATER)
    desk_steps.assess(claim, reviewer=reviewer, at=LATER)

    desk.publish(claim, by=reviewer, at=LATER, public_note="One of the two denies it.")

    claim.refresh_from_db()
    assert (claim.needs_reassessment, claim.reassessment_cause) == (False, "")


def test_ruling_flags_what_rests_on_two_origins(editor):
    claim = desk_steps.corroborated()
    pair = claim.citations.order_by("id")

    desk.rule(*pair, kind="join", reason=RATIONALE, by=editor, at=LATER)

    assert cause_of(claim) == "An editor ruled: not independent of each other." + ORIGINS


@pytest.mark.parametrize("step", ["draft", "in_review", "retracted"])
def test_what_is_not_public_is_not_flagged(step, reviewer):
    claim = getattr(desk_steps, step)()

    deny(claim, reviewer)

    claim.refresh_from_db()
    assert not claim.needs_reassessment
    assert claim.attribution_status == "denied_by_origin"


# A contradiction is confirmed, or taken back.


@world
def contradicted(editor):
    """A corroborated claim, one that only has to be attributed, and the link between them."""
    pair = desk_steps.corroborated(), desk_steps.published(statement="Far fewer.")
    return *pair, desk.link(*pair, kind="contradicts", by=editor, at=NOW, note="Half as many.")


def test_confirmed_contradiction_flags_what_may_have_none(contradicted, reviewer):
    claim, other, linked = contradicted
    before = list(Publication.objects.order_by("pk").values())

    desk.confirm_link(linked, by=reviewer, at=LATER, note="Compared both tables.")

    cause = cause_of(claim)
    assert cause.startswith(f"A link was confirmed: {claim.ref} contradicts {other.ref}.")
    assert cause.endswith(f"no confirmed contradiction is open; {other.ref} contradicts it.")
    assert cause_of(other) == ""
    assert list(Publication.objects.order_by("pk").values()) == before
    assert [event.verb for event in claim.events.order_by("-number")[:2]] == ["flag", "decide_link"]


@pytest.mark.parametrize("kind", ["same_as", "not_comparable", "supersedes", "corrects"])
def test_other_link_flags_nobody(contradicted, kind, editor, reviewer):
    claim, other, _linked = contradicted
    linked = desk.link(claim, other, kind=kind, by=editor, at=NOW)

    desk.confirm_link(linked, by=reviewer, at=LATER, note="Compared both tables.")

    assert (cause_of(claim), cause_of(other)) == ("", "")


def test_rejected_contradiction_flags_nobody(contradicted, reviewer):
    claim, other, linked = contradicted

    desk.reject_link(linked, by=reviewer, at=LATER, note="They count different things.")

    assert (cause_of(claim), cause_of(other)) == ("", "")


def test_contradiction_taken_back_flags_what_was_disputed_for_it(editor, reviewer):
    claim, other = desk_steps.in_review(reviewer=reviewer), desk_steps.draft()
    linked = desk.link(claim, other, kind="contradicts", by=editor, at=NOW)
    desk.confirm_link(linked, by=reviewer, at=NOW, note="Compared both tables.")
    desk_steps.review(claim, reviewer=reviewer, verification_status="disputed")
    desk.publish(claim, by=reviewer, at=NOW)

    desk.reject_link(linked, by=reviewer, at=LATER, note="They count different things.")

    assert cause_of(claim) == (
        f"A link was rejected: {claim.ref} contradicts {other.ref}. “Disputed” needs a confirmed "
        "contradiction, or a citation that denies that it is so."
    )


# What people said stays said.


def test_revision_on_the_desk_does_not_unsay_what_the_assessors_said(reviewer):
    cited = [citation(), citation("paper", "witness", stance="contradicts")]
    claim = desk_steps.in_review(reviewer=reviewer, citations=cited)
    desk_steps.check(claim, reviewer=reviewer)
    for by in (reviewer, UserFactory(roles=["reviewer"])):
        given = {"verification_status": "refuted", "credibility": 5, "rationale": LONG_ENOUGH}
        desk.assess(claim, **given, evidence=claim.citations.all(), by=by, at=NOW)
    desk.publish(claim, by=reviewer, at=NOW)
    desk.revise(claim, by=claim.created_by, at=NOW)
    desk.edit(claim, {"language": "uk"}, by=claim.created_by, at=NOW, version=1)

    origin = SourceFactory(slug="origin")
    changed([origin], parts=["grades"], cause="It changed.", by=reviewer, at=LATER)

    claim.refresh_from_db()
    assert claim.reassessment_cause == ""


def test_flag_is_never_dated_before_what_was_done_last(reviewer):
    claim = desk_steps.corroborated(at=LATER)
    for slug in ("reuters", "afp"):
        InterestFactory(source=SourceFactory(slug=slug))

    dossiers = reassessment.locked([claim])
    (flagged,) = reassessment.reassess(dossiers, cause="A stake was found.", by=reviewer, at=NOW)

    assert (flagged.events.last().verb, flagged.events.last().at) == ("flag", LATER)
    assert list(all_faults()) == []
