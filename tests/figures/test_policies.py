"""Verbs on figures: the policy and the claims that count, with a person and a reason."""

import datetime

import pytest

from claims.figures import policies
from claims.models import Claim, FigureMember, FigurePolicy, Scope, Series
from claims.rules.refusals import Invalid, NotAllowed
from tests.counts import WHY, Count
from tests.desk_steps import published, refusal
from tests.factories import NOW, MeasureFactory, ScopeFactory, SubjectFactory, UserFactory
from tests.rows import stored
from tests.worlds import world

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
OTHER = {"figure_of_another_kind"}


@world
def count():
    return Count()


@world
def figure(count):
    return count.figure()


def decided(figure, claim, *, by, decision="exclude", reason=WHY, at=NOW):
    return policies.decide_member(figure, claim, decision=decision, reason=reason, by=by, at=at)


@pytest.mark.parametrize("role", ["editor", "chief editor"])
def test_editors_decide_and_sign(figure, role):
    by = UserFactory(roles=[role])
    claim = stored(Claim)

    policy = policies.set_policy(figure, policy="envelope", note=WHY, by=by, at=NOW + HOUR)
    member = decided(figure, claim, by=by, at=NOW + HOUR)

    for row in (policy, member):
        row.refresh_from_db()
        assert (row.by, row.at) == (by, NOW + HOUR)
    assert (policy.policy, policy.note) == ("envelope", WHY)
    assert (member.claim, member.decision, member.reason) == (claim, "exclude", WHY)


def test_superuser_decides(figure):
    by = UserFactory(is_superuser=True)

    assert policies.set_policy(figure, policy="envelope", note=WHY, by=by, at=NOW).pk


@pytest.mark.parametrize(
    "roles",
    [[], ["contributor"], ["reviewer"], ["source curator"], ["analyst"], ["auditor"]],
    ids=str,
)
def test_nobody_else_decides(figure, roles):
    by, claim = UserFactory(roles=roles), stored(Claim)

    policy = refusal(NotAllowed, policies.set_policy, figure, policy="envelope", note=WHY, by=by)
    member = refusal(
        NotAllowed, policies.decide_member, figure, claim, decision="exclude", reason=WHY, by=by
    )

    assert policy == member == [("role", "")]


def test_who_has_left_decides_nothing(figure):
    by = UserFactory(roles=["editor"], is_active=False)

    assert refusal(NotAllowed, policies.set_policy, figure, policy="envelope", note=WHY, by=by)


@pytest.mark.parametrize(
    "text", ["", None, " " * 30, "Nineteen characters", "a\x00" * 20, "a" * 1001]
)
def test_decision_needs_a_reason_that_can_be_kept(figure, editor, text):
    claim = stored(Claim)

    policy = refusal(Invalid, policies.set_policy, figure, policy="envelope", note=text, by=editor)
    member = refusal(
        Invalid, policies.decide_member, figure, claim, decision="exclude", reason=text, by=editor
    )

    assert {field for _code, field in policy} == {"note"}
    assert {field for _code, field in member} == {"reason"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"policy": "latest_of_series"}, "series"),
        ({"policy": "envelope", "series": True}, "series"),
        ({"policy": "preferred_claim"}, "preferred"),
        ({"policy": "median_of_independent", "preferred": True}, "preferred"),
        ({"policy": "guess"}, "policy"),
        ({"policy": ""}, "policy"),
    ],
    ids=str,
)
def test_policy_names_what_it_follows_and_nothing_else(figure, count, editor, given, field):
    known = {"series": count.series, "preferred": published()}
    given = {name: known.get(name, value) for name, value in given.items()}

    found = refusal(Invalid, policies.set_policy, figure, note=WHY, by=editor, **given)

    assert field in {field for _code, field in found}


def test_every_reason_is_given_at_once(figure, editor):
    measure = MeasureFactory(code="killed", name="Killed")
    other = stored(Series, measure=measure, scope=ScopeFactory())

    found = refusal(
        Invalid,
        policies.set_policy,
        figure,
        policy="latest_of_series",
        series=other,
        note="No.",
        by=editor,
    )

    assert found == [
        ("figure_of_another_kind", "series"),
        ("figure_of_another_kind", "series"),
        ("figure_policy_has_a_reason", "note"),
    ]


@pytest.mark.parametrize(
    "about",
    [
        {"measure": ("code", "killed")},
        {"subject": ("slug", "others")},
        {"scope": ("slug", "kursk")},
    ],
    ids=str,
)
def test_what_answers_another_question_is_refused(figure, editor, about):
    factories = {"measure": MeasureFactory, "subject": SubjectFactory, "scope": ScopeFactory}
    ((name, (key, value)),) = about.items()
    other = {name: factories[name](**{key: value, "name": value.title()})}
    claim, series = stored(Claim, **other), stored(Series, **other)

    follow = refusal(
        Invalid,
        policies.set_policy,
        figure,
        policy="latest_of_series",
        series=series,
        note=WHY,
        by=editor,
    )
    prefer = refusal(
        Invalid,
        policies.set_policy,
        figure,
        policy="preferred_claim",
        preferred=claim,
        note=WHY,
        by=editor,
    )
    include = refusal(
        Invalid, policies.decide_member, figure, claim, decision="include", reason=WHY, by=editor
    )

    assert follow == [("figure_of_another_kind", "series")]
    assert prefer == [("figure_of_another_kind", "preferred")]
    assert include == [("figure_of_another_kind", "claim")]
    assert decided(figure, claim, by=editor).pk


def test_refusal_says_what_differs(figure, editor):
    claim = stored(Claim, scope=Scope.objects.create(slug="kursk", name="Kursk"))

    with pytest.raises(Invalid) as refused:
        decided(figure, claim, decision="include", by=editor)

    (need,) = refused.value.needs
    assert need.message == (
        f"“How many soldiers has Russia lost?” asks for no scope, and {claim.ref} is about Kursk."
    )


def test_decision_that_is_none_is_refused(figure, editor):
    claim = stored(Claim)

    found = refusal(
        Invalid, policies.decide_member, figure, claim, decision="maybe", reason=WHY, by=editor
    )

    assert {field for _code, field in found} == {"decision"}


def test_clocks_that_disagree_never_reorder_decisions(figure, editor):
    claim = stored(Claim)
    early = NOW - HOUR

    policy = policies.set_policy(figure, policy="envelope", note=WHY, by=editor, at=early)
    members = [decided(figure, claim, by=editor, at=at) for at in (NOW + HOUR, early)]

    assert policy.at == NOW
    assert [member.at for member in members] == [NOW + HOUR] * 2
    assert list(FigurePolicy.objects.values_list("policy", flat=True)) == [
        "latest_of_series",
        "envelope",
    ]
    assert FigureMember.objects.count() == 2


def test_decisions_on_one_figure_leave_another_alone(figure, count, editor):
    other = count.figure("again", at=NOW - HOUR)

    policies.set_policy(other, policy="envelope", note=WHY, by=editor, at=NOW - HOUR)

    assert [policy.at for policy in other.policies.order_by("id")] == [NOW - HOUR] * 2
