"""Two citations are joined or split by hand, with a reason that is kept."""

import json

import pytest

from claims import desk
from claims.loading.dossier import load_one
from claims.loading.findings import find
from claims.models import Ruling
from claims.rules.refusals import Invalid, NotAllowed
from tests import desk_steps
from tests.desk_steps import citation, refusal
from tests.factories import NOW, SourceFactory, SourceLinkFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

WHY = "Both quote the same briefing of the ministry."


@world
def linked():
    """Two origins that a standing link makes one."""
    SourceLinkFactory(
        from_source=SourceFactory(slug="afp"),
        to_source=SourceFactory(slug="reuters"),
        kind="syndicates_from",
    )
    return desk_steps.draft(citations=[citation("a", "afp"), citation("c", "reuters")])


def rule(claim, kind, by, pair=None):
    pair = pair or claim.citations.order_by("-id")
    return desk.rule(*pair, kind=kind, reason=WHY, by=by, at=NOW)


def test_ruling_is_kept_with_its_reason_the_older_citation_first(linked, editor):
    rule(linked, "split", editor)

    first, second = linked.citations.order_by("id")
    (row,) = Ruling.objects.values("claim", "first", "second", "kind", "reason", "by", "at")
    assert row == {
        "claim": linked.pk,
        "first": first.pk,
        "second": second.pk,
        "kind": "split",
        "reason": WHY,
        "by": editor.pk,
        "at": NOW,
    }
    event = linked.events.last()
    assert (event.verb, event.reason, event.note) == ("rule", "split", WHY)
    assert len(json.loads(event.snapshot)["claim"]["rulings"]) == 1


def test_split_undoes_a_link_and_undo_undoes_the_split(linked, editor):
    counts = [find(load_one(linked)).independent_origins]
    for kind in ("split", "undo"):
        rule(linked, kind, editor)
        counts.append(find(load_one(linked)).independent_origins)

    assert counts == [1, 2, 1]
    assert Ruling.objects.count() == 2


def test_join_makes_two_origins_one_until_it_is_undone(editor):
    claim = desk_steps.draft(citations=[citation("a", "b"), citation("c", "d")])
    counts = [find(load_one(claim)).independent_origins]
    for kind in ("join", "undo"):
        rule(claim, kind, editor)
        finding = find(load_one(claim))
        counts.append(finding.independent_origins)
        if kind == "join":
            assert finding.reasons == ("by_hand",)
            assert WHY.rstrip(".") in finding.clusters[0].joins[0].sentence

    assert counts == [2, 1, 2]


def test_ruling_is_on_two_citations_of_one_claim(linked, editor):
    foreign = desk_steps.draft().citations.get()
    own = linked.citations.first()
    given = {"kind": "join", "reason": WHY, "by": editor}

    other = refusal(Invalid, desk.rule, foreign, own, **given)
    itself = refusal(Invalid, desk.rule, own, own, **given)

    assert other == [("citation_of_another_claim", "second")]
    assert itself == [("ruling_is_on_two_citations_in_order", "second")]


@pytest.mark.parametrize("role", ["contributor", "chief editor", "source curator", "analyst"])
def test_who_neither_edits_nor_reviews_does_not_rule(linked, role):
    person, pair = UserFactory(roles=[role]), linked.citations.all()

    found = refusal(NotAllowed, desk.rule, *pair, kind="split", reason=WHY, by=person)

    assert found == [("role", "")]


def test_citation_with_a_ruling_is_withdrawn_and_not_removed(linked, editor):
    first, second = linked.citations.order_by("id")
    rule(linked, "join", editor)

    desk.edit(linked, {}, [{"id": first.pk}], by=editor, at=NOW, version=1)

    second.refresh_from_db()
    assert second.withdrawn_at == NOW
    assert find(load_one(linked)).independent_origins == 1


def test_withdrawn_citation_is_not_ruled_on(linked, editor):
    first, second = linked.citations.order_by("id")
    rule(linked, "join", editor)
    desk.edit(linked, {}, [{"id": first.pk}], by=editor, at=NOW, version=1)

    found = refusal(Invalid, desk.rule, first, second, kind="join", reason=WHY, by=editor)

    assert found == [("citation_withdrawn", "second")]
