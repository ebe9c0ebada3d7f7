"""Two claims are linked by one person, decided on by another, and merged for good."""

import datetime

import pytest

from claims import desk
from claims.loading.dossier import load_one
from claims.loading.findings import examine
from claims.models import ClaimLink
from claims.record.history import all_faults
from claims.rules.choices import CLAIM_LINK_KINDS
from claims.rules.refusals import Invalid, NotAllowed, NotReady
from tests import desk_steps
from tests.desk_steps import refusal
from tests.factories import NOW, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)
WHY = "Both count the same losses, and differ by half."


@world
def pair():
    return desk_steps.published(statement="One."), desk_steps.draft(statement="Other.")


def link(one, other, by, kind="contradicts", **given):
    return desk.link(one, other, kind=kind, by=by, at=NOW, **{"note": WHY, **given})


def last_events(*claims):
    return [(event.verb, event.reason, event.note) for c in claims if (event := c.events.last())]


@pytest.mark.parametrize("kind", [code for code, _label in CLAIM_LINK_KINDS])
def test_link_is_suggested_with_its_reason_and_logged_at_both_ends(pair, kind, editor):
    made = link(*reversed(pair), editor, kind)

    symmetric = kind in ("same_as", "contradicts", "consistent_with", "not_comparable")
    ends = pair if symmetric else pair[::-1]
    (row,) = ClaimLink.objects.values()
    assert row == {
        "id": made.pk,
        "from_claim_id": ends[0].pk,
        "to_claim_id": ends[1].pk,
        "kind": kind,
        "state": "suggested",
        "rule": "hand",
        "score": None,
        "note": WHY,
        "suggested_by_id": editor.pk,
        "suggested_at": NOW,
        "decided_by_id": None,
        "decided_at": None,
    }
    assert last_events(*pair) == [("link", f"{kind} suggested", WHY)] * 2


@pytest.mark.parametrize(
    ("decide", "state"), [(desk.confirm_link, "confirmed"), (desk.reject_link, "rejected")]
)
def test_decision_is_by_a_person_with_a_note_and_may_be_turned(
    pair, decide, state, editor, reviewer
):
    suggested = link(*pair, editor)

    decided = decide(suggested, by=reviewer, at=LATER, note="Compared both tables.")

    decided.refresh_from_db()
    assert (decided.state, decided.decided_by, decided.decided_at, decided.note) == (
        state,
        reviewer,
        LATER,
        "Compared both tables.",
    )
    said = ("decide_link", f"contradicts {state}", "Compared both tables.")
    assert last_events(*pair) == [said] * 2
    again = refusal(NotReady, decide, suggested, by=reviewer, note="Again.")
    assert again == [("link_decided", "state")]
    other = desk.reject_link if state == "confirmed" else desk.confirm_link
    assert other(suggested, by=reviewer, at=LATER, note="On second thoughts.").state != state


def test_only_a_confirmed_contradiction_is_open(pair, editor, reviewer):
    one, other = pair
    suggested, found = link(one, other, editor), []
    for decide in (None, desk.confirm_link, desk.reject_link):
        if decide:
            decide(suggested, by=reviewer, at=NOW, note="Compared.")
        found.append(
            [examine(load_one(claim), NOW.date()).grounds.contradictions for claim in pair]
        )

    assert found == [[[], []], [[other.ref], [one.ref]], [[], []]]


@pytest.mark.parametrize("decide", [desk.confirm_link, desk.reject_link])
@pytest.mark.parametrize(
    ("note", "need"),
    [
        ("", ("comment", "note")),
        (" \n", ("comment", "note")),
        ("x" * 1001, ("max_length", "note")),
        ("Why\x00", ("null_characters", "note")),
    ],
    ids=["none", "white-space", "too-long", "nul"],
)
def test_decision_needs_a_note_that_can_be_stored(pair, decide, note, need, editor, reviewer):
    suggested = link(*pair, editor)

    assert refusal(Invalid, decide, suggested, by=reviewer, note=note) == [need]


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({"kind": "likes"}, ("invalid_choice", "kind")),
        ({"kind": ""}, ("blank", "kind")),
        ({"note": "x" * 1001}, ("max_length", "note")),
        ({"note": "\x00"}, ("null_characters", "note")),
        ({"note": "\ud800"}, ("broken_characters", "note")),
    ],
    ids=["unknown-kind", "no-kind", "long-note", "nul", "half-a-character"],
)
def test_link_that_cannot_be_stored_is_refused(pair, changes, need, editor):
    given = {"kind": "contradicts", "note": WHY, "by": editor, **changes}

    assert refusal(Invalid, desk.link, *pair, **given) == [need]


def test_link_to_itself_and_a_second_one_of_a_kind_are_refused(pair, editor):
    one, other = pair
    link(one, other, editor)

    itself = refusal(Invalid, desk.link, one, one, kind="corrects", by=editor)
    twice = refusal(Invalid, desk.link, other, one, kind="contradicts", by=editor)

    assert itself == [("claim_link_joins_two_claims", "to_claim")]
    assert twice == [("claim_link_is_suggested_once", "to_claim")]


def supersede(one, other, by):
    return link(one, other, by, "supersedes")


def test_circle_of_claims_that_supersede_one_another_is_refused(editor):
    first, second, third = (desk_steps.draft() for _ in range(3))
    supersede(first, second, editor)
    supersede(second, third, editor)

    for newer in (second, third):
        found = refusal(Invalid, desk.link, newer, first, kind="supersedes", by=editor)
        assert found == [("supersedes_cycle", "to_claim")]
    assert link(third, first, editor, "corrects")


def test_rejected_link_makes_no_circle_but_cannot_come_back_into_one(editor, reviewer):
    one, other = desk_steps.draft(), desk_steps.draft()
    rejected = supersede(one, other, editor)
    desk.reject_link(rejected, by=reviewer, at=NOW, note="The other way round.")
    standing = supersede(other, one, editor)

    found = refusal(Invalid, desk.confirm_link, rejected, by=reviewer, note="No, this way.")

    assert found == [("supersedes_cycle", "to_claim")]
    desk.reject_link(standing, by=reviewer, at=NOW, note="Wrong after all.")
    assert desk.confirm_link(rejected, by=reviewer, at=NOW, note="This way.")


ALLOWED = {"link": {"editor", "reviewer"}, "decide": {"reviewer"}, "merge": {"reviewer"}}
ROLES = "contributor editor reviewer,chief editor,source curator,analyst,auditor"
WRONG = [
    (verb, role)
    for verb, allowed in ALLOWED.items()
    for role in ROLES.replace("contributor editor ", "contributor,editor,").split(",")
    if role not in allowed
]


@pytest.mark.parametrize(("verb", "role"), WRONG)
def test_wrong_role_neither_links_nor_decides_nor_merges(pair, verb, role, editor):
    person = UserFactory(roles=[role])
    if verb == "link":
        found = refusal(NotAllowed, desk.link, *pair, kind="corrects", by=person)
        assert found == [("role", "")]
        return
    suggested = link(*pair, editor, "same_as")

    steps = [desk.confirm_link, desk.reject_link] if verb == "decide" else [desk.merge]
    for step in steps:
        ends = [suggested] if verb == "decide" else pair
        assert refusal(NotAllowed, step, *ends, by=person, note=WHY) == [("role", "")]


def test_who_suggested_a_link_by_hand_decides_nothing_but_what_a_rule_found_may_be(pair):
    root = UserFactory(is_superuser=True)
    by_hand = link(*pair, root, "same_as")
    by_rule = link(*pair, root, "contradicts", rule="disjoint-values")

    for step, ends in ((desk.confirm_link, [by_hand]), (desk.merge, pair)):
        found = refusal(NotAllowed, step, *ends, by=root, note=WHY)
        assert found == [("four_eyes_suggester", "")]
    assert desk.confirm_link(by_rule, by=root, at=NOW, note=WHY).decided_by == root


def propose(claim, target, by):
    return desk.propose_merge(claim, target, by=by, at=NOW, note=WHY)


def test_merge_is_proposed_with_a_reason_and_confirmed_by_a_colleague(
    client, pair, editor, reviewer
):
    claim, target = desk_steps.published(statement="Last."), pair[0]
    proposed = propose(claim, target, editor)

    merged = desk.merge(claim, target, by=reviewer, at=LATER, note="One figure.", version=1)

    assert (merged.review_state, merged.merged_into) == ("merged", target)
    proposed.refresh_from_db()
    assert (proposed.kind, proposed.state) == ("same_as", "confirmed")
    assert proposed.decided_by == reviewer
    (publication,) = claim.publications.all()
    assert publication.published_until == LATER
    assert last_events(claim, target) == [
        ("merge", target.ref, "One figure."),
        ("merge", claim.ref, "One figure."),
    ]
    assert list(all_faults()) == []
    moved = client.get(f"/api/v1/claims/{claim.ref}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/claims/{target.ref}/")


def test_merge_needs_a_reason_a_proposal_that_stands_and_another_claim(pair, editor, reviewer):
    claim, target = pair
    no_reason = refusal(Invalid, desk.propose_merge, claim, target, by=editor, note=" ")
    early = refusal(NotReady, desk.merge, claim, target, by=reviewer)
    itself = refusal(Invalid, desk.merge, claim, claim, by=reviewer)
    rejected = propose(claim, target, editor)
    desk.reject_link(rejected, by=reviewer, at=NOW, note="Two figures.")
    late = refusal(NotReady, desk.merge, claim, target, by=reviewer)

    assert no_reason == [("comment", "note")]
    assert early == late == [("merge_proposed", "target")]
    assert itself == [("merge_into_itself", "target")]


def test_merge_into_a_merged_claim_is_refused_so_that_there_is_no_circle(pair, editor, reviewer):
    claim, target = pair
    third = desk_steps.draft()
    for one, other in ((claim, target), (third, claim)):
        propose(one, other, editor)
    desk.confirm_link(ClaimLink.objects.first(), by=reviewer, at=NOW, note="One figure.")
    desk.merge(claim, target, by=reviewer, at=NOW)

    assert refusal(NotReady, desk.merge, third, claim, by=reviewer) == [("target_merged", "target")]
    back = refusal(NotReady, desk.merge, target, claim, by=reviewer)
    assert back == [("target_merged", "target")]
    again = refusal(NotReady, desk.merge, claim, third, by=reviewer)
    assert again == [("state", "review_state")]
    linked = refusal(NotReady, desk.link, claim, third, kind="corrects", by=editor)
    assert linked == [("state", "review_state")]


def test_events_of_both_ends_stay_in_order_where_clocks_disagree(pair, editor, reviewer):
    claim, target = pair
    propose(claim, target, editor)
    desk_steps.check(target, reviewer=reviewer, at=LATER)

    desk.merge(claim, target, by=reviewer, at=NOW)

    assert [claim.events.last().at, target.events.last().at] == [LATER, LATER]


def test_draft_is_merged_and_nothing_of_it_was_ever_public(client, pair, editor, reviewer):
    target, claim = pair
    propose(claim, target, editor)

    merged = desk.merge(claim, target, by=reviewer, at=LATER)

    assert merged.review_state == "merged"
    assert not claim.publications.exists()
    assert client.get(f"/api/v1/claims/{claim.ref}/").status_code == 404
