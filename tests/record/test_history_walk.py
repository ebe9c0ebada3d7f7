"""The history holds after a long walk of any verbs by any people."""

import random

import pytest

from claims import desk
from claims.desk import gate
from claims.loading.dossier import load_one
from claims.loading.plausibility import doubts_of
from claims.models import Claim, ClaimLink, Event, Publication
from claims.record.history import all_faults
from claims.rules.refusals import Refused
from tests import IS_LONG, desk_steps
from tests.desk_steps import citation
from tests.factories import NOW, UserFactory
from tests.rows import LONG_ENOUGH

pytestmark = pytest.mark.django_db


def active_pair(claim) -> list:
    return claim.citations.filter(withdrawn_at__isnull=True).order_by("pk")[:2]


STEPS = {
    "edit": lambda c, by, n: desk.edit(
        c,
        {"statement": f"Version {n}.", **({"language": "uk"} if n % 3 else {})},
        [citation("outlet", "origin", quote=f"quote {n}"), citation("paper", "agency")]
        if n % 2
        else None,
        by=by,
        at=NOW,
        version=c.version,
    ),
    "submit": lambda c, by, n: desk.submit(c, by=by, at=NOW, note=f"{n}"),
    "start_review": lambda c, by, n: desk.start_review(c, by=by, at=NOW),
    "request_changes": lambda c, by, n: desk.request_changes(c, by=by, at=NOW, note="More."),
    "reject": lambda c, by, n: desk.reject(c, by=by, at=NOW, note="No."),
    "answer_warning": lambda c, by, n: [
        desk.answer_warning(c, code=doubt.code, note=f"It is right: {n}.", by=by, at=NOW)
        for doubt in doubts_of(load_one(c))[:1]
    ],
    "check_source": lambda c, by, n: [
        desk.check_source(
            cited,
            status=("secondhand", "original_seen", "secondhand", "denied_by_origin")[n % 4],
            method="read_document",
            note="Read.",
            by=by,
            at=NOW,
        )
        for cited in c.citations.filter(withdrawn_at__isnull=True)
    ],
    "assess": lambda c, by, n: desk.assess(
        c,
        verification_status="attributed",
        credibility=n % 6 + 1,
        rationale=LONG_ENOUGH,
        evidence=list(c.citations.all()[:1]),
        by=by,
        at=NOW,
    ),
    "publish": lambda c, by, n: desk.publish(c, by=by, at=NOW, public_note="Anew."),
    "revise": lambda c, by, n: desk.revise(c, by=by, at=NOW),
    "retract": lambda c, by, n: desk.retract(
        c, reason="our_error", public_note="We erred.", by=by, at=NOW
    ),
    "reinstate": lambda c, by, n: desk.reinstate(
        c, reason="new_evidence", public_note="There is more.", by=by, at=NOW
    ),
    "link": lambda c, by, n: desk.link(
        c,
        Claim.objects.exclude(pk=c.pk).order_by("-pk")[n % 2],
        kind=("same_as", "contradicts", "same_as", "supersedes")[n % 4],
        note=f"{n}",
        by=by,
        at=NOW,
    ),
    "decide_link": lambda c, by, n: [
        (desk.confirm_link, desk.reject_link)[n % 2](suggested, by=by, at=NOW, note="Read both.")
        for suggested in ClaimLink.objects.of(c)[:1]
    ],
    "rule": lambda c, by, n: desk.rule(
        *active_pair(c),
        kind=("join", "split", "undo")[n % 3],
        reason=LONG_ENOUGH,
        by=by,
        at=NOW,
    ),
    "merge": lambda c, by, n: [
        desk.merge(c, link.other(c), by=by, at=NOW, note="One claim.")
        for link in ClaimLink.objects.of(c).filter(kind="same_as")[:1]
    ],
}


# How much more often than the others these are chosen: a walk should come to the end of a review.
WEIGHTS = {
    "answer_warning": 6,
    "submit": 6,
    "start_review": 6,
    "assess": 9,
    "publish": 9,
    "reinstate": 6,
    "revise": 3,
    "link": 2,
    "merge": 9,
}


def start(staff) -> list[Claim]:
    """Three claims of two citations each, at the end, in the middle and at the start."""
    steps = (desk_steps.published, desk_steps.reviewed, desk_steps.draft)
    return [
        step(author=staff[0], citations=[citation(), citation("paper", "agency")]) for step in steps
    ]


def walk(choose: random.Random, turns: int) -> None:
    """At each turn any step that the gate offers to anybody; refused or done, nothing breaks.

    Merging, which nothing leads back from, is left for the end.
    """
    roles = ("editor", "editor", "reviewer", "reviewer", "chief editor")
    staff = [UserFactory(roles=[role]) for role in roles]
    claims = start(staff)
    for turn in range(turns):
        claim = Claim.objects.get(pk=choose.choice(claims).pk)
        by = choose.choice(staff)
        verbs = gate.possible_verbs(claim, by)
        if turn < turns - 15:
            verbs = [verb for verb in verbs if verb != "merge"]
        if not verbs:
            continue
        weights = [WEIGHTS.get(verb, 1) for verb in verbs]
        try:
            STEPS[choose.choices(verbs, weights)[0]](claim, by, turn)
        except Refused as refusal:
            assert refusal.needs


def test_walk_knows_every_step():
    assert set(STEPS) == set(gate.STEPS)


# Walks that come to every step; one may come by without a claim that is sent back.
SEEDS = (1, 4, 5, 6) if IS_LONG else (1,)


@pytest.mark.parametrize("seed", SEEDS)
def test_history_holds_after_a_long_walk_of_verbs(seed):
    walk(random.Random(seed), turns=75)

    done = set(Event.objects.values_list("verb", flat=True))
    assert set(STEPS) - done <= {"reject", "request_changes"}
    assert Publication.objects.count() >= 2
    assert list(all_faults()) == []
