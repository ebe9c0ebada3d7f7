"""What is kept for good: nobody changes or deletes it here, superusers included."""

import pytest

from claims.models import Assessment, Event, Measure, Publication, Scope, SourceCheck, Subject, Unit
from sources.models import ReliabilityGrade
from tests.admin.pages import text_of
from tests.admin.test_sources import give
from tests.desk_steps import published
from tests.factories import MeasureFactory, SourceFactory, UnitFactory

pytestmark = pytest.mark.django_db

KEPT = [Publication, Event, SourceCheck, Assessment, ReliabilityGrade]


@pytest.fixture
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
