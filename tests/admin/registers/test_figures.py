"""Figures in the admin: the page of a policy and of a decision on a claim, by the verbs."""

import pytest
from django.urls import reverse

from claims.models import Figure, FigureMember, FigurePolicy
from tests.admin.pages import text_of
from tests.counts import WHY, Count
from tests.desk_steps import draft
from tests.factories import MeasureFactory, ScopeFactory, SubjectFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
# What a browser sends of the lists that are only shown.
NO_ROWS = {
    f"{rows}-{number}_FORMS": "0"
    for rows in ("policies", "members")
    for number in ("TOTAL", "INITIAL")
}
REASON = "It counts what the question asks for."


@world
def count(editor, reviewer):
    return Count(people=(editor, reviewer))


@world
def figure(count):
    return count.figure()


def url(figure, name: str = "change") -> str:
    return reverse(f"admin:claims_figure_{name}", args=[figure.pk])


def test_editor_adds_a_question(as_editor):
    given = {"question": "How many?", "slug": "how-many", "measure": MeasureFactory().pk}
    given |= {"subject": SubjectFactory().pk, "scope": "", **NO_ROWS}

    page = as_editor.get(reverse("admin:claims_figure_add")).content.decode()
    response = as_editor.post(reverse("admin:claims_figure_add"), given)

    assert all(f'name="{name}"' in page for name in given)
    figure = Figure.objects.get()
    assert response.status_code == 302
    assert (figure.slug, figure.policies.count()) == ("how-many", 0)


def test_page_shows_what_was_decided_and_leads_to_deciding(as_editor, figure, count):
    words = text_of(as_editor.get(url(figure)))

    for told in ("The latest of a series", "General Staff count", WHY, "eva"):
        assert told in words
    assert "Set the policy" in words and "Decide on a claim" in words
    for name in ("policy", "member"):
        detail = reverse(f"admin:claims_figure_to_{name}", args=[figure.pk])
        assert as_editor.get(detail)["Location"] == url(figure, name)


def test_question_stays_what_it_was(as_editor, figure):
    other = MeasureFactory(code="killed", name="Killed")
    given = {"question": "How many, then?", "slug": "other", "measure": other.pk}

    as_editor.post(url(figure), {**given, **NO_ROWS})

    figure.refresh_from_db()
    assert figure.question == "How many, then?"
    assert (figure.slug, figure.measure.code) == ("losses", "personnel-losses")


def test_editor_sets_a_policy(as_editor, figure, editor):
    given = {"policy": "envelope", "series": "", "preferred": "", "note": REASON}

    response = as_editor.post(url(figure, "policy"), given, follow=True)

    policy = FigurePolicy.objects.latest("id")
    assert (policy.policy, policy.note, policy.by) == ("envelope", REASON, editor)
    assert f"Decided on “{figure}”." in text_of(response)


def test_editor_follows_a_series_or_prefers_a_claim(as_editor, figure, count):
    claim = draft()

    as_editor.post(
        url(figure, "policy"),
        {"policy": "latest_of_series", "series": count.series.pk, "preferred": "", "note": REASON},
    )
    as_editor.post(
        url(figure, "policy"),
        {"policy": "preferred_claim", "preferred": f" {claim.ref.lower()} ", "note": REASON},
    )

    followed, preferred = FigurePolicy.objects.order_by("id")[1:]
    assert (followed.series, followed.preferred) == (count.series, None)
    assert (preferred.series, preferred.preferred) == (None, claim)


def test_editor_decides_on_a_claim(as_editor, figure, editor):
    claim = draft()
    given = {"claim": claim.ref, "decision": "exclude", "reason": REASON}

    as_editor.post(url(figure, "member"), given)

    member = FigureMember.objects.get()
    assert (member.claim, member.decision, member.by) == (claim, "exclude", editor)
    words = text_of(as_editor.get(url(figure)))
    assert "Does not count" in words and REASON in words


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("policy", {"policy": "latest_of_series"}, "names a series"),
        ("policy", {"policy": "preferred_claim"}, "names a claim"),
        ("policy", {"note": "Because."}, "Say why, in at least 20 characters."),
        ("policy", {"note": ""}, "This field is required."),
        ("policy", {"policy": "guess"}, "Select a valid choice."),
        ("policy", {"series": "999999"}, "Select a valid choice."),
        ("policy", {"preferred": "CLM-999999"}, "There is no claim “CLM-999999”"),
        ("policy", {"preferred": "x\x00"}, "Null characters are not allowed."),
        ("member", {"reason": "Because."}, "Say why, in at least 20 characters."),
        ("member", {"claim": "<script>"}, "There is no claim “&lt;script&gt;”"),
        ("member", {"claim": ""}, "This field is required."),
        ("member", {"decision": "maybe"}, "Select a valid choice."),
    ],
    ids=str,
)
def test_what_cannot_be_decided_is_said_on_the_page(as_editor, figure, name, given, told):
    whole = {"policy": "envelope", "note": REASON, "claim": draft().ref, "decision": "exclude"}

    response = as_editor.post(url(figure, name), {**whole, "reason": REASON, **given})

    assert response.status_code == 200
    assert told in text_of(response)
    assert (FigurePolicy.objects.count(), FigureMember.objects.count()) == (1, 0)


def test_claim_of_another_scope_is_refused_at_its_field(as_editor, figure):
    claim = draft(scope=ScopeFactory())
    given = {"claim": claim.ref, "decision": "include", "reason": REASON}

    response = as_editor.post(url(figure, "member"), given)

    assert response.context["form"].errors.keys() == {"claim"}
    assert f"asks for no scope, and {claim.ref} is about Kursk operational zone." in text_of(
        response
    )
    assert REASON in response.content.decode()


def test_series_of_another_measure_is_not_offered(as_editor, figure, editor, reviewer):
    killed = MeasureFactory(code="killed", name="Killed")
    Count("killed", "Killed by name", people=(editor, reviewer), measure=killed)
    Count("kursk", "Kursk count", people=(editor, reviewer), scope=ScopeFactory())

    html = as_editor.get(url(figure, "policy")).content.decode()

    assert "General Staff count" in html
    assert "Killed by name" not in html and "Kursk count" not in html


@pytest.mark.parametrize("name", ["policy", "member"])
@pytest.mark.parametrize("role", ["reviewer", "contributor", "source curator", "analyst", None])
def test_who_may_not_decide_is_not_let_in(client, figure, name, role):
    client.force_login(UserFactory(roles=[role] if role else []))

    assert client.get(url(figure, name)).status_code == 403
    given = {"policy": "envelope", "note": REASON}
    assert client.post(url(figure, name), given).status_code == 403
    assert FigurePolicy.objects.count() == 1


def test_stranger_is_sent_to_sign_in(client, figure):
    response = client.get(url(figure, "policy"))

    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_superuser_and_chief_editor_decide(client, figure, chief, superuser):
    for person in (chief, superuser):
        client.force_login(person)
        client.post(url(figure, "policy"), {"policy": "envelope", "note": REASON})

    assert FigurePolicy.objects.filter(by__in=[chief, superuser]).count() == 2


@pytest.mark.parametrize("name", ["policy", "member"])
@pytest.mark.parametrize("pk", ["999999", "99999999999999999999"])
def test_figure_that_is_not_there_is_not_found(as_editor, name, pk):
    address = f"/admin/claims/figure/{pk}/{name}/"

    assert as_editor.get(address).status_code == 404


def test_decisions_cannot_be_changed_or_deleted(client, superuser, figure):
    client.force_login(superuser)
    html = client.get(url(figure)).content.decode()

    assert 'name="policies-0-note"' not in html
    assert 'name="policies-0-DELETE"' not in html
    response = client.post(reverse("admin:claims_figure_delete", args=[figure.pk]), {"post": "yes"})
    assert response.status_code in (200, 302, 403)
    assert FigurePolicy.objects.count() == 1 and Figure.objects.count() == 1
