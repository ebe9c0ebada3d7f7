"""Values beside an answer: the others with their reasons, and the conflicts."""

import datetime

import pytest

from claims import desk
from claims.figures import answers, policies
from claims.models import Measure
from tests.counts import START, WHY, Count
from tests.desk_steps import citation, published
from tests.factories import NOW, ScopeFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


@world
def people(editor, reviewer):
    return editor, reviewer


@world
def count(people):
    count = Count(people=people)
    count.publish(10, "about 500,000")
    return count


@pytest.fixture
def alone(people):
    """A value outside every series, by a source of its own."""

    def publish(slug: str, value: str, **fields):
        given = {"as_of": START + 10 * DAY, "as_of_precision": "day", **fields}
        given.setdefault("citations", [citation(slug, end="own_reporting", quote=value)])
        return published(author=people[0], reviewer=people[1], value=value, **given)

    return publish


@world
def enveloped(count, editor):
    """The figure, answered by the envelope of all."""
    figure = count.figure()
    policies.set_policy(figure, policy="envelope", note=WHY, by=editor, at=NOW)
    return figure


def beside(figure, claim, **clocks):
    """The reason why a claim is not the answer; None where it is, or is not told of."""
    told = answers.find(figure, **clocks).answer
    found = [other for other in told.alternatives if other.candidate.ref == claim.ref]
    return (found[0].reason, found[0].sentence) if found else None


def test_excluded_claim_stands_beside_with_the_editors_reason(enveloped, alone, editor):
    claim = alone("mediazona", "165,000")
    assert beside(enveloped, claim) is None
    reason = "It counts obituaries, which is another thing."

    policies.decide_member(
        enveloped, claim, decision="exclude", reason=reason, by=editor, at=NOW + HOUR
    )

    assert beside(enveloped, claim) == ("excluded", f"An editor left it out: {reason}")
    assert beside(enveloped, claim, known_at=NOW) is None


@pytest.mark.parametrize("decision", ["undo", "include"])
def test_last_decision_on_a_claim_holds(enveloped, alone, editor, decision):
    claim = alone("mediazona", "165,000")
    for number, each in enumerate(["exclude", decision]):
        at = NOW + number * HOUR
        policies.decide_member(enveloped, claim, decision=each, reason=WHY, by=editor, at=at)

    assert beside(enveloped, claim) is None
    assert beside(enveloped, claim, known_at=NOW)[0] == "excluded"


def test_included_claim_is_read_however_many_are_newer(enveloped, alone, editor, monkeypatch):
    monkeypatch.setattr(answers, "OUTSIDE", 1)
    old, new = alone("old", "165,000", as_of=START + 9 * DAY), alone("new", "170,000")
    used = {one.ref for one in answers.find(enveloped).answer.used}
    assert new.ref in used and old.ref not in used

    policies.decide_member(enveloped, old, decision="include", reason=WHY, by=editor, at=NOW)

    assert old.ref in {one.ref for one in answers.find(enveloped).answer.used}


def test_other_scope_answers_another_question(enveloped, alone):
    claim = alone("kursk", "5,000", scope=ScopeFactory())

    assert beside(enveloped, claim) == (
        "other_question",
        "It answers another question. Not comparable: the scope differs.",
    )


def test_value_without_a_day_is_told_of_when_a_day_is_asked_for(enveloped, alone):
    claim = alone("undated", "165,000", as_of=None, as_of_precision="unknown")

    assert beside(enveloped, claim, as_of=START + 20 * DAY)[0] == "undated"


def test_undated_values_take_no_room_from_dated_ones(enveloped, alone, monkeypatch):
    """PostgreSQL puts what is unknown first, where it is asked for the latest."""
    monkeypatch.setattr(answers, "OUTSIDE", 1)
    dated = alone("dated", "165,000")
    alone("undated", "170,000", as_of=None, as_of_precision="unknown")

    assert dated.ref in {one.ref for one in answers.find(enveloped).answer.used}


def test_value_for_a_period_takes_its_place_by_the_end_of_it(enveloped, alone, monkeypatch):
    monkeypatch.setattr(answers, "OUTSIDE", 1)
    alone("dated", "165,000")
    period = {"period_start": START, "period_end": START + 30 * DAY, "period_precision": "day"}
    later = alone("later", "170,000", as_of=None, as_of_precision="unknown", **period)

    assert beside(enveloped, later) or later.ref in answers.find(enveloped).documents
    assert later.ref not in answers.find(enveloped, as_of=START + 20 * DAY).documents


def test_value_past_its_shelf_life_is_stale(enveloped, alone):
    Measure.objects.update(shelf_life_days=5)
    enveloped.refresh_from_db()
    claim = alone("mediazona", "165,000", as_of=START + 4 * DAY)

    assert beside(enveloped, claim) == (
        "stale",
        "It is for 2024-08-05, too long before 2024-08-11.",
    )


def test_refuted_value_is_never_the_answer(count, people, chief):
    figure = count.figure()
    claim = count.publish(12, "600,000")
    by, at = people[1], NOW + HOUR
    rejoinder = published(author=people[0], reviewer=by, citations=[citation("paper", "critic")])
    desk.link(claim, rejoinder, kind="contradicts", by=people[0], at=at)
    assert answers.find(figure).answer.text == "600,000"

    desk.retract(claim, reason="our_error", public_note="We misread.", by=chief, at=at)

    assert answers.find(figure).answer.text == "approximately 500,000"
    assert answers.find(figure, known_at=NOW).answer.text == "600,000"


def linked(one, other, kind, by):
    """The link of a pair, which the rules may have suggested already."""
    found = one.links.filter(to_claim=other, kind=kind).first()
    return found or desk.link(one, other, kind=kind, by=by, at=NOW, note=WHY)


def conflicts(figure, **clocks) -> list[tuple]:
    found = answers.find(figure, **clocks).answer.conflicts
    return [(one.rule, one.result) for one in found]


def test_values_that_exclude_each_other_are_in_conflict(count, alone):
    figure = count.figure()
    other = alone("mediazona", "165,000")

    assert conflicts(figure) == [("values", "conflict")]
    (found,) = answers.find(figure).answer.conflicts
    assert found.sentence == (
        f"{found.first} (approximately 500,000) and {other.ref} (165,000): no number fits both."
    )


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("consistent_with", "165,000", []),
        ("not_comparable", "165,000", []),
        ("contradicts", "165,000", [("confirmed", "conflict")]),
        ("contradicts", "about 510,000", [("confirmed", "consistent")]),
    ],
)
def test_what_a_person_confirmed_holds_from_then_on(count, alone, people, kind, value, expected):
    figure, other = count.figure(), alone("mediazona", value)
    by_rule = conflicts(figure)
    mine = count.series.claims.get()

    link = linked(mine, other, kind, people[0])
    assert conflicts(figure) == by_rule
    desk.confirm_link(link, by=people[1], at=NOW + HOUR, note=WHY)

    assert conflicts(figure) == expected
    assert conflicts(figure, known_at=NOW) == by_rule


def test_decision_that_is_taken_back_leaves_the_past_as_it_was(count, alone, people):
    figure, other = count.figure(), alone("mediazona", "165,000")
    mine = count.series.claims.get()
    link = desk.link(mine, other, kind="consistent_with", by=people[0], at=NOW, note=WHY)
    desk.confirm_link(link, by=people[1], at=NOW + HOUR, note=WHY)
    desk.reject_link(link, by=people[1], at=NOW + 2 * HOUR, note=WHY)

    assert conflicts(figure) == [("values", "conflict")]
    assert conflicts(figure, known_at=NOW + HOUR) == []
    assert conflicts(figure, known_at=NOW) == [("values", "conflict")]


def test_last_decision_on_a_pair_holds_whichever_link_is_older(count, alone, people):
    figure, other = count.figure(), alone("mediazona", "165,000")
    mine = count.series.claims.get()
    links = [linked(mine, other, kind, people[0]) for kind in ("contradicts", "consistent_with")]

    for number, link in enumerate(reversed(links)):
        desk.confirm_link(link, by=people[1], at=NOW + number * HOUR, note=WHY)

    assert conflicts(figure) == [("confirmed", "conflict")]
    assert conflicts(figure, known_at=NOW) == []
