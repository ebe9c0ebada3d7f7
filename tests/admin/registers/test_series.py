"""Series in the admin: permissions, fixed fields, and no series that derives from itself."""

import pytest
from django.urls import reverse

from claims.models import Series
from sources.models import RegisterEvent
from tests.admin.pages import text_of
from tests.counts import Count
from tests.factories import MeasureFactory, SourceFactory, SubjectFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
ADD = reverse("admin:claims_series_add")


def url(series) -> str:
    return reverse("admin:claims_series_change", args=[series.pk])


def form(**changes) -> dict:
    return {
        "name": "General Staff count",
        "slug": "general-staff",
        "measure": MeasureFactory().pk,
        "subject": SubjectFactory().pk,
        "scope": "",
        "claimant": SourceFactory(slug="staff").pk,
        "is_cumulative": "on",
        "starts_on": "2022-02-24",
        "derives_from": "",
        "derivation_note": "",
        **changes,
    }


@world
def count(editor, reviewer):
    return Count(people=(editor, reviewer))


def test_editor_adds_a_series(as_editor):
    response = as_editor.post(ADD, form())

    assert response.status_code == 302
    series = Series.objects.get()
    assert (series.slug, series.claimant.slug, series.is_cumulative) == (
        "general-staff",
        "staff",
        True,
    )
    [event] = RegisterEvent.objects.filter(registry="series", row=series.pk)
    assert (event.verb, event.by.username) == ("add", "eva")


@pytest.mark.parametrize(
    ("role", "status"),
    [("chief editor", 200), ("reviewer", 403), ("contributor", 403), ("auditor", 403)],
)
def test_only_editors_add_one(client, role, status):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(ADD).status_code == status


def test_reviewer_sees_and_does_not_change(as_reviewer, count):
    assert "General Staff count" in text_of(as_reviewer.get(url(count.series)))
    assert as_reviewer.post(url(count.series), form(name="Mine")).status_code == 403
    count.series.refresh_from_db()
    assert count.series.name == "General Staff count"


@pytest.mark.parametrize("by", ["value", "policy"])
def test_what_it_counts_is_fixed_once_it_is_used(as_editor, count, by):
    count.publish(0, "100") if by == "value" else count.figure()
    other = MeasureFactory(code="killed", name="Killed")

    as_editor.post(url(count.series), form(name="Renamed", measure=other.pk, slug="another"))

    count.series.refresh_from_db()
    assert count.series.name == "Renamed"
    assert (count.series.slug, count.series.measure.code) == ("general-staff", "personnel-losses")
    assert count.series.claimant == count.source


def test_what_it_counts_can_be_mended_before(as_editor, count):
    other = MeasureFactory(code="killed", name="Killed")

    as_editor.post(url(count.series), form(measure=other.pk))

    count.series.refresh_from_db()
    assert count.series.measure == other


def test_derivation_needs_a_note(as_editor, count):
    response = as_editor.post(ADD, form(slug="uk-mod", derives_from=count.series.pk))

    assert response.status_code == 200
    assert "Say how it derives from the other series." in text_of(response)
    assert Series.objects.count() == 1


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_circle_of_derivations_is_refused_and_named(as_editor, count, editor, reviewer, steps):
    last = count.series
    for number in range(steps):
        fields = {"derives_from": last, "derivation_note": "It follows it."}
        last = Count(f"step-{number}", people=(editor, reviewer), **fields).series

    note = {"derives_from": last.pk, "derivation_note": "Around."}
    response = as_editor.post(url(count.series), form(**note))

    assert response.status_code == 200
    words = text_of(response)
    assert "A series cannot derive from itself" in words
    if steps:
        assert f"general-staff from step-{steps - 1}" in words
    count.series.refresh_from_db()
    assert count.series.derives_from is None


def test_claim_that_is_of_a_series_keeps_it(as_editor, count, chief, client):
    count.publish(0, "100")
    client.force_login(UserFactory(is_superuser=True))

    response = client.post(
        reverse("admin:claims_series_delete", args=[count.series.pk]), {"post": "yes"}
    )

    assert response.status_code in (200, 302, 403)
    assert Series.objects.filter(pk=count.series.pk).exists()
