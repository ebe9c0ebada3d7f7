"""Links that the rules suggest on submission: once, with a score, and never after a rejection."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from claims import desk
from claims.models import ClaimLink
from claims.record.history import faults
from claims.related_claims import suggestions
from tests import desk_steps
from tests.desk_steps import citation
from tests.factories import NOW, ScopeFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = {"as_of": datetime.date(2025, 4, 26), "as_of_precision": "day"}


def submitted(value: str, *chain: str, **fields):
    cited = [citation(*(chain or ("paper", "staff")))]
    return desk_steps.submitted(value=value, citations=cited, **{**DAY, **fields})


def links() -> list[tuple]:
    found = ClaimLink.objects.order_by("id").select_related("from_claim", "to_claim")
    return [(one.from_claim_id, one.kind, one.to_claim_id, one.rule, one.state) for one in found]


@pytest.mark.parametrize(
    ("first", "second", "chain", "expected"),
    [
        ("62,000", "62,000", ("paper", "staff"), ("same_as", "same_value_same_claimant")),
        ("62,000", "62,000", ("paper", "other"), ("consistent_with", "same_value_other_claimant")),
        ("62,000", "50,000", ("paper", "other"), ("contradicts", "disjoint_values")),
        (
            "62,000",
            "50,000",
            ("paper", "staff"),
            ("contradicts", "disjoint_values_same_claimant"),
        ),
        ("more than 62,000", "70,000", ("paper", "other"), None),
    ],
)
def test_values_of_one_day_are_held_against_each_other(first, second, chain, expected):
    one, other = submitted(first), submitted(second, *chain)

    wanted = [(one.pk, expected[0], other.pk, expected[1], "suggested")] if expected else []
    assert links() == wanted


@pytest.mark.parametrize(
    "changes",
    [
        {"as_of": datetime.date(2025, 4, 27)},
        {"scope": "kursk"},
        {"as_of": None, "as_of_precision": "unknown"},
    ],
    ids=["another day", "another scope", "no time"],
)
def test_what_cannot_be_compared_is_not_suggested(changes):
    if changes.get("scope"):
        changes = {"scope": ScopeFactory(slug="kursk")}
    submitted("62,000")
    submitted("50,000", "paper", "other", **changes)

    assert links() == []


def test_both_claims_tell_of_the_suggestion_and_their_histories_hold():
    one, other = submitted("62,000"), submitted("50,000", "paper", "other")

    for claim in (one, other):
        claim.refresh_from_db()
        assert claim.events.latest("number").reason == "contradicts suggested"
        assert list(faults(claim)) == []
    assert ClaimLink.objects.get().score == 80


def test_computing_anew_adds_nothing_and_does_not_bring_back_what_was_rejected():
    one, other = submitted("62,000"), submitted("50,000", "paper", "other")
    by = UserFactory(roles=["reviewer"])
    desk.reject_link(ClaimLink.objects.get(), by=by, at=NOW, note="They count other things.")

    assert suggestions.suggest(one, by=by, at=NOW) == []
    assert suggestions.suggest(other, by=by, at=NOW) == []
    assert [row[-1] for row in links()] == ["rejected"]


def test_a_link_made_by_hand_is_not_suggested_again():
    one = submitted("62,000")
    other = desk_steps.draft(value="50,000", citations=[citation("paper", "other")], **DAY)
    editor = UserFactory(roles=["editor"])
    desk.link(other, one, kind="contradicts", by=editor, at=NOW, note="I saw it first.")

    desk.submit(other, by=editor, at=NOW)

    assert [row[3] for row in links()] == ["hand"]


def test_claims_without_a_value_are_held_against_each_other_by_their_words():
    fields = {"kind": "speech_act", "value": None, **DAY}
    one = desk_steps.submitted(statement="Putin thanked the North Korean troops.", **fields)
    desk_steps.submitted(statement="Something else was said altogether.", **fields)
    other = desk_steps.submitted(statement="Putin thanked North Korean troops.", **fields)

    assert links() == [(one.pk, "same_as", other.pk, "similar_words", "suggested")]


def test_no_more_are_suggested_than_people_would_read():
    for count in range(12):
        submitted(f"{10_000 + count}", "paper", f"origin-{count}")

    latest = submitted("62,000", "paper", "other")

    assert ClaimLink.objects.of(latest).count() == suggestions.SUGGESTED


def test_command_looks_anew_and_names_what_it_does_not_know(capsys):
    one, other = submitted("62,000"), submitted("50,000", "paper", "other")
    UserFactory(username="rosa")
    ClaimLink.objects.all().delete()

    call_command("suggest_links", one.ref, by="rosa")
    call_command("suggest_links", by="rosa")

    assert capsys.readouterr().out.splitlines() == ["Links suggested: 1.", "Links suggested: 0."]
    assert links()[0][:3] == (one.pk, "contradicts", other.pk)
    for arguments in ({"by": "nobody"}, {"by": "rosa", "refs": ["CLM-999999"]}):
        with pytest.raises(CommandError):
            call_command("suggest_links", *arguments.pop("refs", []), **arguments)
