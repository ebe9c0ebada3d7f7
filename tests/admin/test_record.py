"""The record in the admin: nobody changes or deletes it, superusers included."""

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.models import (
    Assessment,
    Claim,
    Event,
    Measure,
    Publication,
    Scope,
    SourceCheck,
    Subject,
    Unit,
)
from sources.models import Document, ReliabilityGrade
from tests.admin.pages import text_of
from tests.admin.registers.test_sources import give
from tests.desk_steps import published
from tests.factories import MeasureFactory, SourceFactory, UnitFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db

KEPT = [Publication, Event, SourceCheck, Assessment, ReliabilityGrade]


@world
def record():
    published()
    give(SourceFactory())


@pytest.fixture
def as_superuser(client, superuser):
    client.force_login(superuser)
    return client


@pytest.mark.parametrize("model", KEPT)
def test_kept_rows_are_shown_and_nothing_else(as_superuser, record, model):
    path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    row = model.objects.first()
    before = model.objects.values().first()

    assert as_superuser.get(path).status_code == 200
    assert as_superuser.get(f"{path}{row.pk}/change/").status_code == 200
    assert as_superuser.get(f"{path}add/").status_code == 403
    assert as_superuser.post(f"{path}add/", {}).status_code == 403
    assert as_superuser.post(f"{path}{row.pk}/change/", {"note": "x"}).status_code == 403
    assert as_superuser.post(f"{path}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    as_superuser.post(path, {"action": "delete_selected", "_selected_action": [row.pk]})
    assert model.objects.values().first() == before


def test_dimension_of_a_used_measure_and_unit_stays(as_superuser, record):
    measure, unit = Measure.objects.get(), Unit.objects.get()

    for row, path in ((measure, "measure"), (unit, "unit")):
        form = as_superuser.get(f"/admin/claims/{path}/{row.pk}/change/").context["adminform"]
        assert "dimension" in form.readonly_fields


def test_dimension_of_an_unused_unit_can_be_mended(as_superuser):
    unit = UnitFactory(code="shell", name="shell", plural="shells", dimension="items")

    form = as_superuser.get(f"/admin/claims/unit/{unit.pk}/change/").context["adminform"]

    assert "dimension" not in form.readonly_fields


def test_measure_refuses_a_unit_of_another_dimension(as_superuser):
    unit = UnitFactory()
    data = {"name": "Money", "code": "money", "definition": "All of it.", "dimension": "currency"}

    response = as_superuser.post(
        "/admin/claims/measure/add/", {**data, "default_unit": unit.pk, "parts": []}
    )

    assert "people do not measure currency." in text_of(response)


@pytest.mark.parametrize("words", ["[", '{"a": 1}', "[1]", '"x"'])
def test_unit_refuses_words_that_are_no_list_of_words(as_superuser, words):
    data = {"name": "t", "plural": "t", "code": "t", "dimension": "mass", "factor_to_base": "1"}

    response = as_superuser.post("/admin/claims/unit/add/", {**data, "words": words})

    assert response.context["adminform"].form.errors["words"]


@pytest.mark.parametrize("model", [Measure, Unit, Subject, Scope])
def test_vocabulary_that_is_used_cannot_be_deleted(as_superuser, record, model):
    MeasureFactory()
    row = model.objects.first()
    if row is None:
        return

    response = as_superuser.post(
        f"/admin/claims/{model._meta.model_name}/{row.pk}/delete/", {"post": "yes"}
    )

    assert response.status_code == 200
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [Publication, Event, SourceCheck, Assessment])
def test_record_is_found_by_the_ref_of_its_claim(as_superuser, model):
    claim, _other = published(), published()
    path = reverse(f"admin:claims_{model._meta.model_name}_changelist")
    of_claim = admin.site.get_model_admin(model).of_claim

    for typed in (claim.ref, claim.ref.lower(), f" {int(claim.ref[4:])} "):
        found = as_superuser.get(path, {"q": typed}).context["cl"].result_list
        assert set(found) == set(model.objects.filter(**{of_claim: claim})) != set()
    for nothing in ("CLM-999999", "CLM-", "soldiers", "0"):
        assert not as_superuser.get(path, {"q": nothing}).context["cl"].result_list


@pytest.mark.parametrize("model", [Claim, Publication, Event, SourceCheck, Assessment, Document])
def test_what_a_long_list_is_narrowed_or_sorted_by_begins_an_index(model):
    shown = admin.site.get_model_admin(model)
    begins = {name.lstrip("-") for index in model._meta.indexes for name in index.fields[:1]}
    begins |= {name for index in model._meta.indexes if index.condition for name in named(index)}
    begins |= {field.name for field in model._meta.fields if field.db_index or field.unique}
    columns = [one[0] for one in shown.list_filter if isinstance(one, tuple)]
    methods = {name: getattr(shown, name, None) for name in shown.sortable_by}
    columns += [getattr(found, "admin_order_field", name) for name, found in methods.items()]

    assert columns and set(columns) <= begins | {"published_until"}


def named(index) -> list[str]:
    return [name.partition("__")[0] for name, _value in index.condition.children]


def test_long_list_takes_no_order_from_its_address(as_superuser):
    first, second = published(), published()

    listed = as_superuser.get("/admin/claims/publication/?o=1").context["cl"].result_list

    assert [row.ref for row in listed] == [second.ref, first.ref]
