"""Every cell of the table of the review: the roles that may take a step from a state."""

import pytest
from django.db import transaction

from claims import desk
from claims.desk import gate
from claims.models import Claim, ClaimLink
from claims.rules.choices import REVIEW_STATES
from claims.rules.lifecycle import BATCH_VERBS, VERBS
from claims.rules.refusals import NotAllowed, NotReady, Refused
from claims.rules.roles import ROLES
from tests import desk_steps
from tests.factories import NOW, UserFactory
from tests.rows import LONG_ENOUGH, contents, stored
from tests.test_docs import ROOT, table
from tests.worlds import world

pytestmark = pytest.mark.django_db

# W: an editor, or a contributor who is the author. K: an editor or a reviewer. C: a chief editor.
# A: whoever W or K is. R: a reviewer. V: a reviewer who is neither the author nor the last
# substantive editor. A superuser has every role, and four-eyes binds them all the same.
EXPECTED = """
                 draft submitted in_review changes_requested rejected published retracted merged
edit             W     W         W         W                 -        -         -         -
submit           W     -         -         W                 -        -         -         -
start_review     -     V         -         -                 -        -         -         -
request_changes  -     -         V         -                 -        -         -         -
reject           -     -         V         -                 -        -         -         -
answer_warning   A     A         A         A                 -        -         -         -
check_source     K     K         K         K                 K        K         K         -
assess           -     -         V         -                 -        -         -         -
publish          -     -         V         -                 -        -         -         -
revise           -     -         -         -                 W        W         -         -
retract          C     C         C         C                 C        C         -         -
reinstate        -     -         -         -                 -        -         C         -
link             K     K         K         K                 K        K         K         -
decide_link      R     R         R         R                 R        R         R         -
rule             K     K         K         K                 K        K         K         -
merge            R     R         R         R                 R        R         R         -
"""
LEADS_TO = {
    "submit": "submitted",
    "start_review": "in_review",
    "request_changes": "changes_requested",
    "reject": "rejected",
    "publish": "published",
    "revise": "draft",
    "retract": "retracted",
    "reinstate": "in_review",
    "merge": "merged",
}
HEAD, *LINES = EXPECTED.strip("\n").splitlines()
CELLS = {
    (state, line.split()[0]): letter
    for line in LINES
    for state, letter in zip(HEAD.split(), line.split()[1:], strict=True)
}
ROLES_OF = {
    "W": "contributor, editor",
    "K": "editor, reviewer",
    "A": "contributor, editor, reviewer",
    "C": "chief editor",
    "R": "reviewer",
    "V": "reviewer",
}
PEOPLE = (*ROLES, "superuser", "nobody", "inactive superuser")
STANDINGS = ("author", "last editor", "both", "neither")


def may(letter: str, person: str, standing: str) -> bool:
    if letter == "A":
        return may("W", person, standing) or may("K", person, standing)
    if person == "superuser":
        return letter in "WKCR" or (letter == "V" and standing == "neither")
    return {
        "W": person == "editor" or (person == "contributor" and standing in ("author", "both")),
        "K": person in ("editor", "reviewer"),
        "C": person == "chief editor",
        "R": person == "reviewer",
        "V": person == "reviewer" and standing == "neither",
        "-": False,
    }[letter]


DO = {
    "edit": lambda claim, by: desk.edit(
        claim, {"statement": "Another."}, by=by, at=NOW, version=claim.version
    ),
    "submit": lambda claim, by: desk.submit(claim, by=by, at=NOW),
    "start_review": lambda claim, by: desk.start_review(claim, by=by, at=NOW),
    "request_changes": lambda claim, by: desk.request_changes(claim, by=by, at=NOW, note="Why."),
    "reject": lambda claim, by: desk.reject(claim, by=by, at=NOW, note="Why."),
    "answer_warning": lambda claim, by: answer_warning(claim, by),
    "check_source": lambda claim, by: desk.check_source(
        claim.citations.first(),
        status="secondhand",
        method="read_document",
        note="Read.",
        by=by,
        at=NOW,
    ),
    "assess": lambda claim, by: desk.assess(
        claim,
        verification_status="attributed",
        credibility=6,
        rationale=LONG_ENOUGH,
        by=by,
        at=NOW,
    ),
    "publish": lambda claim, by: desk.publish(claim, by=by, at=NOW),
    "revise": lambda claim, by: desk.revise(claim, by=by, at=NOW),
    "retract": lambda claim, by: desk.retract(
        claim, reason="our_error", public_note="We erred.", by=by, at=NOW
    ),
    "reinstate": lambda claim, by: desk.reinstate(
        claim, reason="new_evidence", public_note="There is more.", by=by, at=NOW
    ),
    "link": lambda claim, by: desk.link(claim, stored(Claim), kind="contradicts", by=by, at=NOW),
    "decide_link": lambda claim, by: desk.confirm_link(
        linked(claim, "contradicts"), by=by, at=NOW, note="Read both."
    ),
    "rule": lambda claim, by: desk.rule(
        *claim.citations.all(), kind="join", reason=LONG_ENOUGH, by=by, at=NOW
    ),
    "merge": lambda claim, by: desk.merge(claim, linked(claim, "same_as").to_claim, by=by, at=NOW),
}


def answer_warning(claim, by) -> Claim:
    """Answer a warning that the claim has from now on: its words give another number."""
    Claim.objects.filter(pk=claim.pk).update(as_reported="exactly 5 soldiers")
    code = "value_differs_from_words"
    return desk.answer_warning(claim, code=code, note=LONG_ENOUGH, by=by, at=NOW)


def linked(claim, kind) -> ClaimLink:
    """What somebody else suggested: a link to another claim, a draft."""
    return stored(ClaimLink, from_claim=claim, to_claim=stored(Claim), kind=kind)


class UndoneError(Exception):
    """Ends a transaction that was tried out."""


def make(person: str):
    if "superuser" in person:
        return UserFactory(is_superuser=True, is_active=person == "superuser")
    return UserFactory(roles=[person] if person in ROLES else [])


def place(claim: Claim, state: str, standing: str, user, other) -> Claim:
    """A claim that lacks nothing for any step, in this state and with these authors."""
    Claim.objects.filter(pk=claim.pk).update(
        review_state=state,
        merged_into=stored(Claim) if state == "merged" else None,
        created_by=user if standing in ("author", "both") else other,
        last_edited_by=user if standing in ("last editor", "both") else other,
    )
    return Claim.objects.get(pk=claim.pk)


def succeeds(verb: str, claim: Claim, user) -> bool:
    try:
        with transaction.atomic():
            DO[verb](claim, user)
            claim = Claim.objects.get(pk=claim.pk)
            assert claim.review_state == LEADS_TO.get(verb, claim.events.last().from_state)
            raise UndoneError
    except UndoneError:
        return True
    except Refused as refusal:
        assert isinstance(refusal, NotAllowed | NotReady)
        assert all(need.message.endswith(".") and need.field is not None for need in refusal.needs)
        return False


def test_table_has_every_state_and_every_verb():
    assert HEAD.split() == [state for state, _label in REVIEW_STATES]
    # A whole batch has steps of its own, walked in tests/importing/ and in those of its pages.
    verbs = [verb for verb in VERBS if verb not in ("create", *BATCH_VERBS)]
    assert [line.split()[0] for line in LINES] == verbs
    assert set(DO) == set(verbs)


def test_review_page_and_code_name_the_same_states_and_roles():
    page = {row[0]: row[1:5] for row in table((ROOT / "docs/editors/review.md").read_text())}

    for line in LINES:
        verb, *letters = line.split()
        starts = [state for state in HEAD.split() if CELLS[state, verb] != "-"]
        (letter,) = set(letters) - {"-"}
        target, four_eyes = LEADS_TO.get(verb), letter == "V"
        rule = VERBS[verb]
        assert sorted(rule.starts) == sorted(starts)
        assert (", ".join(rule.roles), rule.target) == (ROLES_OF[letter], target)
        assert rule.four_eyes == four_eyes
        assert sorted(page[verb][0].split(", ")) == sorted(starts)
        assert page[verb][1:] == [
            target or "stays",
            ROLES_OF[letter],
            "yes" if four_eyes else "no",
        ]


@world
def placed(db):
    """A published claim that can be put in any state, and somebody else."""
    cited = [desk_steps.citation(), desk_steps.citation("paper", "agency")]
    return desk_steps.published(citations=cited), UserFactory()


@pytest.mark.parametrize(
    ("state", "verb"), CELLS, ids=[f"{verb} from {state}" for state, verb in CELLS]
)
def test_step(placed, state, verb):
    claim, other = placed
    expected = {
        (person, standing): may(CELLS[state, verb], person, standing)
        for person in PEOPLE
        for standing in STANDINGS
    }

    done, foretold = {}, {}
    for person in PEOPLE:
        user = make(person)
        for standing in STANDINGS:
            claim = place(claim, state, standing, user, other)
            foretold[person, standing] = not gate.refusals(verb, claim, user)
            done[person, standing] = succeeds(verb, claim, user)

    assert done == expected
    assert foretold == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_create_is_for_contributors_and_editors(person):
    fields, cited = desk_steps.claim_fields(), desk_steps.citation()
    before = contents()

    if person in ("contributor", "editor", "superuser"):
        claim = desk.create(fields, [cited], by=make(person), at=NOW)
        assert claim.review_state == "draft"
        return

    with pytest.raises(NotAllowed):
        desk.create(fields, [cited], by=make(person), at=NOW)
    assert contents() == before


def test_every_reason_stands_in_one_refusal():
    author = UserFactory(roles=["editor"])
    claim = desk_steps.draft(author=author)
    before = contents()

    with pytest.raises(NotAllowed) as refusal:
        desk.reject(claim, by=author, at=NOW, note="\x00", version=7)

    assert [(need.code, need.field) for need in refusal.value.needs] == [
        ("role", ""),
        ("four_eyes_author", ""),
        ("stale", "version"),
        ("state", "review_state"),
        ("null_characters", "note"),
    ]
    assert contents() == before


def test_refusal_for_the_state_says_who_brought_the_claim_there():
    claim = desk_steps.submitted(author=UserFactory(username="eva", roles=["editor"]))

    with pytest.raises(NotReady) as refusal:
        desk.publish(claim, by=UserFactory(roles=["reviewer"]), at=NOW)

    assert str(refusal.value) == (
        "Publish needs a claim that is in review; "
        f"{claim.ref} is submitted (submit by eva, 2025-05-01 12:00 UTC)."
    )
