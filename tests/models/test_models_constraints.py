"""Every named constraint: the database refuses by its name, and its message is a sentence."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from sources.database.checks import FIELDS
from tests.models import claim_constraint_cases
from tests.rows import row, stored
from tests.sources import source_constraint_cases
from tests.tampering import without_triggers

pytestmark = pytest.mark.django_db

OURS = [
    model for label in ("sources", "claims") for model in apps.get_app_config(label).get_models()
]
CASES = source_constraint_cases.CASES | claim_constraint_cases.CASES
CONSTRAINTS = {
    constraint.name: constraint for model in OURS for constraint in model._meta.constraints
}


def broken_row(name):
    """Return the row that the constraint refuses, after storing the rows before it."""
    model, columns = CASES[name]
    *before, last = columns() if callable(columns) else columns
    for accepted in before:
        stored(model, **accepted)
    return row(model, **last)


def test_every_constraint_has_a_case_and_every_case_a_constraint():
    assert sorted(CONSTRAINTS) == sorted(CASES)


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_constraint_says_in_a_sentence_what_is_wrong(name):
    message = CONSTRAINTS[name].violation_error_message

    assert message != models.constraints.BaseConstraint.default_violation_error_message
    assert message.endswith(".")
    assert message[0].isupper()


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_refusal_by_a_constraint_has_its_code_and_says_where(name):
    assert CONSTRAINTS[name].violation_error_code == name
    assert name in FIELDS


@pytest.mark.parametrize("name", sorted(CASES))
def test_database_refuses_by_name(name):
    with without_triggers(), pytest.raises(IntegrityError) as refusal:
        instance = broken_row(name)
        with transaction.atomic():
            type(instance).objects.bulk_create([instance])

    assert in_refusal(CONSTRAINTS[name], type(instance)) in str(refusal.value)


def in_refusal(constraint, model) -> str:
    """Return the text that names the constraint in the error of the database.

    SQLite lists the columns of a unique constraint instead of its name.
    """
    if connection.vendor == "postgresql" or not isinstance(constraint, models.UniqueConstraint):
        return constraint.name
    columns = [model._meta.get_field(name).column for name in constraint.fields]
    return "UNIQUE constraint failed: " + ", ".join(
        f"{model._meta.db_table}.{column}" for column in columns
    )


@pytest.mark.parametrize("name", sorted(CASES))
def test_validation_gives_the_sentence(name):
    with without_triggers():
        instance = broken_row(name)

    with pytest.raises(ValidationError) as refusal:
        instance.validate_constraints()

    assert CONSTRAINTS[name].violation_error_message in refusal.value.messages
    with pytest.raises(ValidationError) as refusal:
        instance.full_clean()
    assert all(message.endswith(".") for message in refusal.value.messages)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_check_names_a_field_that_a_person_can_mend(name):
    model, _columns = CASES[name]
    known = {field.name for field in model._meta.get_fields()} | {"value", ""}

    assert FIELDS[name] in known


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_column_of_choices_has_a_constraint_that_knows_them(model):
    checked = {
        field
        for constraint in model._meta.constraints
        if constraint.name.endswith(("_is_known", "_is_a_finding"))
        for field in [FIELDS[constraint.name]]
    }

    assert {field.name for field in model._meta.local_fields if field.choices} <= checked


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_smallest_row_breaks_no_constraint(model):
    instance = stored(model)

    instance.validate_constraints()
