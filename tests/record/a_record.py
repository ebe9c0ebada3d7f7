"""A small record with everything in it, made by the verbs, for tests that break it."""

from claims import desk
from claims.models import Claim
from tests import desk_steps
from tests.desk_steps import chain, citation, claim_fields
from tests.factories import NOW, SourceFactory, UserFactory
from tests.rows import LONG_ENOUGH


def joint_chain() -> list[dict]:
    """Reuters with the Open Source Centre, one joint origin."""
    return [
        *chain("outlet", "reuters"),
        {"position": 1, "source": SourceFactory(slug="open-source-centre"), "end": "origin_named"},
    ]


def corrected_claim() -> Claim:
    """Published, then revised and published again as a correction."""
    editor = UserFactory(roles=["editor"])
    reviewer = UserFactory(roles=["reviewer"])
    cited = [citation("outlet") | {"hops": joint_chain()}, citation("paper", "relay", "origin")]
    claim = desk.create(claim_fields(as_of=NOW.date(), as_of_precision="day"), cited,
                        by=editor, at=NOW)  # fmt: skip
    to_review(claim, editor, reviewer)
    first, second = claim.citations.all()
    desk_steps.review(
        claim,
        reviewer=reviewer,
        confidence="low",
        method=["source_reading"],
        evidence=[first, second],
    )
    desk.publish(claim, by=reviewer, at=NOW)
    desk.revise(claim, by=editor, at=NOW)
    desk.edit(
        claim, {"statement": "At least 62,500."}, by=editor, at=NOW, version=1, note="A slip."
    )
    to_review(claim, editor, reviewer)
    desk_steps.review(claim, reviewer=reviewer, evidence=[first])
    desk.publish(claim, by=reviewer, at=NOW, public_note="We had it wrong.")
    claim.refresh_from_db()
    return claim


def to_review(claim, editor, reviewer) -> None:
    desk.submit(claim, by=editor, at=NOW)
    desk.start_review(claim, by=reviewer, at=NOW)


def record() -> Claim:
    """Three claims; the corrected one, in the middle, is answered.

    It is linked to both of the others, by a suggestion and by a decision, and ruled on twice.
    """
    first = desk_steps.published()
    claim = corrected_claim()
    editor, reviewer = UserFactory(roles=["editor"]), UserFactory(roles=["reviewer"])
    desk.link(claim, first, kind="supersedes", by=editor, at=NOW)
    linked = desk.link(claim, desk_steps.draft(), kind="contradicts", by=editor, at=NOW)
    desk.confirm_link(linked, by=reviewer, at=NOW, note="Both count the same days.")
    for kind in ("join", "undo"):
        desk.rule(*claim.citations.all(), kind=kind, reason=LONG_ENOUGH, by=editor, at=NOW)
    claim.refresh_from_db()
    return claim
